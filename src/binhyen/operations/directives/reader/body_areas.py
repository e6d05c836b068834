"""The area at the end of a body's name: which province, district, commune or level is meant; lists of communes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import UPPER, fold

# Provinces and cities under central government, present and former: a name ends with one, or "tỉnh" stands for it.
PROVINCES = [
    "An Giang",
    "Bà Rịa - Vũng Tàu",
    "Bà Rịa-Vũng Tàu",
    "Bạc Liêu",
    "Bắc Giang",
    "Bắc Kạn",
    "Bắc Ninh",
    "Bến Tre",
    "Bình Dương",
    "Bình Định",
    "Bình Phước",
    "Bình Thuận",
    "Cà Mau",
    "Cao Bằng",
    "Cần Thơ",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắk Nông",
    "Đăk Lăk",
    "Đăk Nông",
    "Điện Biên",
    "Đồng Nai",
    "Đồng Tháp",
    "Gia Lai",
    "Hà Giang",
    "Hà Nam",
    "Hà Nội",
    "Hà Tĩnh",
    "Hải Dương",
    "Hải Phòng",
    "Hậu Giang",
    "Hòa Bình",
    "Hồ Chí Minh",
    "Huế",
    "Hưng Yên",
    "Khánh Hòa",
    "Kiên Giang",
    "Kon Tum",
    "Lai Châu",
    "Lạng Sơn",
    "Lào Cai",
    "Lâm Đồng",
    "Long An",
    "Nam Định",
    "Nghệ An",
    "Ninh Bình",
    "Ninh Thuận",
    "Phú Thọ",
    "Phú Yên",
    "Quảng Bình",
    "Quảng Nam",
    "Quảng Ngãi",
    "Quảng Ninh",
    "Quảng Trị",
    "Sóc Trăng",
    "Sơn La",
    "Tây Ninh",
    "Thái Bình",
    "Thái Nguyên",
    "Thanh Hóa",
    "Thừa Thiên Huế",
    "Tiền Giang",
    "Trà Vinh",
    "Tuyên Quang",
    "Vĩnh Long",
    "Vĩnh Phúc",
    "Yên Bái",
]
CITIES = frozenset(fold(name) for name in ("Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Hồ Chí Minh"))
_PROVINCE = "(?:" + "|".join(re.escape(fold(name)) for name in sorted(PROVINCES, key=len, reverse=True)) + r")\b"

_COMMUNES = (
    r"xã,\s*phường(?:,?\s*(?:và\s+)?(?:thị trấn|đặc khu))?|phường,\s*xã(?:,\s*(?:thị trấn|đặc khu))?|xã,\s*thị trấn"
    r"|xã\s+và\s+phường"
)
_DISTRICTS = (
    r"(?:quận,\s*)?huyện,\s*(?:thị xã(?:,|\s+và)?\s*)?(?:và\s+)?thành phố(?:\s+thuộc tỉnh)?"
    r"|quận,\s*huyện(?:,\s*thị xã)?(?:,\s*thành phố)?|huyện,\s*thị xã(?:,\s*thành phố)?|thị xã,\s*thành phố"
)
AREA = re.compile(
    rf"\s+(?:của\s+|tại\s+)?(?:"
    rf"(?P<communes>(?:các\s+)?(?:{_COMMUNES})|các\s+(?:xã|phường)\b(?!\s+hội)|cấp\s+xã|cùng\s+cấp|ở\s+cơ\s+sở"
    rf"|cơ\s+sở\b(?!\s+(?:cai|y\s+tế|giáo|vật|dữ)))"
    rf"|(?P<districts>(?:các\s+)?(?:{_DISTRICTS})|các\s+huyện\b|các\s+quận\b|cấp\s+huyện)"
    rf"|(?P<provinces>(?:các\s+)?tỉnh,?\s+thành\s+phố(?:\s+trực\s+thuộc\s+trung\s+ương)?|các\s+tỉnh(?:,\s*thành)?)"
    rf"|(?P<levels>các\s+cấp|hai\s+cấp)"
    rf"|(?P<region>khu\s+vực(?:\s+(?:\d{{1,2}}|[ivxl]{{1,6}})\b(?:\s*-\s*{_PROVINCE})?)?\b(?!\s+biên))"
    rf"|(?P<province>(?:cấp\s+)?tỉnh\b(?:\s+{_PROVINCE})?)"
    rf"|(?P<city>(?:thành\s+phố|tp\.?|thủ\s+đô)\b(?:\s+{_PROVINCE})?)"
    rf"|(?P<place>{_PROVINCE})"
    rf"|(?P<central>trung\s+ương|tối\s+cao|việt\s+nam)"
    rf"|(?P<own>(?:xã|phường|đặc\s+khu|thị\s+trấn|huyện|quận|thị\s+xã)\b(?!\s+hội))"
    rf")"
)
_PLACE = re.compile(rf"[{UPPER}][\w’']*(?:[ -](?:[{UPPER}][\w’']*|\d{{1,2}}\b))*")
_GAP = re.compile(r"\s*:?\s+")
_LISTED = re.compile(r"\s*[,;]\s*[^\W\d_]|\s+và\s")
_NO_PLACE = re.compile(
    r"(?:ubnd|hđnd|công an|sở|ban|chủ tịch|ủy ban|trưởng|bí thư|các|đội|tổ|trạm|hội|đoàn|trường|thủ trưởng|giám đốc"
    r"|đề nghị|giao)\b"
)
_NEXT_PLACE = re.compile(
    r"\s*(?:,|;)\s*(?:và\s+)?(?:(?:xã|phường|huyện|thị xã|thành phố)\s+)?|\s+và\s+(?:(?:xã|phường|huyện)\s+)?"
)

# Head nouns: each needs a capital letter after it, so that "ban hành", "báo cáo", "phòng ngừa" are not taken.
_HEADS = (
    "sở|ban chỉ đạo|ban chỉ huy|ban quản lý|ban điều phối|ban thường vụ|ban|tổng cục|chi cục|cục|vụ|công an"
    "|hội đồng|hội"
    "|hiệp hội|liên đoàn|liên hiệp các|liên hiệp|liên minh|trung tâm|học viện|viện|tòa án|báo|đài|tạp chí|trường"
    "|đại học"
    "|bệnh viện|công ty|tổng công ty|tập đoàn|ngân hàng|chi nhánh|kho bạc|bưu điện|điện lực|văn phòng|thanh tra"
    "|bộ tư lệnh"
    "|bộ chỉ huy|bộ|đồn|đảng ủy|đảng bộ|huyện ủy|quận ủy|thị ủy|thành ủy|huyện đoàn|đoàn|đội|tổ công tác|hạt|trạm"
    "|quỹ|ủy ban"
    "|phòng|nhà văn hóa|nhà thiếu nhi|cơ sở|trại|vnpt|viettel|mobifone|hợp tác xã|câu lạc bộ|tổ|lực lượng"
    "|thường trực|hải quan"
)
HEAD = re.compile(rf"(?:các\s+)?(?:{_HEADS})(?=\s+\S)|(?:vnpt|viettel|mobifone|evn)\b")


@dataclass(frozen=True, slots=True)
class Area:
    """The area at the end of a body's name."""

    kind: (
        str  # communes / districts / provinces / levels / region / province / city / place / central / own / named / ""
    )
    words: str  # as it stands in a canonical name, "" when the name goes without
    end: int
    names: tuple[str, ...] = ()  # named communes or districts, when listed


def read_area(text: str, folded: str, position: int) -> Area:
    """The area words at ``position`` (after a name), an empty area when there are none."""
    found = AREA.match(folded, position)
    if not found:
        return Area("", "", position)
    kind, end = found.lastgroup or "", found.end()
    words = text[found.start(kind) : end] if kind else ""
    if kind in ("communes", "districts", "own", "provinces"):
        listed = _places(text, folded, end)
        if listed and len(listed[0]) == 1 and words.endswith("đặc khu") and kind == "communes":
            return Area(kind, " ".join(words.split()), listed[1])  # "các xã, phường, đặc khu Lý Sơn": all of them
        if listed:
            return Area(_list_kind(folded[found.start(kind) : end], kind), _unit(words), listed[1], listed[0])
    if kind == "city" or kind == "place":
        return _city(text, folded, found, kind)
    if kind == "province":
        return Area("province", "tỉnh", end)
    return Area(kind, " ".join(words.split()), end)


def _list_kind(words: str, kind: str) -> str:
    if kind == "own" and words.startswith(("huyện", "quận", "thị xã")):
        return "districts_named"
    return "communes_named" if kind in ("communes", "own") else f"{kind}_named"


def _unit(words: str) -> str:
    """ "các huyện" -> "huyện": the word a single one of them is called by."""
    low = fold(words).removeprefix("các ").strip()
    return low.split(",")[0].strip()


def _city(text: str, folded: str, found: re.Match[str], kind: str) -> Area:
    words = fold(text[found.start(kind) : found.end()])
    if kind == "place":
        return Area(
            "place" if words in CITIES else "province",
            text[found.start(kind) : found.end()] if words in CITIES else "tỉnh",
            found.end(),
        )
    name = re.sub(r"^(?:thành\s+phố|tp\.?|thủ\s+đô)\s*", "", words)
    if not name:
        place = _PLACE.match(text, found.end() + 1) if text[found.end() : found.end() + 1] == " " else None
        if place and not HEAD.match(folded, place.start()) and not _NO_PLACE.match(folded, place.start()):
            return Area("named", "thành phố " + place.group(), place.end())
        return Area("city", "thành phố", found.end())
    if name in CITIES:
        return Area("city", "thành phố", found.end())
    return Area("named", " ".join(text[found.start(kind) : found.end()].split()), found.end())


def _places(text: str, folded: str, position: int) -> tuple[tuple[str, ...], int] | None:
    """Names listed after "các xã, phường:", "các huyện" or "xã", with the end of the list."""
    gap = _GAP.match(text, position)
    if not gap:
        return None
    names: list[str] = []
    at, end = gap.end(), position
    while True:
        place = _PLACE.match(text, at)
        if (
            not place
            or _NO_PLACE.match(folded, at)
            or (HEAD.match(folded, at) and _capital_after_head(text, folded, at))
        ):
            break
        if ":" in gap.group() and not names and not _LISTED.match(text, place.end()):
            break  # "UBND các xã, phường: Tổ chức …" opens a duty, not a list
        names.append(place.group())
        end = place.end()
        following = _NEXT_PLACE.match(text, end)
        if not following:
            break
        at = following.end()
    return (tuple(names), end) if names else None


def _capital_after_head(text: str, folded: str, position: int) -> bool:
    head = HEAD.match(folded, position)
    return head is not None and text[head.end() : head.end() + 2].strip()[:1].isupper()

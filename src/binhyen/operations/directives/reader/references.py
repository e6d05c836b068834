"""Legal instruments a text cites, with number, day and issuer as printed."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from binhyen.operations.directives.reader.values import LegalRef, Span

_KINDS: Final = (
    "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết liên tịch", "Nghị quyết", "Thông tư liên tịch",
    "Thông tư", "Quyết định", "Chỉ thị", "Kết luận", "Kế hoạch liên ngành", "Kế hoạch phối hợp", "Kế hoạch",
    "Công văn", "Công điện", "Văn bản hợp nhất", "Văn bản", "Thông báo kết luận", "Thông báo",
    "Hướng dẫn liên ngành", "Hướng dẫn", "Chương trình hành động", "Chương trình phối hợp", "Chương trình",
    "Quy chế phối hợp", "Quy chế", "Quy định", "Tờ trình", "Báo cáo", "Đề án", "Lệnh", "Hiến pháp", "Điện",
    "Thư", "Giấy mời",
)  # fmt: skip
_KIND: Final = "|".join(k.replace(" ", r"\s+") for k in sorted(_KINDS, key=len, reverse=True))
_LETTERS: Final = "A-Za-zĐđƯưƠơÂĂÊÔ"
_NUMBER: Final = (
    # 105/2021/NĐ-CP, 120/2025/QH15
    r"\d{1,5}[A-Za-z]?\s*/\s*\d{4}\s*/\s*[A-ZĐƯƠ][\wĐđƯưƠơ]*(?:\s*-\s*[A-ZĐƯƠ][\wĐđƯưƠơ]*)*"
    # 111/KH-UBND, 36-CT/TW
    rf"|\d{{1,5}}[A-Za-z]?\s*[/\-–]\s*[A-ZĐƯƠ][{_LETTERS}\d]{{0,9}}(?:\s*[-–/.&]\s*[A-ZĐƯƠ][{_LETTERS}\d]{{0,12}})*"
)
_DATE: Final = (
    r"(?:\(?\s*,?\s*(?:ban hành\s+)?ngày\s+(?:(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})"
    r"|(?P<wd>\d{1,2})\s+tháng\s+(?P<wm>\d{1,2})\s+năm\s+(?P<wy>\d{4})))"
)
_ISSUERS: Final = (
    r"Ban Chấp hành Trung ương(?: Đảng)?|Ban Chấp hành Đảng bộ(?: tỉnh| thành phố)?|Bộ Chính trị|Ban Bí thư"
    r"|Ban Thường vụ (?:Tỉnh|Thành) ủy|Thường trực (?:Tỉnh|Thành) ủy|"
    r"(?:Tỉnh|Thành|Đảng) ủy|Ủy ban Thường vụ Quốc hội|Quốc hội|Chủ tịch nước|Thủ tướng Chính phủ|Chính phủ"
    r"|Văn phòng Chính phủ|Hội đồng nhân dân (?:tỉnh|thành phố)|HĐND (?:tỉnh|thành phố)|"
    r"(?:Chủ tịch )?(?:Ủy ban nhân dân|UBND) (?:tỉnh|thành phố|xã|phường|huyện|Thành phố)"
    r"|Ủy ban Quốc gia[^,.;()]{0,80}|Ban Chỉ đạo[^,.;()]{0,40}|"
    r"Bộ trưởng Bộ [A-ZĐ][^,.;()]{0,40}|Bộ (?:Công an|Y tế|Quốc phòng|Tư pháp|Tài chính|Nội vụ|Công Thương"
    r"|Xây dựng|Ngoại giao|Giáo dục và Đào tạo|Khoa học và Công nghệ|"
    r"Văn hóa, Thể thao và Du lịch|Nông nghiệp và Môi trường|Lao động - Thương binh và Xã hội|Dân tộc và Tôn giáo"
    r"|Thông tin và Truyền thông)|"
    r"Công an tỉnh|Công an thành phố|Sở [A-ZĐ][^,.;()]{0,30}|Tòa án nhân dân tối cao"
    r"|Viện kiểm sát nhân dân tối cao|Ủy ban Mặt trận[^,.;()]{0,40}"
)
_NUMBERED: Final = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?P<name>\s+(?![Ss]ố\s)[^.;:()\d“”\"]{{1,90}}?)?\s*[,]?\s*(?:[Ss]ố\s*:?\s*)?(?P<number>{_NUMBER})(?:\s*,)?(?:\s*{_DATE})?"
    rf"(?:\s*\)?\s*,?\s*của\s+(?P<issuer>{_ISSUERS}))?"
)
_DATED: Final = re.compile(
    rf"(?<!\w)(?P<kind>{_KIND})(?P<name>\s+[^.;:()“”\"]{{0,90}}?)?\s*{_DATE}(?:\s*,?\s*của\s+(?P<issuer>{_ISSUERS}))?"
)
_BARE: Final = re.compile(
    rf"(?<!\w)số\s*:?\s*(?P<number>{_NUMBER})(?:\s*,)?(?:\s*{_DATE})?(?:\s*,?\s*của\s+(?P<issuer>{_ISSUERS}))?"
)
_NAMED_LAW: Final = re.compile(
    r"(?<!\w)(?P<kind>Bộ luật|Luật|Hiến pháp)\s+(?P<name>[A-ZĐƯƠÂ][^.;:()\d“”\"]{2,70}?)"
    r"\s+(?:năm\s+)?(?P<year>(?:19|20)\d\d)(?![\d/])"
)
_ARTICLE: Final = re.compile(
    r"(?:(?:[Cc]ác\s+)?[Đđ]iểm\s+[a-zđ](?:\s*(?:,|và)\s*(?:điểm\s+)?[a-zđ](?!\w))*\s*,?\s*)?"
    r"(?:(?:[Cc]ác\s+)?[Kk]hoản\s+\d{1,2}(?:\s*(?:,|và)\s*(?:khoản\s+)?\d{1,2})*\s*,?\s*)?"
    r"Điều\s+\d{1,3}[a-z]?(?:\s*(?:,|và|-|đến)\s*(?:Điều\s+)?\d{1,3}[a-z]?)*"
)


def find(text: str) -> tuple[LegalRef, ...]:
    """Every instrument cited in ``text``, in order; articles ("khoản 2 Điều 5") come as kind "Điều".

    ``number`` is without spaces ("551/KH-BCA"), "" where none is printed; ``span`` is in offsets of ``text``
    (block -1).
    """
    if not re.search(r"\d", text):
        return ()
    found: list[LegalRef] = []
    taken = bytearray(len(text))
    for pattern in (_NUMBERED, _BARE, _DATED, _NAMED_LAW, _ARTICLE):
        for match in pattern.finditer(text):
            start = match.start() if pattern is not _NUMBERED else _tight(match)
            if any(taken[start : match.end()]):
                continue
            found.append(_ref(pattern, match, start))
            taken[start : match.end()] = b"\1" * (match.end() - start)
    return tuple(sorted(found, key=lambda ref: ref.span.start if ref.span else 0))


def _tight(match: re.Match[str]) -> int:
    """Where the kind nearest to the number begins: "Kế hoạch thực hiện Kết luận số 132-KL/TW" cites the Kết luận."""
    inner = list(re.finditer(rf"(?<!\w)(?:{_KIND})(?!\w)", match.group(0)[: match.start("number") - match.start()]))
    name = match["name"]
    if not name or not inner:
        return match.start()
    return match.start() + inner[-1].start()


def _ref(pattern: re.Pattern[str], match: re.Match[str], start: int) -> LegalRef:
    groups = match.groupdict()
    surface = " ".join(match.string[start : match.end()].replace("*", "").split())
    span = Span(-1, start, match.end())
    if pattern is _ARTICLE:
        return LegalRef("Điều", "", surface, span=span)
    kind = groups.get("kind") or ""
    if pattern is _NUMBERED and start != match.start():
        kind = re.match(rf"(?:{_KIND})", match.string[start:]).group()  # type: ignore[union-attr]
    number = re.sub(r"\s+", "", groups.get("number") or "").replace("–", "-")
    return LegalRef(
        " ".join(kind.split()) or "Văn bản", number, surface, _day(groups), groups.get("issuer") or "", span
    )


def _day(groups: dict[str, str | None]) -> date | None:
    day, month, year = (groups.get(k) or groups.get(f"w{k}") for k in "dmy")
    if not (day and month and year):
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

"""Numeric targets of a duty: how many, compared how, of what, by when, against what.

Only numbers that ask for something count. Numbers of documents, days, telephone numbers, stages, and figures of
the situation ("hiện có 25 xã", "chiếm 12%") are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from binhyen.operations.directives.reader import deadlines
from binhyen.operations.directives.reader.deadlines.words import fold
from binhyen.operations.directives.reader.values import DeadlineType, Span, Target

_NUMBER: Final = r"(?<![\w.,/\-])\d{1,3}(?:\.\d{3})+(?!\d)|(?<![\w/\-])(?<!\d[.,])\d+(?:,\d+)?(?![\d])"
_WORDS: Final = r"(?:\s*\([^()\d%]{2,24}\))?"  # "05 (năm)"
_PERCENT: Final = re.compile(
    rf"(?:(?P<low>{_NUMBER})\s?%?\s?(?:-|–|đến)\s?)?"
    rf"(?P<n>(?<![\d.,/])\d{{1,3}}(?:[.,]\d+)?){_WORDS}\s?(?:%|phần trăm)"
)
_LONG_UNITS: Final = (
    "xã, phường|xã, phường, thị trấn|xã, phường, đặc khu|mô hình|hội nghị|đường dây|đối tượng|học viên|học sinh"
    "|sinh viên|giáo viên|nhân viên|"
    "phóng sự|chuyên mục|chuyên đề|chuyên án|tọa đàm|cuộc thi|câu lạc bộ|tờ rơi|băng rôn|khẩu hiệu|pa nô|áp phích"
    "|cơ sở|địa bàn|đơn vị|hồ sơ|"
    "kế hoạch|cán bộ|chiến sĩ|chiến sỹ|hộ gia đình|gia đình|doanh nghiệp|trường học|tụ điểm|ổ nhóm|giao ước"
    "|bài viết|video clip|tin, bài|tin bài|"
    "triệu đồng|tỷ đồng|nghìn đồng|tỉ đồng|đại biểu|thành viên|hội viên|đoàn viên|thanh niên|chi bộ|chi đoàn"
    "|tiểu phẩm|tài liệu|ấn phẩm|cụm pa nô|"
    "tổ chức|khu dân cư|tổ dân phố|thông điệp|điểm bán lẻ|bộ kit|máy|tình nguyện viên|cộng tác viên"
    "|huyện, thành phố|"
    "thôn, bản|thôn, xóm|cơ quan|nhà trường|công trình|hạng mục|thiết bị|camera|báo cáo|"
    "lao động|đường mòn|lối mở|đồn biên phòng|chuyến|tuyến đường|cửa hàng|quầy thuốc|nhà thuốc|khách sạn|suất quà"
    "|ngôi nhà|việc làm|"
    "học bổng|sáng kiến|đề tài|tác phẩm|trẻ em|bác sĩ|y sĩ|tàu cá|phương tiện|phòng học|tổ liên gia|nhà văn hóa"
    "|loa|hòm thư|địa chỉ tin cậy"
)
_SHORT_UNITS: Final = (
    "trạm|ca|bệnh nhân|xã|phường|huyện|tỉnh|thôn|bản|làng|ấp|khối|xóm|buôn|trang|lớp|buổi|cuộc|đợt|phiên|lượt|lần"
    "|vụ|điểm|đội|tổ|nhóm|em|tin|bài|người|hộ|"
    "trường|bộ|tờ|cuốn|cái|chiếc|xe|đêm|ngày|giờ|lô|tấn|kg|ha|km|clip|video|số|kỳ|chương|mẫu|kit|test|phòng"
    "|giường|chỗ|khóa|sản phẩm"
)
_UNIT: Final = rf"(?:{'|'.join(sorted(_LONG_UNITS.split('|'), key=len, reverse=True))}|(?:{_SHORT_UNITS})(?!\w))"
_COUNT: Final = re.compile(
    rf"(?:(?<![\w/])(?P<part>\d{{1,4}})\s*/\s*(?P<whole>\d{{1,4}})|(?P<n>{_NUMBER})){_WORDS}\s+(?P<unit>{_UNIT})"
)

_OPERATORS: Final = (
    (
        re.compile(
            r"(?:ít nhất|tối thiểu|không (?:dưới|thấp hơn|ít hơn)|≥|>=)\s*(?:là\s+|đạt\s+|có\s+|phải\s+|từ\s+)*$"
        ),
        ">=",
    ),
    (re.compile(r"(?:không (?:quá|vượt quá|cao hơn|nhiều hơn)|tối đa|nhiều nhất|≤|<=)\s*(?:là\s+)?$"), "<="),
    (re.compile(r"(?:trên|hơn|vượt|cao hơn|lớn hơn|>)\s*$"), ">"),
    (re.compile(r"(?:dưới|nhỏ hơn|thấp hơn|<)\s*(?:mức\s+)?$"), "<"),
)
_FROM: Final = re.compile(r"(?:^|\s)từ\s*$")
_UPWARDS: Final = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}?trở\s+lên")
_DOWNWARDS: Final = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}?trở\s+xuống")
_CHANGE: Final = re.compile(
    r"(?<!\w)(?P<way>tăng|giảm|kéo giảm|nâng)(?!\s+cường)(?:\s+(?:thêm|được|ít nhất|tối thiểu|trên|hơn|dưới"
    r"|không dưới|bình quân|hằng năm|từ|tỷ lệ|"
    r"mỗi năm|xuống|ít nhất là|đạt|khoảng))*\s*$"
)
_BASELINE: Final = re.compile(r"so\s+với\s+(?P<base>[^,.;:()]{3,80})")
_SITUATION: Final = re.compile(
    r"(?<!\w)(?:(?:chiếm|hiện(?:\s+nay)?(?:\s+có|\s+đạt)?|hiện có|tổng số|gồm|bao gồm|toàn tỉnh có|đối với|còn lại"
    r"|trong số|mới đạt|năm\s+20\d\d\s+đạt|tính đến|theo|thuộc|của|trong|giữa)\s*(?:\S+\s+){0,1}"
    r"|đã\s+(?:\S+\s+){0,3})$"
)
_SHARE: Final = re.compile(
    r"(?<!\w)(?:chiếm(?:\s+tỷ lệ)?|đã(?:\s+\S+)?|hiện(?:\s+nay)?(?:\s+\S+)?(?:\s+mới)?(?:\s+đạt)?|mới đạt)\s*$"
)
_NAMED: Final = re.compile(
    r"(?<!\w)(?:số|điều|khoản|điểm|mục|phần|chương|đề án|nhóm|giai đoạn|quý|năm|tháng|ngày|thứ|khu vực|phụ lục|mẫu|bước"
    r"|tuổi|quốc lộ|đợt|cấp|"
    r"ban chỉ đạo|bcđ|tổng kết|sơ kết|lần thứ|hotline|khung giờ|kỳ|vòng|khóa)\s*$"
)
_ASKED: Final = re.compile(
    r"(?<!\w)(?:tổ chức|mở(?:\s+mới)?|xây dựng|lắp đặt|cấp phát|tập huấn|trang bị|phấn đấu|thêm|tiếp nhận"
    r"|giữ vững|duy trì|đạt(?:\s+quy mô)?|in|"
    r"sản xuất|phát hành|phát|triển khai|nhân rộng|thiết lập|hoàn thành|lên|biên soạn|thực hiện|có|đăng|xét xử"
    r"|triệt phá|triệt xóa|bắt giữ|bắt|"
    r"vận động|chuyển hóa|bố trí|bổ sung|hỗ trợ|phân bổ|kiểm tra|ra mắt|treo|tuyên truyền|khám|xây mới|công nhận"
    r"|thu hút|kinh phí|mỗi\s+[^,.;\d]{1,30})"
    r"\s*(?:kinh phí|số tiền|thêm|được|mới|lại|lên|nhất|đạt|có|tổ chức|là)*\s*$"
)
_CONDITION: Final = re.compile(
    r"(?:nơi|địa bàn|khu vực|trường hợp|thôn|bản|đơn vị|cơ sở|khi)\s+có\s+(?:từ\s+|trên\s+)?$"
)
_RATE: Final = re.compile(r"\s*/\s*\d|\s*(?:chiều|tỉnh, thành)")
_TIME_UNITS: Final = ("ngày", "giờ", "số")
_OCCASIONS: Final = ("lần", "kỳ")
_MONEY: Final = re.compile(r"đồng$")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    op: str
    value: float
    unit: str


_CELL: Final = re.compile(rf"(?P<n>{_NUMBER})(?:\s*(?:-|–|đến)\s*\d+(?:[.,]\d+)?)?\s*(?P<unit>%|phần trăm|{_UNIT})?")


def of_cell(words: str, *, metric: str, unit: str = "", by: str = "") -> Target | None:
    """The target of a table cell ("≥ 50", "Trên 90%", "1.200 người"); ``unit`` from another column where it is
    not in the cell. None where the cell holds no number."""
    folded = fold(words).strip()
    match = _CELL.search(folded)
    if match is None:
        return None
    before, after = folded[: match.start()], folded[match.end() :]
    printed = match["unit"] or fold(unit).strip()
    unit = "%" if printed in ("%", "phần trăm", "tỷ lệ %") else printed
    op = _operator(before, after, low="-" in match.group() or "–" in match.group())
    return Target(metric, _changed(folded, before, match.end(), op), _value(match["n"]), unit, by)


def find(text: str, *, issued: date | None) -> tuple[Target, ...]:
    """The numeric targets of one duty in the order printed.

    ``by`` is the ISO day the duty's own deadline gives, "" where it has none; ``span`` is in offsets of ``text``
    (block -1). Units are as printed in the singular ("%", "xã, phường", "buổi", "triệu đồng").
    """
    if not re.search(r"\d", text):
        return ()
    folded = fold(text)
    hits = sorted([*_percents(folded), *_counts(folded)], key=lambda hit: hit.start)
    if not hits:
        return ()
    own = deadlines.own(text, issued=issued)
    by = own.value if own.type is DeadlineType.DATE else ""
    plain = " ".join(text.split("*")) if "*" in text else text
    plain = plain if len(plain) == len(text) else text
    return tuple(
        Target(
            _metric(plain, folded, hit),
            hit.op,
            hit.value,
            hit.unit,
            by,
            _baseline(plain, folded, hit.end),
            Span(-1, hit.start, hit.end),
        )
        for hit in hits
    )


def _value(digits: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits):
        return float(digits.replace(".", ""))
    return float(digits.replace(",", "."))


def _percents(folded: str) -> Iterator[_Hit]:
    last: _Hit | None = None
    for match in _PERCENT.finditer(folded):
        start = match.start("low") if match["low"] else match.start("n")
        before = folded[max(0, start - 60) : start]
        if _SHARE.search(before):
            continue
        op = _operator(before, folded[match.end() :], low=bool(match["low"]))
        value = _value((match["low"] or match["n"]).replace("%", ""))
        changed = _changed(folded, before, match.end(), op)
        going_on = last is not None and "crease" in last.op and _listed(folded[last.end : start])
        if last is not None and going_on and op == "=" and not _CHANGE.search(before):
            changed = last.op  # "giảm ít nhất 5% số vụ, 10% số đối tượng"
        last = _Hit(start, match.end(), changed, value, "%")
        yield last


def _operator(before: str, after: str, *, low: bool) -> str:
    for pattern, op in _OPERATORS:
        if pattern.search(before):
            return op
    if _UPWARDS.match(after) or low or (_FROM.search(before) and not low):
        return ">="
    return "<=" if _DOWNWARDS.match(after) else "="


def _changed(folded: str, before: str, end: int, op: str) -> str:
    """ "tăng trên 10%" compares with the past, as does "trên 5% … so với năm trước"."""
    change = _CHANGE.search(before)
    versus = _BASELINE.search(folded, end, min(len(folded), end + 120))
    if change and change["way"] == "nâng" and not versus:
        return op
    if not change and not (versus and not re.search(r"[.;%]", folded[end : versus.start()])):
        return op
    way = "decrease" if change and "giảm" in change["way"] else "increase"
    return way if op == "=" else f"{way}{op}"


def _counts(folded: str) -> Iterator[_Hit]:
    last: _Hit | None = None
    for match in _COUNT.finditer(folded):
        before = folded[max(0, match.start() - 60) : match.start()]
        unit = match["unit"]
        if match["n"] and (_NAMED.search(before) or _RATE.match(folded, match.end("n"))):
            continue
        op = _operator(before, folded[match.end("unit") :], low=False)
        if not _asked(folded, match, before, op, last):
            continue
        if op == "=" and last is not None and unit == last.unit and _listed(folded[last.end : match.start()]):
            op = last.op
        change = _CHANGE.search(before)
        if change and change["way"] != "nâng" and unit not in ("xã", "xã, phường", "phường"):
            way = "decrease" if "giảm" in change["way"] else "increase"
            op = way if op == "=" else way + op
        last = _Hit(match.start(), match.end("unit"), op, _value(match["n"] or match["part"]), unit)
        yield last


def _listed(gap: str) -> bool:
    return len(gap) < 60 and "," in gap and not re.search(r"[.;:]", gap)


def _asked(folded: str, match: re.Match[str], before: str, op: str, last: _Hit | None) -> bool:
    unit = match["unit"]
    after = folded[match.end("unit") : match.end("unit") + 30]
    if unit in _TIME_UNITS and (op not in ("<=", "<") or re.match(r"\s*(?:làm việc\s*)?,?\s*(?:kể|tính)?\s*từ", after)):
        return False
    if unit in _OCCASIONS and op == "=":
        return False
    if _CONDITION.search(before):
        return False
    if op != "=":
        return not _MONEY.search(unit) or bool(_ASKED.search(before))
    if match["part"]:
        return int(match["part"]) == int(match["whole"]) and unit not in ("tiêu chí", "giờ")
    if last is not None and unit == last.unit and _listed(folded[last.end : match.start()]):
        return True
    if _MONEY.search(unit):
        return bool(re.search(r"(?:bố trí|bổ sung|hỗ trợ|phân bổ|cấp)\s[^.;]{0,50}$", before))
    return bool(_ASKED.search(before)) and not _SITUATION.search(before)


_METRIC_END: Final = re.compile(r"[,.;:()“”\"]|\s(?:trước|trong|vào|đến|so với|nhằm|để|theo|hoàn thành)\s")
_METRIC_TRIM: Final = re.compile(
    r"(?:\s*(?:đạt|phải|là|từ|trên|dưới|ít nhất|tối thiểu|không quá|tối đa|không dưới|tăng|giảm|≥|≤|>|<|=|có|được"
    r"|hằng năm|bảo đảm|phấn đấu|lên|"
    r"bình quân|khoảng|hơn|thêm|mỗi năm))+\s*$"
)


def _metric(text: str, folded: str, hit: _Hit) -> str:
    """What is counted: the words after the number, else those before it."""
    start = hit.end if hit.unit == "%" else hit.end - len(hit.unit)
    stop = _METRIC_END.search(folded, hit.end + 1)
    after = text[start : stop.start() if stop else len(text)].strip(' ,.;*_“”"/')
    if hit.unit != "%" or (len(after) > 3 and not re.match(r"(?:năm|trở lên|so với|vào|trước)\b", fold(after))):
        return " ".join(after.split())[:160]
    clause = re.split(r"[,.;:](?=\s)", folded[: hit.start])[-1]
    trimmed = _METRIC_TRIM.sub("", clause)
    begin = hit.start - len(clause)
    return " ".join(text[begin : begin + len(trimmed)].split()).strip(" -*(")[:160]


def _baseline(text: str, folded: str, end: int) -> str:
    match = _BASELINE.search(folded, end, min(len(folded), end + 160))
    if match is None or re.search(r"[.;]", folded[end : match.start()]):
        return ""
    return " ".join(text[match.start("base") : match.end("base")].split())

"""Mentions of time that bound no work: dates of other documents, situation figures, names of programmes."""

from __future__ import annotations

import re
from typing import Final

from .atoms import YEAR4

BLANK: Final = "¤"

_FULL: Final = (
    rf"(?:\d{{1,2}}\s*[/.\-–]\s*\d{{1,2}}\s*[/.\-–]\s*(?:{YEAR4}|\d\d)"
    rf"|(?:\d{{1,2}}\s+)?tháng\s+\d{{1,2}}\s+năm\s+{YEAR4})"
)
_ANY: Final = rf"(?:{_FULL}|\d{{1,2}}\s*/\s*\d{{1,2}}|\d{{1,2}}/{YEAR4})"
_STAGE: Final = rf"{YEAR4}\s*(?:-|–|—|đến|tới)\s*(?:năm\s*)?{YEAR4}"
_PLAN_NAMES: Final = (
    r"chương trình|chiến lược|đề án|dự án|quy hoạch|định hướng|tầm nhìn|nghị quyết|kết luận"
    r"|kế hoạch(?:\s+tổng thể|\s+hành động)?"
)
_COUNTED: Final = (
    r"h\b|giờ|xã|phường|huyện|tiêu chí|người|đơn vị|thôn|tổ|vụ|tỉnh|thành|hộ|trường|cơ sở|đối tượng|đại biểu|điểm"
    r"|chỉ tiêu|cp\b"
)

_MASKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # symbol of a document, with its day: "Kế hoạch số 111/KH-UBND, ngày 02/10/2025"
        (
            rf"(?<!\w)(?:số\s*:?\s*/|\d{{1,5}}\s?(?:/\s?\d{{4}}\s?)?/"
            rf"|\d{{1,5}}-)\s?[a-zđ][\w\-/.]*(?:\s-[a-zđ]\w*)?(?:\s*,)?(?:\s*\(?\s*ngày\s+(?:{_FULL}))?"
        ),
        # "Nghị quyết ngày 10/12/2025 của Quốc hội"
        rf"ngày\s+{_FULL}\s*,?\s+của\s+(?!tháng|năm|quý)",
        (
            r"(?:luật|nghị định|nghị quyết|chỉ thị|thông tư|quyết định|công văn|công điện|thông báo|kết luận)\s"
            rf"(?:(?!trước|chậm|hoàn thành|gửi|xong|trong|đến|vào)[^.;:()]){{0,60}}?ngày\s+{_FULL}"
        ),
        # figures: "tính đến ngày 15/01/2026", "số liệu từ 15/11/2025 đến 14/11/2026", "so với năm 2025"
        (
            rf"(?:tính|số liệu|chốt|thống kê)(?:\s+[^\W\d]+){{0,4}}?\s*:?\s+(?:từ|đến)\s*(?:hết\s*)?(?:ngày\s*)?{_ANY}"
            rf"(?:\s*(?:đến|-|–)\s*(?:hết\s*)?(?:ngày\s*)?{_ANY})?"
        ),
        (
            r"(?:số liệu|chốt|tính|lấy)[^.;()]{0,40}?từ\s+ngày\s+\d{1,2}[^.;,()]{0,30}?"
            r"đến\s+(?:hết\s+)?ngày\s+\d{1,2}\s*(?:của\s+)?tháng[^.;,()]{0,25}"
        ),
        r"so\s+với\s+[^,.;:)]{0,60}",
        rf"(?:kể\s+)?từ\s+(?:đầu\s+)?năm\s*(?:{YEAR4})?\s+đến\s+nay",
        rf"(?:giai đoạn|nhiệm kỳ|khóa)\s*(?:từ\s*)?(?:năm\s*)?{_STAGE}(?!\s*:)",
        rf"năm học\s*{YEAR4}\s*[-–]\s*{YEAR4}",
        rf"hiệu lực[^.;]{{0,30}}?(?:từ|vào|kể từ)\s+(?:ngày\s*)?{_ANY}",
        (
            rf"(?:{_PLAN_NAMES})[^.;:()“”\"]{{0,160}}?đến\s+năm\s+{YEAR4}(?:\s*,?\s*(?:tầm nhìn"
            rf"|định hướng)[^.;()]{{0,20}}?{YEAR4})?"
        ),
        (
            r"(?:kỷ niệm|ngày\s+(?:truyền thống|thành lập))\s[^.;()]{0,60}?"
            rf"\(?\s*(?:ngày\s*)?{_FULL}(?:\s*[-–]\s*{_FULL})?"
        ),
        rf"(?:sinh|mất|cấp)\s+(?:ngày\s+)?{_FULL}",
        (
            r"(?:(?:đã|được|văn bản)\s+ban hành|xảy ra|phát sinh|sinh|có|có mặt|phát hiện|thụ lý|tiếp nhận|khởi tố"
            rf"|được công nhận|vi phạm)\s+trước\s+(?:ngày\s*)?{_ANY}"
        ),
        (
            r"(?:chi|kinh phí|nguồn|ngân sách|dự toán|nhiệm vụ|sự nghiệp|chính trị|công việc|không|chưa"
            r"|cấp bách,)\s+thường xuyên"
        ),
        r"(?<!ngày )(?<!trước )(?<!đến )(?<!từ )24\s?/\s?(?:24|7)(?!\d|\s?/)\s?(?:h|giờ)?",
        rf"\d{{1,3}}\s*/\s*\d{{1,3}}\s*(?=(?:{_COUNTED}))",
        r"(?:đường dây nóng|điện thoại|sđt|số máy|di động|fax|hotline)\s*:?\s*\d[\d.\s\-]{6,}",
    )
)


_DIGIT: Final = re.compile(r"\d")


def mask(folded: str) -> str:
    """``folded`` with every such mention blanked, length kept."""
    if _DIGIT.search(folded) is None and "thường xuyên" not in folded:
        return folded
    for pattern in _MASKS:
        folded = pattern.sub(_blank, folded)
    return folded


def _blank(match: re.Match[str]) -> str:
    return BLANK * len(match.group())

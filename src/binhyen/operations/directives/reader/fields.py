"""Labelled parts of a duty: "Cơ quan chủ trì: …", "Phối hợp: …", "Thời gian: …", "Sản phẩm: …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .words import fold

_ORGAN = r"(?:(?:các\s+)?(?:đơn vị|cơ quan|bộ phận|tổ chức|cơ quan, đơn vị|đơn vị, cá nhân)\s+)"
FIELD = re.compile(
    rf"(?:(?P<coordinate>{_ORGAN}?(?:phối hợp)(?:\s+(?:thực hiện|triển khai|cùng))?)"
    rf"|(?P<lead>{_ORGAN}?chủ trì,?\s*(?:và\s+)?phối hợp(?:\s+thực hiện)?|{_ORGAN}?(?:chủ trì|đầu mối"
    rf"|chịu trách nhiệm(?:\s+chính)?|được giao|tham mưu)(?:\s+(?:thực hiện|triển khai|chính|tham mưu))*"
    rf"|{_ORGAN}(?:thực hiện|triển khai)"
    r"|phân công(?:\s+(?:nhiệm vụ|thực hiện|trách nhiệm|cụ thể|chủ trì))*|(?:cơ quan|đơn vị|trách nhiệm"
    r"|giao nhiệm vụ)(?:\s+thực hiện)?|người thực hiện)"
    r"|(?P<time>(?:thời gian|thời hạn|tiến độ|thời điểm|hạn)(?:\s+(?:thực hiện|hoàn thành|triển khai|tổ chức"
    r"|dự kiến|trình|báo cáo|ban hành|kết thúc|áp dụng))*|hoàn thành)"
    r"|(?P<product>(?:sản phẩm|đầu ra|hồ sơ|kết quả)(?:\s+(?:đầu ra|dự kiến|cần đạt|thực hiện|hoàn thành|đạt được"
    r"|bàn giao|chủ yếu|cụ thể))*))"
    r"(?:\s*\([^()]{0,60}\))?\s*:\s*"
)
_DETAIL = re.compile(
    r"(?:dự kiến\s+)?(?:hình thức|địa điểm|thành phần|số lượng|kích thước|chất liệu|kinh phí|nguồn kinh phí"
    r"|đối tượng|phạm vi|quy mô|ghi chú|địa bàn"
    r"|khách mời|chủ trì hội nghị|chương trình|nội dung|khẩu hiệu|thông điệp|chủ đề|điểm cầu|mẫu|cách thức"
    r"|phương thức|thời lượng|tài liệu)\b[^.;:]{0,60}:"
)
_PLACE = re.compile(r"(?:nhóm|mẫu|khu vực|điểm)\s+\d+\s*:\s*(?:tại|các|ở)\b")
_NOUN = re.compile(
    r"(?:tại (?:các|trụ sở|khu|nơi)|kính mời|đại diện|lãnh đạo|thành phần|trưởng các|các địa điểm"
    r"|đồng chí (?:chủ tịch|bí thư)[^.;]{0,60}(?:chủ trì|dự))"
)
_START = re.compile(r"(?:^|(?<=[.;,(])|(?<=\s[-–+•])|(?<=\)))\s*[-–+•]?\s*")


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled part: ``text[start:end]`` after its label, which begins at ``label``."""

    kind: str  # lead / coordinate / time / product
    label: int
    start: int
    end: int


def leading_field(text: str, start: int = 0) -> bool:
    """Does the text begin with a label?"""
    return FIELD.match(fold(text), start) is not None


def read_fields(text: str) -> list[Field]:
    """The labelled parts of a text in order; what stands before the first one is the duty itself."""
    folded = fold(text)
    if ":" not in folded:
        return []
    found: list[tuple[str, int, int]] = []
    position = 0
    while position < len(text):
        start = _START.search(folded, position)
        if not start:
            break
        label = FIELD.match(folded, start.end())
        if label:
            found.append((label.lastgroup or "lead", start.end(), label.end()))
            position = label.end()
        else:
            position = start.end() + 1
    if not found:
        return []
    ends = [label for _, label, _ in found[1:]] + [len(text)]
    return [Field(kind, label, start, end) for (kind, label, start), end in zip(found, ends, strict=True)]


def is_detail(text: str, *, loose: bool = False) -> bool:
    """Is this a particular of another duty (place, form, those present), not a duty of its own?

    ``loose``: also where no label says so, by the words it begins with.
    """
    folded = fold(text)
    if _DETAIL.match(folded) or _PLACE.match(folded):
        return True
    return loose and _NOUN.match(folded) is not None

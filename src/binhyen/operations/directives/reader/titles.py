"""Short titles of duties and the product a duty asks for."""

from __future__ import annotations

import re

from .words import fold, squeeze

_LONGEST = 110
_MARKS = re.compile(r"^[\s\-–—+•*]+|^\(?\d+(?:\.\d+)*[.)]\s*|^\(?[a-zđ]\)\s*|^Điều\s+\d+\s*[.:]\s*")
_LEAD_IN = re.compile(
    r"(?:(?:đồng thời|ngoài ra),?\s+|(?:có trách nhiệm|phải|chủ động|tiếp tục)\s+"
    r"|chủ trì,?\s+(?:phối hợp\s+[^.;]{0,160}?\s(?=(?:tổ chức|xây dựng|tham mưu|rà soát|triển khai|thực hiện"
    r"|kiểm tra|ban hành|mở|hướng dẫn|nghiên cứu|tuyên truyền|lập|duy trì)\b))?|:\s*)"
)
_CUT = re.compile(
    r"[.;:](?:\s|$)|(?P<bracket>\s\()|,\s+(?=(?:bảo đảm|đảm bảo|nhằm|góp phần|trong đó|nhất là|đặc biệt|trọng tâm"
    r"|qua đó|không để)\b)"
)
_PRODUCT = re.compile(
    r"(?:ban hành|xây dựng|tham mưu[^.;,]{0,40}?|trình[^.;,]{0,40}?|lập|gửi)\s+((?:kế hoạch|quyết định|văn bản"
    r"|công văn|đề án|quy chế|nghị quyết|danh sách|báo cáo|hướng dẫn|phương án|chương trình|dự toán|hồ sơ"
    r"|tờ trình)(?:\s+[^\s.;,()]+){0,5})"
)


def title_of(text: str, subject: str = "") -> str:
    """A short name for a duty: its first statement without marker, subject and brackets, at a word's end."""
    clean = squeeze(text)
    for _ in range(3):
        clean = _MARKS.sub("", clean, count=1)
    if subject and fold(clean).startswith(fold(subject)):
        clean = clean[len(subject) :].lstrip(" :,-–")
    for _ in range(2):
        lead = _LEAD_IN.match(fold(clean))
        if lead and lead.end() < len(clean) - 12:
            clean = clean[lead.end() :]
    cut = next((found for found in _CUT.finditer(clean) if found.start() >= (6 if found["bracket"] else 18)), None)
    if cut:
        clean = clean[: cut.start()]
    if len(clean) > _LONGEST:
        clean = clean[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;") + "…"
    clean = clean.strip(" .;:,")
    return clean[:1].upper() + clean[1:]


def product_of(text: str) -> str:
    """The paper a duty asks for ("Kế hoạch …"), "" when it names none."""
    found = _PRODUCT.search(fold(text))
    if not found:
        return ""
    words = text[found.start(1) : found.end(1)].strip(" ,;.")
    return words[:1].upper() + words[1:]

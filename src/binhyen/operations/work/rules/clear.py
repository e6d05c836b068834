""" "4 rõ": what a task must say before it is given, and what a duty's own words say of its evidence. Plain Python."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

WHO, WHAT, RESPONSIBLE, WHEN, RESULT = "WHO", "WHAT", "RESPONSIBLE", "WHEN", "RESULT"
GAPS = (WHO, WHAT, RESPONSIBLE, WHEN, RESULT)
MOST_PROPOSED = 2  # kinds of evidence read from a text; whoever gives may ask for more
_DOCUMENT: Final = (
    r"báo cáo|ban hành|(?:xây dựng|lập) (?:kế hoạch|phương án|quy chế|đề án)|tham mưu|trình|văn bản|hướng dẫn"
    r"|thông báo|quyết định|sơ kết|tổng kết|kiện toàn|thành lập|gửi hồ sơ|phân công"
)
_LIST: Final = r"danh sách|chi trả|lập hồ sơ|rà soát|thống kê|khảo sát|cập nhật|phân loại|theo dõi, quản lý"
_MINUTES: Final = (
    r"kiểm tra|giám sát|ký (?:kết|cam kết)|cam kết|họp|giao ban|hội nghị|bàn giao|nghiệm thu|thẩm định|xét xử|vận động"
)
_PHOTO: Final = (
    r"tuyên truyền|treo|pa ?nô|áp phích|khẩu hiệu|ra quân|lễ |diễn đàn|mít tinh|tập huấn|lắp đặt|sửa chữa|nâng cấp"
    r"|trang bị|phát động|tuần tra|triệt phá|xóa bỏ|phát sóng"
)
_KINDS: Final = (("DOCUMENT", _DOCUMENT), ("LIST", _LIST), ("MINUTES", _MINUTES), ("PHOTO", _PHOTO))
_COMPILED: Final = tuple((kind, re.compile(rf"(?<!\w)(?:{words})")) for kind, words in _KINDS)
_THROUGH: Final = re.compile(r"\(qua ([^)]+)\)")
_WORDS: Final = {
    WHO: "chưa rõ cơ quan nào chủ trì",
    WHAT: "chưa rõ việc phải làm",
    RESPONSIBLE: "chưa rõ ai chịu trách nhiệm chính",
    WHEN: "chưa rõ thời hạn hoặc nhịp thực hiện",
    RESULT: "chưa rõ kết quả phải có và minh chứng bằng gì",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """What is known of a task before it is given. ``leads`` and ``unknown`` are names of bodies."""

    what: str
    leads: Sequence[str] = ()
    unknown: Sequence[str] = ()  # named, and not in the register of bodies
    one_answers: bool = True  # one body, or each body for its own copy
    timed: bool = True  # a day, a rhythm, or a beat
    kinds: Sequence[str] = ()
    reasons: Mapping[str, str] | None = None  # the reader's own sentence by gap, where it has one


@dataclass(frozen=True, slots=True)
class Unclear:
    gap: str
    why: str  # a sentence


def unclear(stated: Stated) -> tuple[Unclear, ...]:
    """What is missing, in the order of the "4 rõ"; nothing where the task can be given."""
    missing = {
        WHO: not stated.leads or bool(stated.unknown),
        WHAT: not stated.what.strip(),
        RESPONSIBLE: bool(stated.leads) and not stated.one_answers,
        WHEN: not stated.timed,
        RESULT: not stated.kinds,
    }
    return tuple(Unclear(gap, _why(gap, stated)) for gap in GAPS if missing[gap])


def _why(gap: str, stated: Stated) -> str:
    if gap == WHO and stated.unknown:
        return f"Chưa có trong danh mục cơ quan: {', '.join(stated.unknown)}."
    given = (stated.reasons or {}).get(gap, "")
    return given or f"{_WORDS[gap][:1].upper()}{_WORDS[gap][1:]}."


def question(found: Sequence[Unclear]) -> str:
    """The sentence that goes back to the issuer."""
    return " ".join(one.why for one in found)


def proposed_kinds(*, kind: str, text: str, result: str = "", has_target: bool = False) -> tuple[str, ...]:
    """Kinds of evidence a duty's words ask for, the most telling first; empty where they name nothing.

    ``kind`` is the duty's (task, target, report), ``text`` its words as written.
    """
    words = f"{text} {result}".casefold()
    found = ["NUMBER"] if has_target or kind == "target" else []
    found += ["DOCUMENT"] if kind == "report" else []
    found += [code for code, pattern in _COMPILED if pattern.search(words)]
    return tuple(dict.fromkeys(found))[:MOST_PROPOSED]


def lacking(*, expected: Sequence[str], shown: Sequence[str]) -> tuple[str, ...]:
    """Kinds of evidence a claim still lacks, in the order they were asked for."""
    return tuple(kind for kind in expected if kind not in shown)


def reported_to(text: str) -> tuple[str, ...]:
    """Bodies that take the report of a duty, as its reader wrote them: the one it goes through first.

    "UBND tỉnh, Ban Chỉ đạo (qua Công an tỉnh)" is Công an tỉnh, UBND tỉnh, Ban Chỉ đạo.
    """
    through = _THROUGH.search(text)
    names = [through.group(1)] if through else []
    names += re.split(r"[,;]|(?<!\w)(?:và|cùng)(?!\w)", _THROUGH.sub("", text))
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))

"""What may happen to a directive and its duties. Plain Python: no tables, no clock.

Refusals carry a Vietnamese sentence that a reviewer can act on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

SECTION_PASSAGES = 24  # a window of the review page: about four printed pages
SECTION_DUTIES = 12
SECTION_MIN_PASSAGES = 8  # shorter headings are joined with the next
POSITION_GAP = 1024  # between neighbours, so that a split or a new duty finds room
MIN_DUTY_LETTERS = 3  # a selection with fewer letters is a slip of the mouse

_TAG = re.compile(r"<[^<>]{1,40}>")
_COMMA = re.compile(r"(?<=,)\s+(?=\S)")
_CLAUSE_END = re.compile(r"(?<=[.;])\s+(?=\S)|(?<=\S)\s+(?=\(\d{1,2}\)\s)|(?<=,)\s+(?=đồng thời\b|báo cáo\b)")


class NotPossible(Exception):
    """This step may not be taken now. The message is for people."""


# state of the duty -> steps that may be taken
_MOVES: dict[str, frozenset[str]] = {
    "PROPOSED": frozenset({"ACCEPT", "EDIT", "REMOVE", "SPLIT", "MERGE", "FINDING"}),
    "ACCEPTED": frozenset({"EDIT", "REMOVE", "SPLIT", "MERGE", "FINDING"}),
    "REMOVED": frozenset({"RESTORE"}),
}


def check_move(step: str, duty_state: str) -> None:
    """May ``step`` be taken on a duty in this state?"""
    if step in _MOVES[duty_state]:
        return
    if duty_state == "REMOVED":
        raise NotPossible("Nhiệm vụ này đã bị bỏ. Hãy lấy lại trước, rồi làm tiếp.")
    if step == "ACCEPT":
        raise NotPossible("Nhiệm vụ này đã được duyệt rồi.")
    raise NotPossible("Nhiệm vụ này chưa bị bỏ nên không cần lấy lại.")


def check_open(directive_state: str, *, reason: str | None) -> None:
    """A signed register is corrected only by those who may sign, and with a reason; ``reason`` None: may not sign."""
    if directive_state != "SIGNED":
        return
    if reason is None:
        raise NotPossible("Danh mục đã chốt. Chỉ người điều phối cấp tỉnh được đính chính, kèm lý do.")
    if not reason.strip():
        raise NotPossible("Danh mục đã chốt. Hãy ghi lý do đính chính.")


def check_sign(directive_state: str, *, accepted: int, proposed: int) -> None:
    """The register is signed once, when nothing waits for review and something is in it."""
    if directive_state == "SIGNED":
        raise NotPossible("Danh mục này đã được chốt.")
    if proposed:
        raise NotPossible(f"Còn {proposed} nhiệm vụ chờ duyệt. Hãy duyệt hoặc bỏ hết rồi mới chốt.")
    if not accepted:
        raise NotPossible("Chưa có nhiệm vụ nào được duyệt nên chưa chốt được.")


def check_discard(directive_state: str, *, reviewed: int) -> None:
    """Only a reading nobody has worked on is thrown away."""
    if directive_state == "SIGNED":
        raise NotPossible("Danh mục đã chốt, không bỏ được.")
    if reviewed:
        raise NotPossible(f"Đã có {reviewed} nhiệm vụ được rà soát. Hãy hoàn tác các bước đó rồi mới bỏ bản đọc này.")


def check_waiting(intake_state: str) -> None:
    """Only what still waits to be read is read again."""
    if intake_state != "READING":
        raise NotPossible("Tệp này không còn chờ đọc.")


def check_dismiss(intake_state: str) -> None:
    """What was read is a directive now and is not put away here."""
    if intake_state == "READ":
        raise NotPossible("Tệp này đã được đọc xong. Hãy mở văn bản.")


def check_finding(finding_state: str, *, proposal: bool, take: bool) -> None:
    """A finding is answered once; taken only where it proposes something for a duty."""
    if finding_state != "OPEN":
        raise NotPossible("Điểm này đã được xử lý.")
    if take and not proposal:
        raise NotPossible("Điểm này không kèm đề nghị. Hãy bấm Sửa để sửa tay.")


def check_stretch(text: str) -> None:
    """A duty is made from words, not from a slip of the mouse."""
    if _weight(text) < MIN_DUTY_LETTERS:
        raise NotPossible("Đoạn được chọn không có chữ. Hãy bôi đen cả câu giao việc rồi tạo nhiệm vụ.")


def twin_offset(text: str, offset: int, other: str) -> int:
    """The place in ``other`` that corresponds to ``offset`` of ``text``: as many letters and digits stand before it.

    ``text`` and ``other`` are the same words with and without marks of markup and with other spacing.
    """
    before = _weight(text[:offset])
    if before == 0:
        return 0
    seen = 0
    tags = {position for found in _TAG.finditer(other) for position in range(*found.span())}
    for position, char in enumerate(other):
        if position in tags or not char.isalnum():
            continue
        seen += 1
        if seen == before:
            return _behind_punctuation(other, position + 1)
    return len(other)


def _weight(text: str) -> int:
    return sum(char.isalnum() for char in _TAG.sub("", text))


def _behind_punctuation(text: str, position: int) -> int:
    while position < len(text) and text[position] in '.,;:)”"*':
        position += 1
    return position


def split_text(text: str, offset: int) -> tuple[str, str]:
    """Both halves of a duty's text; together they are the whole text, but for white space at the cut."""
    first, second = text[:offset].rstrip(), text[offset:].lstrip()
    if min(_weight(first), _weight(second)) < MIN_DUTY_LETTERS:
        raise NotPossible("Chỗ tách ở ngay đầu hoặc cuối nhiệm vụ. Hãy chọn chỗ ở giữa hai việc.")
    return first, second


def split_points(text: str) -> list[int]:
    """Offsets at which a second duty may begin: after a full stop or semicolon, before a number in brackets.

    Where the text is one sentence: after its commas.
    """
    found = _CLAUSE_END.finditer(text)
    points = [one.end() for one in found if _weight(text[: one.end()]) >= MIN_DUTY_LETTERS]
    return points or [one.end() for one in _COMMA.finditer(text)]


def split_spans(
    spans: Sequence[dict[str, int]], length_before: int
) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
    """Spans of the first ``length_before`` characters and of the rest; spans count as joined by one space."""
    first: list[dict[str, int]] = []
    second: list[dict[str, int]] = []
    position = 0
    for span in spans:
        length = span["end"] - span["start"]
        cut = span["start"] + min(max(length_before - position, 0), length)
        if cut > span["start"]:
            first.append({**span, "end": cut})
        if cut < span["end"]:
            second.append({**span, "start": cut})
        position += length + 1
    return first, second


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that may open a section: its index, its depth in the outline and its words."""

    passage: int
    depth: int
    title: str


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    first: int  # passage
    last: int


def sections(passages: int, headings: Iterable[Heading], duties_at: dict[int, int]) -> list[Section]:
    """Windows of the review page over ``passages`` paragraphs: cut at headings, and anywhere when grown too long.

    ``duties_at`` says how many duties begin in a paragraph.
    """
    by_passage = {heading.passage: heading for heading in headings}
    found: list[Section] = []
    title, first, duties = "", 0, 0
    trail: list[Heading] = []
    for index in range(passages):
        heading = by_passage.get(index)
        length = index - first
        full = length >= SECTION_PASSAGES or (length and duties + duties_at.get(index, 0) > SECTION_DUTIES)
        if full or (heading and length >= SECTION_MIN_PASSAGES):
            found.append(Section(title, first, index - 1))
            first, duties = index, 0
        if heading:
            trail = [*(each for each in trail if each.depth < heading.depth), heading]
        if index == first:
            title = " › ".join(each.title for each in trail[-2:])
        duties += duties_at.get(index, 0)
    if passages:
        found.append(Section(title, first, passages - 1))
    return found


def deadline_type_of(value: str) -> str:
    """The kind of a deadline value in the reader's syntax. Raises ``NotPossible`` where it is none."""
    head = value.split("|")[0]
    if ";THEN=" in value:
        return "compound"
    if head.startswith("CONTINUOUS"):
        return "continuous"
    if head.startswith("FREQ="):
        return "recurring"
    if re.fullmatch(r"\d{4}-Q[1-4]", head):
        return "quarter"
    try:
        date.fromisoformat(head)
    except ValueError:
        raise NotPossible("Đề nghị này không phải một thời hạn. Hãy bấm Sửa và nhập tay.") from None
    return "date"


def joined(parts: Iterable[str]) -> str:
    return " ".join(part.strip() for part in parts if part.strip())

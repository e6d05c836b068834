"""From source lines to logical paragraphs: wrapped lines joined, page breaks mended, marks taken off.

Every character of a block knows the line and column it came from (``Block.pieces``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .layout import OPENS, Shape, measure, without_running_heads
from .marks import clean_runs, heading_level, starts_bold
from .rows import Row, flat_rows, rows_of
from .values import Block, Piece, RawLine
from .words import LOWER

_LABEL = re.compile(
    r"(?:phân công|giao|lưu ý|ghi chú|kính gửi|nơi nhận|căn cứ|thời gian|thời hạn|đơn vị|cơ quan|sản phẩm|kết quả"
    r"|địa điểm"
    r"|thành phần|hình thức|kinh phí)[^.;:]{0,45}:",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?:Luật|Nghị quyết|Nghị định|Quyết định|Chỉ thị|Kết luận|Kế hoạch|Chương trình|Công văn|Thông báo"
    r"|Thông tư)\s+(?:hành động\s+)?số"
)
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–|]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–|]?", re.IGNORECASE)
_FINAL = (".", ";", ":", "!", "?", "./.", "…")
_CLOSERS = "”\"')]» "
# A sentence cannot end with one of these words: what follows belongs to it.
_HANGING = frozenset(
    word
    for words in (
        "và hoặc của các những với về cho tại trong theo trên từ đến để do bởi giữa là bị được có không phải",
        "đã đang sẽ như nhằm cùng gồm khi nếu mà thì ra vào một hai ba bộ sở ban cục ủy uỷ hội công tòa viện số",
        "ngày tháng năm thủ phó chủ nhân tổ xã phường huyện tỉnh thành",
    )
    for word in words.split(" ")
)
_SECOND_HALF = "Thương binh|Xã hội|Kiến trúc|Truyền hình|Hạ tầng|Thể thao|Cơ quan|Đô thị"
_ADDRESS = re.compile(
    r"(?:Đề nghị|Giao|Yêu cầu)\s|(?:Sở|Công an|UBND|Ủy ban|Uỷ ban|Chủ tịch|Các sở|Ban Chỉ|Bộ Chỉ|Báo và|Hội"
    r"|Tỉnh đoàn|Viện)\s+\S"
)
_SIGNING = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.\s*\S|Nơi nhận|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC")


@dataclass(slots=True)
class _Draft:
    """A block in the making."""

    texts: list[str]
    pieces: list[Piece]
    raw: RawLine
    length: int = 0
    last: str = ""  # clean text of the last line
    balance: int = 0  # round brackets still open


def blocks(lines: Sequence[RawLine]) -> tuple[Block, ...]:
    """Logical paragraphs and table rows of ``lines``, in order."""
    lines = list(without_running_heads(lines))
    builder = _Builder(measure(lines))
    at = 0
    while at < len(lines):
        flat = flat_rows(lines, at)
        if flat:
            builder.rows(flat[0])
            at = flat[1]
            continue
        rows = rows_of(lines[at])
        if rows:
            builder.rows(rows)
        else:
            builder.text(lines[at])
        at += 1
    return tuple(_finish(number, draft) for number, draft in enumerate(builder.drafts))


class _Builder:
    """Adds line after line to the paragraph it belongs to."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.drafts: list[_Draft] = []
        self.gap = False  # a blank line stood before
        self.hole = False  # a page number was dropped since the last text

    def rows(self, rows: Sequence[Row]) -> None:
        self.drafts.extend(_row(row) for row in rows)
        self.gap = self.hole = False

    def text(self, line: RawLine) -> None:
        runs = clean_runs(line.text)
        clean = "".join(text for text, _ in runs).strip()
        if not clean or _is_rule(clean):
            self.gap = True
            return
        if _PAGE_NUMBER.fullmatch(clean) and not line.bold:
            self.hole = True
            return
        last = self.drafts[-1] if self.drafts and not self.drafts[-1].raw.cells else None
        if last and _continues(last, line, clean, self.shape, self.gap, self.hole):
            _extend(last, line, runs)
        else:
            self.drafts.append(_begin(line, runs))
        self.gap = self.hole = False


def _is_rule(clean: str) -> bool:
    return len(clean) >= 2 and not clean.strip("-_=*–—. ") and not clean.startswith("..")


def _row(row: Row) -> _Draft:
    draft = _Draft([], [], row.line)
    cells = []
    for number, cell in enumerate(row.cells):
        if number:
            draft.texts.append("\t")
            draft.length += 1
        begin = draft.length
        for part, (line, text, column) in enumerate(cell.parts):
            if part:
                draft.texts.append(" ")
                draft.length += 1
            _append(draft, line, [(run, column + at) for run, at in clean_runs(text)])
        cells.append("".join(draft.texts)[begin:])
    if all(not cell.strip("-: ") for cell in cells):
        cells = []  # the ruler under a markdown table's head
    raw = row.line
    draft.raw = RawLine(raw.number, raw.text, raw.page, raw.heading, raw.bold, tuple(cells) or ("",), raw.table)
    if not draft.pieces:
        draft.pieces.append(Piece(0, 0, raw.number, 0, raw.page))
    return draft


def _begin(line: RawLine, runs: list[tuple[str, int]]) -> _Draft:
    draft = _Draft([], [], line)
    _append(draft, line, runs)
    return draft


def _extend(draft: _Draft, line: RawLine, runs: list[tuple[str, int]]) -> None:
    draft.texts.append(" ")
    draft.length += 1
    _append(draft, line, runs)


def _append(draft: _Draft, line: RawLine, runs: list[tuple[str, int]]) -> None:
    """Add the runs of a line, runs of spaces as one space, none at the ends."""
    begun = draft.length
    words: list[str] = []
    for text, column in runs:
        for found in re.finditer(r"\S+(?: \S+)*", text):
            spaced = found.start() > 0 or (words and words[-1] == " ")
            if words and spaced and words[-1] != " ":
                _put(draft, words, " ", line, column + found.start() - 1)
            _put(draft, words, found.group(), line, column + found.start())
            text_end = found.end()
            if text_end < len(text):
                _put(draft, words, " ", line, column + text_end)
        if text.isspace() and words and words[-1] != " ":
            _put(draft, words, " ", line, column)
    while words and words[-1] == " ":
        words.pop()
        draft.texts.pop()
        draft.length -= 1
        draft.pieces.pop()
    clean = "".join(words)
    draft.last = clean
    if draft.length > begun:
        draft.balance = max(0, draft.balance + clean.count("(") - clean.count(")"))


def _put(draft: _Draft, words: list[str], text: str, line: RawLine, column: int) -> None:
    if text == " " and (not words or words[-1] == " "):
        return
    words.append(text)
    draft.texts.append(text)
    last = draft.pieces[-1] if draft.pieces else None
    end = draft.length + len(text)
    if (
        last
        and last.line == line.number
        and last.end == draft.length
        and last.col + last.end - last.start == column
        and text != " "
    ):
        draft.pieces[-1] = Piece(last.start, end, last.line, last.col, last.page)
    else:
        draft.pieces.append(Piece(draft.length, end, line.number, column, line.page))
    draft.length = end


def _finish(number: int, draft: _Draft) -> Block:
    raw = draft.raw
    heading = raw.heading or heading_level(raw.text)
    bold = raw.bold or starts_bold(raw.text)
    cells = raw.cells if raw.cells != ("",) else ()
    return Block(number, "".join(draft.texts), tuple(draft.pieces), heading, bold, cells, raw.table)


def _continues(draft: _Draft, line: RawLine, clean: str, shape: Shape, gap: bool, hole: bool) -> bool:
    """Does ``clean`` go on with the paragraph ``draft``?"""
    last = draft.last
    full = shape.wrapped and len(last) >= 0.72 * shape.width
    if line.heading or heading_level(line.text) or _SIGNING.match(clean):
        return False
    if OPENS.match(clean):
        return full and (_inside_count(draft, clean, shape) or (not last.endswith(_FINAL) and _flows(last, clean)))
    if draft.balance and not last.endswith("./."):
        return True
    finished = last.rstrip(_CLOSERS).endswith(_FINAL)
    if clean[0].islower() and not _LABEL.match(clean):
        return not last.rstrip(_CLOSERS).endswith((":", ".", "!", "?")) or (full and not gap) or hole
    if _hangs(last):
        return True
    if clean[0].isdigit() and not finished and len(last) >= 60:
        return True
    if not shape.wrapped:
        return False
    return _wraps(last, clean, shape, gap and not shape.gaps, finished)


def _wraps(last: str, clean: str, shape: Shape, gap: bool, finished: bool) -> bool:
    """In text broken at a width: is a line that begins with a capital letter still the same paragraph?"""
    if gap or _LABEL.match(clean) or last.isupper() != clean.isupper():
        return False
    room = _room(last, clean, shape)
    if last.endswith(";"):
        return not room and _CITED.match(clean) is not None
    if finished and clean.startswith("("):
        return (
            not room
            and re.match(r"\((?:hoàn thành|thực hiện|thường xuyên|xong|trước|trong|định kỳ|thời gian)", clean.lower())
            is not None
        )
    if finished:
        full = not room and len(last) >= 0.9 * shape.width
        return full and not last.endswith((":", "./.")) and _ADDRESS.match(clean) is None
    return not room or len(last) >= 0.72 * shape.width


def _room(last: str, clean: str, shape: Shape) -> bool:
    """Would the next word have fitted on the line before?"""
    first = clean.split(" ", 1)[0]
    return shape.width - len(last) > len(first) + 0.12 * shape.width


def _inside_count(draft: _Draft, clean: str, shape: Shape) -> bool:
    """ "(2)" at the head of a broken line goes on with the count begun inside the paragraph."""
    found = re.match(r"\((\d{1,2})\)", clean)
    if not found or int(found.group(1)) < 2 or _room(draft.last, clean, shape):
        return False
    counted = list(re.finditer(r"\((\d{1,2})\)", "".join(draft.texts)))
    return bool(counted) and counted[-1].start() > 0 and int(counted[-1].group(1)) == int(found.group(1)) - 1


def _flows(last: str, clean: str) -> bool:
    """A line that begins with a dash inside a sentence ("chính trị" / "- xã hội", "Lao động" / "- Thương binh …")."""
    if last.endswith(","):
        return False
    return re.match(rf"[-–—]\s?(?:\d{{4}}|[{LOWER}]|{_SECOND_HALF})", clean) is not None


def _hangs(last: str) -> bool:
    if last.endswith((",", " -", "“", "(")):
        return True
    word = last.rsplit(" ", 1)[-1]
    return word.lower() in _HANGING and not last.isupper() and len(last) >= 45

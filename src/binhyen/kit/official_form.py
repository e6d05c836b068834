"""Forms as data: blocks of words with fields in braces, filled from named values and laid out as official documents.

``blocks_of`` reads the blocks of a template, ``fill`` puts values in, ``write`` lays the outcome out in Word. A value
that is not known stays as dots to be written on by hand, and is named, so that people are told before they print.

A field is "{họ và tên}"; "{tên gọi khác?}" is not asked for when unknown; "{...}" is a blank meant for the pen. Each
line of a block is one paragraph; in tables and signatures "|" parts its cells.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from docx.document import Document

from . import official_document as official
from .official_document import Column, Letterhead, Level, Outline, Signature
from .official_words import BLANK

_FIELD = re.compile(r"\{([^{}\n]*)\}")
PEN = "..."
_EMPTY_ROWS = 4  # of a table nothing is known for
MOST_BLOCKS, LONGEST_BLOCK = 80, 6000


class BlockKind(StrEnum):
    """What a block is. The codes are stored in templates."""

    TITLE = "TITLE"  # first line: kind of document; the others: what it is about
    ADDRESSED = "ADDRESSED"  # "Kính gửi: …"
    HEADING = "HEADING"
    BASIS = "BASIS"  # legal bases, in italics
    PARAGRAPH = "PARAGRAPH"
    LINE = "LINE"  # lines to be filled in
    ARTICLE = "ARTICLE"  # "Điều 1.", numbered by itself, as are the four below
    PART = "PART"  # I.
    POINT = "POINT"  # 1.
    LETTER = "LETTER"  # a)
    DASH = "DASH"  # -
    TABLE = "TABLE"  # first line: heads of columns; a line that is one field may grow into many rows
    PHOTO = "PHOTO"
    RECIPIENTS = "RECIPIENTS"
    SIGNATURES = "SIGNATURES"  # a line each: title | note | name


_IN_CELLS = frozenset({BlockKind.TABLE, BlockKind.SIGNATURES})
_CLOSING = frozenset({BlockKind.RECIPIENTS, BlockKind.SIGNATURES})
_LEVELS = {
    BlockKind.PART: Level.PART, BlockKind.POINT: Level.POINT, BlockKind.LETTER: Level.LETTER, BlockKind.DASH: Level.DASH
}  # fmt: skip
Rows = Sequence[Sequence[str]]
Value = str | Rows | None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a template. ``only`` is the condition it is printed under, "" always."""

    kind: BlockKind
    text: str
    only: str = ""


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A block with its values: rows of cells; blocks without cells have one cell in each row."""

    kind: BlockKind
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """``missing`` names the fields nothing was known for, in printed order."""

    blocks: tuple[FilledBlock, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above the blocks. ``letterhead`` None: a paper a person writes, under the nation's name alone."""

    letterhead: Letterhead | None
    mark: tuple[str, ...] = ()  # which form it is, small at the right
    place: str = ""
    day: date | None = None


class TemplateRefused(ValueError):
    """A template cannot be used; the message says where and how to mend it."""


def blocks_of(given: Iterable[Mapping[str, Any]]) -> tuple[Block, ...]:
    """The blocks of a stored template: mappings with kind, text and perhaps only."""
    return tuple(Block(BlockKind(b["kind"]), str(b["text"]).strip("\n"), str(b.get("only", ""))) for b in given)


def check(blocks: Sequence[Block], *, known: Collection[str]) -> None:
    """Raise TemplateRefused where a field is unknown, a brace is left open, or there is too much or nothing at all."""
    if not any(block.text.strip() for block in blocks):
        raise TemplateRefused("Mẫu chưa có chữ nào.")
    if len(blocks) > MOST_BLOCKS:
        raise TemplateRefused(f"Mẫu có hơn {MOST_BLOCKS} khối. Hãy gộp bớt.")
    for at, block in enumerate(blocks, 1):
        if len(block.text) > LONGEST_BLOCK:
            raise TemplateRefused(f"Khối {at} dài hơn {LONGEST_BLOCK} ký tự. Hãy tách khối.")
        rest = _FIELD.sub("", block.text)
        if "{" in rest or "}" in rest:
            raise TemplateRefused(f"Khối {at}: dấu ngoặc nhọn mở mà không đóng, hoặc đóng mà không mở.")
        for name in _FIELD.findall(block.text):
            if name != PEN and name.removesuffix("?") not in known:
                near = difflib.get_close_matches(name, list(known), n=1)
                hint = f" Có phải {{{near[0]}}}?" if near else ""
                raise TemplateRefused(f"Khối {at}: không có trường {{{name}}}.{hint}")


def fields_of(blocks: Iterable[Block]) -> frozenset[str]:
    """The fields the words of a template name, blanks for the pen left out."""
    return frozenset(name.removesuffix("?") for block in blocks for name in _FIELD.findall(block.text)) - {PEN}


def fill(
    blocks: Sequence[Block], values: Mapping[str, Value], *, when: Collection[str] = (), later: Collection[str] = ()
) -> Filled:
    """Put ``values`` in. Blocks whose condition is not in ``when`` are left out.

    Fields of ``later`` stay as they are, for ``complete``: what is sealed is not written down twice.
    """
    missing: dict[str, None] = {}
    filled = []
    for block in blocks:
        if block.only and block.only not in when:
            continue
        rows: list[tuple[str, ...]] = []
        for at, line in enumerate(block.text.split("\n")):
            rows += _rows(block, line, values, missing, frozenset(later), head=at == 0)
        filled.append(FilledBlock(block.kind, tuple(rows)))
    return Filled(tuple(filled), tuple(missing))


def complete(filled: Filled, values: Mapping[str, Value]) -> Filled:
    """Put in what was left for later, by its names in ``values``; other braces are plain words."""
    missing = dict.fromkeys(filled.missing)

    def put(cell: str) -> str:
        for name, value in values.items():
            for field in (f"{{{name}}}", f"{{{name}?}}"):
                if field in cell:
                    cell = cell.replace(field, str(value) if value else BLANK)
                    if not value and not field.endswith("?}"):
                        missing[name] = None
        return cell

    blocks = tuple(FilledBlock(b.kind, tuple(tuple(map(put, row)) for row in b.rows)) for b in filled.blocks)
    return Filled(blocks, tuple(missing))


def _rows(
    block: Block,
    line: str,
    values: Mapping[str, Value],
    missing: dict[str, None],
    later: frozenset[str],
    *,
    head: bool,
) -> list[tuple[str, ...]]:
    whole = _FIELD.fullmatch(line.strip())
    if block.kind == BlockKind.TABLE and whole and not head:
        name = whole[1].removesuffix("?")
        rows = values.get(name)
        if rows and not isinstance(rows, str):
            return [tuple(row) for row in rows]
        if name == whole[1]:
            missing[name] = None
        return [("",) * len(block.text.split("\n")[0].split("|"))] * _EMPTY_ROWS
    cells = line.split("|") if block.kind in _IN_CELLS else [line]
    return [tuple(_put(cell, values, missing, later) for cell in cells)]


def _put(text: str, values: Mapping[str, Value], missing: dict[str, None], later: frozenset[str]) -> str:
    def one(match: re.Match[str]) -> str:
        name = match[1].removesuffix("?")
        if name in later:
            return match[0]
        value = values.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip().replace("{", "(").replace("}", ")")
        if name != PEN and not match[1].endswith("?"):
            missing[name] = None
        return BLANK

    return _FIELD.sub(one, text.strip())


def as_data(filled: Filled) -> list[dict[str, Any]]:
    """Plain JSON, for storing what was printed."""
    return [{"kind": block.kind.value, "rows": [list(row) for row in block.rows]} for block in filled.blocks]


def from_data(data: Iterable[Mapping[str, Any]], missing: Sequence[str] = ()) -> Filled:
    blocks = tuple(FilledBlock(BlockKind(b["kind"]), tuple(tuple(row) for row in b["rows"])) for b in data)
    return Filled(blocks, tuple(missing))


def write(document: Document, head: Head, filled: Filled) -> None:
    """Lay a filled form out at the end of ``document``."""
    if head.mark:
        official.add_mark(document, head.mark)
    if head.letterhead:
        official.add_letterhead(document, head.letterhead)
    else:
        official.add_nation(document, place=head.place, day=head.day)
    articles, outline = 0, Outline()
    blocks = list(filled.blocks)
    while blocks:
        block = blocks.pop(0)
        if block.kind in _CLOSING:
            official.keep_with_next(document)
        if block.kind == BlockKind.ARTICLE:
            articles, outline = articles + 1, Outline()  # clauses count anew under each article
            official.add_article(document, articles, _text(block))
        elif block.kind in _LEVELS:
            for row in block.rows:
                level = _LEVELS[block.kind]
                official.add_point(document, outline.next(level), row[0], level)
        elif block.kind == BlockKind.RECIPIENTS:
            signers = signatures(blocks.pop(0)) if blocks and blocks[0].kind == BlockKind.SIGNATURES else []
            alone = signers[0] if len(signers) == 1 else None
            official.add_closing(document, recipients=[row[0] for row in block.rows], signature=alone)
            if len(signers) > 1:
                official.add_signatures(document, signers)
        else:
            _write(document, block)


def _write(document: Document, block: FilledBlock) -> None:
    text = _text(block)
    match block.kind:
        case BlockKind.TITLE:
            kind, _, about = text.partition("\n")
            official.add_title(document, kind, about) if about else official.add_heading(document, f"\n{kind}\n")
        case BlockKind.HEADING:
            official.add_heading(document, text)
        case BlockKind.TABLE:
            head, *rows = block.rows
            columns = _columns(head)
            official.add_table(document, columns, [_same_length(row, len(columns)) for row in rows])
        case BlockKind.PHOTO:
            official.add_table(document, [Column(text.replace("\n", "\n\n"), 32)], [])
        case BlockKind.SIGNATURES:
            official.add_signatures(document, signatures(block))
        case BlockKind.LINE:
            for line in text.split("\n"):
                official.add_line(document, line)
        case BlockKind.ADDRESSED:
            official.add_addressed(document, text)
        case _:
            for line in text.split("\n"):
                official.add_paragraph(document, line, italic=block.kind == BlockKind.BASIS)


def signatures(block: FilledBlock) -> list[Signature]:
    """The signers of a block. A title of several lines is "KT. …" above the deputy's own."""
    made = []
    for row in block.rows:
        title, note, name = _same_length(row, 3)
        made.append(Signature(titles=tuple(title.split("\n")), note=note, name="" if name == BLANK else name))
    return made


def _text(block: FilledBlock) -> str:
    return "\n".join(row[0] for row in block.rows)


_TABLE_WIDTH, _ORDER_WIDTH = 165.0, 14.0  # mm: the text between the margins; a column "STT"


def _columns(head: Sequence[str]) -> list[Column]:
    """Equal columns, but a narrow one for the order."""
    orders = sum(title == "STT" for title in head)
    others = max(len(head) - orders, 1)
    share = (_TABLE_WIDTH - orders * _ORDER_WIDTH) / others
    return [Column(title, _ORDER_WIDTH if title == "STT" else share, centred=title == "STT") for title in head]


def _same_length(row: Sequence[str], length: int) -> tuple[str, ...]:
    return tuple([*row, *[""] * length][:length])

"""The words of a document as its writer types them, and the parts they become.

One plain text: "Căn cứ …" lines are bases; "I.", "1.", "a)", "-" begin numbered paragraphs, whose numerals are made
anew so that they are in order and in Vietnamese letters; "Điều 1." begins an article; a line of capitals is a heading;
lines with "|" are a table; a line "PHỤ LỤC: …" begins an annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from binhyen.kit.official_form import Block, BlockKind
from binhyen.registers.documents.values import Words

_MARKS = (
    (BlockKind.PART, re.compile(r"^(?:[IVX]{1,6})\s*[.)]\s+(?=\S)")),
    (BlockKind.ARTICLE, re.compile(r"^Điều\s+\d+\s*[.:]\s*(?=\S)", re.IGNORECASE)),
    (BlockKind.POINT, re.compile(r"^\d{1,3}\s*[.)]\s+(?=\S)")),
    (BlockKind.LETTER, re.compile(r"^[a-zđ]\s*[.)]\s+(?=\S)")),
    (BlockKind.DASH, re.compile(r"^[-–—+•*]\s+(?=\S)")),
)
_BASIS = re.compile(r"^(?:Căn cứ|Thực hiện|Theo đề nghị|Xét đề nghị)\b")
_ANNEX = re.compile(r"^PHỤ LỤC(?:\s+[IVX\d]+)?\s*:\s*(?P<title>.+)$")
_FIELD = re.compile(r"\{([^{}\n]*)\}")
_NEEDED = {
    "abstract": "trích yếu", "issuer_name": "tên cơ quan ban hành", "sign": "chữ viết tắt cơ quan",
    "place": "địa danh", "head_post": "chức vụ người đứng đầu", "signer": "họ tên người ký",
}  # fmt: skip
LONGEST, _LONGEST_HEADING = 400_000, 120  # letters; a table of a few hundred units is some 100,000


class WordsRefused(ValueError):
    """The words cannot be laid out; the message says where and how to mend them."""


@dataclass(frozen=True, slots=True)
class Annex:
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    body: tuple[Block, ...]
    annexes: tuple[Annex, ...] = ()


def parts_of(text: str) -> Parts:
    """The parts of a text. Raises WordsRefused."""
    if len(text) > LONGEST:
        raise WordsRefused(f"Nội dung dài hơn {LONGEST:,} ký tự. Hãy chuyển bớt sang phụ lục riêng.".replace(",", "."))
    if not text.strip():
        raise WordsRefused("Văn bản chưa có nội dung.")
    body, annexes = [], []
    lines: list[str] = []
    title = ""
    for line in (*text.replace("\r", "").split("\n"), None):
        found = _ANNEX.match(line.strip()) if line is not None else None
        if line is not None and not found:
            lines.append(line)
            continue
        blocks = tuple(_blocks(lines, with_bases=not title))
        if title:
            annexes.append(Annex(title, blocks))
        else:
            body = list(blocks)
        title, lines = found["title"].strip() if found else "", []
    return Parts(tuple(body), tuple(annexes))


def lines_of(text: str) -> list[str]:
    """The lines of a field that holds one thing a line, without dashes and ends."""
    return [line.strip().lstrip("-–• ").rstrip(";. ") for line in text.splitlines() if line.strip(" -–•;.")]


def fields_of(*texts: str) -> list[str]:
    """The fields in braces of a template's texts, in order, each once."""
    return list(dict.fromkeys(name.strip() for text in texts for name in _FIELD.findall(text)))


def lacking(words: Words) -> list[str]:
    """What is not said yet and must be before a number is given: fields in braces, and who signs where as what."""
    left = fields_of(*(str(getattr(words, name)) for name in words.__dataclass_fields__))
    return left + [label for name, label in _NEEDED.items() if not getattr(words, name).strip()]


def check_braces(text: str, *, where: str) -> None:
    """Raise WordsRefused where a brace is left open."""
    rest = _FIELD.sub("", text)
    for at, line in enumerate(rest.split("\n"), 1):
        if "{" in line or "}" in line:
            raise WordsRefused(f"{where}, dòng {at}: dấu ngoặc nhọn mở mà không đóng, hoặc đóng mà không mở.")


def _blocks(lines: Sequence[str], *, with_bases: bool) -> Iterable[Block]:
    begun = not with_bases
    for is_table, group in groupby((line.strip() for line in lines), key=lambda line: "|" in line):
        if is_table:
            yield _table(list(group))
            begun = True
            continue
        for line in group:
            if not line:
                continue
            block = _block(line, bases=not begun)
            begun = begun or block.kind not in {BlockKind.BASIS, BlockKind.HEADING}
            yield block


def _block(line: str, *, bases: bool) -> Block:
    if bases and _BASIS.match(line) and not line.endswith(":"):  # with a colon it is the sentence that opens the text
        return Block(BlockKind.BASIS, line)
    for kind, mark in _MARKS:
        if mark.match(line):
            return Block(kind, mark.sub("", line, count=1))
    if line.upper() == line and " " in line and len(line) < _LONGEST_HEADING and any(map(str.isalpha, line)):
        return Block(BlockKind.HEADING, line)
    return Block(BlockKind.PARAGRAPH, line)


def _table(lines: Sequence[str]) -> Block:
    bare = [line[1:].removesuffix("|") if line.startswith("|") else line for line in lines if set(line) - set("|-: ")]
    rows = [[cell.strip() for cell in line.split("|")] for line in bare]
    if len(rows) < 2:
        raise WordsRefused(f"Bảng “{lines[0][:40]}” chỉ có một dòng. Dòng đầu là tên cột, các dòng sau là số liệu.")
    wide = len(rows[0])
    for at, row in enumerate(rows, 1):
        if len(row) not in {1, wide}:  # one cell over the whole width is a heading within the table
            raise WordsRefused(
                f"Bảng “{rows[0][0][:40]}”, dòng {at}: có {len(row)} ô, dòng tên cột có {wide} ô. "
                "Mỗi ô cách nhau một dấu |."
            )
    return Block(BlockKind.TABLE, "\n".join("|".join(row) for row in rows))

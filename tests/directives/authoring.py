"""Turns one annotated source into a directive and its gold reading, so that the two can never drift apart.

A source (``sources/NAME.src``) is the directive itself, one paragraph a line, with its reading beside it:

    %doc 101                      the short name in the gold rows
    %wrap 86                      from here on break lines at 86 characters (0 = do not); ``%gap 1`` puts a blank
                                  line after every wrapped line; ``%page 46 header text`` starts a new page with a
                                  page number (and a running header) after so many lines
    %table md|tab                 how rows (source lines beginning with "|") are printed
    @@ II > 1 ; k=target          where the next items stand; defaults for them (lead, dl, b, k, inh, raw, c)
    - Rà soát … ‹trước ngày 30/6/2026›.
    @ CAT + SYT, UBX ; 2026-06-30 the item of the paragraph above: leads + coordinators ; deadline ; options
    Căn cứ …
    ! legal_basis                 the paragraph above is no item (purpose, chapeau … are don't-care)

In a paragraph ``¦`` starts an item (default: its first character) and ``¬`` may end it; ``‹ ›`` hold the words of the
deadline; ``⏎`` breaks the line (a paragraph cut in two), ``⏎{3}⏎`` with foreign words, as a page number, between.
Options: ``k=report  b=heading  c=borderline  inh  raw=…  n=…  to=…  t=metric|op|value|unit|by``; ``=`` in place of the
leads takes those of the context, ``=+ SYT`` adds coordinators to them. Bodies are short codes of ``bodies.csv``.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import textwrap
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
QUOTE_LENGTH = 80
DONT_CARE = {"purpose", "requirement", "chapeau", "exhortation", "note"}
MARKER = re.compile(
    r"^(?:\*\*)?(Điều \d+\.|[IVX]+\.|\d+(?:\.\d+)+\.?|\d+[.)]|[a-zđ]\)|\(\d+(?:\.\d+)*\)|[-+•–]|\*(?= ))(?:\*\*)?\s?"
)
DASHES = "-+•*–"


class SourceError(ValueError):
    """A source is wrong; the message names the file and line."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str  # without marks
    starts: tuple[int, ...]  # where items begin
    raws: tuple[tuple[int, str], ...]  # deadline words with their offset
    cuts: tuple[tuple[int, str], ...] = ()  # (offset, foreign words) where the line is broken on purpose
    stops: tuple[int, ...] = ()  # where an item ends before the next begins
    cells: tuple[str, ...] = ()


@dataclass(slots=True)
class Context:
    path: str = ""
    leads: list[str] = field(default_factory=list)
    coords: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    dashes: int = 0


@dataclass(slots=True)
class Document:
    name: str
    doc: str = ""
    lines: list[str] = field(default_factory=list)
    gold: list[dict[str, Any]] = field(default_factory=list)
    not_items: list[dict[str, Any]] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    form: str = "NFC"

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


def bodies() -> dict[str, str]:
    with (HERE / "bodies.csv").open(encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def parse_paragraph(raw: str) -> Paragraph:
    text, starts, raws, cuts, stops = "", [], [], [], []
    opened = -1
    position = 0
    while position < len(raw):
        char = raw[position]
        if char == "¦":
            starts.append(len(text))
        elif char == "¬":
            stops.append(len(text))
        elif char == "‹":
            opened = len(text)
        elif char == "›":
            raws.append((opened, text[opened:].strip()))
        elif char == "⏎":
            foreign = re.match(r"⏎\{([^}]*)\}⏎", raw[position:])
            text = text.rstrip(" ") + " "
            cuts.append((len(text), foreign.group(1) if foreign else ""))
            position += foreign.end() - 1 if foreign else 0
            while position + 1 < len(raw) and raw[position + 1] == " ":
                position += 1
        else:
            text += char
        position += 1
    return Paragraph(text, tuple(starts), tuple(raws), tuple(cuts), tuple(stops))


def parse_row(raw: str) -> Paragraph:
    paragraph = parse_paragraph(raw)
    cells = tuple(cell.strip() for cell in raw.strip().strip("|").split("|"))
    clean = tuple(parse_paragraph(cell).text.strip() for cell in cells)
    return replace(paragraph, cells=clean)


class Writer:
    """Lays paragraphs out as lines and remembers where every character went."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.wrap, self.gap, self.page_length, self.header, self.table = 0, 0, 0, "", "md"
        self.on_page, self.page = 0, 1

    def option(self, name: str, value: str) -> None:
        if name == "page":
            length, _, header = value.partition(" ")
            self.page_length, self.header = int(length), header
        elif name == "table":
            self.table = value
        else:
            setattr(self, name, int(value))

    def emit(self, line: str) -> int:
        if self.page_length and self.on_page >= self.page_length:
            self.page += 1
            self.on_page = 0
            self.lines += ["", "", str(self.page), *([self.header] if self.header else []), ""]
        self.lines.append(line)
        self.on_page += 1
        return len(self.lines)

    def place(self, paragraph: Paragraph) -> list[tuple[int, int, int]]:
        """Print a paragraph; returns (offset in its text, line number, column) of every stretch."""
        if paragraph.cells:
            return self._row(paragraph)
        spots = []
        ends = [*[offset for offset, _ in paragraph.cuts], len(paragraph.text)]
        start = 0
        for index, end in enumerate(ends):
            piece = paragraph.text[start:end]
            for offset, line in self._wrapped(piece):
                spots.append((start + offset, self.emit(line), 0))
                if self.wrap and self.gap:
                    self.emit("")
            if index < len(paragraph.cuts):
                self.emit("")
                foreign = paragraph.cuts[index][1]
                for line in [foreign, ""] if foreign else []:
                    self.emit(line)
            start = end
        return spots

    def _wrapped(self, piece: str) -> Iterator[tuple[int, str]]:
        if not self.wrap:
            yield 0, piece.rstrip()
            return
        offset = 0
        for line in textwrap.wrap(piece, self.wrap, break_long_words=False, break_on_hyphens=False):
            offset = piece.index(line, offset)
            yield offset, line
            offset += len(line)

    def _row(self, paragraph: Paragraph) -> list[tuple[int, int, int]]:
        if self.table == "md":
            return [(0, self.emit(paragraph.text), 0)]
        spots, column, search = [], 0, 0
        for cell in paragraph.cells:
            search = paragraph.text.index(cell, search)
            spots.append((search, 0, column))
            search += len(cell)
            column += len(cell) + 1
        line = self.emit("\t".join(paragraph.cells))
        return [(offset, line, column) for offset, _, column in spots]


def where(spots: list[tuple[int, int, int]], offset: int) -> tuple[int, int]:
    best = spots[0]
    for spot in spots:
        if spot[0] <= offset:
            best = spot
    return best[1], best[2] + max(0, offset - best[0])


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def title_of(text: str) -> str:
    plain = squeeze(re.sub(r"[*_]+|</?sup>", "", text))
    for _ in range(2):
        plain = MARKER.sub("", plain).strip()
    return plain if len(plain) <= 90 else plain[:90].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def deadline_type(value: str) -> str:
    if not value:
        return "none"
    if ";THEN=" in value:
        return "compound"
    for pattern, kind in (
        (r"\d{4}-\d\d-\d\d$", "date"),
        (r"\d{4}-Q[1-4]$", "quarter"),
        (r"FREQ=", "recurring"),
        (r"CONTINUOUS", "continuous"),
    ):
        if re.match(pattern, value):
            return kind
    raise SourceError(f"unknown deadline value {value!r}")


def expand_value(value: str) -> str:
    value = value.strip()
    return re.sub(r"\bCONT\b", "CONTINUOUS", value)


class Source:
    """Reads one source and builds the document."""

    def __init__(self, path: Path) -> None:
        self.path, self.known = path, bodies()
        self.document = Document(path.stem)
        self.writer, self.context = Writer(), Context()
        self.number = 0
        self.pending: list[dict[str, Any]] = []
        self.paragraph: Paragraph | None = None
        self.spots: list[tuple[int, int, int]] = []
        self.taken = 0

    def fail(self, message: str) -> SourceError:
        return SourceError(f"{self.path.name}:{self.number}: {message}")

    def build(self) -> Document:
        for line in self.path.read_text(encoding="utf-8").splitlines():
            self.number += 1
            self._take(line)
        self._close_paragraph()
        self.document.lines = self.writer.lines
        form = self.document.form
        if form != "NFC":
            self.document.lines = [unicodedata.normalize(form, line) for line in self.document.lines]
            for row in [*self.document.gold, *self.document.not_items]:
                line = self.writer.lines[row["line"] - 1]
                row["col"] = len(unicodedata.normalize(form, line[: row["col"]]))
        return self.document

    def _take(self, line: str) -> None:
        if line.startswith("%"):
            self._option(line)
        elif line.startswith("@@"):
            self._enter(line[2:])
        elif line.startswith("@"):
            self._item(line[1:])
        elif line.startswith("!"):
            self._not_item(line[1:])
        else:
            self._close_paragraph()
            self._print(line)

    def _option(self, line: str) -> None:
        self._close_paragraph()
        name, _, value = line[1:].partition(" ")
        if name == "doc":
            self.document.doc = value
        elif name == "form":
            self.document.form = value
        elif name not in ("wrap", "gap", "page", "table"):
            raise self.fail(f"unknown option {name}")
        else:
            self.writer.option(name, value)

    def _print(self, line: str) -> None:
        if not line.strip():
            self.writer.emit("")
            return
        self.paragraph = parse_row(line) if line.startswith("|") else parse_paragraph(line)
        self.document.paragraphs.append(self.paragraph)
        self.spots = self.writer.place(self.paragraph)
        self.taken = 0

    def _close_paragraph(self) -> None:
        paragraph = self.paragraph
        if paragraph and paragraph.starts and self.taken not in (0, len(paragraph.starts)):
            raise self.fail(f"{len(paragraph.starts)} items marked, {self.taken} annotated: {paragraph.text[:60]}")
        self.paragraph = None

    def _names(self, codes: str) -> list[str]:
        names = []
        for code in re.split(r"[,\s]+", codes.strip()):
            if code and code != "-":
                if code not in self.known:
                    raise self.fail(f"unknown body {code}")
                names.append(self.known[code])
        return names

    def _bodies(self, text: str) -> tuple[list[str], list[str]]:
        lead_codes, _, coord_codes = text.partition("+")
        if lead_codes.strip() == "=":
            return list(self.context.leads), [*self.context.coords, *self._names(coord_codes)]
        return self._names(lead_codes), self._names(coord_codes)

    def _options(self, parts: list[str]) -> tuple[dict[str, str], list[dict[str, Any]]]:
        options, targets = {}, []
        for part in (part.strip() for part in parts):
            key, equals, value = part.partition("=")
            if key == "t" and equals:
                targets.append(self._target(value))
            elif key in ("k", "b", "c", "raw", "n", "to", "lead", "dl", "p", "inh"):
                options[key] = value.strip() if equals else "yes"
            elif part:
                raise self.fail(f"unknown option {part!r}")
        return options, targets

    def _target(self, text: str) -> dict[str, Any]:
        metric, op, value, unit, *by = [cell.strip() for cell in text.split("|")]
        number = float(value)
        return {
            "metric": metric,
            "op": op,
            "value": int(number) if number.is_integer() else number,
            "unit": unit,
            "by": by[0] if by and by[0] else None,
        }

    def _enter(self, text: str) -> None:
        path, *rest = re.split(r"\s;(?=\s|$)", text)
        options, _ = self._options(rest)
        leads, coords = self._bodies(options.pop("lead", ""))
        self.context = Context(path.strip(), leads, coords, options)

    def _item(self, text: str) -> None:
        if self.paragraph is None:
            raise self.fail("an item without a paragraph")
        who, *rest = re.split(r"\s;(?=\s|$)", text)
        value = rest.pop(0).strip() if rest else ""
        options, targets = self._options(rest)
        options = {**self.context.options, **options}
        leads, coords = self._bodies(who)
        start, end = self._span()
        line, column = where(self.spots, start)
        self.taken += 1
        row = {
            "doc": self.document.doc,
            "line": line,
            "path": self._path(start, options),
            "kind": options.get("k", "task"),
            "lead": leads,
            "coordinate": list(dict.fromkeys(coords)),
            "deadline": self._deadline(value or options.get("dl", ""), options, start, end),
            "targets": targets,
            "quote": squeeze(self.paragraph.text[start:end])[:QUOTE_LENGTH].strip(),
            "title": title_of(self.paragraph.text[start:end]),
            "col": column,
            "lead_basis": options.get("b", "explicit" if leads else "none") if leads else "none",
            "confidence": options.get("c", "clear"),
        }
        if options.get("to"):
            row["report_to"] = [options["to"]]
        if options.get("n"):
            row["note"] = options["n"]
        first = len(self.paragraph.text) - len(self.paragraph.text.lstrip())
        if self.taken == 1 and start > first and not self.paragraph.cells and len(self.paragraph.starts) > 1:
            row["alt_quote"] = squeeze(self.paragraph.text)[:QUOTE_LENGTH].strip()
        self.document.gold.append(row)

    def _span(self) -> tuple[int, int]:
        """Where the next item of the paragraph begins and ends."""
        paragraph = self.paragraph
        assert paragraph is not None
        if not paragraph.starts:
            if paragraph.cells:
                start = paragraph.text.index(paragraph.cells[1])
                return start, start + len(paragraph.cells[1])
            return len(paragraph.text) - len(paragraph.text.lstrip()), len(paragraph.text)
        if self.taken >= len(paragraph.starts):
            raise self.fail("more items annotated than marked")
        start = paragraph.starts[self.taken]
        later = [offset for offset in paragraph.starts if offset > start]
        if paragraph.cells:
            return start, min([*later, paragraph.text.find("|", start) if "|" in paragraph.text[start:] else 10**9])
        stop = [offset for offset in paragraph.stops if offset > start]
        return start, min([*later[:1], *stop[:1], len(paragraph.text)])

    def _path(self, start: int, options: dict[str, str]) -> str:
        assert self.paragraph is not None
        if "p" in options:
            return f"{self.context.path} > {options['p']}"
        marker = MARKER.match(self.paragraph.text[start:])
        label = marker.group(1).rstrip(".") if marker else f"¶{self.taken + 1}"
        if label in DASHES:
            self.context.dashes += 1
            label = f"-{self.context.dashes}"
        if self.paragraph.cells and not marker:
            label = self.paragraph.cells[0]
        return f"{self.context.path} > {label}"

    def _deadline(self, value: str, options: dict[str, str], start: int, end: int) -> dict[str, Any]:
        assert self.paragraph is not None
        value = expand_value(value)
        own = [words for offset, words in self.paragraph.raws if start <= offset < end]
        if not own and (self.paragraph.cells or self.paragraph.stops):
            own = [words for _, words in self.paragraph.raws]
        raw = options.get("raw", own[-1] if own else "")
        kind = deadline_type(value)
        if kind != "none" and not raw:
            raise self.fail(f"a deadline without its words: {value}")
        if own and kind == "none" and "raw" not in options and options.get("k") != "report":
            raise self.fail("deadline words without a value")
        row: dict[str, Any] = {"type": kind, "value": value or None, "raw": raw}
        if "inh" in options and kind != "none":
            row["basis"] = "inherited"
        return row

    def _not_item(self, text: str) -> None:
        if self.paragraph is None:
            raise self.fail("a not-item without a paragraph")
        kind, *rest = text.strip().split(" ")
        start = len(self.paragraph.text) - len(self.paragraph.text.lstrip())
        end = self.paragraph.starts[0] if self.paragraph.starts and self.paragraph.starts[0] > start else None
        line, column = where(self.spots, start)
        self.document.not_items.append(
            {
                "doc": self.document.doc,
                "line": line,
                "col": column,
                "kind": kind,
                "dont_care": kind in DONT_CARE or "dc" in rest,
                "quote": squeeze(self.paragraph.text[start:end])[:QUOTE_LENGTH].strip(),
            }
        )


def build(path: Path) -> Document:
    return Source(path).build()


def dump(rows: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def outputs(document: Document) -> dict[str, str]:
    """File name -> content of everything a source gives."""
    return {
        f"{document.name}.txt": document.text,
        f"{document.name}.gold.jsonl": dump(document.gold),
        f"{document.name}.not_items.jsonl": dump(document.not_items),
    }


def sources() -> list[Path]:
    return sorted((HERE / "sources").glob("*.src"))


def main() -> None:
    total = 0
    for path in sources():
        document = build(path)
        for name, content in outputs(document).items():
            (HERE / name).write_text(content, encoding="utf-8")
        total += len(document.gold)
        kinds = [row["kind"] for row in document.gold]
        sys.stdout.write(
            f"{document.name:42} {len(document.lines):4} lines {len(document.gold):4} items "
            f"({kinds.count('target')} targets, {kinds.count('report')} reports)\n"
        )
    sys.stdout.write(f"{total} items\n")


if __name__ == "__main__":
    main()

"""OpenDocument text (.odt): paragraphs, numbered lists and table rows."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.directives.reader.values import RawLine, Refused

from .limits import MAX_NESTING
from .word_numbering import figures
from .word_tables import Table, is_layout
from .xml_parts import Element, attribute, child, local, parse

_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACES = {"s": " ", "tab": " ", "line-break": "\n"}
_LEFT_OUT = frozenset(("tracked-changes", "note", "annotation", "table-of-content", "forms", "sequence-decls"))
_MAX_REPEAT = 64  # a repeated empty cell or row is padding


@dataclass(frozen=True, slots=True)
class _Level:
    bullet: bool
    form: str
    prefix: str
    suffix: str
    start: int
    shown: int  # levels printed: 1.1.1 shows three


@dataclass(slots=True)
class _Context:
    levels: dict[str, dict[int, _Level]]
    lines: list[RawLine] = field(default_factory=list)
    tables: int = 0
    counters: dict[str, list[int]] = field(default_factory=dict)


def lines_of(package: zipfile.ZipFile, progress: Callable[[int, int], None]) -> tuple[list[RawLine], list[str]]:
    """Lines of an opened and checked package."""
    if b"encryption-data" in (
        package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package.namelist() else b""
    ):
        raise Refused("ENCRYPTED", "Tài liệu ODT có đặt mật khẩu. Hãy mở ra, lưu lại không mật khẩu rồi nộp.")
    content = parse(package, "content.xml")
    if content is None:
        raise KeyError("content.xml")
    levels = _levels(content) | _levels(parse(package, "styles.xml"))
    context = _Context(levels)
    body = child(content, "body", "text")
    for element in body if body is not None else ():
        _add(context, element, 0)
    progress(1, 1)
    return context.lines, []


def _levels(root: Element | None) -> dict[str, dict[int, _Level]]:
    found: dict[str, dict[int, _Level]] = {}
    for style in root.iter("{*}list-style") if root is not None else ():
        levels = found.setdefault(attribute(style, "name") or "", {})
        for level in style:
            levels[_count(attribute(level, "level"), 1)] = _Level(
                bullet=local(level) != "list-level-style-number",
                form=_FORMS.get(attribute(level, "num-format") or "", ""),
                prefix=attribute(level, "num-prefix") or "",
                suffix=attribute(level, "num-suffix") or "",
                start=_count(attribute(level, "start-value"), 1),
                shown=_count(attribute(level, "display-levels"), 1),
            )
    return found


def _add(context: _Context, element: Element, depth: int) -> None:
    name = local(element)
    if depth > MAX_NESTING or name in _LEFT_OUT:
        return
    if name in ("p", "h"):
        heading = _count(attribute(element, "outline-level"), 1) if name == "h" else None
        for line in _text(element).split("\n"):
            _append(context, line, heading)
    elif name == "list":
        _add_list(context, element, attribute(element, "style-name") or "", 1)
    elif name == "table":
        _add_table(context, element)
    elif name in ("section", "index-body", "frame", "text-box", "soft-page-break"):
        for each in element:
            _add(context, each, depth + 1)


def _append(context: _Context, text: str, heading: int | None = None) -> None:
    context.lines.append(RawLine(number=len(context.lines) + 1, text=clean(text).strip(), heading=heading))


def _add_list(context: _Context, element: Element, style: str, level: int) -> None:
    if level > MAX_NESTING:
        return
    counters = context.counters.setdefault(style, [])
    if level == 1 and attribute(element, "continue-numbering") != "true" and not attribute(element, "continue-list"):
        counters.clear()
    for item in element:
        numbered = local(item) == "list-item"
        for each in item:
            if local(each) in ("p", "h"):
                number = _number(context, style, level) if numbered else ""
                _append(context, number + _text(each).strip())
                numbered = False
            elif local(each) == "list":
                _add_list(context, each, attribute(each, "style-name") or style, level + 1)


def _number(context: _Context, style: str, level: int) -> str:
    levels = context.levels.get(style, {})
    here = levels.get(level)
    counters = context.counters.setdefault(style, [])
    while len(counters) < level:
        missing = levels.get(len(counters) + 1)
        counters.append((missing.start if missing else 1) - (1 if len(counters) + 1 == level else 0))
    del counters[level:]
    counters[level - 1] += 1
    if here is None or here.bullet:
        return "- " if level == 1 else "+ "
    if not here.form:
        return ""
    first = max(0, level - here.shown)
    shown = ".".join(figures(counters[at], levels[at + 1].form) for at in range(first, level) if at + 1 in levels)
    return f"{here.prefix}{shown}{here.suffix} "


def _add_table(context: _Context, element: Element) -> None:
    rows = [row for row in _rows(element) if any(row)]
    table = Table(rows, bordered=True)
    if is_layout(table):
        for row in rows:
            for cell in row:
                for line in cell:
                    _append(context, line)
        return
    context.tables += 1
    for row in rows:
        cells = tuple("\n".join(lines) for lines in row)
        context.lines.append(
            RawLine(number=len(context.lines) + 1, text="\t".join(cells), cells=cells, table=context.tables)
        )


def _rows(element: Element) -> Iterator[list[list[str]]]:
    above: dict[int, tuple[int, list[str]]] = {}
    for row in element.iter("{*}table-row"):
        if next((up for up in row.iterancestors("{*}table")), None) is not element:
            continue
        cells: list[list[str]] = []
        for cell in row:
            at = len(cells)
            if local(cell) == "covered-table-cell" and above.get(at, (0, []))[0] > 0:
                left, text = above[at]
                above[at] = (left - 1, text)
                cells.append(text)
                continue
            lines = [line for each in cell.iter("{*}p", "{*}h") for line in _text(each).split("\n") if line.strip()]
            repeat = min(_count(attribute(cell, "number-columns-repeated"), 1), _MAX_REPEAT) if not lines else 1
            above[at] = (_count(attribute(cell, "number-rows-spanned"), 1) - 1, lines)
            cells += [[clean(line).strip() for line in lines]] * repeat
        yield cells


def _text(element: Element) -> str:
    parts = [element.text or ""]
    for each in element:
        name = local(each)
        if name in _SPACES:
            parts.append(_SPACES[name] * (_count(attribute(each, "c"), 1) if name == "s" else 1))
        elif name and name not in _LEFT_OUT:
            parts.append(_text(each))
        parts.append(each.tail or "")
    return (
        "\n".join(collapse(line) for line in "".join(parts).split("\n"))
        if local(element) in ("p", "h")
        else "".join(parts)
    )


def _count(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default

"""Report forms: read from law/reporting/forms, or from what the province wrote, and what is wrong with one.

Both come in the same shape, as TOML or JSON writes it; ``parsed`` reads what ``written.written`` writes.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.reporting.rules.cells import FormulaError, absolute, ordered, parse, refs, spelled
from binhyen.monitoring.reporting.rules.lists import FIELDS
from binhyen.monitoring.reporting.rules.written import PLAIN
from binhyen.monitoring.reporting.values.forms import (
    Block,
    Cell,
    Check,
    CheckKind,
    Column,
    Draft,
    Draw,
    FormDefinition,
    Gather,
    Kind,
    Part,
    Row,
    Section,
    SectionKind,
    Source,
    Span,
    Who,
)

FOLDER = LAW / "reporting" / "forms"
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


class FormError(ValueError):
    """What is wrong with a form, each in words for the person who made it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@cache
def shipped() -> Mapping[str, FormDefinition]:
    """All versions of all forms of the product by ``key``, in the order of their files."""
    files = sorted(FOLDER.glob("*.toml"))
    forms = [parsed(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    found = {form.key: form for form in forms}
    if len(found) != len(forms):
        raise ValueError("a form stands twice in law/reporting/forms")
    return found


def in_force(forms: Iterable[FormDefinition], *, code: str, on: date, province: str = "") -> FormDefinition | None:
    """The version of a form on a day: the province's own before the one shipped, the newest of those in force."""
    held = [
        form
        for form in forms
        if form.code == code
        and form.province in {"", province}
        and form.valid_from <= on
        and (form.valid_to is None or on <= form.valid_to)
    ]
    return max(held, key=lambda form: (form.province != "", form.valid_from, form.version), default=None)


def parsed(raw: Mapping[str, Any]) -> FormDefinition:
    """The form a file or the editor writes down. Raises ``FormError`` with everything that is wrong."""
    try:
        form = _form(raw)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise FormError([f"Không đọc được mẫu: {error}"]) from error
    found = list(problems(form))
    if found:
        raise FormError(found)
    return form


def _form(raw: Mapping[str, Any]) -> FormDefinition:
    sections = tuple(_section(one) for one in raw.get("section", ()))
    checks = tuple(Check(kind=CheckKind(one["kind"]), **_plain(one, Check)) for one in raw.get("check", ()))
    plain = _plain(raw, FormDefinition)
    for name in ("valid_from", "valid_to"):
        if isinstance(plain.get(name), str):
            plain[name] = date.fromisoformat(plain[name])
    return FormDefinition(
        **plain,
        who=Who(raw["who"]),
        recipients=tuple(raw.get("recipients", ())),
        provinces=tuple(raw.get("provinces", ())),
        sections=sections,
        checks=checks,
    )


def _plain(raw: Mapping[str, Any], kind: type) -> dict[str, Any]:
    return {name: raw[name] for name in PLAIN[kind] if name in raw}


def _section(raw: Mapping[str, Any]) -> Section:
    section = Section(
        kind=SectionKind(raw["kind"]), columns=tuple(_column(one) for one in raw.get("columns", ())),
        rows=tuple(_row(one) for one in raw.get("rows", ())), people=tuple(raw.get("people", ())),
        draw=Draw(raw.get("draw", Draw.NOTHING)),
        blocks=tuple(_block(one) for one in raw.get("blocks", ())), **_plain(raw, Section),
    )  # fmt: skip
    return replace(section, cells=_cells(section))


def _column(raw: Mapping[str, Any]) -> Column:
    source = Source.FORMULA if raw.get("formula") else Source.ENTERED if raw.get("entered") else None
    kind = raw.get("kind") or raw.get("entered")
    return Column(
        source=source, span=Span(raw.get("span", Span.PERIOD)), kind=Kind(kind) if kind else None,
        part=Part(raw["part"]) if raw.get("part") else None, formula=raw.get("formula", ""), **_plain(raw, Column),
    )  # fmt: skip


def _row(raw: Mapping[str, Any]) -> Row:
    source = (
        Source.FORMULA if raw.get("formula") else
        Source.ENTERED if raw.get("entered") else Source.FIGURE if raw.get("figure") else None
    )  # fmt: skip
    return Row(
        source=source, indicator=raw.get("figure", ""), part=Part(raw.get("part", Part.NUMERATOR)),
        kind=Kind(raw.get("kind") or raw.get("entered") or Kind.WHOLE),
        formula=raw.get("formula", ""), only=tuple(raw.get("only", ())), **_plain(raw, Row),
    )  # fmt: skip


def _block(raw: Mapping[str, Any]) -> Block:
    return Block(
        gather=Gather(raw.get("gather", Gather.OTHER)), draft=Draft(raw.get("draft", Draft.NOTHING)),
        **_plain(raw, Block),
    )  # fmt: skip


def _cells(section: Section) -> tuple[Cell, ...]:
    """The cells of a table: a formula's only where all it reads is there, until nothing more falls away."""
    made = {
        cell.ref: cell
        for row in section.rows
        if not row.heading
        for column in section.columns
        if not row.only or column.code in row.only
        if (cell := _cell(section, row, column)) is not None
    }
    while True:
        here = set(made)
        lost = [ref for ref, cell in made.items() if cell.formula and not _reads(cell.formula, section) <= here]
        if not lost:
            return tuple(made.values())
        for ref in lost:
            del made[ref]


def _reads(formula: str, section: Section) -> set[str]:
    """Addresses a formula reads in its own table; those of other tables are looked at with the whole form."""
    rows = {row.code for row in section.rows}
    try:
        return {one for one in refs(parse(formula)) if one.split(".")[0] in rows}
    except FormulaError:
        return set()


def _cell(section: Section, row: Row, column: Column) -> Cell | None:
    source = column.source or row.source
    if source is None or (source is Source.ENTERED and column.source is None and column.span is not Span.PERIOD):
        return None
    kind = column.kind or row.kind
    if source is Source.FORMULA:
        formula = absolute(column.formula or row.formula, row=row.code, column=column.code)
        unit = "" if kind is Kind.PER_CENT else column.unit or row.unit
        return Cell(
            row=row.code, column=column.code, source=source, span=column.span, unit=unit, kind=kind,
            formula=_spelled(formula, section),
        )  # fmt: skip
    if column.source is Source.ENTERED:
        return Cell(
            row=row.code, column=column.code, source=source, unit=column.unit or row.unit,
            kind=column.kind or Kind.TEXT, required=row.required,
        )  # fmt: skip
    return _of_indicator(row, column, source)


def _of_indicator(row: Row, column: Column, source: Source) -> Cell | None:
    """A figure, or a cell of a person's that may speak of an indicator."""
    if "{of}" in row.indicator and not column.of:
        return None
    indicator, part, kind = row.indicator.replace("{of}", column.of), column.part or row.part, column.kind or row.kind
    entry = dictionary().entries.get(indicator)
    finer = entry is not None and source is Source.FIGURE and entry.scale > 1 and part is Part.NUMERATOR
    return Cell(
        row=row.code, column=column.code, source=source, span=column.span, indicator=indicator, part=part,
        unit=column.unit or row.unit or (entry.unit if entry else ""),
        kind=Kind.DECIMAL if finer and kind is Kind.WHOLE else kind,
        required=row.required and source is Source.ENTERED,
    )  # fmt: skip


def _spelled(formula: str, section: Section) -> str:
    try:
        return spelled(formula, section)
    except FormulaError:
        return formula  # said by ``problems``


def problems(form: FormDefinition) -> Iterator[str]:
    """What is wrong with a form, in words for the person who edits it."""
    if not form.sections:
        yield "Mẫu chưa có phần nào"
    if form.valid_to is not None and form.valid_to < form.valid_from:
        yield "Ngày cuối còn hiệu lực không được trước ngày có hiệu lực"
    yield from _codes(form)
    for section in form.sections:
        yield from _of_section(section)
    yield from _of_formulas(form)
    yield from _of_checks(form)


def _codes(form: FormDefinition) -> Iterator[str]:
    codes = [section.code for section in form.sections]
    held = [row.code for section in form.sections for row in section.rows] + [block.code for block in form.blocks()]
    for section in form.sections:
        columns = [column.code for column in section.columns]
        yield from (f"Cột “{code}” của “{section.title}” có hai lần" for code in _twice(columns))
        codes += columns
    yield from (f"Mã “{code}” có hai lần" for code in [*_twice(held), *_twice(s.code for s in form.sections)])
    for code in {*codes, *held}:
        if not _CODE.fullmatch(code) or "__" in code:
            yield f"Mã “{code}” chỉ được gồm chữ thường không dấu, chữ số, gạch dưới đơn, bắt đầu bằng chữ"


def _twice(codes: Iterable[str]) -> list[str]:
    return [code for code, times in Counter(codes).items() if times > 1]


def _of_section(section: Section) -> Iterator[str]:
    if not section.title.strip():
        yield f"Phần “{section.code}” chưa có tên"
    if section.kind is SectionKind.TABLE:
        if not section.columns or not section.rows:
            yield f"Bảng “{section.title}” phải có ít nhất một cột và một dòng"
        for row in section.rows:
            yield from _of_row(section, row)
    if section.listed:
        yield from _of_list(section)
    if section.kind is SectionKind.NARRATIVE and not section.blocks:
        yield f"Phần lời “{section.title}” chưa có ô nào để viết"


def _of_list(section: Section) -> Iterator[str]:
    if not section.columns:
        yield f"Danh sách “{section.title}” phải có ít nhất một cột"
    known = FIELDS.get(section.draw)
    unknown = [one.title for one in section.columns if known is not None and one.code not in known]
    if known is not None and unknown:
        yield f"Danh sách “{section.title}” lấy từ hệ thống, chỉ có các cột: {', '.join(known.values())}"


def _of_row(section: Section, row: Row) -> Iterator[str]:
    if not row.title.strip():
        yield f"Dòng “{row.code}” chưa có tên"
    for cell in section.cells:
        if cell.row == row.code and cell.indicator:
            entry: Entry | None = dictionary().entries.get(cell.indicator)
            if entry is None:
                yield f"Dòng “{row.title}”: không có chỉ tiêu “{cell.indicator}”"
            elif cell.part is Part.DENOMINATOR and not entry.denominator:
                yield f"Dòng “{row.title}”: chỉ tiêu “{entry.name}” không có mẫu số"
    if row.source and not row.heading and not any(cell.row == row.code for cell in section.cells):
        yield f"Dòng “{row.title}” không có ô nào: xem lại công thức và các cột"
    unknown = set(row.only) - {column.code for column in section.columns}
    if unknown:
        yield f"Dòng “{row.title}”: không có cột {', '.join(sorted(unknown))}"


def _of_formulas(form: FormDefinition) -> Iterator[str]:
    cells = {cell.ref: cell for cell in form.cells()}
    sound = True
    for cell in cells.values():
        if cell.formula:
            try:
                missing = [one for one in refs(parse(cell.formula)) if one not in cells]
                texts = [one for one in refs(parse(cell.formula)) if one in cells and _is_text(cells[one])]
            except FormulaError as error:
                sound = False
                yield f"Ô [{cell.ref}]: {error}"
                continue
            sound = sound and not missing
            yield from (f"Ô [{cell.ref}]: không có ô [{one}]" for one in missing)
            yield from (f"Ô [{cell.ref}]: ô [{one}] là chữ, không tính được" for one in texts)
    if sound:
        try:
            ordered(cells)
        except FormulaError as error:
            yield str(error).capitalize()


def _is_text(cell: Cell) -> bool:
    return cell.kind in {Kind.TEXT, Kind.DAY, Kind.YES_NO}


def _of_checks(form: FormDefinition) -> Iterator[str]:
    yield from (f"Kiểm tra “{code}” có hai lần" for code in _twice(one.code for one in form.checks))
    for check in form.checks:
        try:
            if not check.off and not list(sides(form, check)):
                yield f"Kiểm tra “{check.code}” không đúng vào cột nào"
        except FormulaError as error:
            if not check.off:
                yield f"Kiểm tra “{check.code}”: {error}"


def sides(form: FormDefinition, check: Check) -> Iterator[tuple[str, str, str]]:
    """A check for every column that has all its cells: column, left and right as whole formulas."""
    here = {cell.ref for cell in form.cells() if not _is_text(cell)}
    rows = {row.code: section for section in form.sections for row in section.rows}
    first = next(iter(refs(parse(check.left))), "")
    section = rows.get(first.split(".")[0])
    if section is None:
        raise FormulaError(f"không có dòng “{first.split('.')[0]}”")
    counted = [column.code for column in section.columns if not column.formula]  # others follow from them
    columns = counted if first.endswith(".") else [first.split(".")[1]]
    for column in columns:
        left, right = (
            spelled(absolute(side, row="", column=column), section) for side in (check.left, check.right)
        )  # fmt: skip
        if {*refs(parse(left)), *refs(parse(right))} <= here:
            yield column, left, right

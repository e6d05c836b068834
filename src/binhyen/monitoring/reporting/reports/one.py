"""The report of one unit in Word and Excel, from the very sheet the page shows."""

from collections.abc import Sequence
from datetime import datetime

from docx.document import Document

from binhyen.kit import official_document as official
from binhyen.kit import spreadsheets
from binhyen.kit.official_document import Level, Outline, Signature
from binhyen.kit.official_signing import HEAD
from binhyen.monitoring.reporting.queries.people import listed
from binhyen.monitoring.reporting.queries.report import Sheet, ShownCell, ShownSection
from binhyen.monitoring.reporting.reports.heads import head_of, signature_of
from binhyen.monitoring.reporting.reports.parts import Head, begin, table
from binhyen.monitoring.reporting.reports.printing import period_words
from binhyen.monitoring.reporting.reports.sheets import amount, kind_of
from binhyen.monitoring.reporting.rules.annexes import HEADING, said
from binhyen.monitoring.reporting.rules.figures import read
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.forms import NUMBERS, Kind, Row, SectionKind
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.documents.laying import columns_for


def word(sheet: Sheet) -> bytes:
    """The report as .docx: tables, words, explanations, who signed, its code. What is not signed says so."""
    document = begin(_head(sheet), sheet.form, period=period_words(sheet.report.round), title=title(sheet))
    texts = {one.cell.ref: one.text for one in sheet.cells()}
    people = listed(report=sheet.report, form=sheet.form, content=sheet.content)
    if getattr(sheet.version, "seal", None) is None:
        official.mark_draft(document)
    outline = Outline()
    for part in sheet.sections:
        official.add_point(document, outline.next(Level.PART), part.section.title, Level.PART)
        if part.section.kind is SectionKind.TABLE:
            table(document, part.section, texts, more=_notes(sheet, part.section.code))
        if part.listed:
            _list(document, part)
        if part.section.code in people:
            official.add_paragraph(document, people[part.section.code].words)
        _words(document, part)
    for line in standing(sheet):
        official.add_paragraph(document, line, italic=True)
    _annexes(document, sheet)
    official.end_text(document)
    official.keep_with_next(document)
    official.add_closing(document, recipients=sheet.form.recipients, signature=_signature(sheet))
    return official.content(document)


def title(sheet: Sheet) -> str:
    """ "Báo cáo tuần, tuần 16/11 – 22/11/2026: UBND xã Bản Lầu"."""
    round_ = sheet.report.round
    return f"{round_.duty.name}, {round_.name}: {sheet.report.body.name}"


def standing(sheet: Sheet) -> list[str]:
    """Until when facts are in the figures; who signed and the code, or that it is a draft."""
    found: list[str] = []
    if sheet.content.known_at:
        known = sheet.content.known_at.astimezone(VIETNAM)
        whose = " Số lấy từ sổ là của toàn tỉnh." if sheet.of_province else ""
        found.append(f"Số liệu lấy từ sổ, biết đến {known:%H:%M ngày %d/%m/%Y}.{whose}")
    found += [f"{step.title}: {one.signer} ký lúc {moment(one.at)}." for step, one in sheet.steps if one]
    seal = getattr(sheet.version, "seal", None) if sheet.version else None
    found.append(f"Mã kiểm tra: {seal.code}." if seal else "Dự thảo, chưa ký đủ.")
    return found


def excel(sheet: Sheet, *, who: str, at: datetime) -> bytes:
    """The report as .xlsx: every table on its own sheet, words and explanations after them. Numbers are numbers."""
    header = spreadsheets.Header(
        title=title(sheet), who=who, at=at.astimezone(VIETNAM), why="Báo cáo định kỳ", more=standing(sheet)
    )  # fmt: skip
    sheets = []
    for part in sheet.sections:
        if part.listed:
            wide = [spreadsheets.Column(one.title, 40) for one in part.section.columns]
            sheets.append(spreadsheets.Sheet(part.section.title, wide, part.lines))
        if part.section.kind is not SectionKind.TABLE:
            continue
        sheets.append(_table(part))
    words = [[one.block.title, one.text] for part in sheet.sections for one in part.blocks]
    if words:
        wide = [spreadsheets.Column("Mục", 40), spreadsheets.Column("Nội dung", 110)]
        sheets.append(spreadsheets.Sheet("Lời báo cáo", wide, words))
    notes = [[one.name, one.text, one.note] for one in sheet.cells() if one.note]
    if notes:
        three = [spreadsheets.Column("Ô", 50), spreadsheets.Column("Số", 16), spreadsheets.Column("Giải thích", 90)]
        sheets.append(spreadsheets.Sheet("Giải thích", three, notes))
    if sheet.content.annexes:
        wide = [spreadsheets.Column("Tài liệu", 50), spreadsheets.Column("Tệp", 110)]
        rows = [[one.title, one.why_not or said(one).removeprefix(f"{one.title}: ")] for one in sheet.content.annexes]
        sheets.append(spreadsheets.Sheet(HEADING, wide, rows))
    return spreadsheets.write(header=header, sheets=sheets)


def _list(document: Document, part: ShownSection) -> None:
    """The rows of a list as a table, numbered; that there are none is said."""
    if not part.lines:
        official.add_paragraph(document, "Không có.")
        return
    head = ["TT", *(one.title for one in part.section.columns)]
    rows = [[str(number), *line] for number, line in enumerate(part.lines, 1)]
    official.add_table_turned(document, columns_for(head, rows), rows)


def _words(document: Document, part: ShownSection) -> None:
    """The blocks of a section; that one is empty is said."""
    for block in part.blocks:
        official.add_paragraph(document, block.block.title, italic=True)
        for line in block.paragraphs or ["Không có."]:
            official.add_paragraph(document, line)


def _annexes(document: Document, sheet: Sheet) -> None:
    """What is attached, by title, name and SHA-256; or why it is not."""
    if sheet.content.annexes:
        official.add_paragraph(document, f"{HEADING}:", italic=True)
    for number, annex in enumerate(sheet.content.annexes, 1):
        official.add_paragraph(document, f"{number}. {said(annex)}")


def _table(part: ShownSection) -> spreadsheets.Sheet:
    """A table of the report: numbers in columns of numbers, so that they can be added up; a share in per cent."""
    empty: list[tuple[ShownCell | None, ...]] = [()] * len(part.section.columns)
    held = list(zip(*(cells for _, cells in part.rows if cells), strict=True)) or empty  # by column
    columns = [
        spreadsheets.Column("TT", 8), spreadsheets.Column("Nội dung", 60), spreadsheets.Column("Đơn vị tính", 14),
        *(
            spreadsheets.Column(column.title, 18, kind_of(one.cell for one in cells if one))
            for column, cells in zip(part.section.columns, held, strict=True)
        ),
    ]  # fmt: skip
    rows = [[row.number, row.title, _unit(row, cells), *map(_in_excel, cells)] for row, cells in part.rows]
    return spreadsheets.Sheet(part.section.title, columns, rows)


def _unit(row: Row, cells: Sequence[ShownCell | None]) -> str:
    share = any(one is not None and one.cell.kind is Kind.PER_CENT for one in cells)
    return row.unit or ("%" if share else "")


def _in_excel(one: ShownCell | None) -> str | float | None:
    """A number as a number; what is not known, and words, as the page shows them."""
    if one is None:
        return None
    number = amount(one.cell, read(one.value)) if one.cell.kind in NUMBERS else None
    return one.text if number is None else number


def file_name(sheet: Sheet, ending: str) -> str:
    """ "lc-tuan 2026-W47 ubnd_xa_02788.docx"."""
    round_ = sheet.report.round
    return f"{round_.duty.key} {round_.code} {sheet.report.body.key}.{ending}"


def _notes(sheet: Sheet, section: str) -> list[str]:
    """Explanations of the cells of a section, printed below its table."""
    return [
        f"{one.name}: {one.note}"
        for part in sheet.sections
        if part.section.code == section
        for _, cells in part.rows
        for one in cells
        if one is not None and one.note
    ]


def _head(sheet: Sheet) -> Head:
    on = sheet.version.frozen_at.astimezone(VIETNAM).date() if sheet.version else None
    return head_of(body=sheet.report.body, kind=sheet.form.document, on=on, number=sheet.number)


def _signature(sheet: Sheet) -> Signature:
    """The last step of the chain: the space is left for the hand, the name stands where somebody signed."""
    if not sheet.steps:
        return Signature()
    step, signed = sheet.steps[-1]
    name = signed.signer.split(",")[0] if signed else ""
    return signature_of(body=sheet.report.body, name=name, capacity=signed.capacity if signed else HEAD, step=step)

"""The report of one unit in Word and Excel, from the very sheet the page shows."""

from datetime import datetime

from binhyen.kit import official_document as official
from binhyen.kit import spreadsheets
from binhyen.kit.official_document import Level, Outline, Signature
from binhyen.monitoring.reporting.queries.report import Sheet
from binhyen.monitoring.reporting.reports.parts import Head, begin, table
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.forms import SectionKind
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.registers.organisations.values import Level as BodyLevel


def word(sheet: Sheet) -> bytes:
    """The report as .docx: tables, words, explanations, who signed, its code. What is not signed says so."""
    document = begin(_head(sheet), sheet.form, period=period(sheet), title=title(sheet))
    texts = {one.cell.ref: one.text for one in sheet.cells()}
    if getattr(sheet.version, "seal", None) is None:
        official.mark_draft(document)
    outline = Outline()
    for part in sheet.sections:
        official.add_point(document, outline.next(Level.PART), part.section.title, Level.PART)
        if part.section.kind is SectionKind.TABLE:
            table(document, part.section, texts, more=_notes(sheet, part.section.code))
        for block in part.blocks:
            official.add_paragraph(document, block.block.title, italic=True)
            for line in block.paragraphs or ["Không có."]:
                official.add_paragraph(document, line)
    for line in standing(sheet):
        official.add_paragraph(document, line, italic=True)
    official.end_text(document)
    official.keep_with_next(document)
    official.add_closing(document, recipients=sheet.form.recipients, signature=_signature(sheet))
    return official.content(document)


def title(sheet: Sheet) -> str:
    """ "Báo cáo tuần, tuần 16/11 – 22/11/2026: UBND xã Bản Lầu"."""
    round_ = sheet.report.round
    return f"{round_.duty.name}, {round_.name}: {sheet.report.body.name}"


def period(sheet: Sheet) -> str:
    """The days, as the abstract says them."""
    round_ = sheet.report.round
    return f"{round_.name} (từ {round_.period_start:%d/%m/%Y} đến hết {round_.period_end:%d/%m/%Y})"


def standing(sheet: Sheet) -> list[str]:
    """Until when facts are in the figures; who signed and the code, or that it is a draft."""
    found: list[str] = []
    if sheet.content.known_at:
        known = sheet.content.known_at.astimezone(VIETNAM)
        found.append(f"Số liệu lấy từ sổ, biết đến {known:%H:%M ngày %d/%m/%Y}.")
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
        if part.section.kind is not SectionKind.TABLE:
            continue
        columns = [
            spreadsheets.Column("TT", 8), spreadsheets.Column("Nội dung", 60),
            *(spreadsheets.Column(one.title, 18) for one in part.section.columns),
        ]  # fmt: skip
        rows = [[row.number, row.title, *(one.text if one else "" for one in cells)] for row, cells in part.rows]
        sheets.append(spreadsheets.Sheet(part.section.title, columns, rows))
    words = [[one.block.title, one.text] for part in sheet.sections for one in part.blocks]
    if words:
        wide = [spreadsheets.Column("Mục", 40), spreadsheets.Column("Nội dung", 110)]
        sheets.append(spreadsheets.Sheet("Lời báo cáo", wide, words))
    notes = [[one.name, one.text, one.note] for one in sheet.cells() if one.note]
    if notes:
        said = [spreadsheets.Column("Ô", 50), spreadsheets.Column("Số", 16), spreadsheets.Column("Giải thích", 90)]
        sheets.append(spreadsheets.Sheet("Giải thích", said, notes))
    return spreadsheets.write(header=header, sheets=sheets)


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
    body, on = sheet.report.body, None
    if sheet.version:
        on = sheet.version.frozen_at.astimezone(VIETNAM).date()
    if body.level == BodyLevel.COMMUNE:
        place = body.name.rsplit(" xã ", 1)[-1].rsplit(" phường ", 1)[-1].rsplit(" đặc khu ", 1)[-1]
        return Head(issuer=body.name, symbol="BC-UBND" if body.key.startswith("ubnd") else "BC-CAX", place=place, on=on)
    symbol = f"BC-{body.short_name}" if body.short_name else "BC"
    return Head(issuer=body.name, parent="Ủy ban nhân dân tỉnh", symbol=symbol, on=on)


def _signature(sheet: Sheet) -> Signature:
    """The last step of the chain: the space is left for the hand, the name stands where somebody signed."""
    if not sheet.steps:
        return Signature()
    step, signature = sheet.steps[-1]
    name = signature.signer.split(",")[0] if signature else ""
    return Signature(form=step.form, titles=(step.title.removesuffix(" cấp xã").upper(),), name=name)

"""The consolidated report in Word: numbers of those who sent, words with whose they are, who is missing said first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import batched, count

from docx.document import Document

from binhyen.kit import official_document as official
from binhyen.kit.official_document import Column, Level, Outline, Signature
from binhyen.monitoring.reporting.reports.parts import ACROSS, Head, begin, table
from binhyen.monitoring.reporting.rules.filling import said
from binhyen.monitoring.reporting.rules.lists import rows_of
from binhyen.monitoring.reporting.rules.sentences import HEADINGS
from binhyen.monitoring.reporting.rules.totals import of_areas, partly
from binhyen.monitoring.reporting.values.consolidated import Consolidated, From, Handed, Sentence, Total
from binhyen.monitoring.reporting.values.forms import (
    NUMBERS,
    Cell,
    FormDefinition,
    Gather,
    Section,
    SectionKind,
    Source,
    Span,
)

PRINTED = 25  # sentences under a heading; the rest is counted and stands in the Excel file
NAMED = 60  # units named in a row
BESIDE = 9  # columns of figures beside each other in the table by unit
KEY_FIGURES = 18  # in the table by unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Everything the paper says. ``code`` is the consolidation's, ``taken`` its moment as shown."""

    form: FormDefinition
    whole: Consolidated
    handed: Sequence[Handed]  # with all they hold
    head: Head
    period: str
    due: str
    taken: str
    code: str
    signature: Signature | None = None


class Kind(StrEnum):
    """What a piece of the report is, however it is laid out."""

    PART = "PART"  # a heading
    PLAIN = "PLAIN"
    TABLE = "TABLE"
    DASH = "DASH"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of what the report says. A table's ``text`` is the note below it."""

    kind: Kind
    text: str
    section: Section | None = None


def pieces(printed: Printed) -> Iterator[Piece]:
    """All the report says before its annex, in order: who sent, the figures, the words."""
    yield Piece(Kind.PART, "Tình hình gửi báo cáo")
    yield from (Piece(Kind.PLAIN, line) for line in sending(printed))
    yield Piece(Kind.PART, "Số liệu")
    unsure = partly(printed.form, printed.whole.handed, printed.whole.totals)
    for section in (one for one in printed.form.sections if one.kind is SectionKind.TABLE):
        some = len(unsure & {cell.ref for cell in section.cells})
        note = f"{some} ô chỉ cộng được số của một phần các đơn vị đã gửi; phần còn lại chưa rõ." if some else ""
        yield Piece(Kind.TABLE, note, section)
    yield from (Piece(Kind.PLAIN, line) for line in list_lines(printed))
    for gather, sentences in by_heading(printed.whole.sentences):
        yield Piece(Kind.PART, HEADINGS[gather])
        yield from (Piece(Kind.DASH, text) for text in told(sentences))
    taken = f"Số liệu do các đơn vị ký, gửi trên hệ thống; tổng hợp lúc {printed.taken}, mã {printed.code}."
    yield Piece(Kind.PLAIN, taken)


def word(printed: Printed) -> bytes:
    """The document as .docx, ready for a number and a signature."""
    document = begin(
        printed.head, printed.form, period=printed.period, title=f"Tổng hợp {printed.form.short.lower()}"
    )  # fmt: skip
    outline, number = Outline(), count(1)
    texts = total_texts(printed.form, printed.whole.totals)
    for piece in pieces(printed):
        if piece.section:
            official.add_point(document, f"{next(number)}.", piece.section.title, Level.POINT)
            table(document, piece.section, texts, more=[piece.text] if piece.text else [])
        elif piece.kind is Kind.PART:
            official.add_point(document, outline.next(Level.PART), piece.text, Level.PART)
        elif piece.kind is Kind.DASH:
            official.add_point(document, "-", piece.text, Level.DASH)
        else:
            official.add_paragraph(document, piece.text)
    official.end_text(document)
    official.keep_with_next(document)
    official.add_closing(document, recipients=printed.form.recipients, signature=printed.signature)
    _annex(document, printed)
    return official.content(document)


def sending(printed: Printed) -> Iterator[str]:
    """How many sent, how many late, and by name who is missing."""
    whole = printed.whole
    late = [one for one in whole.handed if one.minutes_late and not one.excused]
    excused = [one for one in whole.handed if one.minutes_late and one.excused]
    said_late = f", trong đó {len(late)} đơn vị gửi muộn" if late else ""
    said_late += f", {len(excused)} đơn vị gửi muộn có lý do được chấp nhận" if excused else ""
    yield f"Hạn gửi: {printed.due}. Có {len(whole.handed)}/{whole.owed} đơn vị đã gửi{said_late}."
    if whole.missing:
        yield (
            f"Còn {len(whole.missing)} đơn vị chưa có báo cáo: {_names([one.name for one in whole.missing])}. "
            "Số liệu dưới đây chỉ của các đơn vị đã gửi; đơn vị chưa gửi không được tính bằng 0 hay bằng số kỳ trước."
        )
    else:
        yield "Không đơn vị nào thiếu; số liệu dưới đây là của tất cả các đơn vị phải báo cáo."


def _names(names: Sequence[str]) -> str:
    more = f" và {len(names) - NAMED} đơn vị nữa" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def list_lines(printed: Printed) -> Iterator[str]:
    """How long each list is over all units; its rows stand in the Excel file."""
    for section in printed.form.lists():
        held = [rows_of(section, one.filled.words.get(section.code, "")) for one in printed.handed]
        some = sum(1 for rows in held if rows)
        if some:
            yield f"{section.title}: {sum(map(len, held))} dòng của {some} đơn vị, ở tệp Excel kèm theo."


def total_texts(form: FormDefinition, totals: Mapping[str, Total]) -> dict[str, str]:
    """The totals as people read them, by address."""
    found = {}
    for cell in form.cells():
        total = totals.get(cell.ref)
        if total is not None:
            known = total.value is not None
            found[cell.ref] = said(cell, str(total.value)) if known else ("chưa rõ" if cell.kind in NUMBERS else "")
    return found


def by_heading(sentences: Sequence[Sentence]) -> Iterator[tuple[Gather, list[Sentence]]]:
    """The sentences under each heading that has some: numbers first, then what more units say."""
    for gather in Gather:
        here = [one for one in sentences if one.gather is gather]
        if here:
            yield gather, sorted(here, key=lambda one: (not _counts(one), -len(one.origins)))


def _counts(sentence: Sentence) -> bool:
    """Whether it is made of numbers."""
    return any(one.kind is From.CELL for one in sentence.origins)


def told(sentences: Sequence[Sentence]) -> Iterator[str]:
    """The sentences that are printed, with whose they are; how many more there are."""
    for one in sentences[:PRINTED]:
        yield with_units(one)
    if len(sentences) > PRINTED:
        yield f"Và {len(sentences) - PRINTED} ý khác, xem tệp Excel kèm theo."


def with_units(sentence: Sentence) -> str:
    """A sentence with whose it is, where it does not say so itself."""
    units = list(dict.fromkeys(one.unit for one in sentence.origins if one.unit))
    named = ", ".join(units[:3]) + (f" và {len(units) - 3} đơn vị nữa" if len(units) > 3 else "")
    if not units or all(unit in sentence.text for unit in units[:3]):
        return sentence.text
    return f"{sentence.text.rstrip(' .;')} ({named})."


def key_figures(form: FormDefinition) -> list[Cell]:
    """The figures of the table by unit: what stands and what happened in the period."""
    return [
        cell for cell in form.cells()
        if cell.kind in NUMBERS and cell.span is Span.PERIOD and cell.source is not Source.FORMULA
    ][:KEY_FIGURES]  # fmt: skip


def _annex(document: Document, printed: Printed) -> None:
    """By unit: the chief figures of each, and those who are missing as such."""
    cells = key_figures(printed.form)
    if not cells or printed.whole.owed < 2:
        return
    names = {cell.ref: name for cell, name in heads(printed.form)}
    official.turn_page(document, landscape=True)
    official.add_annex_title(document, name="Phụ lục", title="Số liệu theo đơn vị")
    for group in batched(cells, BESIDE, strict=False):
        each = (ACROSS - 10 - 52) / len(group)
        columns = [
            Column("TT", 10, centred=True), Column("Đơn vị", 52),
            *(Column(names[cell.ref], each, centred=True) for cell in group),
        ]  # fmt: skip
        official.add_table(document, columns, list(by_unit(printed, group)))
        official.add_paragraph(document, "")


def heads(form: FormDefinition) -> list[tuple[Cell, str]]:
    """Cells of numbers with short heads of columns: the row, and the column where columns speak of different people."""
    found = []
    for section in form.sections:
        rows = {row.code: row for row in section.rows}
        columns = {column.code: column for column in section.columns}
        for cell in section.cells:
            column = columns[cell.column]
            plain = cell.span is Span.PERIOD and not column.of and not column.formula
            title = rows[cell.row].title
            found.append((cell, title if plain else f"{title}, {column.title.lower()}"))
    return [(cell, name) for cell, name in found if cell.kind in NUMBERS]


def _text(cell: Cell, one: Handed, *, counts: bool) -> str:
    """What a unit says; a figure of the province is no number of the office that repeats it."""
    if cell.source is Source.FIGURE and not counts:
        return "–"
    held = one.filled.numbers.get(cell.ref)
    return said(cell, None if held is None else str(held))


def by_unit(printed: Printed, cells: Sequence[Cell]) -> Iterator[list[str]]:
    """Rows of the table by unit: number, name, what each says; those who are missing last, as such."""
    standing = {one.report for one in of_areas(printed.handed)}
    for number, one in enumerate(printed.handed, 1):
        yield [str(number), one.name, *(_text(cell, one, counts=one.report in standing) for cell in cells)]
    for number, missing in enumerate(printed.whole.missing, len(printed.handed) + 1):
        yield [str(number), f"{missing.name} (chưa gửi)", *([""] * len(cells))]

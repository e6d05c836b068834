"""The consolidated report in Excel: all totals, all cells of all units, all sentences, and who is missing."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from tempfile import TemporaryFile
from typing import Any

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write_into
from binhyen.monitoring.reporting.reports.consolidated import Printed, heads
from binhyen.monitoring.reporting.rules.lists import rows_of
from binhyen.monitoring.reporting.rules.sentences import HEADINGS
from binhyen.monitoring.reporting.values import forms
from binhyen.monitoring.reporting.values.consolidated import From
from binhyen.monitoring.reporting.values.forms import NUMBERS, Cell

_FROM = {
    From.BLOCK: "lời của báo cáo", From.CELL: "số của báo cáo", From.REPORT: "báo cáo", From.TASK: "việc được giao",
    From.DIFFICULTY: "khó khăn đã gửi",
}  # fmt: skip


def excel(printed: Printed, header: Header) -> bytes:
    """The workbook. Numbers are numbers, never text; a share is a per cent figure."""
    with TemporaryFile() as out:
        sheets = [_totals(printed), _units(printed), *_lists(printed), _sentences(printed), _missing(printed)]
        write_into(out, header=header, sheets=sheets)
        out.seek(0)
        return out.read()


def _totals(printed: Printed) -> Sheet:
    columns = [
        Column("Bảng", 26), Column("Nội dung", 60), Column("Đơn vị tính", 14), Column("Cộng", 16, Kind.NUMBER),
        Column("Số lẻ, tỷ lệ", 16, Kind.DECIMAL), Column("Của mấy đơn vị", 16, Kind.NUMBER),
    ]  # fmt: skip
    sections = {cell.ref: section.title for section in printed.form.sections for cell in section.cells}
    rows = (
        [
            sections[cell.ref], name, "%" if cell.kind is forms.Kind.PER_CENT else cell.unit,
            amount(cell, total.value) if cell.kind is forms.Kind.WHOLE else None,
            None if cell.kind is forms.Kind.WHOLE else amount(cell, total.value), total.known,
        ]
        for cell, name in heads(printed.form)
        if (total := printed.whole.totals.get(cell.ref)) is not None
    )  # fmt: skip
    return Sheet("Tổng hợp", columns, rows)


def _units(printed: Printed) -> Sheet:
    named = heads(printed.form)
    columns = [
        Column("Đơn vị", 34), Column("Gửi lúc", 18), Column("Muộn (phút)", 12, Kind.NUMBER),
        *(Column(name, 16, kind_of([cell])) for cell, name in named),
    ]  # fmt: skip
    cells = [cell for cell, _ in named]

    def rows() -> Iterator[list[Any]]:
        for one in printed.handed:
            numbers = one.filled.numbers
            yield [
                one.name,
                one.sent,
                one.minutes_late or None,
                *(amount(cell, numbers.get(cell.ref)) for cell in cells),
            ]
        for missing in printed.whole.missing:
            yield [missing.name, "chưa gửi", *([None] * (len(cells) + 1))]

    return Sheet("Theo đơn vị", columns, rows())


def _lists(printed: Printed) -> Iterator[Sheet]:
    """Each list of the form, row by row, with whose row it is."""
    for section in printed.form.lists():
        columns = [Column("Đơn vị", 34), *(Column(one.title, 40) for one in section.columns)]
        rows = [
            [one.name, *line] for one in printed.handed
            for line in rows_of(section, one.filled.words.get(section.code, ""))
        ]  # fmt: skip
        yield Sheet(section.title, columns, rows)


def kind_of(cells: Iterable[Cell]) -> Kind:
    """How a column that holds these cells is kept: whole numbers, numbers with a part, else text."""
    kinds = {one.kind for one in cells} & NUMBERS
    if not kinds:
        return Kind.TEXT
    return Kind.NUMBER if kinds == {forms.Kind.WHOLE} else Kind.DECIMAL


def amount(cell: Cell, number: Fraction | None) -> float | int | None:
    """As a spreadsheet holds it; None for what is not known."""
    if number is None:
        return None
    if cell.kind is forms.Kind.PER_CENT:
        return round(float(number * 100), 2)
    return number.numerator if number.denominator == 1 else float(number)


def _sentences(printed: Printed) -> Sheet:
    columns = [Column("Mục", 22), Column("Nội dung", 90), Column("Đơn vị", 40), Column("Lấy từ", 20)]
    rows = (
        [
            HEADINGS[one.gather], one.text, ", ".join(dict.fromkeys(from_.unit for from_ in one.origins if from_.unit)),
            ", ".join(dict.fromkeys(_FROM[from_.kind] for from_ in one.origins)),
        ]
        for one in printed.whole.sentences
    )  # fmt: skip
    return Sheet("Nhận định", columns, rows)


def _missing(printed: Printed) -> Sheet:
    columns = [Column("Đơn vị chưa có báo cáo", 44), Column("Đang ở bước", 24), Column("Lý do chậm", 30)]
    rows = ([one.name, one.state, "được chấp nhận" if one.excused else ""] for one in printed.whole.missing)
    return Sheet("Chưa gửi", columns, rows)

"""Spreadsheets: the header, what cells hold, and what cannot be read."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from binhyen.kit import spreadsheets
from binhyen.kit.spreadsheets import (
    Column,
    Header,
    Kind,
    Sheet,
    SpreadsheetUnreadable,
    attachment,
    read,
    write,
    write_into,
)

HEADER = Header("Danh sách thử", "Lý Thị Mẩy", datetime(2026, 11, 22, 17, 30, tzinfo=UTC), "lọc: xã biên giới")
COLUMNS = (
    Column("Tên", 30), Column("Số", 8, Kind.NUMBER), Column("km²", 8, Kind.DECIMAL), Column("Ngày", 12, Kind.DAY),
)  # fmt: skip


def written(*rows: tuple[object, ...], names: tuple[str, ...] = ("A",)) -> bytes:
    return write(header=HEADER, sheets=[Sheet(name, COLUMNS, rows) for name in names])


def streamed(rows: list[tuple[object, ...]], kinds: tuple[Kind, ...]) -> bytes:
    out = io.BytesIO()
    columns = [Column(kind.value, 12, kind) for kind in kinds]
    write_into(out, header=HEADER, sheets=[Sheet("A", columns, rows)])
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_header_says_what_who_when_in_vietnamese_time_and_why():
    head = [row[0] for row in read(data=written())[:4]]

    assert head == [
        "Danh sách thử", "Người xuất: Lý Thị Mẩy", "Lúc: 00:30 ngày 23/11/2026", "Nội dung: lọc: xã biên giới",
    ]  # fmt: skip


def test_values_come_back_as_they_were():
    rows = read(data=written(("Bản Lầu", 7, Decimal("61.5"), date(2026, 2, 28)), ("Y Tý", None, None, None)))

    assert rows[5] == ["Tên", "Số", "km²", "Ngày"]
    assert rows[6] == ["Bản Lầu", 7, 61.5, date(2026, 2, 28)]
    assert rows[7][0] == "Y Tý"


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_text_is_never_a_formula(text):
    data = written((text, 1, 1, None))

    sheet = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert read(data=data)[6][0] == text
    assert 'quotePrefix="1"' in part(data, "xl/styles.xml")


def test_the_names_of_columns_stay_in_view_and_filter():
    sheet = part(written(("x", 1, 1, None)), "xl/worksheets/sheet1.xml")

    assert '<pane ySplit="6"' in sheet
    assert '<autoFilter ref="A6:D7"' in sheet
    assert 'orientation="landscape"' in sheet


def test_sheet_names_are_made_fit_and_different():
    data = written(names=("Sở: Y tế/*", "sở  Y tế", "", "x" * 40, "x" * 40))

    book = part(data, "xl/workbook.xml")
    names = [piece.split('"')[0] for piece in book.split('<sheet name="')[1:]]
    assert len({name.casefold() for name in names}) == 5
    assert all(0 < len(name) <= 31 for name in names)


def test_control_characters_do_not_break_the_file():
    assert read(data=written(("a\x00b\x1fc", 1, 1, None)))[6][0] == "a b c"


def cells_of(data: bytes) -> list[str]:
    return part(data, "xl/worksheets/sheet1.xml").split("<c ")


CELLS = (
    None, "", "Bản Lầu", " thụt vào", "a & <b>", "=1+1", "\t=1", "_x0041_", "dòng\nhai", "\ufffe", "x" * 40_000,
    "😀" * 20_000, 0, -7, 61.5, 1e20, Decimal("3.10"), True, date(2026, 2, 28), date(1900, 1, 2), date(1900, 2, 28),
    date(1900, 3, 1), datetime(2026, 11, 22, 17, 30, 5, 250_000, tzinfo=UTC), datetime(1900, 1, 5, tzinfo=UTC),
)  # fmt: skip


def test_a_streamed_sheet_holds_what_the_library_would_write_cell_by_cell(monkeypatch):
    one_of_each_style = [("a", "=1", "a", "a", "a"), ("a", 1, 1.5, date(2026, 1, 1), HEADER.at)]
    rows = one_of_each_style + [tuple(cell for _ in Kind) for cell in CELLS]
    straight = streamed(rows, tuple(Kind))
    monkeypatch.setattr(spreadsheets, "_write_straight", spreadsheets._write_cells)

    assert cells_of(straight) == cells_of(streamed(rows, tuple(Kind)))


def test_a_streamed_sheet_without_rows_keeps_its_header():
    data = streamed([], (Kind.TEXT, Kind.DAY))

    assert [row[0] for row in read(data=data)] == [row[0] for row in read(data=written())[:5]] + ["TEXT"]


def test_a_row_that_is_too_short_is_a_fault_and_no_shifted_sheet():
    with pytest.raises(ValueError, match="shorter"):
        streamed([("a",)], (Kind.TEXT, Kind.DAY))


@pytest.mark.parametrize("data", [b"", b"not a sheet", b"PK\x03\x04broken", b"<html></html>"])
def test_what_is_no_spreadsheet_is_refused_with_a_sentence(data):
    with pytest.raises(SpreadsheetUnreadable, match="Không mở được bảng tính"):
        read(data=data)


def test_the_answer_is_a_file_with_a_vietnamese_name():
    answer = attachment(data=b"x", file_name="xã phường.xlsx")

    assert "attachment" in answer["Content-Disposition"]
    assert "x%C3%A3" in answer["Content-Disposition"]

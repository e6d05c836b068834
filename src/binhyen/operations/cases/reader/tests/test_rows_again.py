"""A row read again from what the officer sees is the same row: mending one cell changes nothing else."""

from datetime import date

import pytest

from binhyen.operations.cases.reader.mapping import Mapping
from binhyen.operations.cases.reader.read import ReadList
from binhyen.operations.cases.reader.rows import RowReader
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field, RawRow, ReadRow

from . import corpus_cells, corpus_encodings, corpus_layout
from .making import TODAY, Case, Page, listed, xlsx

ALL = (*corpus_layout.CASES, *corpus_cells.CASES, *corpus_encodings.CASES)


def again(result: ReadList, row: ReadRow, changes: dict[int, str] | None = None) -> ReadRow:
    """The row from its texts, under the mapping as it is stored."""
    table = result.tables[row.table]
    mapping = Mapping.from_json(result.mapping.to_json()).tables[row.table]
    kept = Table(table.index, table.sheet, table.sheet_index, table.titles, table.header_rows, mapping, table.commune)
    values: list[str | None] = [None] * (max(kept.columns) + 1)
    for column, text in zip(kept.columns, row.raw, strict=True):
        values[column] = (changes or {}).get(column, text) or None
    return RowReader(kept, TODAY).read(RawRow(row.number, values, row.hidden), row.sections)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_row_of_the_corpus_reads_again_to_the_same_person(case: Case) -> None:
    result = listed(case.data, case.file)
    for row in result.rows():
        assert again(result, row).listed == row.listed
        assert again(result, row).raw == row.raw


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_taking_a_suggestion_mends_the_cell(case: Case) -> None:
    """A suggestion put into its cell is not an error any more."""
    result = listed(case.data, case.file)
    for row in result.rows():
        for each in row.findings:
            letters = {f"{one.letter}{row.number}": one.column for one in result.tables[row.table].mapping.columns}
            column = letters.get(each.cell)
            if each.suggestion and column is not None:
                mended = again(result, row, {column: each.suggestion})
                assert (each.code, each.cell) not in [(told.code, told.cell) for told in mended.findings]


def test_days_of_a_column_written_month_first_are_shown_day_first() -> None:
    rows = [
        ["STT", "Họ và tên", "Ngày sinh"],
        *(
            [n, f"Lù Văn {c}", text]
            for n, (c, text) in enumerate(
                [("An", "03/25/1990"), ("Bình", "04/13/1991"), ("Chi", "05/30/1992"), ("Dũng", "06/05/1993")], 1
            )
        ),
    ]
    result = listed(xlsx(Page(rows)))
    assert [row.raw[2] for row in result.rows()] == ["25/03/1990", "13/04/1991", "30/05/1992", "05/06/1993"]
    assert [row.listed.birth.exact for row in result.rows()][3] == date(1993, 6, 5)


def test_two_tables_with_the_same_headings_keep_their_own_list() -> None:
    page = [["STT", "Họ và tên", "Năm sinh"], [1, "Lý A Tủa", 1990]]
    data = xlsx(Page(page, name="Người nghiện"), Page(page, name="Sau cai"))
    result = listed(data)
    assert [each.list for each in result.mapping.tables] == ["L2", "L3"]
    kept = Mapping().merged(Mapping((result.tables[0].mapping.mended({2: (Field.BIRTH, "")}),)))
    assert [each.mapping.list for each in listed(data, mapping=kept).tables] == ["L2", "L3"]
    assert [row.listed.list for row in listed(data, mapping=kept).rows()] == ["L2", "L3"]

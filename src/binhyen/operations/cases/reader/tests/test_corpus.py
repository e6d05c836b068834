"""Lists as units keep them, read to the last cell."""

import pytest

from . import corpus_cells, corpus_encodings, corpus_layout
from .making import Case, columns, listed, seen, told

ALL = (*corpus_layout.CASES, *corpus_cells.CASES, *corpus_encodings.CASES)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_column_is_recognised(case: Case) -> None:
    assert columns(listed(case.data, case.file)) == dict(case.columns)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_person_is_read_and_nobody_else(case: Case) -> None:
    rows = list(listed(case.data, case.file).rows())
    found = [{key: seen(row, key) for key in expected} for row, expected in zip(rows, case.rows, strict=False)]
    assert found == [dict(each) for each in case.rows]
    assert [row.number for row in rows] == [each["row"] for each in case.rows]


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_every_doubt_is_told_at_its_cell_and_nothing_else(case: Case) -> None:
    assert told(list(listed(case.data, case.file).rows())) == list(case.findings)


def test_the_corpus_is_large_enough() -> None:
    assert len(ALL) >= 40

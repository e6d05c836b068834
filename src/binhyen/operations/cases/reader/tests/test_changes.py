"""Round trip: an exported sheet comes back."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.cases.reader.changes import ROW_ID_HEADING, Change, Fate, cells, compare, missing, opened, sign

from .making import Page, columns, listed, xlsx


def _seal(text: str) -> str:
    return hmac.new(b"khoa thu", text.encode(), hashlib.sha256).hexdigest()[:16]


def _id(key: str, export: str = "x7") -> str:
    return sign(key, export, _seal)


_BEFORE = {"12": {"Họ và tên": "Lù Văn Sín", "SĐT": "0912345678"}, "13": {"Họ và tên": "Lù Thị Mỷ", "SĐT": ""}}


def _compared(*rows: tuple[int, str, dict[str, str]], now: dict[str, dict[str, str]] | None = None):
    return compare(rows, exported=_BEFORE, current=_BEFORE if now is None else now, export="x7", seal=_seal)


@pytest.mark.parametrize(
    "cell",
    ["", "12", "x7.12", "x7.12.0000000000000000", _id("12").replace("12", "13", 1), "x7.12." + _seal("x7.12")[:-1]],
)
def test_an_id_that_was_typed_or_changed_is_not_believed(cell: str) -> None:
    assert opened(cell, _seal) is None
    assert [each.fate for each in _compared((5, cell, {"SĐT": "1"}))] == [Fate.FORGED]


def test_an_id_of_another_export_is_not_believed() -> None:
    assert [each.fate for each in _compared((5, _id("12", "x6"), {"SĐT": "1"}))] == [Fate.FORGED]


@given(
    st.text(st.characters(exclude_characters=".", exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: text == text.strip()
    )
)
def test_a_true_id_opens_to_its_key(key: str) -> None:
    assert opened(_id(key), _seal) == ("x7", key)


def test_a_row_that_came_back_as_it_left_is_unchanged_however_it_is_spaced() -> None:
    rows = _compared((5, _id("12"), {"Họ và tên": " Lù  Văn Sín ", "SĐT": "0912345678"}))
    assert [(each.row, each.key, each.fate, each.changes) for each in rows] == [(5, "12", Fate.UNCHANGED, ())]


def test_a_changed_cell_is_a_change() -> None:
    found = _compared((5, _id("13"), {"Họ và tên": "Lù Thị Mỷ", "SĐT": "0987654321"}))[0]
    assert (found.fate, found.changes) == (Fate.CHANGED, (Change("SĐT", "", "", "0987654321"),))


def test_an_emptied_cell_is_a_change_and_a_missing_column_is_none() -> None:
    assert _compared((5, _id("12"), {"Họ và tên": "Lù Văn Sín", "SĐT": ""}))[0].fate is Fate.CHANGED
    assert _compared((5, _id("12"), {"Họ và tên": "Lù Văn Sín"}))[0].fate is Fate.UNCHANGED


def test_a_cell_changed_on_both_sides_is_a_conflict_unless_to_the_same() -> None:
    now = _BEFORE | {"12": {"Họ và tên": "Lù Văn Sín", "SĐT": "0900000000"}}
    assert _compared((5, _id("12"), {"SĐT": "0911111111"}), now=now)[0].fate is Fate.CONFLICT
    assert _compared((5, _id("12"), {"SĐT": "0900000000"}), now=now)[0].fate is Fate.UNCHANGED
    assert _compared((5, _id("12"), {"SĐT": "0912345678"}), now=now)[0].fate is Fate.UNCHANGED


def test_changes_of_other_cells_in_the_register_do_not_clash() -> None:
    now = _BEFORE | {"12": {"Họ và tên": "Lù Văn Sinh", "SĐT": "0912345678"}}
    found = _compared((5, _id("12"), {"Họ và tên": "Lù Văn Sín", "SĐT": "0911111111"}), now=now)[0]
    assert (found.fate, [each.name for each in found.changes]) == (Fate.CHANGED, ["SĐT"])


def test_copied_lines_deleted_lines_and_people_no_longer_here_are_told() -> None:
    now = {"13": _BEFORE["13"]}
    found = _compared((5, _id("12"), {}), (6, _id("12"), {}), now=now)
    assert [each.fate for each in found] == [Fate.GONE, Fate.REPEATED]
    assert missing(found, _BEFORE) == ("13",)


def test_the_reader_finds_the_column_of_ids() -> None:
    rows = [["STT", "Họ và tên", "SĐT", ROW_ID_HEADING], [1, "Lù Văn Sín", "0912345678", _id("12")]]
    result = listed(xlsx(Page(rows, hidden_columns=["D"])))
    assert columns(result)["D"] == "ROW_ID"
    assert [opened(row.row_id, _seal) for row in result.rows()] == [("x7", "12")]


def test_a_sheet_that_left_and_came_back_is_compared_cell_by_cell() -> None:
    head = ["STT", "Họ và tên", "SĐT", ROW_ID_HEADING]
    rows = [head, [1, "Lù Văn Sín", "0912345678", _id("12")], [2, "Lù Thị Mỷ", "0987654321", _id("13")]]
    result = listed(xlsx(Page([["Người xuất: ai đó"], *rows])))
    found = _compared(*(cells(result.tables[row.table], row) for row in result.rows()))
    assert [(each.row, each.fate) for each in found] == [(3, Fate.UNCHANGED), (4, Fate.CHANGED)]

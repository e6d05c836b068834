"""Round trip: an exported sheet comes back."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.cases.reader.changes import ROW_ID_HEADING, Left, Side, marks, opened, side, sign

from .making import Page, columns, listed, xlsx


def _seal(text: str) -> str:
    return hmac.new(b"khoa thu", text.encode(), hashlib.sha256).hexdigest()[:16]


def _mark(name: str, text: str) -> str:
    return hmac.new(b"khoa o", f"{name} {text}".encode(), hashlib.sha256).hexdigest()[:4]


def _id(person: str, export: str = "7") -> str:
    return sign(Left(export, person, marks([("name", "Lù Văn Sín"), ("phone", "0912345678")], _mark)), _seal)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "12",
        "7.12",
        "7.12.a.0000000000000000",
        _id("12").replace("12", "13", 1),
        _id("12").replace("7.", "8.", 1),
        _id("12")[:-1],
        "7.12." + _seal("7.12"),
    ],
)
def test_an_id_that_was_typed_or_changed_is_not_believed(cell: str) -> None:
    assert opened(cell, _seal) is None


@given(
    st.text(st.characters(exclude_characters=".", exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: text == text.strip()
    )
)
def test_a_true_id_opens_to_its_person_and_the_marks_of_its_cells(person: str) -> None:
    left = opened(_id(person), _seal)

    assert left is not None
    assert (left.export, left.person) == ("7", person)
    assert left.mark_of(1) == _mark("phone", "0912345678")
    assert left.mark_of(2) == ""


def _side(sheet: str, current: str, was: str = "0912345678") -> Side:
    return side("phone", sheet=sheet, current=current, was=_mark("phone", was), mark=_mark)


def test_a_cell_that_came_back_as_it_left_is_unchanged_however_it_is_spaced() -> None:
    assert side("name", sheet=" Lù  Văn Sín ", current="Lù Văn Sín", was="khac", mark=_mark) is Side.NOBODY


def test_a_cell_changed_in_the_sheet_alone_emptied_ones_too() -> None:
    assert _side("0987654321", "0912345678") is Side.SHEET
    assert _side("", "0912345678") is Side.SHEET
    assert _side("0987654321", "", was="") is Side.SHEET


def test_a_cell_changed_in_the_register_alone() -> None:
    assert _side("0912345678", "0900000000") is Side.REGISTER


def test_a_cell_changed_on_both_sides_is_a_conflict_unless_to_the_same() -> None:
    assert _side("0911111111", "0900000000") is Side.BOTH
    assert _side("0900000000", "0900000000") is Side.NOBODY


def test_a_mark_of_one_cell_says_nothing_of_another() -> None:
    assert _mark("name", "x") != _mark("alias", "x")


def test_the_reader_finds_the_column_of_ids() -> None:
    rows = [["STT", "Họ và tên", "SĐT", ROW_ID_HEADING], [1, "Lù Văn Sín", "0912345678", _id("12")]]
    result = listed(xlsx(Page(rows, hidden_columns=["D"])))
    assert columns(result)["D"] == "ROW_ID"
    found = [opened(row.row_id, _seal) for row in result.rows()]
    assert [(left.export, left.person) for left in found if left] == [("7", "12")]


def test_a_copied_line_is_told_and_not_written_twice() -> None:
    head = ["STT", "Họ và tên", "SĐT", ROW_ID_HEADING]
    rows = [head, [1, "Lù Văn Sín", "0912345678", _id("12")], [2, "Lù Văn Sinh", "0987654321", _id("12")]]
    first, second = listed(xlsx(Page(rows))).rows()
    assert not first.blocked
    assert second.blocked
    assert [one.code for one in second.findings] == ["ROW_ID_REPEATED"]


def test_a_number_of_which_only_the_end_is_shown_is_neither_read_nor_wrong() -> None:
    head = ["STT", "Họ và tên", "Số giấy tờ (đã che)", "Liên hệ (đã che)", ROW_ID_HEADING]
    rows = [
        head,
        [1, "Lù Văn Sín", "•••• 0123", "•••• 5678", _id("12")],
        [2, "Lù Thị Mỷ", "•••• 0124, 010090000124", "0987654321", _id("13")],
    ]
    first, second = listed(xlsx(Page(rows))).rows()
    assert (first.listed.identity, first.listed.phones, first.findings) == ((), (), ())
    assert [one.number for one in second.listed.identity] == ["010090000124"]
    assert second.listed.phones == ("0987654321",)

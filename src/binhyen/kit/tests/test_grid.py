"""The grid: what columns make of a typed text, what is taken from a posted body, what goes to the browser."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit.grid.changes import (
    MOST_CHANGES,
    CellChange,
    MalformedChanges,
    answered,
    by_row,
    conflict,
    parse_changes,
    refused,
    saved,
)
from binhyen.kit.grid.columns import Column, Kind, UnreadableCell, as_text, display, read
from binhyen.kit.grid.rows import PLAIN_ROWS, CellState, Grid, Row, State, page, payload

NAME = Column("name", "Họ và tên", required=True, longest=40)
BORN = Column("born", "Ngày sinh", Kind.LOOSE_DAY)
MET = Column("met", "Ngày gặp", Kind.DAY)
PLACE = Column("place", "Xã", Kind.CHOICE, choices=(("02788", "Bản Lầu"), ("02683", "Bát Xát")))
VISITS = Column("visits", "Số lần", Kind.NUMBER)
PAID = Column("paid", "Hỗ trợ", Kind.NUMBER, decimals=2)
DONE = Column("done", "Đã xong", Kind.CHECK)
CODE = Column("code", "Số hồ sơ", editable=False)
FILE = Column("file", "Hồ sơ", Kind.LINK)
COLUMNS = (NAME, BORN, MET, PLACE, VISITS, PAID, DONE, CODE, FILE)


def body(*changes: object) -> bytes:
    return json.dumps(changes).encode()


def change(**other: object) -> dict[str, object]:
    return {"id": "7", "version": 3, "field": "name", "value": "Lý A Páo"} | other


# reading


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (NAME, "  Lý  A Páo ", "Lý A Páo"),
        (NAME, "Ly\u0301", "Lý"),
        (MET, "31/12/2026", date(2026, 12, 31)),
        (MET, "1.2.2026", date(2026, 2, 1)),
        (MET, "2026-12-31", date(2026, 12, 31)),
        (MET, "", None),
        (BORN, "1987", "1987"),
        (BORN, "5/1987", "1987-05"),
        (BORN, "1987-05", "1987-05"),
        (BORN, "05/03/1987", "1987-03-05"),
        (PLACE, "02788", "02788"),
        (VISITS, "-12", -12),
        (PAID, "1234.5", Decimal("1234.5")),
        (DONE, "1", True),
        (DONE, "", False),
    ],
)
def test_a_cell_is_read_as_its_column_says(column, text, value):
    assert read(column, text) == value


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        (NAME, "   ", "không được để trống"),
        (NAME, "a" * 41, "40 chữ cái"),
        (MET, "31/02/2026", "không phải ngày có thật"),
        (MET, "hôm qua", "không phải ngày có thật"),
        (MET, "01/01/1890", "1890 nằm ngoài"),
        (MET, "٣١/١٢/٢٠٢٦", "không phải ngày có thật"),
        (BORN, "13/1987", "không phải tháng"),
        (BORN, "0000", "không phải tháng"),
        (BORN, "2190", "2190 nằm ngoài"),
        (PLACE, "Hà Nội", "không có trong danh sách"),
        (VISITS, "mười", "không phải số"),
        (VISITS, "1.5", "chỉ nhận số nguyên"),
        (PAID, "1.234", "2 chữ số"),
        (PAID, "NaN", "không phải số"),
        (PAID, "9" * 16, "không phải số"),
        (DONE, "có lẽ", "đánh dấu"),
    ],
)
def test_what_is_no_value_is_refused_with_a_sentence(column, text, words):
    with pytest.raises(UnreadableCell, match=words):
        read(column, text)


@given(st.text(max_size=60), st.sampled_from(COLUMNS))
def test_any_text_is_read_or_refused_and_reading_again_changes_nothing(text, column):
    try:
        value = read(column, text)
    except UnreadableCell:
        return
    assert read(column, as_text(value)) == value


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_shown_as_it_may_be_typed(day):
    assert read(MET, display(MET, as_text(day))) == day


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        (MET, "2026-12-31", "31/12/2026"),
        (BORN, "1987-05", "05/1987"),
        (BORN, "1987", "1987"),
        (BORN, "31/13/1987", "31/13/1987"),
        (PLACE, "02788", "Bản Lầu"),
        (PLACE, "xã khác", "xã khác"),
        (VISITS, "1234567", "1.234.567"),
        (PAID, "-1234.5", "-1.234,5"),
        (PAID, "-0.5", "-0,5"),
        (DONE, "1", "có"),
        (DONE, "", ""),
    ],
)
def test_a_value_is_shown_as_people_write_it_and_nonsense_as_it_is(column, text, shown):
    assert display(column, text) == shown


def test_a_column_without_a_proper_name_or_choices_is_an_error_of_the_program():
    with pytest.raises(ValueError, match="name of a column"):
        Column("Họ tên", "Họ tên")
    with pytest.raises(ValueError, match="choices"):
        Column("place", "Xã", Kind.CHOICE)


# what is posted


def test_changes_come_in_their_order_composed_and_with_single_blanks():
    found = parse_changes(body(change(value=" Ly\u0301  A\tPáo "), change(id="2", field="met", value="x")), COLUMNS)

    assert found == (CellChange("7", 3, "name", "Lý A Páo"), CellChange("2", 3, "met", "x"))
    assert list(by_row(found)) == ["7", "2"]


@pytest.mark.parametrize(
    ("given_body", "words"),
    [
        (b"", "không đọc được"),
        (b"\xff\xfe", "không đọc được"),
        (b"[" * 100_000, "không đọc được"),
        (b"{}", "không phải danh sách"),
        (b"[1]", "thiếu hoặc thừa"),
        (body(change(more=1)), "thiếu hoặc thừa"),
        (body(change(id=7)), "thuộc dòng nào"),
        (body(change(id="")), "thuộc dòng nào"),
        (body(change(id="a\x00")), "thuộc dòng nào"),
        (body(change(id="a" * 65)), "thuộc dòng nào"),
        (body(change(version="3")), "phiên bản"),
        (body(change(version=True)), "phiên bản"),
        (body(change(version=-1)), "phiên bản"),
        (body(change(version=2**31)), "phiên bản"),
        (body(change(field="password")), "cột không có"),
        (body(change(field=["name"])), "cột không có"),
        (body(change(field="code")), "“Số hồ sơ” chỉ để xem"),
        (body(change(field="file")), "“Hồ sơ” chỉ để xem"),
        (body(change(value=None)), "“Họ và tên” phải là chữ"),
        (body(change(value="\ud800")), "“Họ và tên” phải là chữ"),
        (body(change(), change()), "hai lần"),
        (body(change(), change(field="met", version=4)), "hai lần"),
        (body(*[change(id=str(n)) for n in range(MOST_CHANGES + 1)]), "nhiều nhất"),
    ],
)
def test_what_is_no_list_of_changes_is_refused_with_a_sentence(given_body, words):
    with pytest.raises(MalformedChanges, match=words):
        parse_changes(given_body, COLUMNS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=8),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "version", "field", "value", "x"]), inside, max_size=5)
    ),
    max_leaves=12,
)


@given(st.binary(max_size=80) | st.lists(JSON, max_size=3).map(lambda given: json.dumps(given).encode()))
@settings(max_examples=100)
def test_any_body_is_read_or_refused_by_name(given_body):
    try:
        found = parse_changes(given_body, COLUMNS)
    except MalformedChanges:
        return
    assert all(one.field in {column.name for column in COLUMNS if column.may_edit} for one in found)


# what is answered


def test_every_changed_cell_is_answered_as_the_grid_reads_it():
    request = RequestFactory().post(
        "/", body(change(), change(id="8"), change(id="9")), content_type="application/json"
    )

    def save(changes):
        first, second, third = changes
        return [
            saved(first, version=4, value="Lý A Páo", warning="Trùng tên."),
            refused(second, "Không được."),
            conflict(third, version=5, theirs=None, message="Cư A Nhà ghi lúc 09:12."),
        ]

    answer = json.loads(answered(request, COLUMNS, save).content)

    one = {"field": "name", "value": "Lý A Páo", "version": 3}
    assert answer["cells"] == [
        one | {"id": "7", "outcome": "saved", "version": 4, "message": "Trùng tên."},
        one | {"id": "8", "outcome": "refused", "message": "Không được."},
        one | {"id": "9", "outcome": "conflict", "version": 5, "value": "", "message": "Cư A Nhà ghi lúc 09:12."},
    ]


def test_rows_that_changed_along_are_sent_anew():
    request = RequestFactory().post("/", body(change()), content_type="application/json")
    row = Row("7", 4, {"name": "Lý A Páo"})

    found = answered(
        request,
        COLUMNS,
        lambda changes: [saved(changes[0], version=4)],
        renew=lambda ids: [row] if ids == ("7",) else [],
    )

    assert json.loads(found.content)["rows"][0]["values"][0] == "Lý A Páo"


def test_a_malformed_body_is_answered_by_its_sentence_and_nothing_is_saved():
    request = RequestFactory().post("/", b"{", content_type="application/json")

    answer = answered(request, COLUMNS, lambda _: pytest.fail("saved"))

    assert answer.status_code == 400
    assert "không đọc được" in json.loads(answer.content)["message"]


def test_a_cell_that_is_not_answered_is_an_error_of_the_program():
    request = RequestFactory().post("/", body(change()), content_type="application/json")

    with pytest.raises(ValueError, match="row 7"):
        answered(request, COLUMNS, lambda _: [])


# what goes to the browser


def test_rows_travel_as_text_with_what_is_said_of_their_cells():
    values = {"name": "Lý A Páo", "born": "1987", "met": date(2026, 3, 1), "paid": Decimal("1.50"), "done": True}
    row = Row(
        "7",
        3,
        values,
        url="/7/",
        links={"file": "/f/7/"},
        states={"met": CellState(State.SUGGESTED, "Mới", "2026-03-02")},
    )

    found = payload(COLUMNS, [row], total=9, more="/them/")

    assert [column["name"] for column in found["columns"] if not column["edit"]] == ["code", "file"]
    assert (found["total"], found["more"]) == (9, "/them/")
    assert found["rows"] == [
        {
            "id": "7",
            "version": 3,
            "values": ["Lý A Páo", "1987", "2026-03-01", "", "", "1.50", "1", "", ""],
            "url": "/7/",
            "links": {"file": "/f/7/"},
            "states": {"met": ["suggested", "Mới", "2026-03-02"]},
        }
    ]


def test_a_row_brings_the_key_it_is_sorted_by():
    columns = (Column("name", "Họ và tên", sort_by="key"),)

    found = page(columns, [Row("1", 1, {"name": "Lý A Páo", "key": "pao ly a"})])

    assert found["rows"][0]["sort"] == {"key": "pao ly a"}
    assert found["total"] == 1


def test_the_plain_table_shows_the_first_rows_and_says_how_many_it_leaves_out():
    rows = [Row(str(n), 1, {"place": "02788"}) for n in range(PLAIN_ROWS + 5)]
    grid = Grid("visits", "Lượt thăm", (PLACE, Column("hidden", "Ẩn", hidden=True)), rows, save="/ghi/")

    lines = list(grid.plain())

    assert (len(lines), grid.beyond, grid.width) == (PLAIN_ROWS, 5, 2)
    assert [cell["words"] for cell in lines[0]["cells"]] == ["Bản Lầu"]


def test_what_the_page_carries_is_json_that_ends_no_element():
    grid = Grid("visits", "Lượt thăm", (NAME,), [Row("1", 1, {"name": "</template><b>Páo & con"})])

    assert "<" not in grid.payload
    assert "&" not in grid.payload
    assert json.loads(grid.payload)["rows"][0]["values"] == ["</template><b>Páo & con"]

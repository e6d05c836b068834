"""Tables of sheets: the heading is found below letterheads, columns by their words, rows without totals."""

import pytest

from binhyen.kit.headed_tables import MOST_ROWS, TableNotFound, find

HEADINGS = {
    "day": {"headings": ["ngày", "ngày bắt"], "words": ["ngày"]},
    "place": {"headings": ["xã, phường", "địa bàn"]},
    "people": {"headings": ["số người"], "words": ["người"]},
}


def test_the_heading_is_found_below_a_letterhead_and_rows_keep_their_numbers():
    rows = [
        ["UBND XÃ"],
        [],
        ["STT", "Ngày bắt", "Địa bàn", "Số người"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "1/2/2026", "A", 2],
    ]

    table = find(rows=rows, headings=HEADINGS, needed=["day"])

    assert table.fields == {"day": "Ngày bắt", "place": "Địa bàn", "people": "Số người"}
    assert table.ignored == ("STT",)
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (5, {"day": "1/2/2026", "place": "A", "people": 2})
    ]


def test_tones_and_case_do_not_count_and_words_inside_a_longer_heading_do():
    table = find(rows=[["NGAY", "Số lượng người bị bắt"], ["x", 3]], headings=HEADINGS, needed=["day"])

    assert set(table.fields) == {"day", "people"}


def test_totals_and_empty_rows_are_no_rows():
    rows = [["Ngày", "Số người"], ["x", 1], [None, ""], ["Tổng cộng", 9]]

    assert len(find(rows=rows, headings=HEADINGS, needed=["day"]).rows) == 1


def test_a_sheet_without_the_needed_column_says_which():
    with pytest.raises(TableNotFound, match="ngày"):
        find(rows=[["Địa bàn"], ["A"]], headings=HEADINGS, needed=["day"])


def test_nothing_at_all_is_no_table():
    with pytest.raises(TableNotFound):
        find(rows=[], headings=HEADINGS, needed=["day"])


def test_more_rows_than_may_be_read_are_refused_not_cut():
    with pytest.raises(TableNotFound, match=str(MOST_ROWS)):
        find(rows=[["Ngày"], *[["x"]] * (MOST_ROWS + 1)], headings=HEADINGS, needed=["day"])

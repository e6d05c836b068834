"""Charts: one definition, drawn the same everywhere, and said in words for whoever cannot see it."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest

from binhyen.kit.charts import Chart, Direction, Look, Point, Series, number, page, picture, shown, words

MONTHS = tuple(Point(f"{month}/2025", 7214 - 20 * month if month != 4 else None) for month in range(1, 13))
BARS = Chart("Người đang quản lý", (Series("", MONTHS),), unit="người", direction=Direction.FEWER)
TWO = Chart(
    "Giường cần",
    (
        Series("Đã có", (Point("1/2026", 1500), Point("2/2026", 1510), Point("3/2026", None))),
        Series("Dự báo", (Point("2/2026", 1510, 1500, 1520), Point("3/2026", 1530, 1490, 1570)), expected=True),
    ),
    look=Look.LINES,
)
MANY = Chart(
    "Theo xã",
    tuple(Series(name, MONTHS) for name in ("Bản Lầu", "<script>alert(1)</script>", "Ẵng Tở")),
    look=Look.MULTIPLES,
)


@pytest.mark.parametrize("chart", [BARS, TWO, MANY])
def test_a_drawing_keeps_to_the_policy_of_pages_and_to_the_colours_of_the_reader(chart):
    svg = shown(chart).svg

    assert svg.startswith('<svg class="chart" viewBox="0 0 ')
    assert "style=" not in svg
    assert "<script" not in svg
    assert "<style" not in svg
    assert not re.findall(r'(?:fill|stroke)="#[0-9a-fA-F]+"', svg), "a colour that is no token"


@pytest.mark.parametrize("chart", [BARS, TWO, MANY])
def test_the_same_definition_is_a_picture_and_a_page(chart):
    assert picture(chart, scale=1).startswith(b"\x89PNG")
    assert page(chart).startswith(b"%PDF")


def test_the_words_give_ends_bounds_and_direction_and_what_is_missing():
    assert words(BARS) == (
        "Người đang quản lý (người). Chiều tốt: giảm là tốt. 1/2025 7.194, 12/2025 6.974 (giảm 220); "
        "thấp nhất 6.974 (12/2025), cao nhất 7.194 (1/2025); 1 kỳ chưa có số."
    )
    assert "khoảng của kỳ cuối 1.490 đến 1.570" in words(TWO)


def test_the_table_holds_every_figure_and_says_what_is_unknown():
    table = shown(TWO)

    assert table.names == ("Đã có", "Dự báo")
    assert table.rows == (
        ("1/2026", ("1.500", "")),
        ("2/2026", ("1.510", "1.510")),
        ("3/2026", ("chưa có số", "1.530")),
    )


def test_the_last_of_many_labels_is_always_written():
    many = tuple(Point(f"{month:02}/{year}", month) for year in range(2021, 2026) for month in range(1, 13))

    assert ">12/2025<" in shown(Chart("Dài", (Series("", many),))).svg


def test_figures_are_written_as_they_are_read_here():
    assert [number(value) for value in (6976, 0.27, 1234.5, 10.001, None)] == [
        "6.976", "0,27", "1.234,5", "10", "chưa có số",
    ]  # fmt: skip
    exact = (Decimal("1234.56780"), Decimal(100), Fraction(1, 8), Fraction(-2, 3), Fraction(12_000, 2))
    assert [number(value) for value in exact] == ["1.234,5678", "100", "0,125", "-0,67", "6.000"]


def test_bars_of_two_series_and_charts_of_nothing_are_refused():
    with pytest.raises(ValueError, match="one series"):
        Chart("Hai", TWO.series)
    with pytest.raises(ValueError, match="nothing"):
        Chart("Không", (Series("", ()),))

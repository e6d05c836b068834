"""Words before colour: chips, clocks, figures and days as pages print them."""

from datetime import date, timedelta

import pytest
from django.core.paginator import Paginator

from binhyen.kit import html

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("days", "words", "state"),
    [(-3, "quá 3 ngày", "late"), (0, "hôm nay", "warn"), (7, "còn 7 ngày", "warn"), (8, "còn 8 ngày", "")],
)
def test_a_chip_says_how_far_the_last_day_is(days: int, words: str, state: str) -> None:
    chip = html.due_chip(TODAY + timedelta(days), TODAY)
    assert words in chip
    assert f'class="chip {state}"' in chip


def test_no_day_is_said_openly_and_work_that_is_done_is_never_late() -> None:
    assert "unknown" in html.due_chip(None, TODAY)
    assert "không có ngày" in html.due_chip(None, TODAY)
    assert "xong" in html.due_chip(TODAY - timedelta(99), TODAY, done=True)


@pytest.mark.parametrize(
    ("days", "gone", "words"),
    [(30, 0, "30 ng"), (15, 50, "15 ng"), (0, 100, "hôm nay"), (-5, 100, "quá 5 ng"), (90, 0, "90 ng")],
)
def test_a_ring_fills_as_the_days_go(days: int, gone: int, words: str) -> None:
    ring = html.ring(TODAY + timedelta(days), TODAY)
    assert f'stroke-dasharray="{gone} 100"' in ring
    assert f"<b>{words}</b>" in ring


def test_an_icon_is_silent_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in html.icon("bell")
    assert 'role="img" aria-label="Chuông"' in html.icon("bell", "Chuông")
    assert "&lt;" in html.icon("bell", "<b>")


@pytest.mark.parametrize(
    ("number", "printed"), [(0, "0"), (999, "999"), (1087, "1.087"), (1778785, "1.778.785"), (None, "–")]
)
def test_figures_are_printed_with_dots(number: int | None, printed: str) -> None:
    assert html.figure(number) == printed


@pytest.mark.parametrize(
    ("stored", "printed"), [("2026-12-31", "31/12/2026"), ("2026-Q4", "2026-Q4"), ("", ""), ("cuối năm", "cuối năm")]
)
def test_a_stored_day_is_printed_as_people_write_it(stored: str, printed: str) -> None:
    assert html.iso_day(stored) == printed


def test_days_of_the_week_have_their_names() -> None:
    assert [html.weekday(TODAY + timedelta(n)) for n in (0, 1, 6)] == ["Chủ nhật", "thứ Hai", "thứ Bảy"]
    assert html.weekday(None) == ""


def test_a_pager_shows_the_ends_and_the_neighbours() -> None:
    assert html.page_numbers(Paginator(range(1000), 25).page(20)) == [1, "…", 19, 20, 21, "…", 40]

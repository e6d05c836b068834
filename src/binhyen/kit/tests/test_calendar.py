"""Working days: the rule, the decided swaps, and how a day off is explained."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.kit.calendar import Calendar, Decided, Kind, vietnam, weekday_name

VECTORS = Path(__file__).parent / "working_days.csv"


def vectors() -> list[tuple[str, date, int, date]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return [
            (row["op"], date.fromisoformat(row["from"]), int(row["n"] or 0), date.fromisoformat(row["expected"]))
            for row in csv.DictReader(file)
        ]


@pytest.mark.parametrize(("op", "start", "count", "expected"), vectors())
def test_known_cases_of_counting_working_days(op: str, start: date, count: int, expected: date) -> None:
    calendar = vietnam()
    found = calendar.next_working_day(start) if op == "roll_forward" else calendar.add_working_days(start, count)
    assert found == expected


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 28), "thứ Bảy"),
        (date(2026, 3, 1), "Chủ nhật"),
        (date(2026, 4, 30), "nghỉ lễ 30/4 (Ngày Chiến thắng)"),
        (date(2026, 1, 2), "nghỉ hoán đổi dịp Tết Dương lịch (làm bù 10/01/2026)"),
        (date(2026, 8, 31), "nghỉ (thay cho ngày 22/08/2026)"),
        (date(2026, 1, 10), ""),
        (date(2026, 3, 2), ""),
    ],
)
def test_a_day_off_is_explained(day: date, words: str) -> None:
    assert vietnam().explain(day) == words
    assert vietnam().is_working_day(day) == (words == "")


def test_a_swap_names_the_decision_it_rests_on() -> None:
    assert vietnam().source(date(2026, 1, 2)) == "12729/VPCP-KGVX ngày 25/12/2025"
    assert "Bộ luật Lao động" in vietnam().source(date(2026, 4, 30))
    assert vietnam().source(date(2026, 3, 2)) == ""


def test_a_year_the_government_has_not_arranged_is_uncertain() -> None:
    assert vietnam().certain(date(2026, 12, 31))
    assert not vietnam().certain(date(2027, 2, 8))


def test_the_overlay_goes_before_the_rule() -> None:
    day = date(2026, 4, 30)
    worked = Calendar({day: Decided(day, Kind.WORKING_DAY, "thử", "thử", "confirmed")}, 2026)
    assert worked.is_working_day(day)
    assert not vietnam().is_working_day(day)


def test_days_are_named() -> None:
    assert [weekday_name(date(2026, 3, 2) + timedelta(days=n)) for n in (0, 5, 6)] == ["thứ Hai", "thứ Bảy", "Chủ nhật"]


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(DAYS, st.integers(1, 40))
def test_adding_and_counting_working_days_agree(day: date, count: int) -> None:
    calendar = vietnam()
    later = calendar.add_working_days(day, count)
    assert calendar.is_working_day(later)
    assert calendar.working_days_between(day, later) == count
    assert calendar.working_days_between(later, day) == -count


@given(DAYS)
def test_the_neighbouring_working_days_enclose_a_day(day: date) -> None:
    calendar = vietnam()
    before, after = calendar.previous_working_day(day), calendar.next_working_day(day)
    assert before <= day <= after
    assert (before == day == after) == calendar.is_working_day(day)
    assert calendar.is_working_day(before)
    assert calendar.is_working_day(after)


@given(DAYS, st.integers(1, 30))
def test_going_forth_and_back_from_a_working_day_returns(day: date, count: int) -> None:
    calendar = vietnam()
    start = calendar.next_working_day(day)
    assert calendar.add_working_days(calendar.add_working_days(start, count), -count) == start

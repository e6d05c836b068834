"""On which days a stored deadline falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.operations.directives.occurrences import due_day, occurrences

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("kind", "value", "day"),
    [
        ("date", "2026-02-28", date(2026, 2, 28)),
        ("quarter", "2026-Q1", date(2026, 3, 31)),
        ("quarter", "2026-Q4", date(2026, 12, 31)),
        ("compound", "2026-Q2;THEN=CONTINUOUS", date(2026, 6, 30)),
        ("compound", "2026-03-15;THEN=FREQ=MONTHLY", date(2026, 3, 15)),
        ("recurring", "FREQ=MONTHLY", None),
        ("continuous", "CONTINUOUS", None),
        ("none", "", None),
    ],
)
def test_the_single_last_day_of_a_deadline(kind, value, day):
    assert due_day(kind, value) == day


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=20", [date(2026, m, 20) for m in range(1, 13)]),
        ("FREQ=MONTHLY;INTERVAL=3", [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]),
        ("FREQ=MONTHLY;INTERVAL=6", [date(2026, 6, 30), date(2026, 12, 31)]),
        ("FREQ=YEARLY", [date(2026, 12, 31)]),
        (
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=17|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=17",
            [date(2026, 6, 17), date(2026, 12, 17)],
        ),
        ("FREQ=UNSPECIFIED", []),
    ],
)
def test_a_rhythm_falls_on_its_days_of_the_year(value, days):
    assert occurrences("recurring", value, *YEAR) == days


def test_a_weekly_report_falls_on_its_weekday():
    days = occurrences("recurring", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", *YEAR)

    assert len(days) == 52
    assert {day.weekday() for day in days} == {0}


def test_a_short_month_has_its_last_day_instead_of_the_31st():
    days = occurrences("recurring", "FREQ=MONTHLY;BYMONTHDAY=31", *YEAR)

    assert days[:2] == [date(2026, 1, 31), date(2026, 2, 28)]
    assert len(days) == 12


def test_recurring_work_is_not_due_before_the_directive_was_issued():
    days = occurrences("recurring", "FREQ=MONTHLY;BYMONTHDAY=20", *YEAR, since=date(2026, 11, 1))

    assert days == [date(2026, 11, 20), date(2026, 12, 20)]


def test_after_its_first_day_a_compound_deadline_repeats():
    days = occurrences("compound", "2026-10-15;THEN=FREQ=MONTHLY", *YEAR)

    assert days == [date(2026, 10, 15), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]


@given(
    start=st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    length=st.integers(0, 700),
    rule=st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;BYDAY=FR",
            "FREQ=MONTHLY;BYMONTHDAY=30",
            "FREQ=MONTHLY;INTERVAL=3",
            "FREQ=YEARLY",
        ]
    ),
)
def test_days_lie_in_the_span_in_order_and_adjoining_spans_add_up(start, length, rule):
    middle, end = start + timedelta(days=length), start + timedelta(days=length + 90)

    whole = occurrences("recurring", rule, start, end)
    parts = occurrences("recurring", rule, start, middle) + occurrences(
        "recurring", rule, middle + timedelta(days=1), end
    )

    assert whole == sorted(set(whole))
    assert all(start <= day <= end for day in whole)
    assert whole == parts


def test_a_span_longer_than_two_years_is_refused():
    with pytest.raises(ValueError, match="two years"):
        occurrences("recurring", "FREQ=DAILY", date(2026, 1, 1), date(2036, 1, 1))

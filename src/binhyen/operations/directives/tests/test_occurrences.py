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


LONG = (
    "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;INTERVAL=10", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH",
    "FREQ=MONTHLY;INTERVAL=5;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=18",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;INTERVAL=5",
)  # fmt: skip
THIRTY_YEARS = (date(2026, 2, 5), date(2056, 2, 4))


def in_spans(rule, step, **rest):
    """The days of thirty years, asked for in spans of ``step`` days."""
    start, days = THIRTY_YEARS[0], []
    while start <= THIRTY_YEARS[1]:
        end = min(start + timedelta(days=step - 1), THIRTY_YEARS[1])
        days += occurrences("recurring", rule, start, end, **rest)
        start = end + timedelta(days=1)
    return days


@pytest.mark.parametrize("rule", LONG)
@pytest.mark.parametrize("since", [date(2026, 2, 5), date(2023, 11, 30), None])
def test_the_days_of_thirty_years_do_not_depend_on_the_spans_they_are_asked_in(rule, since):
    whole = in_spans(rule, 800, since=since)

    assert whole
    assert in_spans(rule, 365, since=since) == whole
    assert in_spans(rule, 31, since=since) == whole


def test_every_second_week_counts_from_the_day_of_the_directive_over_the_ends_of_years():
    days = in_spans("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", 91, since=date(2026, 2, 5))

    assert days[0] == date(2026, 2, 16)  # the first day of Tết: that it is off is not this module's business
    assert {(after - before).days for before, after in zip(days, days[1:], strict=False)} == {14}


def test_every_second_year_skips_a_year_and_every_fifth_month_goes_on_over_new_year():
    assert [day.year for day in in_spans("FREQ=YEARLY;INTERVAL=2", 200, since=date(2026, 2, 5))][:4] == [
        2026, 2028, 2030, 2032,
    ]  # fmt: skip
    months = [(day.year, day.month) for day in in_spans("FREQ=MONTHLY;INTERVAL=5", 90, since=date(2026, 2, 5))]
    assert months[:4] == [(2026, 6), (2026, 11), (2027, 4), (2027, 9)]


def test_a_leap_day_falls_in_leap_years_alone():
    days = in_spans("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=10", 366, since=date(2026, 2, 5))

    # a year without the day has its last day of February, as a month without a 31st has its last
    assert [day.day for day in days[:4]] == [28, 28, 29, 28]
    assert len(days) == 30


def test_a_rule_that_ends_has_no_day_behind_its_end():
    days = occurrences("recurring", "FREQ=MONTHLY;BYMONTHDAY=20;UNTIL=20260620", *YEAR)

    assert days[-1] == date(2026, 6, 20)

"""Periods of recurring work over thirty years: no overlap, no gap, Tết, leap days, year ends, moved holidays."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit.calendar import Calendar, Decided, Kind, vietnam
from binhyen.operations.directives.occurrences import occurrences
from binhyen.operations.work.rules.recurrence import (
    LOCAL,
    Deadline,
    Habits,
    Move,
    beat,
    last_due,
    periods,
    recurs,
    stretches,
)
from binhyen.operations.work.rules.terms import habits

FORWARD = dict.fromkeys(("ONCE", "QUARTER", "PHASE", "WEEKLY", "MONTHLY", "YEARLY"), Move.FORWARD)
HABITS = Habits(1020, FORWARD)
STAYING = Habits(1020, {})
THIRTY_YEARS = date(2056, 1, 1)
DAY = timedelta(days=1)
RULES = (
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", "FREQ=WEEKLY;INTERVAL=2",
    "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=MONTHLY;INTERVAL=6|FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=17|FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=17",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5", "FREQ=MONTHLY;BYDAY=1MO",
)  # fmt: skip


def unfold(value, *, begins=date(2026, 2, 5), through=THIRTY_YEARS, kind="recurring", using=HABITS, **rest):
    return list(
        periods(Deadline(kind, value), begins=begins, through=through, habits=using, calendar=vietnam(), **rest)
    )


def due_days(value, **rest):
    return [one.due_at.date() for one in unfold(value, **rest)]


@settings(max_examples=60, deadline=None)
@given(
    rules=st.lists(st.sampled_from(RULES), min_size=1, max_size=3, unique=True),
    begins=st.dates(date(2024, 1, 1), date(2045, 12, 31)),
    span=st.integers(0, 1500),
    phase=st.none() | st.integers(0, 900),
)
def test_periods_neither_overlap_nor_leave_a_gap(rules, begins, span, phase):
    through = begins + timedelta(days=span)
    until = None if phase is None else begins + timedelta(days=phase)

    found = unfold("|".join(rules), begins=begins, through=through, until=until)

    assert found[0].start == begins
    assert all(one.start <= one.end for one in found)
    assert all(after.start == before.end + DAY for before, after in zip(found, found[1:], strict=False))
    if until is None or until > through:
        assert found[-1].start <= through <= found[-1].end or found[-1].end == until
    else:
        assert found[-1].end == until


@settings(max_examples=40, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    begins=st.dates(date(2024, 1, 1), date(2040, 12, 31)),
    first=st.integers(0, 700),
    more=st.integers(0, 700),
)
def test_looking_further_ahead_never_changes_a_period_already_opened(rule, begins, first, more):
    near = unfold(rule, begins=begins, through=begins + timedelta(days=first))
    far = unfold(rule, begins=begins, through=begins + timedelta(days=first + more))

    assert far[: len(near)] == near


def test_every_due_day_of_thirty_years_that_is_off_moves_to_the_next_working_day():
    calendar = vietnam()

    for one in unfold("FREQ=MONTHLY;BYMONTHDAY=20"):
        assert calendar.is_working_day(one.due_at.date())
        assert one.due_at.date() >= one.end
        assert not any(calendar.is_working_day(one.end + n * DAY) for n in range((one.due_at.date() - one.end).days)), (
            one
        )


def test_the_monday_of_tet_is_due_on_the_first_working_day_after_it():
    # Tết of 2026: 17/02 is the first day; the arrangement gives 14/02 to 22/02 off
    moments = {one.end: one.due_at for one in unfold("FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", through=date(2026, 3, 31))}

    assert moments[date(2026, 2, 16)] == datetime(2026, 2, 23, 10, tzinfo=LOCAL)
    assert moments[date(2026, 2, 23)] == datetime(2026, 2, 23, 10, tzinfo=LOCAL)
    assert moments[date(2026, 3, 2)] == datetime(2026, 3, 2, 10, tzinfo=LOCAL)


def test_a_due_day_moves_back_or_stays_where_the_data_says_so():
    back = Habits(1020, {"WEEKLY": Move.BACK})

    assert due_days("FREQ=WEEKLY;BYDAY=MO", using=back, through=date(2026, 2, 16))[1] == date(2026, 2, 13)
    assert due_days("FREQ=WEEKLY;BYDAY=MO", using=STAYING, through=date(2026, 2, 16))[1] == date(2026, 2, 16)


def test_a_swapped_working_saturday_is_no_day_off():
    # Friday 02/01/2026 was off and Saturday 10/01/2026 worked for it (12729/VPCP-KGVX)
    assert unfold("2026-01-02", kind="date", begins=date(2025, 12, 1))[0].due_at.date() == date(2026, 1, 5)
    assert unfold("2026-01-10", kind="date", begins=date(2025, 12, 1))[0].due_at.date() == date(2026, 1, 10)


def test_a_holiday_decided_later_moves_the_days_not_opened_yet():
    day = date(2026, 7, 20)
    off = Decided(day, Kind.DAY_OFF, "Nghỉ", "quyết định", "confirmed")
    deadline = Deadline("recurring", "FREQ=MONTHLY;BYMONTHDAY=20")
    asked = {"begins": date(2026, 7, 1), "through": day, "habits": HABITS}

    plain = next(periods(deadline, calendar=Calendar({}, 2026), **asked))
    decided = next(periods(deadline, calendar=Calendar({day: off}, 2026), **asked))

    assert (plain.due_at.date(), decided.due_at.date()) == (day, date(2026, 7, 21))
    assert plain.end == decided.end == day


def test_a_leap_day_falls_on_the_last_of_february_in_other_years():
    ends = [one.end for one in unfold("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", through=date(2033, 1, 1))]

    assert ends[:4] == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29), date(2029, 2, 28)]


def test_the_thirty_first_is_the_last_day_of_each_month_for_thirty_years():
    ends = [one.end for one in unfold("FREQ=MONTHLY;BYMONTHDAY=31")]

    assert len(ends) == 360  # February 2026 to January 2056
    assert all((end + DAY).day == 1 for end in ends)


def test_a_year_end_belongs_to_the_year_that_ends():
    found = unfold("FREQ=MONTHLY;INTERVAL=3|FREQ=YEARLY", begins=date(2026, 11, 1), through=date(2027, 4, 1))

    assert [(one.start, one.end) for one in found] == [
        (date(2026, 11, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
    ]
    assert found[0].due_at.date() == date(2026, 12, 31)


def test_every_second_week_keeps_its_step_over_the_year_end():
    ends = [one.end for one in unfold("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", through=date(2030, 1, 1))]

    assert {(after - before).days for before, after in zip(ends, ends[1:], strict=False)} == {14}


def test_phases_and_quarters_are_periods_too():
    phases = unfold("2026-12-31|2028-12-31|2030-12-31", kind="phase")
    quarters = unfold("2026-Q2|2026-Q4", kind="quarter")

    assert [one.end.year for one in phases] == [2026, 2028, 2030]
    assert phases[1].start == date(2027, 1, 1)
    assert phases[2].due_at == datetime(2030, 12, 31, 17, tzinfo=LOCAL)
    assert [(one.start, one.end) for one in quarters] == [
        (date(2026, 2, 5), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 31)),
    ]  # fmt: skip


def test_work_of_a_phase_ends_on_its_last_day():
    found = unfold("FREQ=MONTHLY;BYMONTHDAY=20", begins=date(2026, 11, 1), until=date(2026, 12, 31))

    assert [one.end for one in found] == [date(2026, 11, 20), date(2026, 12, 20), date(2026, 12, 31)]


def test_a_date_and_then_a_rule_is_one_row_of_periods():
    found = unfold("2026-06-15;THEN=FREQ=MONTHLY", kind="compound", through=date(2026, 8, 1))

    assert [one.end for one in found] == [
        date(2026, 6, 15), date(2026, 6, 30), date(2026, 7, 31), date(2026, 8, 31),
    ]  # fmt: skip


def test_two_hours_on_a_day_are_one_period_due_at_the_earlier():
    found = unfold("FREQ=WEEKLY;BYDAY=MO|FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", through=date(2026, 2, 9))

    assert [one.due_at for one in found] == [datetime(2026, 2, 9, 10, tzinfo=LOCAL)]


@pytest.mark.parametrize("value", ["FREQ=UNSPECIFIED", "", "FREQ=HOURLY"])
def test_a_rhythm_that_names_no_period_has_no_days(value):
    assert unfold(value) == []


def test_the_last_day_of_work_done_once():
    asked = {"habits": HABITS, "calendar": vietnam()}

    assert last_due(Deadline("date", "2026-03-15", time(10)), **asked) == datetime(2026, 3, 16, 10, tzinfo=LOCAL)
    assert last_due(Deadline("quarter", "2026-Q2"), **asked) == datetime(2026, 6, 30, 17, tzinfo=LOCAL)
    assert last_due(Deadline("continuous"), **asked) is None
    assert not recurs(Deadline("date", "2026-03-15"))
    assert recurs(Deadline("quarter", "2026-Q2|2026-Q4"))


def test_continuous_work_turns_amber_when_nothing_is_shown_and_green_again_when_something_is():
    begun = date(2026, 3, 2)
    asked = {"begins": begun, "every": 30, "habits": HABITS, "calendar": vietnam()}
    shown = datetime(2026, 3, 20, 9, tzinfo=LOCAL)

    silent = beat(shown=[], at=datetime(2026, 4, 1, 17, 1, tzinfo=LOCAL), **asked)
    alive = beat(shown=[shown], at=datetime(2026, 4, 1, 17, 1, tzinfo=LOCAL), **asked)
    ahead = beat(shown=[shown], at=datetime(2026, 3, 10, tzinfo=LOCAL), **asked)

    assert (silent.amber, silent.silent) == (True, 30)
    assert (alive.amber, alive.since) == (False, date(2026, 3, 20))
    assert ahead.since == begun  # what is shown later says nothing yet


def test_nobody_is_asked_to_show_work_during_tet():
    found = beat(
        begins=date(2026, 1, 17), shown=[], every=30, at=datetime(2026, 2, 22, 12, tzinfo=LOCAL), habits=HABITS,
        calendar=vietnam(),
    )  # fmt: skip

    assert not found.amber
    assert found.due_at == datetime(2026, 2, 23, 17, tzinfo=LOCAL)


def test_the_habits_of_the_law_files_move_weeks_and_months_but_not_daily_duty():
    found = habits({})

    assert found.hour() == time(17)
    assert found.moves["WEEKLY"] is Move.FORWARD
    assert found.moves["DAILY"] is Move.STAYS
    assert habits({"DUE_MINUTE": 600, "MOVE_WEEKLY": 2}).moves["WEEKLY"] is Move.BACK


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=5", "FREQ=YEARLY;INTERVAL=2"]
)
def test_the_register_of_duties_and_the_periods_of_work_name_the_same_days_for_thirty_years(rule):
    begins = date(2026, 2, 5)
    ends = [one.end for one in unfold(rule, begins=begins)]

    listed = [
        day
        for year in range(2026, 2056)
        for day in occurrences("recurring", rule, date(year, 1, 1), date(year, 12, 31), since=begins)
    ]

    assert ends[: len(listed)] == listed
    assert len(listed) >= 15


@settings(max_examples=60, deadline=None)
@given(
    begins=st.dates(date(2024, 1, 1), date(2050, 12, 31)),
    every=st.integers(1, 366),
    span=st.integers(0, 2000),
    phase=st.none() | st.integers(0, 900),
)
def test_stretches_of_continuous_work_neither_overlap_nor_leave_a_gap(begins, every, span, phase):
    through, until = begins + timedelta(days=span), None if phase is None else begins + timedelta(days=phase)

    found = list(stretches(begins=begins, every=every, through=through, until=until, habits=HABITS, calendar=vietnam()))

    assert found[0].start == begins
    assert all(after.start == before.end + DAY for before, after in zip(found, found[1:], strict=False))
    assert all(one.start <= through and (until is None or one.end <= until) for one in found)
    assert found[-1].end >= min(through, until or through)
    assert all(one.due_at.date() > one.end and vietnam().is_working_day(one.due_at.date()) for one in found)


def test_a_stretch_nobody_showed_anything_in_is_due_when_its_beat_turns_amber():
    begins = date(2026, 1, 18)  # thirty days on is the first day of Tết
    stretch = next(stretches(begins=begins, every=30, through=begins, habits=HABITS, calendar=vietnam()))
    moment = datetime(2026, 2, 1, tzinfo=LOCAL)

    silent = beat(begins=begins, shown=(), every=30, at=moment, habits=HABITS, calendar=vietnam())

    assert stretch.due_at == silent.due_at == datetime(2026, 2, 23, 17, tzinfo=LOCAL)

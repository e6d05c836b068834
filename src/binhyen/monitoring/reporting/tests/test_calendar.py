"""Periods over 30 years: no gap, no overlap, never due before the cut-off, days off and Tết moved."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.kit.calendar import Calendar, Decided, Kind, vietnam
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.values.periods import Beat, DaysOff, Rhythm
from binhyen.operations.cases.rules.time import day_of, midnight

WEEKLY = Rhythm(beat=Beat.WEEK, starts=1, due_day=1, due_at=time(10))
MONTHLY = Rhythm(beat=Beat.MONTH, starts=15, due_day=20)
POLICE = Rhythm(beat=Beat.MONTH, starts=15, due_day=16)
HALF = Rhythm(beat=Beat.HALF, starts=15, due_day=17)
PHASE = Rhythm(beat=Beat.YEAR, starts=1, due_day=5, due_month=1)
QUARTER = Rhythm(beat=Beat.QUARTER, starts=15, due_day=25)
WITHOUT_END = date(2056, 12, 31)


def rhythms():
    weeks = st.builds(
        Rhythm, beat=st.just(Beat.WEEK), starts=st.integers(1, 7), due_day=st.integers(1, 7), due_at=st.times()
    )
    months = st.builds(
        Rhythm,
        beat=st.sampled_from([Beat.MONTH, Beat.QUARTER, Beat.HALF, Beat.YEAR]),
        starts=st.integers(1, 28),
        due_day=st.integers(1, 28),
        due_month=st.integers(0, 2),
        due_at=st.sampled_from([time(), time(17)]),
    )
    return st.one_of(weeks, months).filter(lambda one: not calendar.problems(one))


@settings(max_examples=12, deadline=None)
@given(rhythm=rhythms())
def test_over_thirty_years_periods_follow_each_other_and_none_is_due_before_its_books_are_cut_off(rhythm):
    found = []
    for period in calendar.periods(rhythm, date(2026, 1, 1)):
        found.append(period)
        if period.last >= WITHOUT_END:
            break

    assert all(one.first <= one.last < two.first == one.last + timedelta(1) for one, two in pairwise(found))
    assert all(one.opens <= one.cut_off <= one.due_as_said <= one.due for one in found)
    assert all(one.cut_off == midnight(one.last + timedelta(1)) for one in found)
    assert all(one.due <= two.due for one, two in pairwise(found))
    assert len({one.code for one in found}) == len(found)


@settings(max_examples=60, deadline=None)
@given(rhythm=rhythms(), day=st.dates(date(2026, 1, 1), WITHOUT_END))
def test_every_day_lies_in_the_one_period_that_holds_it(rhythm, day):
    found = calendar.containing(rhythm, day)

    assert found.first <= day <= found.last
    assert calendar.containing(rhythm, found.first) == calendar.containing(rhythm, found.last) == found


@settings(max_examples=60, deadline=None)
@given(rhythm=rhythms(), day=st.dates(date(2026, 1, 1), WITHOUT_END))
def test_no_report_is_due_on_a_day_nobody_works(rhythm, day):
    found = calendar.containing(rhythm, day)

    assert vietnam().is_working_day(day_of(found.due - timedelta(microseconds=1)))


def local(moment):
    return f"{moment + timedelta(hours=7):%d/%m/%Y %H:%M}" if moment.tzinfo is UTC else f"{moment:%d/%m/%Y %H:%M}"


@pytest.mark.parametrize(
    ("rhythm", "day", "first", "last", "due"),
    [
        (WEEKLY, date(2026, 11, 20), "16/11/2026", "22/11/2026", "23/11/2026 10:00"),
        (WEEKLY, date(2026, 12, 31), "28/12/2026", "03/01/2027", "04/01/2027 10:00"),
        (WEEKLY, date(2027, 2, 1), "01/02/2027", "07/02/2027", "11/02/2027 10:00"),  # Tết: from 5 to 10/02
        (MONTHLY, date(2026, 11, 14), "15/10/2026", "14/11/2026", "20/11/2026 00:00"),
        (MONTHLY, date(2026, 12, 20), "15/12/2026", "14/01/2027", "20/01/2027 00:00"),
        (POLICE, date(2028, 2, 29), "15/02/2028", "14/03/2028", "16/03/2028 00:00"),
        (POLICE, date(2026, 8, 10), "15/07/2026", "14/08/2026", "18/08/2026 00:00"),  # 15/08 is a Saturday
        (HALF, date(2026, 6, 14), "15/12/2025", "14/06/2026", "17/06/2026 00:00"),
        (HALF, date(2026, 6, 15), "15/06/2026", "14/12/2026", "17/12/2026 00:00"),
        (PHASE, date(2026, 7, 1), "01/01/2026", "31/12/2026", "05/01/2027 00:00"),
        (QUARTER, date(2026, 12, 1), "15/09/2026", "14/12/2026", "25/12/2026 00:00"),
    ],
)
def test_the_rhythms_of_the_law_fall_on_their_days(rhythm, day, first, last, due):
    found = calendar.containing(rhythm, day)

    assert (f"{found.first:%d/%m/%Y}", f"{found.last:%d/%m/%Y}", local(found.due)) == (first, last, due)


def test_a_report_due_before_its_cut_off_is_no_rhythm():
    calendar_month = Rhythm(beat=Beat.MONTH, starts=1, due_day=20)

    assert "chốt số liệu" in calendar.problems(calendar_month)[0]
    assert calendar.problems(Rhythm(beat=Beat.WEEK, starts=9, due_day=1))
    assert calendar.problems(Rhythm(beat=Beat.MONTH, starts=15, due_day=31))


def test_less_than_a_working_day_between_cut_off_and_due_is_told():
    """Decree 09/2019, Art. 8.5. Monday 10:00 after a week that ends on Sunday leaves none; the 20th leaves some."""
    assert "mọi kỳ" in calendar.findings(WEEKLY, date(2026, 1, 1))[0]
    assert calendar.findings(MONTHLY, date(2026, 1, 1)) == []
    assert calendar.findings(POLICE, date(2026, 1, 1)) == []
    stays = Rhythm(beat=Beat.MONTH, starts=15, due_day=16, days_off=DaysOff.STAY)
    assert "1 ngày làm việc" in calendar.findings(stays, date(2026, 1, 1))[0]
    assert "mọi kỳ" not in calendar.findings(stays, date(2026, 1, 1))[0]


def test_rounds_are_opened_ahead_once_and_none_is_left_out_while_nobody_asked():
    at = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # Monday 08:00
    ask = {"valid_from": date(2026, 1, 15), "valid_to": None}

    first = calendar.to_open(WEEKLY, **ask, opened_until=None, at=at)
    assert [one.code for one in first] == ["2026-W47"]  # of the week that is over, not due yet; the next opens Friday
    again = calendar.to_open(WEEKLY, **ask, opened_until=first[-1].last, at=at)
    assert again == []
    later = calendar.to_open(WEEKLY, **ask, opened_until=first[-1].last, at=at + timedelta(days=21))
    assert [one.code for one in later] == ["2026-W48", "2026-W49", "2026-W50"]


def test_a_duty_opens_nothing_outside_its_days():
    at = datetime(2026, 11, 18, 1, 0, tzinfo=UTC)
    ended = calendar.to_open(
        MONTHLY, valid_from=date(2026, 1, 1), valid_to=date(2026, 11, 13), opened_until=None, at=at
    )
    begins = calendar.to_open(MONTHLY, valid_from=date(2026, 11, 15), valid_to=None, opened_until=None, at=at)

    assert ended == begins == []


def test_the_days_around_a_period_are_those_of_its_rhythm():
    month = calendar.containing(MONTHLY, date(2026, 11, 1))
    week = calendar.containing(WEEKLY, date(2026, 11, 20))

    assert calendar.before(MONTHLY, month.first, month.last) == (date(2026, 9, 15), date(2026, 10, 14))
    assert calendar.year_before(MONTHLY, month.first, month.last) == (date(2025, 10, 15), date(2025, 11, 14))
    assert calendar.year_to(MONTHLY, month.last) == date(2025, 12, 15)
    assert calendar.year_to(WEEKLY, week.last) == date(2026, 1, 1)
    assert calendar.year_before(WEEKLY, week.first, week.last)[0].isoweekday() == 1
    asked = Rhythm(beat=Beat.ON_DEMAND)
    assert calendar.before(asked, date(2026, 11, 11), date(2026, 11, 20)) == (date(2026, 11, 1), date(2026, 11, 10))


def test_a_rhythm_reads_as_people_say_it():
    assert calendar.said(WEEKLY) == "trước 10:00 thứ Hai hằng tuần"
    assert calendar.said(MONTHLY) == "trước ngày 20 hằng tháng"
    assert calendar.said(HALF) == "trước ngày 17/06 và ngày 17/12 hằng năm"
    assert calendar.said(PHASE) == "trước ngày 05/01 hằng năm"
    assert calendar.covers(WEEKLY) == "đến 24:00 Chủ nhật"
    assert calendar.covers(HALF) == "từ ngày 15 đến ngày 14"
    assert list(islice(calendar.periods(HALF, date(2026, 1, 1)), 1))[0].name == "6 tháng đầu năm 2026"


def test_a_duty_may_owe_only_some_periods_of_a_year():
    """The six-month report of Lạng Sơn: before 17/6; the second half is in the yearly one."""
    at = datetime(2026, 12, 14, 17, 30, tzinfo=UTC)
    ask = {"valid_from": date(2024, 1, 1), "valid_to": None, "opened_until": date(2026, 6, 14), "at": at}

    assert calendar.to_open(HALF, **ask, places=[1]) == []
    assert [one.code for one in calendar.to_open(HALF, **ask)] == ["2026-H2"]


@settings(max_examples=25, deadline=None)
@given(rhythm=rhythms(), pauses=st.lists(st.integers(1, 400), min_size=5, max_size=60))
def test_however_long_nobody_ran_the_clock_no_period_is_left_out_and_none_opened_twice(rhythm, pauses):
    """Days the server was off, over some thirty years: the rounds opened follow each other all the same."""
    at, until, found = datetime(2026, 1, 20, 2, 0, tzinfo=UTC), None, []
    for days in pauses:
        at += timedelta(days=days)
        new = calendar.to_open(rhythm, valid_from=date(2026, 1, 1), valid_to=None, opened_until=until, at=at)
        assert all(one.opens <= at for one in new)
        found += new
        until = new[-1].last if new else until

    assert all(one.first <= one.last < two.first == one.last + timedelta(1) for one, two in pairwise(found))
    assert not found or calendar.containing(rhythm, found[-1].last + timedelta(1)).opens > at


@settings(max_examples=40, deadline=None)
@given(
    rhythm=rhythms(), day=st.dates(date(2026, 1, 1), WITHOUT_END), swap=st.booleans(),
    changed=st.lists(st.integers(-12, 12), max_size=6),
)  # fmt: skip
def test_holidays_that_are_moved_move_the_due_day_and_no_period(rhythm, day, swap, changed):
    usual = calendar.containing(rhythm, day)
    around = {day_of(usual.due_as_said) + timedelta(days=n) for n in changed}
    decided = {
        one: Decided(
            one, Kind.WORKING_DAY if swap and one.weekday() >= 5 else Kind.DAY_OFF, "hoán đổi", "thử", "inferred"
        )
        for one in around
    }
    other = Calendar(overlay=dict(vietnam().overlay) | decided, decided_until=2056)
    found = calendar.containing(rhythm, day, calendar=other)

    assert (found.first, found.last, found.cut_off, found.due_as_said) == (
        usual.first, usual.last, usual.cut_off, usual.due_as_said,
    )  # fmt: skip
    assert found.due >= found.due_as_said
    assert rhythm.days_off is DaysOff.STAY or other.is_working_day(day_of(found.due - timedelta(microseconds=1)))


@settings(max_examples=30, deadline=None)
@given(rhythm=rhythms(), day=st.dates(date(2026, 2, 1), date(2050, 12, 31)))
def test_where_one_duty_ends_and_the_next_begins_every_period_is_asked_for_once(rhythm, day):
    ends = calendar.containing(rhythm, day).last
    at = datetime.combine(ends + timedelta(days=800), time(3), UTC)
    ask = {"opened_until": date(2026, 1, 1) - timedelta(days=1), "at": at}
    old = calendar.to_open(rhythm, valid_from=date(2026, 1, 1), valid_to=ends, **ask)
    new = calendar.to_open(rhythm, valid_from=ends + timedelta(1), valid_to=None, **ask)

    both = [*old, *new]
    assert all(two.first == one.last + timedelta(1) for one, two in pairwise(both))

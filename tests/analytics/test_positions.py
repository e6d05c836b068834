"""Days among cuts, and periods of two calendars."""

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen_analytics.measures import Calendar, Length, Period, last, of_day, period
from binhyen_analytics.measures.periods import chains
from binhyen_analytics.measures.position import position, position_or_end

ADMINISTRATIVE, STATISTICAL = Calendar.ADMINISTRATIVE, Calendar.STATISTICAL
FIRST = date(2023, 11, 1)
DAYS = [FIRST + timedelta(days=n) for n in range(1200)]


def places(cuts):
    connection = ibis.duckdb.connect()
    table = ibis.memtable(pa.table({"day": pa.array([*DAYS, None], pa.date32())}))
    found = connection.to_pyarrow(table.select("day", at=position_or_end(table.day, cuts)))
    return dict(zip(found["day"].to_pylist(), found["at"].to_pylist(), strict=True))


ends = st.sampled_from(
    [one.end for kind in Length for calendar in Calendar for one in last(30, kind, date(2026, 3, 1), calendar=calendar)]
)


@settings(max_examples=12, deadline=None)
@given(months=st.integers(0, 40), others=st.lists(st.one_of(ends, st.sampled_from(DAYS)), max_size=12))
def test_a_day_is_where_counting_the_cuts_before_it_puts_it(months, others):
    """Whatever mixture of month ends, other days and days asked twice."""
    cuts = sorted([one.end for one in last(months, Length.MONTH, date(2026, 3, 1))] + others) or [FIRST]

    found = places(cuts)

    assert {day: sum(cut < day for cut in cuts) for day in DAYS} == {day: found[day] for day in DAYS}
    assert found[None] == len(cuts)


def test_sixty_months_are_reckoned_not_compared():
    """The expression stays small however many months are asked for."""
    table = ibis.table({"day": "date"})
    few, many = (
        len(
            ibis.to_sql(
                table.select(at=position(table.day, [one.end for one in last(n, Length.MONTH, date(2026, 3, 1))]))
            )
        )
        for n in (6, 60)
    )
    assert many < few + 20


@pytest.mark.parametrize(
    ("length", "year", "number", "calendar", "start", "end"),
    [
        (Length.YEAR, 2026, 1, ADMINISTRATIVE, date(2025, 12, 15), date(2026, 12, 14)),
        (Length.HALF, 2026, 1, ADMINISTRATIVE, date(2025, 12, 15), date(2026, 6, 14)),
        (Length.HALF, 2026, 2, ADMINISTRATIVE, date(2026, 6, 15), date(2026, 12, 14)),
        (Length.QUARTER, 2026, 1, ADMINISTRATIVE, date(2025, 12, 15), date(2026, 3, 14)),
        (Length.MONTH, 2026, 1, ADMINISTRATIVE, date(2025, 12, 15), date(2026, 1, 14)),
        (Length.MONTH, 2026, 12, ADMINISTRATIVE, date(2026, 11, 15), date(2026, 12, 14)),
        (Length.MONTH, 2024, 2, STATISTICAL, date(2024, 2, 1), date(2024, 2, 29)),
        (Length.HALF, 2026, 2, STATISTICAL, date(2026, 7, 1), date(2026, 12, 31)),
        (Length.YEAR, 2026, 1, STATISTICAL, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_of_both_calendars_begin_and_end_where_the_decrees_say(length, year, number, calendar, start, end):
    found = period(length, year, number, calendar=calendar)

    assert (found.start, found.end) == (start, end)
    assert of_day(start, length, calendar=calendar) == of_day(end, length, calendar=calendar) == found


@given(
    day=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    length=st.sampled_from(Length),
    calendar=st.sampled_from(Calendar),
)
def test_every_day_lies_in_one_period_of_each_kind_and_periods_follow_one_another(day, length, calendar):
    found = of_day(day, length, calendar=calendar)
    before, same = last(2, length, day, calendar=calendar)

    assert same == found
    assert found.start <= day <= found.end
    assert before.end == found.eve


def test_the_year_before_of_a_leap_day_and_periods_that_overlap():
    february = period(Length.MONTH, 2024, 2, calendar=STATISTICAL)
    months = last(3, Length.MONTH, date(2026, 3, 1))
    quarter = Period(months[0].start, months[-1].end)

    assert february.year_before() == Period(date(2023, 2, 1), date(2023, 2, 28))
    assert Period(date(2025, 2, 1), date(2025, 2, 28)).year_before() == february
    assert chains([quarter, *months]) == [[months[0], months[1], months[2]], [quarter]]
    with pytest.raises(ValueError, match="cannot end"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(ValueError, match="no QUARTER 5"):
        period(Length.QUARTER, 2026, 5)

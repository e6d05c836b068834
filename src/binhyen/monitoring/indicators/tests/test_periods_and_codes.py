"""Periods as offices count them, and codes nobody misreads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from binhyen.monitoring.indicators.rules.codes import ALPHABET, code_of, read_code
from binhyen.monitoring.indicators.rules.periods import kinds, latest_ended, period

PERIODS = [  # kind, a day, code, first day, last day, name
    ("ADMIN_MONTH", "2026-11-14", "2026-11", "2026-10-15", "2026-11-14", "tháng 11/2026"),
    ("ADMIN_MONTH", "2026-11-15", "2026-12", "2026-11-15", "2026-12-14", "tháng 12/2026"),
    ("ADMIN_MONTH", "2025-12-20", "2026-01", "2025-12-15", "2026-01-14", "tháng 1/2026"),
    ("ADMIN_QUARTER", "2026-12-14", "2026-Q4", "2026-09-15", "2026-12-14", "quý IV/2026"),
    ("ADMIN_HALF", "2026-06-14", "2026-H1", "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026"),
    ("ADMIN_HALF", "2026-06-15", "2026-H2", "2026-06-15", "2026-12-14", "6 tháng cuối năm 2026"),
    ("ADMIN_YEAR", "2025-12-14", "2025", "2024-12-15", "2025-12-14", "năm 2025"),
    ("ADMIN_YEAR", "2025-12-15", "2026", "2025-12-15", "2026-12-14", "năm 2026"),
    ("STAT_MONTH", "2024-02-29", "2024-02", "2024-02-01", "2024-02-29", "tháng 2/2024"),
    ("STAT_HALF", "2026-07-01", "2026-H2", "2026-07-01", "2026-12-31", "6 tháng cuối năm 2026"),
    ("STAT_YEAR", "2026-11-22", "2026", "2026-01-01", "2026-12-31", "năm 2026"),
]


@pytest.mark.parametrize(("kind", "day", "code", "start", "end", "name"), PERIODS)
def test_a_day_lies_in_the_period_the_rule_says(kind, day, code, start, end, name):
    found = kinds()[kind].containing(date.fromisoformat(day))

    assert (found.code, found.start.isoformat(), found.end.isoformat(), found.short) == (code, start, end, name)
    assert period(kind, code) == found


@given(st.sampled_from(sorted(kinds())), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_periods_of_a_kind_follow_each_other_without_a_gap(kind, day):
    found = kinds()[kind].containing(day)

    assert found.start <= day <= found.end
    assert (found.moved(1).start - found.end).days == 1
    assert kinds()[kind].of_code(found.code) == found


@pytest.mark.parametrize(
    "code", ["", "2026-13", "2026-00", "2026-Q5", "26-11", "2026-11-1", "0000-01", "２０２６-11", "x"]
)
def test_what_is_no_period_is_none(code):
    assert period("ADMIN_MONTH", code) is None


def test_the_last_period_over_ended_before_today():
    assert latest_ended(kinds()["ADMIN_MONTH"], date(2026, 11, 22)).code == "2026-11"
    assert latest_ended(kinds()["ADMIN_MONTH"], date(2026, 11, 14)).code == "2026-10"


digests = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(digests)
def test_a_code_is_read_back_however_it_is_typed(digest):
    code = code_of(digest)

    assert len(code) == len("BY-7Q4K-2M")
    assert {read_code(code), read_code(code.lower()), read_code(f" {code.replace('-', ' ')} ")} == {code}


@given(digests, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(digest, place, other):
    code = code_of(digest)
    plain = code.replace("-", "")[2:]
    wrong = plain[:place] + other + plain[place + 1 :]

    assert (read_code(f"BY{wrong}") is None) == (wrong != plain)


@given(digests, st.integers(0, 4))
def test_two_exchanged_characters_are_noticed(digest, place):
    plain = code_of(digest).replace("-", "")[2:]
    wrong = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]

    assert (read_code(f"BY{wrong}") is None) == (wrong != plain)

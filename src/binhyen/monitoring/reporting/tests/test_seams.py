"""Where a duty ends and another begins: every day in no report is named, every day in two is."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.reporting.actions.duties import end, make
from binhyen.monitoring.reporting.actions.refusals import DaysLost
from binhyen.monitoring.reporting.models import ReportDuty, Round
from binhyen.monitoring.reporting.rules import calendar, seams
from binhyen.monitoring.reporting.rules import duties as law
from binhyen.monitoring.reporting.rules.seams import Held
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.tests.test_calendar import MONTHLY, WEEKLY, rhythms
from binhyen.monitoring.reporting.values.periods import Beat, Rhythm

CALENDAR_MONTH = Rhythm(beat=Beat.MONTH, starts=1, due_day=5, due_month=1)
BEGUN = date(2026, 1, 1)


def covers(held, day):
    """Whether a duty reports of a day, told by the period the day lies in."""
    period = calendar.containing(held.rhythm, day)
    begins = period.last >= held.valid_from
    return begins and (held.valid_to is None or period.last <= held.valid_to)


@settings(max_examples=40, deadline=None)
@given(
    old=rhythms(), new=rhythms(), ends=st.dates(date(2026, 3, 1), date(2027, 12, 31)), after=st.integers(-500, 500),
    some=st.lists(st.integers(0, 1200), max_size=20),
)  # fmt: skip
def test_of_two_rhythms_every_day_in_none_and_every_day_in_both_is_named(old, new, ends, after, some):
    first = Held(rhythm=old, valid_from=BEGUN, valid_to=ends)
    second = Held(rhythm=new, valid_from=ends + timedelta(days=after), valid_to=None)
    both, until = [first, second], ends + timedelta(days=900)
    gaps, twice = seams.gaps(both, until), seams.overlaps(first, second, until)

    begun = [one for held in both for one in seams.reported(held, until)]
    begin, last = min(one for one, _ in begun), max(ends, max(two for _, two in begun if two <= until))
    edges = {ends, second.valid_from, *(one for days in (*gaps, *twice[:9], *begun[:9], *begun[-9:]) for one in days)}
    near = {one + timedelta(days=n) for one in edges for n in (-1, 0, 1)} | {begin + timedelta(days=n) for n in some}
    for day in near:
        if begin <= day <= min(last, until):
            times = sum(covers(held, day) for held in both)
            assert any(one <= day <= two for one, two in gaps) == (times == 0), day
            assert any(one <= day <= two for one, two in twice) == (times == 2), day


def test_a_month_that_ends_within_its_period_leaves_days_until_the_next_duty_begins():
    """15 to 14 ended on 30/11, the calendar month from 01/12: the second half of November is in none."""
    old = Held(rhythm=MONTHLY, valid_from=BEGUN, valid_to=None)
    new = Held(rhythm=CALENDAR_MONTH, valid_from=date(2026, 12, 1), valid_to=None)

    assert seams.lost_by_end(old, [new], date(2026, 11, 30)) == [(date(2026, 11, 15), date(2026, 11, 30))]
    assert seams.lost_by_end(old, [], date(2026, 11, 30)) == [(date(2026, 11, 15), date(2026, 11, 30))]
    assert seams.lost_by_end(old, [], date(2026, 11, 14)) == []
    gap = seams.lost_by_end(old, [new], date(2026, 11, 14))
    assert [seams.said(one) for one in gap] == ["15/11/2026 – 30/11/2026"]
    begun = Held(rhythm=CALENDAR_MONTH, valid_from=date(2026, 11, 1), valid_to=None)
    assert seams.lost_by_end(old, [begun], date(2026, 11, 30)) == []
    ended = Held(rhythm=MONTHLY, valid_from=BEGUN, valid_to=date(2026, 11, 14))
    assert seams.overlaps(ended, begun, date(2028, 1, 1)) == [(date(2026, 11, 1), date(2026, 11, 14))]


def test_periods_that_were_over_when_a_duty_was_made_are_in_no_report_of_it():
    made = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    late = Held(rhythm=WEEKLY, valid_from=date(2026, 10, 5), valid_to=None, made=made)
    before = Held(rhythm=WEEKLY, valid_from=BEGUN, valid_to=date(2026, 10, 4))

    assert seams.gaps([before, late], date(2027, 1, 1)) == [(date(2026, 10, 5), date(2026, 11, 15))]


@pytest.fixture
def monthly(duty):
    return ReportDuty.objects.get(key="lc-thang")


def test_days_that_would_be_in_no_report_are_named_before_a_duty_ends(monthly, person):
    given = {"key": monthly.key, "reason": "Đổi kỳ", "by": person("coordinator"), "at": AT}
    with pytest.raises(DaysLost, match="15/11/2026 – 30/11/2026"):
        end(**given, valid_to=date(2026, 11, 30))
    assert ReportDuty.objects.get(key=monthly.key).ended_at is None
    assert end(**given, valid_to=date(2026, 11, 30), aware=True).valid_to == date(2026, 11, 30)


def details(**changes):
    month = next(one for one in law.duties() if one.key == "lc-thang")
    return type(month)(**{field: getattr(month, field) for field in month.__slots__} | {"key": ""} | changes)


def test_a_new_duty_names_the_days_between_and_opens_its_first_round_at_once(monthly, person):
    by = person("coordinator")
    end(key=monthly.key, valid_to=date(2026, 11, 14), reason="Đổi kỳ", by=by, at=AT)
    new = details(rhythm=CALENDAR_MONTH, valid_from=date(2026, 12, 1), places=())
    with pytest.raises(DaysLost, match="15/11/2026 – 30/11/2026"):
        make(details=new, province="15", by=by, at=AT)
    begins = details(rhythm=Rhythm(beat=Beat.WEEK, starts=1, due_day=2, due_at=time(10)), valid_from=date(2026, 11, 14))
    with pytest.raises(DaysLost, match=": 15/11/2026. "):  # the week to the 15th was over before anybody made this duty
        make(details=begins, province="15", by=by, at=AT)
    made = make(details=begins, province="15", aware=True, by=by, at=AT)

    assert Round.objects.filter(duty=made).count() == 1
    assert made.rounds.get().reports.count() == 3


def test_pages_propose_the_end_of_the_running_period_and_ask_before_days_are_lost(monthly, as_, monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)
    client, address = as_("coordinator"), reverse("reporting:duty-end", args=[monthly.key])
    page = client.get(address)
    assert page.context["form"].initial["valid_to"] == date(2026, 12, 14)
    asked = client.post(address, {"valid_to": "30/11/2026", "reason": "Đổi kỳ"})
    assert asked.status_code == 422
    assert "15/11/2026 – 30/11/2026" in asked.text
    assert 'name="aware"' in asked.text
    assert client.post(address, {"valid_to": "30/11/2026", "reason": "Đổi kỳ", "aware": "on"}).status_code == 302
    shown = client.get(reverse("reporting:duty", args=[monthly.key])).text
    assert "15/11/2026 – 30/11/2026" in shown


def test_forms_made_for_another_province_are_not_offered_unasked(duty, as_):
    client = as_("coordinator")
    make_, forms = reverse("reporting:duty-make"), reverse("reporting:forms")

    def offered(**asked):
        return {code for code, _ in client.get(make_, asked).context["form"].fields["form"].choices}

    assert "lc_week" in offered()
    assert "ls_half" not in offered()
    assert "ls_half" in offered(**{"moi-mau": ""})
    assert "ls_half" not in client.get(forms).context["known"]
    everywhere = client.get(forms, {"tat-ca": ""})
    assert "ls_half" in everywhere.context["known"]
    assert "soạn cho tỉnh khác" in everywhere.text
    assert client.get(reverse("reporting:form", args=["ls_half"])).status_code == 200

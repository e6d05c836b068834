"""A figure in a report opens with exactly the days its cell counts, whatever its rhythm and column."""

from datetime import date, timedelta
from urllib.parse import parse_qsl

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.monitoring.indicators.queries import exact
from binhyen.monitoring.reporting.actions.figures import _Column
from binhyen.monitoring.reporting.models import Report, ReportDuty, Round
from binhyen.monitoring.reporting.queries.held import Held
from binhyen.monitoring.reporting.queries.report import _Shown
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.rules.forms import shipped
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.forms import Cell, Column, Source, Span
from binhyen.monitoring.reporting.values.periods import Beat, Rhythm
from binhyen.monitoring.reporting.values.reports import Content, Given
from binhyen.operations.cases.rules.time import day_of, midnight

WEEK = shipped()["lc_week/1"]
DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@st.composite
def rounds(draw):
    """A round of any rhythm, and a moment from within it to long after."""
    beat, day = draw(st.sampled_from(list(Beat))), draw(days)
    starts = draw(st.integers(1, 7) if beat is Beat.WEEK else st.sampled_from([1, 15, 16, 20]))
    rhythm = Rhythm(beat=beat, starts=starts, due_day=starts)
    if beat is Beat.ON_DEMAND:
        first, last = day, day + draw(st.integers(0, 60)) * DAY
    else:
        period = calendar.containing(rhythm, day)
        first, last = period.first, period.last
    duty = ReportDuty(beat=beat, starts=starts, due_day=starts)
    moment = midnight(first) + draw(st.integers(0, 24 * 90)) * timedelta(hours=1)
    return Round(duty=duty, period_start=first, period_end=last), moment


@settings(max_examples=100, deadline=None)
@given(rounds(), st.sampled_from(list(Span)), st.sampled_from(["02788", "15"]))
def test_the_opened_page_is_of_the_very_days_and_the_moment_the_cell_was_counted(made, span, area):
    round_, moment = made
    report = Report(round=round_, area_code=area)
    cell = Cell(row="vao", column="nay", source=Source.FIGURE, indicator="management.decided", span=span)
    shown = _Shown(
        report,
        WEEK,
        Content(form=WEEK.key, known_at=moment, cells={"vao.nay": Given(value="3", source="FIGURE")}),
        [],
        [],
        Held(),
    )
    shown.names["vao.nay"] = "Vào"
    opened = shown.cell(cell, Column(code="nay", title="Kỳ này"))

    wanted = exact.asked(params=dict(parse_qsl(opened.figure)), areas={area: "Nơi này"}, as_of=moment.date())
    counted = _Column(round_, span, [], day_of(moment)).days
    assert (wanted.period.start, wanted.period.end) == counted
    assert (wanted.area, wanted.known_at, wanted.running) == (area, moment, False)
    again = exact.asked(params=dict(parse_qsl(wanted.query)), areas={area: "Nơi này"}, as_of=moment.date())
    assert again == wanted
    assert opened.facts


@pytest.mark.parametrize(
    "wrong", [{"tu": "2026-11-16"}, {"tu": "2026-11-22", "den": "2026-11-16"}, {"tu": "x", "den": "y"}]
)
def test_days_that_are_none_are_no_days(wrong):
    areas = {"15": "Lào Cai"}
    assert exact.asked(params=wrong, areas=areas, as_of=date(2026, 11, 23)).days is None
    moment = exact.asked(params={"tu": "2026-11-16", "den": "2026-11-22", "biet": "2026-11-22T01:00"}, areas=areas, as_of=date(2026, 11, 23))  # noqa: E501  # fmt: skip
    assert moment.known_at is None, "a moment without its zone is none"


def test_flows_of_people_open_to_their_facts_others_to_the_figure_of_the_days_and_people_to_the_register(
    filled, as_, monkeypatch
):
    monkeypatch.setattr(door_clock, "now", lambda: AT)
    page = as_("commune_police").get(reverse("reporting:fill", args=[filled.pk])).text
    known = "&amp;biet=2026-11-23T01%3A00%3A00%2B00%3A00"
    now = f"?dia-ban=02788&amp;tu=2026-11-16&amp;den=2026-11-22{known}"
    assert f'href="/so-lieu/chi-tieu/offences.crimes/{now}"' in page
    before = f"?dia-ban=02788&amp;tu=2026-11-09&amp;den=2026-11-15{known}"
    assert f'href="/so-lieu/chi-tieu/offences.crimes/{before}"' in page
    flows = [one for one in WEEK.cells() if one.indicator in exact.OPENED]
    assert flows
    assert f'href="/so-lieu/chi-tieu/{flows[0].indicator}/su-kien/?dia-ban=02788&amp;tu=' in page
    assert "ngay=2026-11-22&amp;" in page

"""Forecasts of workloads: who may look, what is refused, what if; the models run in a process of their own."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from binhyen.monitoring.indicators.actions import forecasting
from binhyen.monitoring.indicators.models import FigureForecast, FigureRun, FigureSeries
from binhyen.monitoring.indicators.rules.forecasting import past, percent, wanted

from .conftest import NOW

TODAY = NOW.date()
MONTHS = 24


@pytest.fixture
def run(db):
    """Two years of a province: many people, few tests."""
    made = FigureRun.objects.create(
        computed_at=NOW, moment=NOW, as_of=TODAY, digest="x", areas=[["15", "Tỉnh Lào Cai"], ["02788", "Xã Bản Lầu"]],
        codes=list(wanted().every),
    )  # fmt: skip
    rows = {
        "people.managed.reported": [6900 + 12 * n + n % 3 for n in range(MONTHS + 1)],
        "tests": [3] * (MONTHS + 1),
        "addicts.compulsory": [1500 + n for n in range(MONTHS + 1)],
        "compulsory.executed": [60 + n % 7 for n in range(MONTHS + 1)],
    }
    for code, values in rows.items():
        for area in ("15", "02788"):
            FigureSeries.objects.create(run=made, code=code, area=area, period_kind="ADMIN_MONTH", numerators=values)
    return made


@pytest.mark.parametrize("name", ["commune_police", "health_department", "administrator", "stranger"])
def test_who_does_not_see_the_whole_province_sees_no_forecast(run, as_, name):
    assert as_(name).get("/so-lieu/du-bao/").status_code == 403


def test_only_the_province_is_forecast_and_small_series_are_refused_with_the_reason(run, as_):
    assert forecasting.forecast(run=run) == 4
    assert set(FigureForecast.objects.values_list("area", flat=True)) == {"15"}
    page = as_("leader").get("/so-lieu/du-bao/").content.decode()

    assert "dự báo sẽ là nói về từng người" in page
    assert "khi nói trước ba tháng" in page
    assert page.count('<svg class="chart"') == 2


def test_more_arrivals_need_more_beds_and_capacity_says_how_many_are_missing(run, as_):
    forecasting.forecast(run=run)
    client = as_("officer")
    plain = client.get("/so-lieu/du-bao/").context["plan"]
    more = client.get("/so-lieu/du-bao/", {"tang": "50", "suc-chua": "1500"}).context["plan"]

    assert len(plain) == wanted().steps
    assert all(supposed.needed > one.needed for one, supposed in zip(plain, more, strict=True))
    assert [one.short for one in more] == [max(0, one.needed - 1500) for one in more]
    assert plain[0].needed == 1501 + plain[0].coming - plain[0].leaving


def test_what_cannot_be_forecast_leaves_the_figures_and_says_so(run, as_, monkeypatch, caplog):
    monkeypatch.setattr(forecasting, "COMMAND", ("false",))

    assert forecasting.forecast(run=run) == 0
    assert "no forecast" in caplog.text
    assert "chưa tính được" in as_("officer").get("/so-lieu/du-bao/").content.decode()


def test_before_any_figures_the_page_says_what_to_do(db, as_):
    assert "Chưa tính số liệu lần nào" in as_("officer").get("/so-lieu/du-bao/").content.decode()


def test_the_running_month_and_what_lies_before_a_gap_are_left_out():
    assert past([99, 3, 2, None, 1]) == [2, 3]
    assert past([]) == []


@given(st.text(max_size=12))
@settings(max_examples=100)
def test_whatever_is_typed_is_a_number_within_bounds(text):
    assert -100 <= percent(text, least=-100, most=500) <= 500


@pytest.mark.parametrize(
    ("text", "number"),
    [("10", 10), ("+10 %", 10), ("-30%", -30), ("9999999", 0), ("999999", 500), ("1e9", 0), (None, 0)],
)
def test_per_cents_are_read_as_people_type_them(text, number):
    assert percent(text, least=-100, most=500) == number

"""Forecasts as the page shows them: what is expected with its interval, the naive model beside, past errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from binhyen.kit.charts import Chart, Direction, Look, Point, Series, Shown, shown
from binhyen.monitoring.indicators.models import FigureForecast, FigureRun
from binhyen.monitoring.indicators.rules.dictionary import Entry, entry
from binhyen.monitoring.indicators.rules.forecasting import KIND, wanted
from binhyen.monitoring.indicators.rules.periods import Period, kinds
from binhyen.operations.cases.queries.endings import compulsory_endings
from binhyen.operations.cases.rules.parameters import load
from binhyen_analytics.beds import Arrivals, beds

MODEL_WORDS = {
    "SMOOTHING": "san bằng hàm mũ",
    "LAST_VALUE": "giữ nguyên số tháng trước",
    "LAST_YEAR": "lặp lại cùng tháng năm trước",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. ``refused`` says why it is not forecast; otherwise the rest is there."""

    entry: Entry
    refused: str = ""
    chart: Shown | None = None
    model: str = ""
    naive: str = ""
    naive_is_better: bool = False
    error: float = 0
    naive_error: float = 0
    covered: int = 0  # per cent
    last: int = 0
    expected: float = 0
    low: float = 0
    high: float = 0


@dataclass(frozen=True, slots=True)
class BedMonth:
    month: str
    leaving: int
    coming: int
    needed: int
    low: int
    high: int
    short: int


def rows(*, run: FigureRun, area: str) -> list[Row]:
    """What is forecast of a province, in the order of law/indicators/forecast.toml. One query."""
    kept = {one.code: one for one in FigureForecast.objects.filter(run=run, area=area)}
    months = coming_months(run)
    found = []
    for code in wanted().codes:
        of = entry(code)
        if of is None:
            continue
        one = kept.get(code)
        if one is None:
            found.append(Row(of, refused="chưa có số liệu"))
        elif "refused" in one.data:
            found.append(Row(of, refused=one.data["refused"]))
        else:
            found.append(_row(of, one.past, one.data, months, run))
    return found


def coming_months(run: FigureRun) -> list[Period]:
    """The running month of the figures and those after it."""
    running = kinds()[KIND].containing(run.as_of)
    return [running.moved(step) for step in range(wanted().steps)]


def bed_plan(*, run: FigureRun, area: str, capacity: int, change: int, early: int) -> tuple[list[BedMonth], str]:
    """Beds month by month, and why there is no plan where there is none. ``change`` and ``early`` in per cent.

    Runs inside the scope of a reader who sees the whole province: terms that end are counted in the register.
    """
    kept = {one.code: one for one in FigureForecast.objects.filter(run=run, area=area)}
    inside, coming = kept.get(wanted().inside), kept.get(wanted().coming)
    if inside is None or coming is None or not inside.past:
        return [], "chưa có số người đang ở cơ sở hoặc số người vào cơ sở từng tháng"
    if "refused" in coming.data:
        return [], f"{coming.data['refused']} (người vào cơ sở)"
    months = coming_months(run)
    arrivals = [Arrivals(step["expected"], step["low"], step["high"]) for step in coming.data["steps"]]
    ending = compulsory_endings(until=[month.end for month in months])
    found = beds(
        inside=inside.past[-1], ending=ending, coming=arrivals, change=1 + change / 100, early=early / 100,
        term=load().number("REHAB_FIRST", run.as_of),  # the shorter of the law's two: a bed is not promised too long
    )  # fmt: skip
    return [
        BedMonth(
            month.short, round(one.leaving), round(one.coming), round(one.needed), round(one.low), round(one.high),
            round(one.short_of(capacity)) if capacity else 0,
        )
        for month, one in zip(months, found, strict=False)
    ], ""  # fmt: skip


def _row(of: Entry, past: Sequence[int], data: dict[str, Any], months: Sequence[Period], run: FigureRun) -> Row:
    steps = data["steps"]
    last = steps[-1]
    return Row(
        of, chart=_chart(of, past, steps, months, run), model=MODEL_WORDS[data["model"]],
        naive=MODEL_WORDS[data["naive"]], naive_is_better=data["model"] == data["naive"],
        error=round(data["errors"][data["model"]], 1), naive_error=round(data["errors"][data["naive"]], 1),
        covered=round(100 * data["covered"]), last=past[-1], expected=round(last["expected"]),
        low=round(last["low"]), high=round(last["high"]),
    )  # fmt: skip


def _chart(
    of: Entry, past: Sequence[int], steps: Sequence[dict[str, float]], months: Sequence[Period], run: FigureRun
) -> Shown:
    """Past, expected with its interval, and the naive model, over one line of months."""
    running = kinds()[KIND].containing(run.as_of)
    before = [running.moved(-back).short for back in range(len(past), 0, -1)]
    ahead = [month.short for month in months]
    empty, later = [Point(label, None) for label in before], [Point(label, None) for label in ahead]
    seen = [Point(label, value) for label, value in zip(before, past, strict=True)]
    pairs = list(zip(ahead, steps, strict=False))
    said = [Point(label, round(step["expected"]), round(step["low"]), round(step["high"])) for label, step in pairs]
    naive = [Point(label, round(step["naive"])) for label, step in pairs]
    return shown(
        Chart(
            of.name,
            (
                Series("Đã có", (*seen, *later)),
                Series("Dự báo", (*empty, *said), expected=True),
                Series("Cách đơn giản", (*empty, *naive), expected=True),
            ),
            look=Look.LINES, unit=of.unit, direction=Direction(of.direction), height=170,
        )
    )  # fmt: skip

"""Figures of the cells of rounds, for all areas at once, from a snapshot. Until a report is signed they move on."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import pyarrow as pa
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.actions import enqueue
from binhyen.foundation.jobs.models import Job
from binhyen.monitoring.indicators.actions import snapshot as snapshots
from binhyen.monitoring.reporting.models import Report, Round, RoundFigures
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.rules import figures as rules
from binhyen.monitoring.reporting.values.forms import Span
from binhyen.monitoring.reporting.values.reports import EDITABLE
from binhyen.operations.cases.rules.time import DAY, day_of
from binhyen_analytics.measures import CATALOGUE, Period, compute
from binhyen_analytics.snapshot import Snapshot, latest

FIGURES_JOB = "reporting.figures"
LOOKED_BACK = 60 * DAY  # rounds due longer ago keep the figures they have
Told = snapshots.Told


def ask_for_figures(*, by: User, at: datetime, url: str = "") -> Job:
    """Have the figures of all open rounds counted anew, in the background."""
    return enqueue(
        kind=FIGURES_JOB, title="Tính lại số của các báo cáo đang làm", arguments={"fresh": True}, by=by, at=at,
        url=url or "/bao-cao/", lock=FIGURES_JOB,
    )  # fmt: skip


def waiting(*, at: datetime) -> list[Round]:
    """Rounds somebody still fills in. One query."""
    unsigned = Report.objects.filter(state__in=EDITABLE).values("round_id")
    found = Round.objects.filter(opens_at__lte=at, due_at__gt=at - LOOKED_BACK, pk__in=unsigned)
    return list(found.select_related("duty").order_by("due_at", "pk"))


def refresh(*, scope: Scope, at: datetime, fresh: bool, told: Told = lambda done, total, words: None) -> str:
    """Figures of all open rounds, from the last snapshot, or from a new one where ``fresh``. Safe to run twice."""
    rounds = waiting(at=at)
    if not rounds:
        return "Không có báo cáo nào đang làm."
    taken = None if fresh else latest(snapshots.folder())
    if taken is None:
        taken = snapshots.take(scope=scope, at=at, told=told)
    old = [one for one in rounds if one.figures_at is None or one.figures_at < taken.moment]
    for number, one in enumerate(old):
        told(number, len(old), f"Đang tính {one.duty.name.lower()}, {one.name}")
        keep(rounds=[one], snapshot=taken)
    return f"Đã tính số của {len(old)} kỳ báo cáo, theo sổ lúc {timezone.localtime(taken.moment):%H:%M %d/%m/%Y}."


@transaction.atomic
def keep(*, rounds: Sequence[Round], snapshot: Snapshot) -> int:
    """Count and store the figures of rounds. Returns how many areas were stored. One computation for all of them.

    Rounds that have figures of a later moment keep them: another run was quicker.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("duty")
    newer = Q(figures_at__isnull=True) | Q(figures_at__lt=snapshot.moment)
    rounds = list(held.filter(newer, pk__in=[one.pk for one in rounds]).order_by("pk"))
    asked = [_Column(one, span, codes, day_of(snapshot.moment)) for one, span, codes in _columns(rounds)]
    codes = sorted({code for column in asked for code in column.codes if code in CATALOGUE})
    owing = set(Report.objects.filter(round__in=rounds).values_list("area_code", flat=True))
    areas = sorted(owing.intersection(snapshots.areas(snapshot)))
    if not codes or not areas:
        return 0
    periods = [Period(*days) for days in sorted({column.days for column in asked})]
    pairs = _pairs(compute(snapshot, codes=codes, areas=areas, periods=periods))
    rows = [
        RoundFigures(round=one, area_code=area, known_at=snapshot.moment, data=_data(asked, one, area, pairs))
        for one in rounds
        for area in areas
    ]
    RoundFigures.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["round", "area_code"],
        update_fields=["known_at", "data"],
    )  # fmt: skip
    Round.objects.filter(pk__in=[one.pk for one in rounds]).update(figures_at=snapshot.moment)
    return len(rows)


class _Column:
    """Indicators of one span of one round, and the days it is of: a period that still runs, until today."""

    def __init__(self, one: Round, span: Span, codes: Sequence[str], today: date) -> None:
        self.round, self.span, self.codes = one, span, codes
        self.days = rules.counted_days(span, one.duty.rhythm, one.period_start, one.period_end, today)


def _columns(rounds: Sequence[Round]) -> Iterator[tuple[Round, Span, list[str]]]:
    for one in rounds:
        for span, codes in rules.wanted(forms.of_key(key=one.form_key)).items():
            yield one, span, codes


type Pairs = dict[tuple[str, str, rules.Days], list[int | None]]


def _data(asked: Sequence[_Column], one: Round, area: str, pairs: Pairs) -> dict[str, list[int | None]]:
    """What is stored of an area: what has no source is not there."""
    return {
        rules.key(code, column.span): pairs[area, code, column.days]
        for column in asked
        if column.round.pk == one.pk
        for code in column.codes
        if (area, code, column.days) in pairs
    }


def _pairs(table: pa.Table) -> Pairs:
    """Numerator and denominator by area, code and days; what has no source is left out."""
    columns = ("area", "code", "period_start", "period_end", "numerator", "denominator", "status")
    return {
        (area, code, (start, end)): [above, below]
        for area, code, start, end, above, below, status in zip(
            *(table[name].to_pylist() for name in columns), strict=True
        )
        if status != "NO_SOURCE"
    }

"""Boards of any day, as known on any day: computed when somebody asks, from the last snapshot, and kept."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from django.db import transaction

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import FigureLook
from binhyen.monitoring.indicators.queries import export
from binhyen.monitoring.indicators.queries.boards import shown_codes
from binhyen.monitoring.indicators.rules.periods import kinds
from binhyen_analytics.measures import Period, compute
from binhyen_analytics.snapshot import Snapshot, latest

from . import snapshot as snapshots
from .figures import unknown_before_classes

KEPT = 100  # looks; older ones are computed again where somebody asks


class NothingKnown(Exception):
    """No figures can be given; the message says why."""


def look(*, on: date, known_at: datetime, kind: str, scope: Scope, at: datetime) -> FigureLook:
    """Compute and keep. ``scope`` opens everything. Raises NothingKnown before a snapshot was ever taken."""
    taken = latest(snapshots.folder())
    if taken is None:
        raise NothingKnown("Chưa tính số liệu lần nào. Hãy bấm “Tính lại” ở bảng số liệu rồi thử lại.")
    if taken.moment < known_at <= at:  # a moment that is over is known whole
        taken = snapshots.take(scope=scope, at=at)
    then, areas = min(known_at, taken.moment), snapshots.areas(taken)
    start = kinds()[kind].containing(on).start
    told = _with_classes(taken, on, then, [area for area in areas if len(area) > len("15")], scope)
    periods = [Period(start, on, then), Period(start, on, taken.moment)]
    found = unknown_before_classes(compute(told, codes=shown_codes(), areas=areas, periods=periods), snapshot=told)
    return _keep(found, on, known_at, kind, taken.moment)


def _with_classes(taken: Snapshot, on: date, then: datetime, communes: list[str], scope: Scope) -> Snapshot:
    """The snapshot with what the product makes of that very day, then and now."""
    held: dict[str, pa.Table] = {}
    with scope_in_database(scope):
        for name, maker in export.made().items():
            was = maker.rows(days=[on], communes=communes, at=then, known_at=then)
            now = maker.rows(days=[on], communes=communes, at=taken.moment, known_at=taken.moment)
            ends = pa.array([taken.moment] * was.num_rows, was.schema.field("known_to").type)
            column = was.schema.get_field_index("known_to")
            held[name] = pa.concat_tables([was.set_column(column, was.schema.field("known_to"), ends), now])
    return replace(taken, held={**taken.held, **held})


@transaction.atomic
def _keep(found: pa.Table, on: date, known_at: datetime, kind: str, moment: datetime) -> FigureLook:
    areas: dict[str, dict[str, list[Any]]] = {}
    missing: list[str] = []
    columns = (found[name].to_pylist() for name in ("code", "area", "numerator", "denominator", "status"))
    for code, area, above, below, status in zip(*columns, strict=True):
        if status == "NO_SOURCE":
            missing.append(code)
        else:
            areas.setdefault(area, {}).setdefault(code, []).append([above, below])
    made, _ = FigureLook.objects.update_or_create(
        on=on, known_at=known_at, period_kind=kind,
        defaults={"moment": moment, "areas": areas, "no_source": sorted(set(missing))},
    )  # fmt: skip
    old = FigureLook.objects.order_by("-moment", "-pk").values_list("pk", flat=True)[KEPT:]
    FigureLook.objects.filter(pk__in=list(old)).delete()
    return made

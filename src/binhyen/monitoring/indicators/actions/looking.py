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
from binhyen.monitoring.indicators.rules.behind import FACTS
from binhyen.monitoring.indicators.rules.live import LIVE
from binhyen.monitoring.indicators.rules.periods import kinds
from binhyen_analytics.engines import Engine, engine
from binhyen_analytics.measures import CATALOGUE, Period, compute_on, differs
from binhyen_analytics.snapshot import Snapshot, latest

from . import snapshot as snapshots
from .figures import unknown_before_classes

KEPT = 100  # looks; older ones are computed again where somebody asks
MOST_CHANGES, MOST_ROWS = 120, 500  # figures that are opened row by row, and rows of one


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
    with engine(told) as opened:
        table = compute_on(opened, told, codes=shown_codes(), areas=areas, periods=periods)
        found, missing = _read(unknown_before_classes(table, snapshot=told))
        changes = _changes(opened, told, found, Period(start, on), then)
    return _keep(found, changes, missing, on=on, known_at=known_at, kind=kind, moment=taken.moment)


type Pairs = list[list[int | None]]
type Found = dict[str, dict[str, Pairs]]


def _read(table: pa.Table) -> tuple[Found, list[str]]:
    """area: code: [numerator, denominator] then and now; and codes without a source."""
    areas: Found = {}
    missing: set[str] = set()
    columns = (table[name].to_pylist() for name in ("code", "area", "numerator", "denominator", "status"))
    for code, area, above, below, status in zip(*columns, strict=True):
        if status == "NO_SOURCE":
            missing.add(code)
        else:
            areas.setdefault(area, {}).setdefault(code, []).append([above, below])
    return areas, sorted(missing)


def _changes(
    opened: Engine, told: Snapshot, found: Found, period: Period, then: datetime
) -> dict[str, list[list[Any]]]:
    """Rows behind what differs, where neither the register nor its facts are opened: [above or below, row, amounts].

    Provinces first; of very many the last are left out, and open in their province.
    """
    changed = [
        (area, code)
        for area in sorted(found, key=lambda one: (len(one), one))
        for code, (was, now) in found[area].items()
        if was != now and code not in LIVE and code not in FACTS
    ]
    kept: dict[str, list[list[Any]]] = {}
    for area, code in changed[:MOST_CHANGES]:
        rows = []
        for below in (False, True) if CATALOGUE[code].denominator is not None else (False,):
            lines = differs(
                opened, told, code=code, area=area, period=period, then=then, now=told.moment, denominator=below
            )
            rows += [[int(below), one.kind, one.number, one.commune, one.then, one.now] for one in lines[:MOST_ROWS]]
        kept[f"{area} {code}"] = rows
    return kept


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
def _keep(
    areas: Found, changes: dict[str, list[list[Any]]], missing: list[str], *, on: date, known_at: datetime, kind: str,
    moment: datetime,
) -> FigureLook:  # fmt: skip
    made, _ = FigureLook.objects.update_or_create(
        on=on, known_at=known_at, period_kind=kind,
        defaults={"moment": moment, "areas": areas, "changes": changes, "no_source": missing},
    )  # fmt: skip
    old = FigureLook.objects.order_by("-moment", "-pk").values_list("pk", flat=True)[KEPT:]
    FigureLook.objects.filter(pk__in=list(old)).delete()
    return made

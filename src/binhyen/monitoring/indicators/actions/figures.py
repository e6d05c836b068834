"""Computing all figures from a snapshot and keeping them for boards: built aside, then there at once."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import transaction

from binhyen.monitoring.indicators.models import FigureRun, FigureSeries
from binhyen.monitoring.indicators.queries.boards import named
from binhyen.monitoring.indicators.rules.spans import KEPT, kept
from binhyen_analytics.measures import CATALOGUE, Period, compute, reads
from binhyen_analytics.snapshot import Snapshot

AT_ONCE = 2_000  # series per statement
Column = Any  # areas x periods


EVERY = tuple(CATALOGUE)


def figures_of(
    snapshot: Snapshot, *, areas: list[str], as_of: date, codes: Sequence[str] = EVERY
) -> tuple[pa.Table, list[tuple[str, int]]]:
    """Indicators of ``areas`` in all periods kept; the periods by kind and place, in the order of the table."""
    places, periods = [], []
    for kind in KEPT:
        for back, one in enumerate(kept(kind, as_of)):
            places.append((kind, back))
            periods.append(Period(one.start, min(one.end, as_of)))
    found = compute(snapshot, codes=list(codes), areas=areas, periods=periods)
    return unknown_before_classes(found, snapshot=snapshot), places


def unknown_before_classes(found: pa.Table, *, snapshot: Snapshot) -> pa.Table:
    """Before the decision that makes classes no commune had one: nobody then met it, and nobody failed to."""
    days = snapshot.table("classes", "legal_from") if snapshot.has("classes") else None
    if days is None or not found.num_rows:
        return found
    first = pc.min(days) if len(days) else pa.scalar(date.max, pa.date32())
    codes = pa.array([code for code, one in CATALOGUE.items() if "classes" in reads(one)], pa.string())
    early = pc.and_(pc.is_in(found["code"].cast(pa.string()), value_set=codes), pc.less(found["period_end"], first))
    numbers = pc.if_else(early, pa.scalar(None, pa.int64()), found["numerator"])
    return found.set_column(found.schema.get_field_index("numerator"), "numerator", numbers)


@transaction.atomic
def keep(*, snapshot: Snapshot, areas: list[str], as_of: date, at: datetime, codes: Sequence[str] = EVERY) -> FigureRun:
    """Compute and store; runs before are gone with the transaction. Returns the new run."""
    table, places = figures_of(snapshot, areas=areas, as_of=as_of, codes=codes)
    statuses = table["status"].combine_chunks() if table.num_rows else pa.array([])
    per_code = len(areas) * len(places)
    missing = [
        code for n, code in enumerate(codes) if statuses[n * per_code].as_py() == "NO_SOURCE"
    ]  # fmt: skip
    run = FigureRun.objects.create(
        computed_at=at, moment=snapshot.moment, as_of=as_of, digest=snapshot.manifest.digest, areas=named(areas),
        codes=list(codes), no_source=missing,
    )  # fmt: skip
    wanted = (row for row in _series(table, areas, places, codes) if row[0] not in set(missing))
    FigureSeries.objects.bulk_create(
        (
            FigureSeries(run=run, code=code, area=area, period_kind=kind, numerators=above, denominators=below)
            for code, area, kind, above, below in wanted
        ),
        batch_size=AT_ONCE,
    )
    FigureRun.objects.exclude(pk=run.pk).delete()
    return run


def series_of(snapshot: Snapshot, *, areas: list[str], as_of: date, codes: Sequence[str]) -> Iterator["Series"]:
    """The series of some areas and indicators; those that are zero throughout are left out."""
    table, places = figures_of(snapshot, areas=areas, as_of=as_of, codes=codes)
    return _series(table, areas, places, codes)


type Series = tuple[str, str, str, list[int | None], list[int | None] | None]


def _series(table: pa.Table, areas: list[str], places: list[tuple[str, int]], codes: Sequence[str]) -> Iterator[Series]:
    """The table as series: code, area, kind, numerators, denominators; those that are zero throughout are left out."""
    shape = (len(codes), len(areas), len(places))
    above, below = (_grid(table[name], shape) for name in ("numerator", "denominator"))
    slices = {kind: [n for n, (of, _) in enumerate(places) if of == kind] for kind in KEPT}
    for c, code in enumerate(codes):
        for a, area in enumerate(areas):
            for kind, here in slices.items():
                top, bottom = above[c, a, here], below[c, a, here] if CATALOGUE[code].denominator is not None else None
                if np.any(top != 0) or (bottom is not None and np.any(bottom != 0)):
                    yield code, area, kind, _numbers(top), None if bottom is None else _numbers(bottom)


def _grid(column: pa.ChunkedArray, shape: tuple[int, int, int]) -> Column:
    """Numbers with NaN for what is not known; counts are far below where a float loses whole numbers."""
    return column.to_numpy().astype(np.float64).reshape(shape)


def _numbers(found: Column) -> list[int | None]:
    return [None if np.isnan(value) else int(value) for value in found]

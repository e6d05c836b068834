"""All indicators of all areas and periods in a few queries, whatever their number.

    table = compute(snapshot, codes=("addicts.legal",), areas=("02788", "15"), periods=last(12, Length.MONTH, today))

Answers one row per indicator, area and period:

    code, area, period_start, period_end, known_at
    numerator    int64, null without a source or where it is not known
    denominator  int64, null where the indicator has none, or it is not known
    status       OK, UNKNOWN (a commune of the area has no population figure), NO_SOURCE (the product holds no data)

Exact numbers only: a rate is numerator ÷ scale ÷ denominator (``CATALOGUE[code].scale``), rounded by whoever shows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa

from binhyen_analytics.engines import Engine, engine
from binhyen_analytics.snapshot import Snapshot

from .answer import table_of
from .catalogue import CATALOGUE
from .counts import Indicator, YearBefore
from .evaluate import evaluate
from .periods import Period
from .plan import Frame, NotComputable, places


def compute(
    snapshot: Snapshot,
    *,
    codes: Sequence[str] | None = None,
    areas: Sequence[str],
    periods: Sequence[Period],
    known_at: datetime | None = None,
    engine_name: str | None = None,
    catalogue: Mapping[str, Indicator] = CATALOGUE,
) -> pa.Table:
    """``codes`` None: all. ``known_at`` is for periods without their own; None is the moment of the snapshot.

    ``areas``: commune codes, province codes, "VN". Raises ``NotComputable`` for what is not there.
    """
    with engine(snapshot, name=engine_name) as opened:
        return compute_on(
            opened, snapshot, codes=codes, areas=areas, periods=periods, known_at=known_at, catalogue=catalogue
        )


def compute_on(
    opened: Engine,
    snapshot: Snapshot,
    *,
    codes: Sequence[str] | None = None,
    areas: Sequence[str],
    periods: Sequence[Period],
    known_at: datetime | None = None,
    catalogue: Mapping[str, Indicator] = CATALOGUE,
) -> pa.Table:
    """The same on an engine that is open already, for several questions to one snapshot."""
    wanted = _wanted(catalogue, codes)
    moments = [one.known_at or known_at or snapshot.moment for one in periods]
    late = [moment for moment in moments if moment > snapshot.moment]
    if late:
        raise NotComputable(
            f"bản chụp lúc {snapshot.moment:%d/%m/%Y %H:%M} chưa biết những gì đến {max(late):%d/%m/%Y %H:%M}"
        )
    if snapshot.current and any(moment != snapshot.moment for moment in moments):
        raise NotComputable("bản chụp này chỉ giữ những gì biết lúc chụp")
    asked = tuple(replace(one, known_at=moment) for one, moment in zip(periods, moments, strict=True))
    register = opened.answer("communes", lambda: opened.table("communes"))
    frame = Frame(places(register, areas), _with_years_before(wanted, asked), snapshot.moment)
    return table_of(evaluate(opened, snapshot, wanted, frame), wanted, frame, asked)


def _wanted(catalogue: Mapping[str, Indicator], codes: Iterable[str] | None) -> list[Indicator]:
    chosen = list(catalogue) if codes is None else list(codes)
    unknown = [code for code in chosen if code not in catalogue]
    if unknown:
        raise NotComputable(f"không có chỉ tiêu: {', '.join(unknown)}")
    return [catalogue[code] for code in chosen]


def _with_years_before(wanted: Iterable[Indicator], periods: tuple[Period, ...]) -> tuple[Period, ...]:
    if not any(isinstance(one.denominator, YearBefore) for one in wanted):
        return periods
    return tuple(dict.fromkeys((*periods, *(one.year_before() for one in periods))))

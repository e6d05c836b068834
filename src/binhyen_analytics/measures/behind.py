"""The rows behind a figure: whoever opens a number sees what was counted, by the same predicate and nothing else.

Rows carry numbers only (``person_id``, ``event_id`` …); who they are is for the register to say, to those who may know.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from binhyen_analytics.engines import Engine, engine
from binhyen_analytics.snapshot import Snapshot

from .catalogue import CATALOGUE
from .counts import (
    Came,
    Communes,
    Count,
    Distinct,
    Happened,
    NoSource,
    Residents,
    Standing,
    Sum,
    Went,
    YearBefore,
)
from .evaluate import Evaluation, sourced
from .known import known_at as believed
from .periods import Period
from .plan import PLACES, Frame, NotComputable, places
from .sources import SOURCES


def behind(
    snapshot: Snapshot,
    *,
    code: str,
    area: str,
    period: Period,
    known_at: datetime | None = None,
    denominator: bool = False,
    engine_name: str | None = None,
) -> list[pa.Table]:
    """The rows the numerator (or the denominator) is made of; one table, several where it is a sum of counts.

    Each row counts as one, or as its ``amount``; of a number of different persons, each person is one row. Raises
    ``NotComputable`` where there is no source.
    """
    with engine(snapshot, name=engine_name) as opened:
        return behind_on(
            opened, snapshot, code=code, area=area, period=period, known_at=known_at, denominator=denominator
        )


def behind_on(
    opened: Engine,
    snapshot: Snapshot,
    *,
    code: str,
    area: str,
    period: Period,
    known_at: datetime | None = None,
    denominator: bool = False,
) -> list[pa.Table]:
    """The same on an engine that is open already."""
    if code not in CATALOGUE:
        raise NotComputable(f"không có chỉ tiêu: {code}")
    indicator = CATALOGUE[code]
    count = indicator.denominator if denominator else indicator.numerator
    if count is None or isinstance(count, NoSource) or not sourced(snapshot, indicator):
        raise NotComputable(f"chỉ tiêu {code} chưa có nguồn số liệu")
    moment = period.known_at or known_at or snapshot.moment
    found = _Rows(opened, snapshot, area, Period(period.start, period.end, moment))
    return [opened.rows(rows) for rows in found.of(count)]


class _Rows:
    """One area and period, as known at one moment."""

    def __init__(self, opened: Engine, snapshot: Snapshot, area: str, period: Period) -> None:
        self._engine, self._snapshot, self._area, self._period = opened, snapshot, area, period
        self._places = places(opened.rows(opened.table("communes")), [area])
        self._places.put(opened)

    def of(self, count: Count) -> list[ibis.Table]:
        match count:
            case Sum():
                return [rows for one in count.of for rows in self.of(one)]
            case YearBefore():
                before = _Rows(self._engine, self._snapshot, self._area, self._period.year_before())
                return before.of(count.of)
            case Standing():
                return [self._standing(count)]
            case Happened():
                rows = self._dated(count.source, "day", count.where)
                return [rows if count.amount is None else rows.mutate(amount=count.amount).filter(_.amount.notnull())]
            case Distinct():
                rows = self._dated(count.source, "day", count.where)
                return [rows.group_by(count.who).aggregate(commune_code=_.commune_code.min())]  # the same every time
            case Came() | Went():
                return [self._moved(count)]
            case Residents():
                return [self._residents()]
            case Communes():
                return [self._communes(count)]
        raise NotComputable(f"không mở được {count}")

    def _known(self, name: str) -> ibis.Table:
        rows, moment = self._engine.table(name), self._period.known_at
        return believed(rows, moment) if moment is not None and "known_from" in rows.columns else rows

    def _here(self, rows: ibis.Table) -> ibis.Table:
        return rows.semi_join(self._engine.table(PLACES), "commune_code")

    def _source(self, name: str) -> ibis.Table:
        return SOURCES[name].build(self._known)

    def _standing(self, count: Standing) -> ibis.Table:
        rows, on = self._source(count.source), self._period.eve if count.opening else self._period.end
        rows = rows.filter((rows.legal_from <= on) & (rows.legal_to.isnull() | (rows.legal_to > on)))
        return self._here(rows if count.where is None else rows.filter(count.where))

    def _dated(self, source: str, day: str, where: Any) -> ibis.Table:
        rows = self._source(source)
        rows = rows.filter((rows[day] >= self._period.start) & (rows[day] <= self._period.end))
        return self._here(rows if where is None else rows.filter(where))

    def _moved(self, count: Came | Went) -> ibis.Table:
        """Spans that begin (or end) in the period, less those that merely go on in the area."""
        spans = self._source(count.source)
        met = self._here(spans.filter(count.where))
        if isinstance(count, Came):
            rows = self._dated(count.source, "legal_from", count.where)
            rows = rows if count.because is None else rows.filter(count.because)
            before = met.select("person_id", touches="legal_to")
            return rows.anti_join(before, [rows.person_id == before.person_id, rows.legal_from == before.touches])
        rows = self._dated(count.source, "legal_to", count.where)
        after = met.select("person_id", touches="legal_from")
        rows = rows.anti_join(after, [rows.person_id == after.person_id, rows.legal_to == after.touches])
        if count.because is None:
            return rows
        later = spans.filter(count.because).select("person_id", touches="legal_from")
        return rows.semi_join(later, [rows.person_id == later.person_id, rows.legal_to == later.touches])

    def _residents(self) -> ibis.Table:
        rows = self._here(self._known("populations"))
        rows = rows.filter(rows.as_of <= self._period.end)
        newest = ibis.window(group_by=rows.commune_code, order_by=rows.as_of.desc())
        rows = rows.mutate(turn=ibis.row_number().over(newest))
        return rows.filter(rows.turn == 0).drop("turn").mutate(amount=_.people)

    def _communes(self, count: Communes) -> ibis.Table:
        register = self._here(self._engine.table("communes"))
        if count.rule is None:
            return register
        frame = Frame(self._places, (self._period,), self._snapshot.moment)
        numbers = Evaluation(self._engine, self._snapshot, frame).of_communes(list(count.of))
        holds = np.asarray(count.rule(*(numbers[id(one)] for one in count.of)))[:, 0]
        names = [name for name, one in zip(self._places.communes, holds, strict=True) if one]
        return register.filter(register.commune_code.isin(names)) if names else register.limit(0)

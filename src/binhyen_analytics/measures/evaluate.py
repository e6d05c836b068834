"""Counts to numbers: those over the same rows are evaluated together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import ibis
import numpy as np

from binhyen_analytics.engines import Engine
from binhyen_analytics.snapshot import Snapshot

from .counts import (
    Came,
    Communes,
    Count,
    Distinct,
    Happened,
    Indicator,
    NoSource,
    Numbers,
    Residents,
    Standing,
    Sum,
    Went,
    YearBefore,
)
from .happened import distinct, happened
from .known import known_at
from .moved import moved
from .plan import Frame
from .residents import residents
from .rows import Rows
from .sources import SOURCES
from .standing import standing

FEW = 200  # communes that are named in a query; more are left to the join
type Truths = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Answer:
    """Areas × periods. ``unknown`` is None where everything is known."""

    numbers: Numbers
    unknown: Truths | None = None


type Answers = dict[int, Answer]  # by id of the count; without a source it is not there


def evaluate(engine: Engine, snapshot: Snapshot, wanted: Sequence[Indicator], frame: Frame) -> Answers:
    """All counts behind the indicators."""
    asked = {id(count): count for one in wanted if sourced(snapshot, one) for count in _parts(one)}
    by_commune = {id(count): count for count in asked.values() for count in _inputs(count)}
    found: Answers = {}
    plain = Evaluation(engine, snapshot, frame)
    for count_id, numbers in plain.of_communes([c for c in {**asked, **by_commune}.values() if _additive(c)]).items():
        plain.communes[count_id] = numbers
    for count_id in asked:
        if count_id in plain.communes:
            found[count_id] = Answer(plain.to_areas(plain.communes[count_id]))
    found.update(plain.of_areas(list(asked.values())))
    return found


def adds_up(indicator: Indicator) -> bool:
    """Whether the figure of an area is the sum of those of its communes, above and below the line."""
    return all(isinstance(count, Standing | Happened | Communes | Sum | Residents) for count in _parts(indicator))


def _parts(indicator: Indicator) -> Iterable[Count]:
    for count in (indicator.numerator, indicator.denominator):
        if isinstance(count, YearBefore):
            yield count.of
        elif count is not None:
            yield count


def _inputs(count: Count) -> tuple[Count, ...]:
    return count.of if isinstance(count, Communes | Sum) else ()


def _additive(count: Count) -> bool:
    return isinstance(count, Standing | Happened)


def sourced(snapshot: Snapshot, indicator: Indicator) -> bool:
    """Does the snapshot hold all that the indicator needs?"""
    if any(isinstance(count, NoSource) for count in _parts(indicator)):
        return False
    if any(not snapshot.has(table) for table in reads(indicator)):
        return False
    return not any(snapshot.lacks(*need.split(".")) for need in indicator.needs)


def reads(indicator: Indicator) -> frozenset[str]:
    """The tables of a snapshot it is counted from."""
    counts = list(_parts(indicator))
    counts += [inner for count in counts for inner in _inputs(count)]
    names = [name for count in counts if (name := getattr(count, "source", None))]
    tables = {table for name in names for table in SOURCES[name].tables}
    return frozenset(tables | ({"populations"} if any(isinstance(one, Residents) for one in counts) else set()))


class Evaluation:
    """One run over one frame."""

    def __init__(self, engine: Engine, snapshot: Snapshot, frame: Frame) -> None:
        self._engine, self._snapshot, self._frame = engine, snapshot, frame
        frame.places.put(engine)
        self.communes: dict[int, Numbers] = {}  # communes × periods

    def to_areas(self, numbers: Numbers) -> Numbers:
        places = self._frame.places
        return numbers if places.plain else np.asarray(places.members @ numbers)

    def of_communes(self, counts: Sequence[Count]) -> dict[int, Numbers]:
        """Counts that add up, by commune."""
        found: dict[int, Numbers] = {}
        for kind, work in ((Standing, standing), (Happened, happened)):
            for rows, some in self._by_source([count for count in counts if isinstance(count, kind)]):
                answers = work(self._engine, rows, cast(Any, some), self._frame)
                found.update(zip(map(id, some), answers, strict=True))
        return found

    def of_areas(self, counts: Sequence[Count]) -> Answers:
        """Counts that do not add up: flows, different persons, denominators, numbers of communes."""
        found: Answers = {}
        for rows, some in self._by_source([count for count in counts if isinstance(count, Came | Went)], here=False):
            answers = moved(self._engine, rows, cast(Any, some), self._frame)
            found.update((id(count), Answer(numbers)) for count, numbers in zip(some, answers, strict=True))
        for rows, some in self._by_source([count for count in counts if isinstance(count, Distinct)]):
            answers = distinct(self._engine, rows, cast(Any, some), self._frame)
            found.update((id(count), Answer(numbers)) for count, numbers in zip(some, answers, strict=True))
        people = [count for count in counts if isinstance(count, Residents)]
        if people:
            answer = Answer(*residents(self._engine, self._frame))
            found.update((id(count), answer) for count in people)
        found.update((id(count), self._communes(count)) for count in counts if isinstance(count, Communes))
        for count in counts:
            if isinstance(count, Sum):
                found[id(count)] = Answer(self.to_areas(np.sum([self.communes[id(one)] for one in count.of], axis=0)))
        return found

    def _communes(self, count: Communes) -> Answer:
        frame = self._frame
        if count.rule is None:
            return Answer(np.repeat(frame.places.sizes()[:, None], len(frame.periods), axis=1))
        truths = count.rule(*(self.communes[id(one)] for one in count.of))
        return Answer(self.to_areas(np.asarray(truths, dtype=np.int64)))

    def _by_source(self, counts: Sequence[Count], *, here: bool = True) -> Iterable[tuple[Rows, list[Count]]]:
        groups: dict[str, list[Count]] = {}
        for count in counts:
            groups.setdefault(cast(Any, count).source, []).append(count)
        for name, some in groups.items():
            yield Rows(name, partial(SOURCES[name].build, self._here if here else self._known)), some

    def _known(self, name: str) -> ibis.Table:
        """A table, without what is not known at the moment asked about, where there is only one."""
        rows = self._engine.table(name)
        moment = None if self._snapshot.current else self._frame.one_moment
        return known_at(rows, moment) if moment is not None and "known_from" in rows.columns else rows

    def _here(self, name: str) -> ibis.Table:
        """The same of the communes asked about, where they are few."""
        rows, communes = self._known(name), self._frame.places.communes
        few = not self._snapshot.current and len(communes) <= FEW and "commune_code" in rows.columns
        return rows.filter(rows.commune_code.isin(communes)) if few else rows

"""The frame of one computation: which places, periods and points of time; how communes add up to areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np
import pyarrow as pa
from scipy.sparse import csr_array

from binhyen_analytics.engines import Engine

from .counts import Numbers
from .periods import Period, chains, pieces


class NotComputable(ValueError):
    """What was asked for cannot be answered; the message says why."""


type Point = tuple[date, datetime]  # a day, and the moment it is known at
PLACES, AREAS = "plan_places", "plan_areas"  # tables: communes with their numbers; with the areas they belong to


@dataclass(frozen=True, slots=True)
class Places:
    """``communes`` are counted; ``areas`` are what is asked for, each a set of them."""

    communes: tuple[str, ...]
    areas: tuple[str, ...]
    members: csr_array  # areas × communes, ones

    @property
    def plain(self) -> bool:
        """The areas are the communes themselves: nothing to add up."""
        return self.areas == self.communes

    def put(self, engine: Engine) -> None:
        """Into an engine as ``PLACES`` and ``AREAS``."""
        codes, numbers = pa.array(self.communes, pa.string()), np.arange(len(self.communes), dtype=np.int32)
        engine.put(PLACES, pa.table({"commune_code": codes, "place": numbers}))
        rows = self.members.tocoo()
        areas = {"commune_code": codes.take(pa.array(rows.col)), "area": rows.row.astype(np.int32)}
        engine.put(AREAS, pa.table(areas))

    def sizes(self) -> Numbers:
        return np.asarray(self.members.sum(axis=1), dtype=np.int64)


WHOLE = "VN"


def places(register: pa.Table, areas: Sequence[str]) -> Places:
    """``areas``: commune codes, province codes, "VN" for all. ``register``: the communes table of the snapshot."""
    codes, provinces = register["commune_code"].to_pylist(), register["province_code"].to_pylist()
    by_province: dict[str, list[str]] = {WHOLE: codes}
    for code, province in zip(codes, provinces, strict=True):
        by_province.setdefault(province, []).append(code)
    known = set(codes)
    sets = [[area] if area in known else by_province.get(area) for area in areas]
    unknown = [area for area, found in zip(areas, sets, strict=True) if found is None]
    if unknown:
        raise NotComputable(f"không có xã, phường hay tỉnh mang mã: {', '.join(unknown)}")
    communes = tuple(sorted({code for found in sets if found for code in found}))
    number = {code: n for n, code in enumerate(communes)}
    rows = [row for row, found in enumerate(sets) for _ in found or ()]
    columns = [number[code] for found in sets for code in found or ()]
    ones = np.ones(len(rows), dtype=np.int64)
    return Places(communes, tuple(areas), csr_array((ones, (rows, columns)), shape=(len(areas), len(communes))))


@dataclass(frozen=True, slots=True)
class Layer:
    """Days cut into ``pieces`` that do not overlap, and which pieces make up which period (pieces × periods, ones)."""

    pieces: list[Period]
    made_of: csr_array

    @classmethod
    def of(cls, found: list[Period], periods: Sequence[Period]) -> Layer:
        pairs = [
            (n, m)
            for n, piece in enumerate(found)
            for m, one in enumerate(periods)
            if one.start <= piece.start and piece.end <= one.end and one.known_at == piece.known_at
        ]
        at = ([n for n, _m in pairs], [m for _n, m in pairs])
        ones = np.ones(len(pairs), dtype=np.int64)
        return cls(found, csr_array((ones, at), shape=(len(found), len(periods))))

    def periods(self, of_pieces: Numbers) -> Numbers:
        """Places × pieces to places × periods."""
        return np.asarray(of_pieces @ self.made_of)


@dataclass(frozen=True)
class Frame:
    """Periods, with the moments at which they are known, and the points of time stocks are wanted at."""

    places: Places
    periods: tuple[Period, ...]  # each with its known_at
    now: datetime  # of the snapshot

    @cached_property
    def stairs(self) -> list[list[Point]]:
        """Closing and opening days with the moments they are known at, in rows that rise in both.

        One row where all is known at one moment, or each period at a later one; the same period of the year before,
        as known today, begins another.
        """
        found = {(p.end, self.known(p)) for p in self.periods} | {(p.eve, self.known(p)) for p in self.periods}
        rows: list[list[Point]] = []
        for point in sorted(found):
            for row in rows:
                if row[-1][1] <= point[1]:
                    row.append(point)
                    break
            else:
                rows.append([point])
        return rows

    @cached_property
    def layers(self) -> list[Layer]:
        """The periods for counts that add up over days: one layer where all is known at one moment."""
        if self.one_moment is not None:
            return [Layer.of(pieces(self.periods, self.one_moment), self.periods)]
        return self.chains

    @cached_property
    def chains(self) -> list[Layer]:
        """The periods for counts that do not add up: rows of whole periods that do not overlap."""
        return [Layer.of(chain, self.periods) for chain in chains(self.periods)]

    @cached_property
    def one_moment(self) -> datetime | None:
        """The moment all is known at, where it is the same for all."""
        moments = {self.known(p) for p in self.periods}
        return moments.pop() if len(moments) == 1 else None

    def known(self, period: Period) -> datetime:
        return period.known_at or self.now

    def closing(self) -> list[Point]:
        """Of each period its last day, and when that is known."""
        return [(p.end, self.known(p)) for p in self.periods]

    def opening(self) -> list[Point]:
        """Of each period the eve of its first day."""
        return [(p.eve, self.known(p)) for p in self.periods]

    def told(self, cuts: Sequence[Period | Point]) -> tuple[object, ...]:
        """What an expression over these says of time: days alone where all is known at one moment."""
        if self.one_moment is None:
            return tuple(cuts)
        return tuple((one.start, one.end) if isinstance(one, Period) else one[0] for one in cuts)

    def empty(self) -> Numbers:
        return np.zeros((len(self.places.communes), len(self.periods)), dtype=np.int64)

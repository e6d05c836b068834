"""What may be published of counts of people: small figures withheld, the rest rounded, nothing small left to work out.

A figure is small from 1 to ``least`` − 1. It is withheld, and with it as many others as it takes: whoever adds and
subtracts all that is published, rows, columns, provinces and communes, one table with another, must find worlds in
which the figure is not small. That is decided exactly, in whole numbers (``milp``), not by rule of thumb.

Tables of one release are given together; each breaks the same people down by area and by attributes of its own. What
was published before is not undone: give a release the tables that stay public beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

LEAST = 5  # people
BASE = 5  # figures are published in steps of
TOTAL = ""  # of a dimension

type Key = tuple[tuple[str, str], ...]  # (dimension, value), sorted, without totals
type Line = tuple[int, tuple[int, ...]]  # a figure and the figures it is the sum of
type Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Table:
    """``counts`` by values in the order of ``dimensions``; cells that are not there are 0.

    ``parents``: for a dimension with levels, the value above each value (commune: province). Totals are not given.
    """

    name: str
    dimensions: tuple[str, ...]
    counts: Mapping[tuple[str, ...], int]
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it may be shown: every figure and total, rounded; None is withheld. TOTAL stands for all values."""

    name: str
    figures: Mapping[tuple[str, ...], int | None]


class NotProtectable(ValueError):
    """The tables are of a shape whose combinations this module does not decide; the message says which."""


def protect(tables: Sequence[Table], *, least: int = LEAST, base: int = BASE) -> list[Published]:
    """All tables of a release, protected together. Raises ``NotProtectable``."""
    if base > least:
        raise ValueError("a step wider than the smallest figure would publish small figures as 0")
    _check(tables)
    release = _Release(tables)
    withheld = _withhold(release, least, base)
    return [
        Published(
            table.name,
            {
                values: None if at in withheld else rounded(int(release.values[at]), base)
                for values, at in places.items()
            },
        )
        for table, places in zip(tables, release.places, strict=True)
    ]


def rounded(value: int, base: int = BASE) -> int:
    """To the nearest step; half a step up."""
    return (2 * value + base) // (2 * base) * base


def _check(tables: Sequence[Table]) -> None:
    """All tables may share one dimension, the area: then what they say together is what they say of its totals.

    Sharing more (area by sex, sex by age, age by area) would tie the cells within, which sums of figures do not show.
    """
    tied: set[str] = set()
    for number, one in enumerate(tables):
        for other in tables[:number]:
            shared = sorted(set(one.dimensions) & set(other.dimensions))
            tied.update(shared)
            if len(tied) > 1:
                raise NotProtectable(f"bảng {other.name} và {one.name} cùng chia theo {', '.join(sorted(tied))}")
            if any(one.parents.get(name) != other.parents.get(name) for name in shared):
                raise NotProtectable(f"bảng {other.name} và {one.name} chia địa bàn khác nhau")
            if _total(one) != _total(other):
                raise NotProtectable(f"bảng {other.name} và {one.name} không cùng một số người")


def _total(table: Table) -> int:
    return sum(table.counts.values())


class _Release:
    """Figures of all tables, each once, with the sums that tie them together."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._numbers: dict[Key, int] = {}
        counts: list[int] = []
        self.lines: list[Line] = []
        self.places: list[dict[tuple[str, ...], int]] = []  # of each table: values, figure
        for table in tables:
            sums = _sums(table)
            here: dict[tuple[str, ...], int] = {}
            for values, count in sums.items():
                at = self._numbers.setdefault(_key(table, values), len(counts))
                if at == len(counts):
                    counts.append(count)
                elif counts[at] != count:
                    raise NotProtectable(f"bảng {table.name} nói khác các bảng khác về {' '.join(values)}")
                here[values] = at
            self.places.append(here)
            self.lines += [(here[total], tuple(here[part] for part in parts)) for total, parts in _ties(table, sums)]
        self.lines = list(dict.fromkeys(self.lines))
        self.values: Numbers = np.array(counts, dtype=np.int64)

    def of_figure(self) -> dict[int, list[Line]]:
        """The sums each figure takes part in."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            for at in (line[0], *line[1]):
                found.setdefault(at, []).append(line)
        return found


def _key(table: Table, values: Sequence[str]) -> Key:
    pairs = zip(table.dimensions, values, strict=True)
    return tuple(sorted((name, value) for name, value in pairs if value != TOTAL))


def _levels(table: Table, name: str, value: str) -> list[str]:
    """The value, those above it, and the total."""
    parents, chain = table.parents.get(name, {}), [value]
    while chain[-1] in parents:
        chain.append(parents[chain[-1]])
    return [*chain, TOTAL]


def _sums(table: Table) -> dict[tuple[str, ...], int]:
    """Every figure and total; also the zeros between values that do occur."""
    at = [sorted({values[n] for values in table.counts}) for n in range(len(table.dimensions))]
    cells: list[tuple[str, ...]] = [()]
    for values in at:
        cells = [(*cell, value) for cell in cells for value in values]
    found: dict[tuple[str, ...], int] = {}
    for cell in cells:
        totals: list[tuple[str, ...]] = [()]
        for name, value in zip(table.dimensions, cell, strict=True):
            totals = [(*total, level) for total in totals for level in _levels(table, name, value)]
        for total in totals:
            found[total] = found.get(total, 0) + table.counts.get(cell, 0)
    return found


def _ties(table: Table, sums: Mapping[tuple[str, ...], int]) -> Iterator[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """Each total with the figures one level below it in one dimension."""
    parts: dict[tuple[str, ...], dict[int, list[tuple[str, ...]]]] = {}
    for values in sums:
        for n, name in enumerate(table.dimensions):
            if values[n] != TOTAL:
                above = (*values[:n], _levels(table, name, values[n])[1], *values[n + 1 :])
                parts.setdefault(above, {}).setdefault(n, []).append(values)
    for total, by_dimension in parts.items():
        for below in by_dimension.values():
            yield total, below


def _withhold(release: _Release, least: int, base: int) -> set[int]:
    """Which figures are not shown."""
    small = {at for at, value in enumerate(release.values) if 0 < value < least}
    withheld, lines = set(small), release.of_figure()
    attacker = _Attacker(release, base)
    open_question = sorted(small)
    while open_question:
        attacker.sees(withheld, least)
        seen = attacker.world(open_question[0], least, open_question)
        if seen is not None:  # in that world these are not small
            open_question = [at for at in open_question if seen[at] < least]
            continue
        more = _partner(open_question[0], lines, release.values, withheld)
        withheld.add(more)
    return withheld


def _partner(at: int, lines: Mapping[int, Sequence[Line]], values: Numbers, withheld: set[int]) -> int:
    """The shown figure whose withholding costs least, nearest to the one that is not safe: parts before totals."""
    ring, known = [at], {at}
    while ring:
        near = [other for one in ring for line in lines[one] for other in line[1] if other not in known]
        near += [line[0] for one in ring for line in lines[one] if line[0] not in known]
        shown = [other for other in near if other not in withheld]
        if shown:
            filled = [other for other in shown if values[other]]  # a 0 gives a small figure no room
            return min(filled or shown, key=lambda other: (values[other], other))
        known.update(near)
        ring = list(dict.fromkeys(near))
    raise AssertionError("everything is withheld, and yet a figure is known")


class _Attacker:
    """Knows all that is published, how figures are rounded, what is withheld, and which sums must hold."""

    def __init__(self, release: _Release, base: int) -> None:
        self._release, self._base = release, base
        rows, columns, signs = [], [], []
        for number, (total, parts) in enumerate(release.lines):
            rows += [number] * (1 + len(parts))
            columns += [total, *parts]
            signs += [-1, *[1] * len(parts)]
        shape = (len(release.lines), len(release.values))
        self._sums = LinearConstraint(csr_array((signs, (rows, columns)), shape=shape), 0, 0)

    def sees(self, withheld: set[int], least: int) -> None:
        """What each figure may be, by what is shown of it alone."""
        values, base = self._release.values, self._base
        shown = (2 * values + base) // (2 * base) * base
        low = np.maximum(shown - base // 2, least)  # what is shown and not 0 is not small
        high = shown + (base - 1) // 2
        low[values == 0], high[values == 0] = 0, 0
        hidden = sorted(withheld)
        self._low, self._high = low.astype(float), high.astype(float)
        self._low[hidden], self._high[hidden] = 0, np.inf

    def world(self, at: int, least: int, wanted: Sequence[int]) -> Numbers | None:
        """Whole numbers that agree with all that is seen, with figure ``at`` not small; else None.

        As many of ``wanted`` as easily may be are not small either.
        """
        for high in (np.minimum(self._high, _capped(self._high, wanted, least)), self._high):
            low = self._low.copy()
            low[at] = least
            aim = np.zeros(len(low))
            aim[list(wanted)] = -1
            if high is self._high:
                aim[:] = 0
            found = milp(aim, constraints=self._sums, bounds=Bounds(low, high), integrality=np.ones(len(low)))
            if found.status == 0:
                return np.rint(found.x).astype(np.int64)
        return None


def _capped(high: Any, wanted: Sequence[int], least: int) -> Any:
    capped = high.copy()
    capped[list(wanted)] = least
    return capped

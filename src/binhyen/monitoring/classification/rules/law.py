"""Decision 28/2025 and its open passages as dated data (law/classification). Read once; plain values."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from binhyen.kit.assessment_periods import AssessmentPeriod as Period
from binhyen.kit.assessment_periods import holding
from binhyen.kit.paths import LAW
from binhyen.monitoring.classification.values import Level

FOLDER = LAW / "classification"
ABOVE_ZERO = "above_zero"
_LEVELS = (Level.I, Level.II, Level.III)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A count held against bounds, from the highest level down; a bound None is "anything above zero".

    ``of`` names the denominator, "" where the count stands by itself. Bounds are exact fractions.
    """

    code: str
    label: str
    unit: str
    of: str
    bounds: tuple[tuple[Level, tuple[int, int] | None], ...]
    grows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    code: str
    label: str
    article: str
    measures: tuple[Measure, ...] = ()
    routes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Combined:
    """Criterion đ: on a route, and at least ``needs`` other criteria at ``counts[level]`` or higher."""

    code: str
    label: str
    article: str
    needs: int
    counts: tuple[tuple[Level, Level], ...]
    routes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneRule:
    article: str
    criteria: tuple[Criterion, ...]
    combined: Combined
    of_third: tuple[str, ...]  # criteria type III has
    needs: Mapping[Level, int]

    @property
    def of_all(self) -> int:
        return len(self.criteria) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceRule:
    article: str
    criteria: tuple[Criterion, ...]
    needs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeRule:
    code: str
    label: str
    note: str
    article: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    code: str
    label: str
    month: int
    day: int  # before this day
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One version of the Decision."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    first: tuple[int, int]  # month, day the period begins on
    period_article: str
    deadlines: tuple[Deadline, ...]
    commune: CommuneRule
    province: ProvinceRule
    free_article: str
    free: tuple[FreeRule, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingValue:
    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """An open passage: what may be read, and why it is open. The first value is the default."""

    code: str
    label: str
    why: str
    article: str
    source: str
    confidence: str
    valid_from: date
    values: tuple[ReadingValue, ...]

    @property
    def default(self) -> str:
        return self.values[0].code

    def value_label(self, code: str) -> str:
        return next((one.label for one in self.values if one.code == code), code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """So many communes drug-free by that day, as a document says. ``province`` "" is the country."""

    code: str
    province: str
    share: tuple[int, int]
    by: date
    issued_on: date
    valid_from: date
    source: str
    confidence: str


@cache
def decisions(folder: Path = FOLDER) -> tuple[Decision, ...]:
    """All versions in order of time."""
    found = (_decision(_read(path)) for path in sorted(folder.glob("decision_*.toml")))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def decision(on: date) -> Decision | None:
    """The version in force on a day; None before the first: older schemes are not computed here."""
    for one in reversed(decisions()):
        if one.valid_from <= on:
            return one if one.valid_to is None or on <= one.valid_to else None
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a number is asked for: the criterion's words, its article and the decision."""

    label: str
    article: str
    name: str
    note: str = ""


def law_of(number: str, *, on: date) -> tuple[Ground, ...]:
    """The criteria of the day that ask for a number; empty before the first decision."""
    rule = decision(on)
    if rule is None:
        return ()
    asked = [one for one in rule.commune.criteria if number in {measure.code for measure in one.measures}]
    free = [one for one in rule.free if number in one.counts]
    return (
        *(Ground(label=one.label, note=one.note, article=one.article, name=rule.name) for one in free),
        *(Ground(label=one.label, article=one.article, name=rule.name) for one in asked),
    )


@cache
def readings(folder: Path = FOLDER) -> Mapping[str, Reading]:
    """Open passages by code, in the order of the file."""
    rows = _read(folder / "readings.toml")["reading"]
    return {
        row["code"]: Reading(
            **{name: value for name, value in row.items() if name != "value"},
            values=tuple(ReadingValue(**value) for value in row["value"]),
        )
        for row in rows
    }


@cache
def defaults() -> Mapping[str, str]:
    return {code: one.default for code, one in readings().items()}


@cache
def targets(folder: Path = FOLDER) -> tuple[Target, ...]:
    rows = _read(folder / "targets.toml")["target"]
    return tuple(Target(**{**row, "share": tuple(row["share"])}) for row in rows)


def targets_for(province: str, on: date) -> tuple[Target, ...]:
    """What a province was to reach as of a day: its own latest target for each day, then those of the country."""
    known = [one for one in targets() if one.province in {province, ""} and one.valid_from <= on]
    return tuple(sorted(known, key=lambda one: (one.province == "", one.by, one.issued_on)))


def period(on: date, rule: Decision | None = None) -> Period:
    """The assessment period a day lies in: 15/12 to 14/12 (Art. 7.1)."""
    return holding(on, (rule or decisions()[-1]).first)


def _decision(given: dict[str, Any]) -> Decision:
    commune, province, free = given["commune"], given["province"], given["drug_free"]
    combined = commune["combined"]
    return Decision(
        **{name: given[name] for name in ("code", "name", "valid_from", "source", "confidence")},
        valid_to=given.get("valid_to"),
        first=(given["period"]["first"]["month"], given["period"]["first"]["day"]),
        period_article=given["period"]["article"],
        deadlines=tuple(Deadline(**row) for row in given["deadline"]),
        commune=CommuneRule(
            article=commune["article"],
            criteria=tuple(_criterion(row) for row in commune["criterion"]),
            combined=Combined(
                **{name: combined[name] for name in ("code", "label", "article", "needs")},
                counts=((Level.I, Level[combined["I"]]), (Level.II, Level[combined["II"]])),
                routes=frozenset(combined["routes"]),
            ),
            of_third=tuple(commune["of_third"]),
            needs={Level[name]: number for name, number in commune["needs"].items()},
        ),
        province=ProvinceRule(
            article=province["article"],
            criteria=tuple(_criterion(row) for row in province["criterion"]),
            needs=province["needs"],
        ),
        free_article=free["article"],
        free=tuple(FreeRule(**{**row, "counts": tuple(row["counts"])}) for row in free["criterion"]),
        exceptions=tuple(free["exceptions"]),
    )


def _criterion(row: dict[str, Any]) -> Criterion:
    return Criterion(
        code=row["code"],
        label=row["label"],
        article=row["article"],
        measures=tuple(_measure(one) for one in row.get("measure", ())),
        routes=frozenset(row.get("routes", ())),
    )


def _measure(row: dict[str, Any]) -> Measure:
    """Levels of a commune's criterion, or the one bound of a province's, kept as level I."""
    given = {Level.I: row["bound"]} if "bound" in row else {one: row[one.name] for one in _LEVELS if one.name in row}
    bounds = tuple((level, None if bound == ABOVE_ZERO else (bound[0], bound[1])) for level, bound in given.items())
    return Measure(
        code=row["code"],
        label=row["label"],
        unit=row["unit"],
        of=row.get("of", ""),
        bounds=bounds,
        grows=row.get("grows", False),
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))

"""The law as dated data: lengths, ways of counting, what each state means, windows. Read once from ``law/cases``.

A value the law leaves open is marked ``settable``; a province's own values come in as ``overrides`` and never touch the
others. ``None`` is "not known": it is shown as such, never guessed.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from binhyen.kit.paths import LAW
from binhyen.operations.cases.values import Flag, ListCode, State

FOLDER = LAW / "cases"


class Unit(StrEnum):
    HOURS = "hours"
    DAYS = "days"  # calendar days; the first day is not counted (Civil Code 2015, Art. 147)
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"
    AGE = "age"
    COUNT = "count"
    FLAG = "flag"


class Dated(Protocol):
    @property
    def valid_from(self) -> date: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One value of the law in one stretch of time."""

    code: str
    label: str
    value: int | None
    unit: Unit
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str
    settable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    code: str
    name: str
    short: str
    valid_from: date
    valid_to: date | None
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """A rule of passage from one law to the next (Law 120/2025, Art. 56)."""

    code: str
    text: str
    valid_from: date
    source: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a state means for the lists and for the classification of areas."""

    label: str
    legal: str  # a ListCode or REST
    reported: str
    in_rate: str  # yes, no, unknown
    breaks_drug_free: str
    article: str  # of Law 120/2025
    source: str
    confidence: str
    old_article: str = ""  # of Law 73/2021, where it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch in which a new use may be a crime (Penal Code 256a): what to refer, never what to judge."""

    code: str
    label: str
    months: int
    valid_from: date
    source: str
    confidence: str


REST = "REST"


@dataclass(frozen=True)
class Parameters:
    """Everything dated that the rules need. Made by ``load``; immutable."""

    laws: tuple[Law, ...]
    transitions: tuple[Transition, ...]
    terms: Mapping[str, tuple[Term, ...]]
    standings: Mapping[tuple[State, bool], Standing]
    list_labels: Mapping[ListCode, str]
    flag_labels: Mapping[Flag, str]
    measure_labels: Mapping[str, str]
    windows: Mapping[str, Window]
    settable_clocks: frozenset[str]
    overrides: Mapping[str, int | None] = field(default_factory=dict)

    def law(self, on: date) -> Law:
        """The law in force; before the first known one, the first known one."""
        return version(self.laws, on)

    @property
    def change_day(self) -> date:
        """The day Law 120/2025 took over."""
        return self.laws[-1].valid_from

    def new_law(self, on: date) -> bool:
        return on >= self.laws[-1].valid_from

    def term(self, code: str, on: date) -> Term:
        return version(self.terms[code], on)

    def value(self, code: str, on: date) -> int | None:
        return version(self.terms[code], on).value

    def number(self, code: str, on: date) -> int:
        """The value of a term the law knows.

        Raises:
            ValueError: the law leaves it open and nobody has set it.
        """
        value = self.value(code, on)
        if value is None:
            raise ValueError(code)
        return value

    def standing(self, state: State, addict: bool) -> Standing:
        return (addict and self.standings.get((state, True))) or self.standings[(state, False)]

    @cached_property
    def lists(self) -> Mapping[tuple[State, bool, bool], tuple[ListCode, ListCode, str, str]]:
        """(state, addict, was ever on a list) -> legal list, reported list, article of the new law, of the old law."""
        return {
            (state, addict, listed): (
                _list(standing.legal, listed),
                _list(standing.reported, listed),
                _cite(self.laws[-1], standing.article),
                _cite(self.laws[0], standing.old_article),
            )
            for state in State
            for addict in (False, True)
            for listed in (False, True)
            for standing in (self.standing(state, addict),)
        }

    def label(self, state: State, addict: bool = False) -> str:
        return self.standing(state, addict).label

    def settable(self) -> tuple[Term, ...]:
        """What a province may set, as it stands now."""
        return tuple(term for versions in self.terms.values() for term in versions if term.settable)

    def with_overrides(self, overrides: Mapping[str, int | None]) -> "Parameters":
        """A copy with the province's values. Keys: ``terms.CODE`` and ``clocks.CODE`` (the latter read by the clocks).

        Raises:
            ValueError: the code is unknown or its value is fixed by law.
        """
        terms = dict(self.terms)
        for key, value in overrides.items():
            kind, _, code = key.partition(".")
            if kind == "clocks" and code in self.settable_clocks:
                continue
            if kind != "terms" or not any(term.settable for term in terms.get(code, ())):
                raise ValueError(key)
            terms[code] = tuple(replace(term, value=value) if term.settable else term for term in terms[code])
        return replace(self, terms=terms, overrides={**self.overrides, **overrides})


def version[T: Dated](versions: tuple[T, ...], on: date) -> T:
    """The version of a day, the first one for days before all of them. ``versions`` stand in order of time."""
    if versions[-1].valid_from <= on:
        return versions[-1]
    for found in reversed(versions):
        if found.valid_from <= on:
            return found
    return versions[0]


@cache
def load(folder: Path = FOLDER) -> Parameters:
    """The parameters of the law folder with what its province has settled (``province.toml``), read once.

    Raises:
        ValueError: the province sets what the law fixes.
    """
    settled = {row["key"]: row["value"] for row in read(folder / "province.toml").get("set", ())}
    return _of_law(folder).with_overrides(settled)


def _of_law(folder: Path) -> Parameters:
    transition, lists = read(folder / "transition.toml"), read(folder / "lists.toml")
    standings = {
        (State(row.pop("code")), row.pop("addict", False)): Standing(**row)
        for row in (_without(row, "valid_from", "valid_to") for row in lists["state"])
    }
    return Parameters(
        laws=tuple(Law(**{"valid_to": None, **row}) for row in transition["law"]),
        transitions=tuple(Transition(**row) for row in transition["rule"]),
        terms=by_code(Term(**{"valid_to": None, **row, "unit": Unit(row["unit"])}) for row in _rows(folder, "terms")),
        standings=standings,
        list_labels={ListCode(code): label for code, label in lists["labels"].items()},
        flag_labels={Flag(code): label for code, label in lists["flags"].items()},
        measure_labels=lists["measures"],
        settable_clocks=frozenset(row["code"] for row in read(folder / "clocks.toml")["clock"] if row.get("settable")),
        windows={row["code"]: Window(**row) for row in read(folder / "windows.toml")["window"]},
    )


def read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def by_code[T: Any](rows: Any) -> dict[str, tuple[T, ...]]:
    """Rows gathered under their code, in order of time."""
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return {code: tuple(sorted(versions, key=lambda row: row.valid_from)) for code, versions in found.items()}


def _rows(folder: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read(folder / f"{name}.toml")["term"]
    return rows


def _without(row: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in names}


def _list(code: str, listed: bool) -> ListCode:
    if code == REST:
        return ListCode.HISTORY if listed else ListCode.NONE
    return ListCode(code)


def _cite(law: Law, article: str) -> str:
    return f"{law.short}, {article}" if article else law.short

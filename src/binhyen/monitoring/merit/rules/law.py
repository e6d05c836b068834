"""law/merit/criteria.toml: criteria, clocks and bases of proposals. The province sets its own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW

FILE = LAW / "merit" / "criteria.toml"
CLOCK, BASIS = "CLOCK", "BASIS"
COUNT, PERCENT, DAYS, YES, WORDS = "count", "percent", "days", "yes", "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One criterion, clock or basis with its bounds and where it comes from."""

    code: str
    kind: str  # COMMEND, ACCOUNT, CLOCK, BASIS
    label: str
    unit: str  # count, percent, days, yes, words
    value: int = 0
    text: str = ""  # of a basis
    least: int = 0
    most: int = 0
    off: bool = False  # at 0 it is not used
    valid_from: date
    source: str
    confidence: str  # unknown; settled where the province set it

    @property
    def used(self) -> bool:
        return bool(self.value) or not self.off


@cache
def rows(file: Path = FILE) -> tuple[Term, ...]:
    """Every dated row, in the file's order."""
    return tuple(Term(**row) for row in tomllib.loads(file.read_text(encoding="utf-8"))["term"])


def terms(on: date) -> Mapping[str, Term]:
    """Those in force on a day; before the first one of a code, the first."""
    found: dict[str, Term] = {}
    for row in sorted(rows(), key=lambda one: one.valid_from):
        if row.valid_from <= on or row.code not in found:
            found[row.code] = row
    return {row.code: found[row.code] for row in rows()}

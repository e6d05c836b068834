"""The days by which remedies are followed up, as data."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from binhyen.kit.paths import LAW


@dataclass(frozen=True, slots=True)
class Terms:
    remind_before: tuple[int, ...]  # days before the deadline
    grace_days: int  # days after it, until those above are told
    confidence: str
    source: str


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    with (LAW / "inspections/terms.toml").open("rb") as file:
        return tuple(tomllib.load(file)["terms"])


def terms(on: date) -> Terms:
    """The terms in force on a day; before the first ones, the first."""
    rows = sorted(_rows(), key=lambda row: row["valid_from"])
    held = [row for row in rows if row["valid_from"] <= on] or rows[:1]
    last = held[-1]
    return Terms(tuple(last["remind_before"]), last["grace_days"], last["confidence"], last["source"])

"""law/work/time.toml: hours, moves, clocks and graces of work. The province sets its own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from binhyen.kit.paths import LAW

from .recurrence import Habits, Move

FILE = LAW / "work" / "time.toml"
MINUTE, DAYS, WORKING_DAYS, TIMES, MOVE = "minute", "days", "working_days", "times", "move"
_MOVES = "MOVE_"


@dataclass(frozen=True, slots=True)
class Term:
    """One number with its bounds and where it comes from. ``unit`` as the file says."""

    code: str
    label: str
    value: int
    unit: str
    least: int
    most: int
    valid_from: date
    source: str
    confidence: str  # confirmed, secondary, directive, inferred, unknown; settled where the province set it


@cache
def terms(file: Path = FILE) -> Mapping[str, Term]:
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["term"]
    return {row["code"]: Term(**row) for row in rows}


def value(code: str, chosen: Mapping[str, int]) -> int:
    """What holds: the province's own number, else the file's."""
    return chosen.get(code, terms()[code].value)


def habits(chosen: Mapping[str, int]) -> Habits:
    """How due days behave; ``chosen``: what the province set, by code."""
    moves = {
        code.removeprefix(_MOVES): Move(value(code, chosen)) for code in terms() if code.startswith(_MOVES)
    }  # fmt: skip
    return Habits(value("DUE_MINUTE", chosen), moves)

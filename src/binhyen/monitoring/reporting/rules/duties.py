"""Duties to report as law/reporting/duties.toml says them, and the statement whoever signs makes."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from binhyen.kit.paths import LAW
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.values.periods import Beat, DaysOff, Rhythm
from binhyen.monitoring.reporting.values.reports import DutyDetails, Step

FILE = LAW / "reporting" / "duties.toml"
COMMUNE = "COMMUNE"
CAPACITIES = ("HEAD", "DEPUTY", "ACTING_HEAD")  # who signs for a unit; nobody else's name stands under its report
LONGEST_TITLE = 120  # letters
_HEADS = ("chu tich", "truong ", "giam doc", "chanh ", "thu truong", "hieu truong", "bi thu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    text: str
    valid_from: date
    source: str
    confidence: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastTime:
    """How many whole working days there must be between the cut-off and the due moment, and where that stands."""

    working_days: int
    valid_from: date
    source: str
    article: str  # as cited in a sentence
    confidence: str


def least_time(on: date) -> LeastTime:
    """The rule in force on a day; before the first one, the first."""
    rows = sorted((LeastTime(**row) for row in _file()["least_time"]), key=lambda row: row.valid_from)
    return [row for row in rows if row.valid_from <= on or row is rows[0]][-1]


@cache
def _file() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def duties() -> tuple[DutyDetails, ...]:
    """All duties of the file, in its order."""
    return tuple(_duty(row) for row in _file()["duty"])


def of_province(province: str) -> list[DutyDetails]:
    """The duties that bind a province."""
    return [one for one in duties() if not one.provinces or province in one.provinces]


@cache
def chains() -> Mapping[str, tuple[Step, ...]]:
    """The approval chains a duty may name."""
    return {
        row["code"]: tuple(
            Step(title=one["title"], roles=tuple(one["roles"]), form=one.get("form", ""), level=one.get("level", ""))
            for one in row["steps"]
        )
        for row in _file()["chain"]
    }


def statement(on: date) -> Statement:
    """What the signer of a report states on that day."""
    rows = sorted((Statement(**row) for row in _file()["statement"]), key=lambda row: row.valid_from)
    return next((row for row in reversed(rows) if row.valid_from <= on), rows[0])


def chain_names() -> Mapping[str, str]:
    """What the approval chains are called, by code, in the order of the file."""
    return {row["code"]: row["name"] for row in _file()["chain"]}


def steps_for(chain: tuple[Step, ...], level: str) -> tuple[Step, ...]:
    """The signatures a report of a body of that level needs, in order. What is no commune's is the province's."""
    own = COMMUNE if level == COMMUNE else "PROVINCE"
    return tuple(step for step in chain if step.level in {"", own})


class Lock(Protocol):
    """How long after its clock a report is locked, of rounds that fall due from a day on."""

    days: int | None
    valid_from: date


def lock_days(rules: Iterable[Lock], due_on: date) -> int | None:
    """The rule in force for a round due on a day, of ``rules`` in the order they were made; None: no lock by itself."""
    held = [one for one in rules if one.valid_from <= due_on]
    return max(enumerate(held), key=lambda one: (one[1].valid_from, one[0]))[1].days if held else None


def signed_as(step: Step, capacity: str) -> str:
    """What stands with a signature: the step's post itself, or in whose stead it is signed for it."""
    post = step.title
    return {"DEPUTY": f"KT. {post}, Phó {post}", "ACTING_HEAD": f"Q. {post}"}.get(capacity, post)[:LONGEST_TITLE]


def capacity_of(position: str) -> str:
    """In which capacity somebody of that position signs; "" where the words do not say, so that they choose."""
    plain = search_key(position)
    if plain.startswith(("pho ", "kt ")):
        return "DEPUTY"
    if plain.startswith(("quyen ", "q ")):
        return "ACTING_HEAD"
    return "HEAD" if plain.startswith(_HEADS) else ""


def chain_data(chain: tuple[Step, ...]) -> list[dict[str, Any]]:
    """As JSON stores it."""
    return [{"title": one.title, "roles": list(one.roles), "form": one.form, "level": one.level} for one in chain]


def _duty(row: Mapping[str, Any]) -> DutyDetails:
    return DutyDetails(
        key=row["key"], name=row["name"], units=tuple(row["units"]), receiver_key=row["receiver"],
        through_key=row.get("through", ""), rhythm=_rhythm(row["rhythm"]), places=tuple(row.get("places", ())),
        form_code=row["form"], annexes=tuple(row.get("annexes", ())), chain=chains()[row["chain"]],
        valid_from=row["valid_from"], valid_to=row.get("valid_to"), source=row["source"], confidence=row["confidence"],
        remark=row.get("remark", ""), provinces=tuple(row.get("provinces", ())),
    )  # fmt: skip


def _rhythm(row: Mapping[str, Any]) -> Rhythm:
    plain = {name: row[name] for name in ("starts", "due_day", "due_month", "due_at", "opens") if name in row}
    return Rhythm(beat=Beat(row["beat"]), days_off=DaysOff(row.get("days_off", DaysOff.NEXT)), **plain)

"""Clocks and refusals of what a person asks about the data held (law/people/requests.toml)."""

from dataclasses import dataclass
from datetime import date, timedelta

from binhyen.kit.calendar import vietnam

from .law import law


@dataclass(frozen=True, slots=True)
class Clocks:
    acknowledge_by: date
    answer_by: date


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a request may be refused."""

    code: str
    label: str
    article: str


def clocks(*, kind: str, received_on: date, with_processor: bool = False) -> Clocks:
    """Last days to acknowledge (2 working days) and to answer (10, 15 or 20 calendar days; longer with a processor).

    Unit: days after the day of receipt. Source: Decree 356/2025, Art. 5.
    """
    rule = law("requests")["kinds"][kind]
    days = rule["with_processor"] if with_processor else rule["days"]
    acknowledge = vietnam().add_working_days(received_on, law("requests")["acknowledge"]["working_days"])
    return Clocks(acknowledge, received_on + timedelta(days=days))


def longest_extension(*, kind: str, answer_by: date) -> date:
    """The last day an answer may be put off to, once, with its reason. Source: Decree 356/2025, Art. 5."""
    return answer_by + timedelta(days=law("requests")["kinds"][kind]["longer"])


def grounds(*, kind: str, on: date) -> tuple[Ground, ...]:
    """Grounds on which a request of this kind may be refused on a day."""
    return tuple(
        Ground(row["code"], row["label"], row["article"])
        for row in law("requests")["grounds"]
        if kind in row["for"] and row["valid_from"] <= on and on <= row.get("valid_to", on)
    )


def ground(code: str) -> Ground | None:
    """A ground by its code, whatever the day: answers given stay readable."""
    row = next((row for row in law("requests")["grounds"] if row["code"] == code), None)
    return Ground(row["code"], row["label"], row["article"]) if row else None

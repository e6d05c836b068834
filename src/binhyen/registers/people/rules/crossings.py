"""On which grounds somebody may look across an area or a compartment, and for how long (law/people/crossings.toml)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from binhyen.registers.people.values import CrossingKind

from .law import law

SHORTEST_REASON = 10  # characters: "xem" is no reason
TELLING_AGAIN = timedelta(minutes=15)  # reading one file twice within it is one reading


@dataclass(frozen=True, slots=True)
class CrossingGround:
    """``hours`` from the opening to its end; ``compartments`` are the most it opens."""

    code: str
    label: str
    explain: str
    article: str
    compartments: tuple[str, ...]
    hours: int
    confidence: str

    def ends_at(self, opened_at: datetime) -> datetime:
        return opened_at + timedelta(hours=self.hours)


def crossing_grounds(*, kind: str, roles: Iterable[str], on: date, compartment: str = "") -> tuple[CrossingGround, ...]:
    """Grounds that holders of one of ``roles`` may name on a day, for an area or for one compartment."""
    held = set(roles)
    return tuple(
        _ground(row)
        for row in law("crossings")["grounds"]
        if kind in row["kinds"]
        and held.intersection(row["roles"])
        and row["valid_from"] <= on <= row.get("valid_to", on)
        and (kind == CrossingKind.AREA or compartment in row["compartments"])
    )


def crossing_ground(code: str) -> CrossingGround | None:
    """A ground by its code, whatever the day: what was opened on it stays readable."""
    row = next((row for row in law("crossings")["grounds"] if row["code"] == code), None)
    return _ground(row) if row else None


def _ground(row: dict[str, object]) -> CrossingGround:
    fields = {name: row[name] for name in ("code", "label", "explain", "article", "hours", "confidence")}
    return CrossingGround(compartments=tuple(row["compartments"]), **fields)  # type: ignore[arg-type]


def opened_by(*, kind: str, ground: CrossingGround, compartment: str, own: Iterable[str]) -> tuple[str, ...]:
    """Compartments a crossing opens: of an area those of the reader's own offices, as far as the ground goes."""
    if kind == CrossingKind.COMPARTMENT:
        return (compartment,)
    held = set(own)
    return tuple(name for name in ground.compartments if name in held)

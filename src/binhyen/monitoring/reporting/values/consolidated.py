"""Many reports put together into one, as it is frozen: totals, sentences with where they come from, who is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from .forms import Filled, Gather


class From(StrEnum):
    """What a sentence comes from."""

    BLOCK = "BLOCK"  # words of a report
    CELL = "CELL"  # a number of a report
    REPORT = "REPORT"  # the report itself: late, missing
    TASK = "TASK"
    DIFFICULTY = "DIFFICULTY"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sentence comes from: the report, task or difficulty by number; of a report the place in it."""

    kind: From
    number: int
    place: str = ""
    unit: str = ""  # its name, as shown beside the sentence

    @property
    def anchor(self) -> str:
        return anchor(self.place)


def anchor(place: str) -> str:
    """Where a place stands on the page of its report: a cell in its row, a block by itself."""
    row, dot, _ = place.partition(".")
    return f"row-{row}" if dot else f"p-{place}" if place else ""


@dataclass(frozen=True, slots=True)
class Sentence:
    gather: Gather
    text: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A report that is in."""

    report: int
    version: int  # number of the ReportVersion row
    unit: str  # key of the body
    name: str
    area: str = ""
    sent: str = ""  # as shown
    minutes_late: int = 0
    excused: bool = False
    filled: Filled = field(default_factory=Filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A unit that owes the report and whose report is not in: it counts nowhere, and is named."""

    report: int
    unit: str
    name: str
    state: str  # in words
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """A number over the reports that are in. ``known`` of them say it; ``value`` None where none does.

    Each figure of the register is counted once for each area, however many units of the area report it.
    """

    value: Fraction | None
    known: int


_MILLION = 10**6  # JSON holds whole numbers alike everywhere


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How the numbers of units lie at one cell: the middle and the spread of their square roots, by size or not."""

    centre: Fraction  # the middle itself, as it is told; of a thousand people where by size
    middle: float
    spread: float
    by_size: bool

    def data(self) -> list[Any]:
        """As JSON stores it; ``of`` reads it back to a millionth."""
        return [str(self.centre), round(self.middle * _MILLION), round(self.spread * _MILLION), self.by_size]

    @classmethod
    def of(cls, data: Sequence[Any]) -> "Spread":
        centre, middle, spread, by_size = data
        return cls(
            centre=Fraction(centre), middle=middle / _MILLION, spread=spread / _MILLION, by_size=by_size
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Consolidated:
    """What is frozen. ``handed`` is without what the reports hold: that stays in their own frozen versions."""

    form: str
    handed: tuple[Handed, ...] = ()
    missing: tuple[Missing, ...] = ()
    totals: Mapping[str, Total] = field(default_factory=lambda: MappingProxyType({}))
    sentences: tuple[Sentence, ...] = ()
    spreads: Mapping[str, Spread] = field(default_factory=lambda: MappingProxyType({}))  # by cell
    sizes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # people living there, by area

    @property
    def owed(self) -> int:
        return len(self.handed) + len(self.missing)

    def data(self) -> dict[str, Any]:
        """As JSON stores it; ``of`` reads it back."""
        return {
            "form": self.form,
            "handed": [
                [one.report, one.version, one.unit, one.name, one.area, one.sent, one.minutes_late, one.excused]
                for one in self.handed
            ],
            "missing": [[one.report, one.unit, one.name, one.state, one.excused] for one in self.missing],
            "totals": {
                ref: [None if total.value is None else str(total.value), total.known]
                for ref, total in sorted(self.totals.items())
            },
            "sentences": [
                [one.gather, one.text, [[from_.kind, from_.number, from_.place, from_.unit] for from_ in one.origins]]
                for one in self.sentences
            ],
            "spreads": {ref: one.data() for ref, one in sorted(self.spreads.items())},
            "sizes": dict(sorted(self.sizes.items())),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Consolidated":
        names = ("report", "version", "unit", "name", "area", "sent", "minutes_late", "excused")
        return cls(
            form=data["form"],
            handed=tuple(Handed(**dict(zip(names, row, strict=True))) for row in data["handed"]),
            missing=tuple(
                Missing(report=row[0], unit=row[1], name=row[2], state=row[3], excused=row[4])
                for row in data["missing"]
            ),
            totals={
                ref: Total(None if row[0] is None else Fraction(row[0]), row[1]) for ref, row in data["totals"].items()
            },
            sentences=tuple(
                Sentence(Gather(row[0]), row[1], tuple(Origin(From(one[0]), *one[1:]) for one in row[2]))
                for row in data["sentences"]
            ),
            spreads={ref: Spread.of(row) for ref, row in data.get("spreads", {}).items()},
            sizes=data.get("sizes", {}),
        )

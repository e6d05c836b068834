"""The page of one commune: its class on a day with every reason, who and what stands in the way, both readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.classification.rules.classify import classify, points, residents
from binhyen.monitoring.classification.rules.course import direction, drifts, in_force, month_before
from binhyen.monitoring.classification.rules.law import Decision, Period, decision, period
from binhyen.monitoring.classification.rules.readings import alternatives
from binhyen.monitoring.classification.values import (
    Alternative,
    Classification,
    Direction,
    RecognisedAs,
    RecognitionFact,
)
from binhyen.operations.offences.values import Measure
from binhyen.registers.territories.models import Commune

from .choices import chosen
from .evidence import Evidence, Person, people_behind, rows_behind
from .facts import Area, areas
from .recognitions import history

# the counts of Article 6 and of the measures of Article 4, with the rows of offences behind each
ROWS: Mapping[str, tuple[Measure, ...]] = {
    "resident_offenders": (
        Measure.RESIDENT_OFFENDERS, Measure.RESIDENT_VIOLATORS, Measure.ARRESTED_RESIDENCE_UNKNOWN,
    ),
    "wanted_hiding": (Measure.WANTED_HIDING,),
    "points": (Measure.POINTS_SUSPECTED, Measure.POINTS_ESTABLISHED),
    "arrested": (Measure.ARRESTED,),
    "plants": (Measure.PLANTS,),
}  # fmt: skip
PEOPLE = {"people_breaking": "breaks", "people": "rate"}


@dataclass(frozen=True, slots=True)
class CommunePage:
    """Everything the page says. ``known_at`` None is what is known now."""

    commune: Commune
    on: date
    known_at: datetime | None
    chosen: Mapping[str, str]
    rule: Decision | None
    period: Period
    area: Area
    now: Classification
    before: Classification
    alternatives: Sequence[Alternative]
    blockers: Sequence[Person]
    rows: Sequence[Evidence]
    recognitions: Sequence[RecognitionFact]
    held: Sequence[RecognitionFact]

    @property
    def direction(self) -> Direction:
        return direction(self.before, self.now)

    @property
    def drift(self) -> tuple[RecognisedAs, ...]:
        return drifts([one.kind for one in self.held], self.now)

    @property
    def hidden(self) -> int:
        """Blockers whose names the reader may not see."""
        return sum(one.line is None for one in self.blockers)

    @property
    def residents(self) -> int | None:
        return residents(self.area.facts, self.chosen)

    @property
    def changing(self) -> list[Alternative]:
        return [one for one in self.alternatives if one.changes]


def commune_page(
    *, commune: Commune, on: date, at: datetime, scope: Scope, known_at: datetime | None = None
) -> CommunePage:
    """The class of a commune on a day as known at a moment, for a reader. About thirty queries."""
    read = chosen(on=on, known_at=known_at)
    area = one_area(commune=commune.pk, on=on, at=at, known_at=known_at)
    then = one_area(commune=commune.pk, on=month_before(on), at=at, known_at=known_at)
    now = classify(area.facts, read)
    lines = history(area=commune.pk)
    known = [one for one in lines if known_at is None or one.recorded_at <= known_at]
    return CommunePage(
        commune=commune, on=on, known_at=known_at, chosen=read, rule=decision(on), period=period(on), area=area,
        now=now, before=classify(then.facts, read), alternatives=alternatives(area.facts, read, base=now),
        blockers=people_behind(commune=commune.pk, on=on, known_at=known_at, chosen=read, what="breaks", scope=scope),
        rows=rows_behind(
            standing=area.standing, measures=[*ROWS["resident_offenders"], *ROWS["wanted_hiding"], *ROWS["points"]],
            on=on, known=known_at or at, scope=scope,
        ),
        recognitions=known, held=tuple(in_force(lines, on, known_at=known_at).values()),
    )  # fmt: skip


def one_area(*, commune: str, on: date, at: datetime, known_at: datetime | None = None) -> Area:
    """The facts of one commune. Eight queries."""
    return areas(communes=[commune], on=on, at=at, known_at=known_at)[commune]


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one number of a commune."""

    what: str
    count: int
    people: Sequence[Person] = ()
    rows: Sequence[Evidence] = ()

    @property
    def unseen(self) -> int:
        """How many of the count the reader may not open."""
        shown = sum(one.line is not None for one in self.people) if self.people else len(self.rows)
        return max(0, self.count - shown)


def behind(
    *, commune: str, what: str, on: date, at: datetime, scope: Scope, known_at: datetime | None = None
) -> Behind | None:
    """The people or rows behind the number ``what`` of a commune; None where no such number exists."""
    read = chosen(on=on, known_at=known_at)
    if what in PEOPLE:
        found = people_behind(commune=commune, on=on, known_at=known_at, chosen=read, what=PEOPLE[what], scope=scope)
        return Behind(what, len(found), people=found)
    if what not in ROWS:
        return None
    area = one_area(commune=commune, on=on, at=at, known_at=known_at)
    rows = rows_behind(standing=area.standing, measures=ROWS[what], on=on, known=known_at or at, scope=scope)
    return Behind(what, _count(area, what, read), rows=rows)


def _count(area: Area, what: str, read: Mapping[str, str]) -> int:
    facts = area.facts
    if what == "points":
        return points(facts, read)
    if what == "plants":
        return facts.plants
    if what == "arrested":
        return facts.arrested
    if what == "wanted_hiding":
        return facts.wanted_hiding
    parts = dict(part for one in classify(facts, read).free for part in one.parts)
    return parts.get(what, 0)

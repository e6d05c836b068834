"""Who lives which life where: the published totals, dealt out over the communes of the province."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from binhyen.kit.paths import SEEDS
from binhyen.operations.cases.values import FactKind as K
from binhyen.registers.people.values import Birth

from . import lives
from .persons import Drawn, Invented, Place, invent_person, namesake
from .steps import Life, Step

STORIES: dict[str, Callable[[Life], None]] = {
    "managed": lives.managed,
    "substitution": lives.substitution,
    "awaiting": lives.awaiting,
    "detained": lives.detained,
    "inside": lives.inside,
    "after": lives.after,
    "before": lives.before,
    "found": lives.found_later,
}
# these lives defeat the first criterion of a drug-free area, so no commune without drugs has one
UNSETTLED = frozenset({"managed", "awaiting", "found"})
FALLS = frozenset(
    {K.SUBSTITUTION_ENDED_EARLY, K.ASSESSMENT_RESULT, K.MANAGEMENT_DECIDED, K.COURT_DECIDED, K.FOUND, K.ESCAPED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A person with a life; ``twin_of`` is the number of the person this entry doubles, as it should not."""

    person: Invented
    steps: tuple[Step, ...]
    story: str
    twin_of: int | None = None


def figures() -> dict[str, Any]:
    return tomllib.loads((SEEDS / "population.toml").read_text(encoding="utf-8"))


def remaining(places: Sequence[Place], given: dict[str, Any], *, start: int) -> list[Place]:
    """The communes not drug-free on the day of the totals, as great a share of a country; rather the larger ones."""
    chance = random.Random(start)  # noqa: S311
    keep = given["communes"]["keep"]
    rest = sorted(
        (place for place in places if place.code not in keep), key=lambda one: -one.weight * (0.5 + chance.random())
    )
    published = given["communes"]
    province = published["recognised"] + published["meeting"] + published["remaining"]
    wanted = published["remaining"] * max(province, len(places)) // province - len(keep)
    return [place for place in places if place.code in keep] + rest[:wanted]


def of_users(open_places: Sequence[Place], given: dict[str, Any]) -> list[Place]:
    """Of those the ones where somebody is managed or waiting; in the last, smallest ones other things stand."""
    published = given["communes"]
    without = published["without_users"] * len(open_places) // published["remaining"]
    return list(open_places[: len(open_places) - without])


def drifting(places: Sequence[Place], given: dict[str, Any], *, start: int) -> frozenset[str]:
    """Codes of communes that were free on the day of the totals and may have lost it since: the largest few."""
    remain = {place.code for place in remaining(places, given, start=start)}
    free = sorted((place for place in places if place.code not in remain), key=lambda one: (-one.weight, one.code))
    return frozenset(place.code for place in free[: given["communes"]["drifting"]])


def _falls(steps: Sequence[Step]) -> bool:
    """Whether somebody, after the day of the totals, came into what keeps a commune from being free."""
    return any(step.kind in FALLS and step.on > lives.AS_OF for step in steps)


def settle(*, places: Sequence[Place], until: date, scale: float = 1.0, start: int = 0) -> Iterator[Settled]:
    """Everybody of the province, one after the other. ``scale`` 1 gives the published totals; ``start`` 0 is theirs."""
    given = figures()
    start = start or given["start"]
    anywhere, unsettled = Drawn(places), Drawn(of_users(remaining(places, given, start=start), given))
    falling = drifting(places, given, start=start) | unsettled.codes
    chance = random.Random(start + 1)  # noqa: S311
    later = given["later"]
    counts = {**given["totals"], "found": later["found"]}
    number, moves, minors = 0, round(later["moved"] * scale), round(later["minors"] * scale)
    for story, count in counts.items():
        for index in range(round(count * scale)):
            number += 1
            place = (unsettled if story in UNSETTLED else anywhere).one(chance)
            life = Life(random.Random(start * 31 + number), until=until)  # noqa: S311
            if story == "managed" and index < moves:
                other = unsettled.one(chance, besides=place.code)
                lives.moved(life, here=place.code, there=other.code)
            else:
                STORIES[story](life)
            if place.code not in falling and _falls(life.steps):
                place = unsettled.one(random.Random(start * 43 + number))  # noqa: S311
            person = invent_person(number, place=place, start=start, minor=story == "found" and index < minors)
            yield Settled(person=person, steps=tuple(life.steps), story=story)


def doubles(everybody: Sequence[Settled], *, places: Sequence[Place], until: date, start: int = 0) -> Iterator[Settled]:
    """What a register must tell apart, and what it must bring together: namesakes, and people entered twice."""
    given = figures()
    later, start = given["later"], start or given["start"]
    chance = random.Random(start + 2)  # noqa: S311
    number = len(everybody)
    unsettled = Drawn(of_users(remaining(places, given, start=start), given))
    users = [
        one
        for one in everybody
        if one.story in {"managed", "substitution"} and one.person.details.commune_code in unsettled.codes
    ]
    for one in chance.sample(users, min(later["namesakes"], len(users))):
        number += 1
        life = Life(random.Random(start * 37 + number), until=until)  # noqa: S311
        lives.found_later(life)
        yield Settled(person=namesake(one.person, number=number, start=start), steps=tuple(life.steps), story="found")
    for one in chance.sample(users, min(later["twice"], len(users))):
        number += 1
        life = Life(random.Random(start * 41 + number), until=until)  # noqa: S311
        lives.found_later(life)
        person = _again(one.person, number=number, place=unsettled.one(chance), chance=chance)
        yield Settled(person=person, steps=tuple(life.steps), story="found", twin_of=one.person.number)


def _again(one: Invented, *, number: int, place: Place, chance: random.Random) -> Invented:
    """The same person as another commune wrote them down: another hand, less of the birth, no second number."""
    name = one.details.full_name
    written = chance.choice((name.upper(), name.replace("y", "i"), name))
    birth = one.details.birth if chance.random() < 0.5 else Birth(year=one.born.year)
    numbers = one.details.numbers[:1] if chance.random() < 0.6 else ()
    details = replace(
        one.details, full_name=written, commune_code=place.code, birth=birth, numbers=numbers, contacts=(),
        addresses=(), aliases=(), hamlet_id=None,
    )  # fmt: skip
    return Invented(number=number, details=details, born=one.born, people=one.people)

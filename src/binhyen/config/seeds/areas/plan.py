"""What happened where: offences, points, plants, wanted persons and residents, dealt out over the communes.

The communes free of drugs (population.plan) have no resident who offends, no standing point and nobody hiding; people
from elsewhere are arrested there too, plants were found, points are long gone. The rest fail for mixed reasons.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from typing import Any

from binhyen.config.seeds.population.persons import Place
from binhyen.config.seeds.population.plan import figures, of_users, remaining
from binhyen.kit.paths import SEEDS
from binhyen.operations.offences.values import (
    Nature,
    OffenceDetails,
    OffenceRow,
    PartyDetails,
    Plant,
    PlantDetails,
    PointDetails,
    PointKind,
    PointRow,
    PointStatus,
    PointStep,
    Residence,
    SeizureDetails,
    Unit,
    WantedDetails,
    WantedEnd,
)

S, E, X, D = PointStatus.SUSPECTED, PointStatus.ESTABLISHED, PointStatus.ELIMINATED, PointStatus.DISPROVED
ARTICLES = {"249": 44, "251": 24, "250": 12, "255": 9, "256": 5, "256a": 4, "247": 2}
KINDS = {
    "": 70,
    "LAND_BORDER": 14,
    "CYBERSPACE": 6,
    "EXPRESS_DELIVERY": 5,
    "ORGANISED_TRANSNATIONAL": 2,
    "BUSINESS_PREMISES": 3,
}
AGENCIES = {"POLICE": 88, "BORDER_GUARD": 10, "CUSTOMS": 2}
SUBSTANCES = {"28-2026-IA-14": 55, "28-2026-IIB-267": 34, "28-2026-IA-24": 6, "28-2026-IB-18": 3, "28-2026-III-44": 2}
NEW_ARTICLE_FROM = date(2025, 7, 1)  # article 256a


def settings() -> dict[str, Any]:
    return tomllib.loads((SEEDS / "areas.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Ground:
    """Communes by what stands in the way: ``free`` nothing, ``users`` people above all, ``others`` only the rest."""

    free: tuple[Place, ...]
    users: tuple[Place, ...]
    others: tuple[Place, ...]

    @property
    def remaining(self) -> tuple[Place, ...]:
        return (*self.users, *self.others)


def ground(places: Sequence[Place]) -> Ground:
    """The same division as of the people."""
    given = figures()
    open_places = remaining(places, given, start=given["start"])
    users = of_users(open_places, given)
    codes = {one.code for one in open_places}
    return Ground(tuple(one for one in places if one.code not in codes), tuple(users), tuple(open_places[len(users) :]))


class Story:
    """Everything that happened, up to ``until``; ``scale`` 1 is the demonstration province."""

    def __init__(self, places: Sequence[Place], *, until: date, scale: float = 1.0) -> None:
        self.given, self.until, self.scale = settings(), until, scale
        self.ground = ground(places)
        self.chance = random.Random(self.given["start"])  # noqa: S311 - a story, no secret
        users = list(self.ground.users)
        self.quiet = {one.code for one in users[-self.given["offences"]["quiet"] * len(users) // 36 :]}
        self.busy = {one.code for one in self.chance.sample(users, min(len(users), self.given["offences"]["busy"]))}
        self.size = max(1.0, len(places) / 99)  # how many provinces
        self.remaining, self.everywhere = self.ground.remaining, (*self.ground.free, *self.ground.users)
        self.others = frozenset(one.code for one in self.ground.others)
        self.sums: dict[int, list[int]] = {}  # of the weights of a group of communes, summed once

    def offences(self) -> Iterator[OffenceRow]:
        """By day; those that keep a small commune back first."""
        yield from self._needed()
        given, since = self.given["offences"], self.given["since"]
        days = (self.until - since).days + 1
        count = round(given["a_year"] * days / 365 * self.scale * self.size)
        for on in sorted(since + timedelta(days=self.chance.randrange(days)) for _ in range(count)):
            inside = self.chance.random() < given["in_remaining"]
            place = self._draw(self.remaining if inside else self.ground.free)
            yield self._offence(place, on, free=not inside)

    def _needed(self) -> Iterator[OffenceRow]:
        """Every third commune that fails without users has a resident who offended early in the present period."""
        for place in self.ground.others[1::3]:
            on = min(date(2025, 12, 15) + timedelta(days=self.chance.randrange(28)), self.until)
            home = PartyDetails(residence=Residence.HERE, residence_commune=place.code)
            yield OffenceRow(
                details=self._details(place, on, crime=True), parties=(home,), seizures=self._seized("249")
            )

    def _draw(self, places: Sequence[Place]) -> Place:
        if id(places) not in self.sums:
            self.sums[id(places)] = list(accumulate(one.weight * (3 if one.code in self.busy else 1) for one in places))
        return self.chance.choices(places, cum_weights=self.sums[id(places)])[0]

    def _offence(self, place: Place, on: date, *, free: bool) -> OffenceRow:
        given = self.given["offences"]
        details = self._details(place, on, crime=self.chance.random() < given["crimes"])
        count = self.chance.choices((1, 2, 3, 4), weights=given["persons"])[0]
        away = free or place.code in self.quiet or place.code in self.others
        parties = tuple(self._party(place, away=away) for _ in range(count))
        seizures = self._seized(details.articles[0]) if details.articles else ()
        return OffenceRow(details=details, parties=parties, seizures=seizures)

    def _details(self, place: Place, on: date, *, crime: bool) -> OffenceDetails:
        article = self._one(ARTICLES)
        if article == "256a" and on < NEW_ARTICLE_FROM:
            article = "249"
        kind = self._one(KINDS)
        return OffenceDetails(
            occurred_on=on,
            commune_code=place.code,
            hamlet=self.chance.choice(place.hamlets)[1] if place.hamlets else "",
            nature=Nature.CRIME if crime else Nature.ADMINISTRATIVE,
            articles=(article,) if crime else (),
            kinds=(kind,) if kind and crime else (),
            agency=self._one(AGENCIES),
            reference=f"{self.chance.randrange(1, 900)}/{on.year}/HSVA" if crime else "",
        )

    def _party(self, place: Place, *, away: bool) -> PartyDetails:
        given, throw = self.given["offences"], self.chance.random()
        arrested = self.chance.random() < 0.97
        if not away and throw < given["residents"]:
            return PartyDetails(arrested=arrested, residence=Residence.HERE, residence_commune=place.code)
        if not away and throw > 1 - given["unknown"]:
            return PartyDetails(arrested=arrested, residence=Residence.UNKNOWN)
        home = self.chance.choice(self.ground.users).code if self.chance.random() < 0.6 else ""
        home = "" if home == place.code else home
        return PartyDetails(arrested=arrested, residence=Residence.ELSEWHERE, residence_commune=home)

    def _seized(self, article: str) -> tuple[SeizureDetails, ...]:
        if article not in {"249", "250", "251"}:
            return ()
        code = self._one(SUBSTANCES)
        if code == "28-2026-IB-18":
            return (SeizureDetails(substance=code, amount=Decimal(self.chance.randrange(2, 400)), unit=Unit.TABLET),)
        top = {"249": 5_000, "251": 30_000, "250": 900_000}[article]  # milligrams
        grams = Decimal(self.chance.randrange(120, top)) / 1000
        return (SeizureDetails(substance=code, amount=grams, unit=Unit.GRAM),)

    def _one(self, weights: dict[str, int]) -> str:
        return self.chance.choices(list(weights), weights=list(weights.values()))[0]

    def points(self) -> Iterator[PointRow]:
        """Those that stand, in some of the 42; those long gone, everywhere; those that were none."""
        given = self.given["points"]
        places = [*self.ground.others[::3], *self.chance.sample(self.ground.users, min(7, len(self.ground.users)))]
        before = date(2025, 12, 10)
        for _ in range(round(self.size)):
            for number, (place, count) in enumerate(zip(places, given["standing"], strict=False)):
                for _ in range(count):
                    on = before - timedelta(days=self.chance.randrange(10, 300))
                    known = number >= len(given["standing"]) - given["suspected"]
                    steps = [PointStep(status=S, on=on)]
                    if not known:
                        steps.append(PointStep(status=E, on=on + timedelta(days=self.chance.randrange(1, 9))))
                    yield self._point(place, steps)
            places = self.chance.sample(self.ground.users, min(9, len(self.ground.users)))
        yield from self._gone(round(given["eliminated"] * self.size), X)
        yield from self._gone(round(given["disproved"] * self.size), D)

    def _gone(self, count: int, last: PointStatus) -> Iterator[PointRow]:
        since, autumn = self.given["since"], self.given["points"]["autumn"]
        free = {one.code for one in self.ground.free}
        for _ in range(count):
            place = self._draw(self.everywhere)
            end = autumn if place.code in free else self.until - timedelta(days=70)
            on = since + timedelta(days=self.chance.randrange(max(1, (end - since).days - 60)))
            steps = [PointStep(status=S, on=on)]
            on += timedelta(days=self.chance.randrange(2, 20))
            if last is X:
                steps.append(PointStep(status=E, on=on))
                on += timedelta(days=self.chance.randrange(0, 40))
            yield self._point(place, [*steps, PointStep(status=last, on=on)])

    def _point(self, place: Place, steps: Sequence[PointStep]) -> PointRow:
        vehicle = self.chance.random() < self.given["points"]["vehicles"]
        details = PointDetails(
            commune_code=place.code,
            kind=PointKind.VEHICLE if vehicle else PointKind.PLACE,
            hamlet=self.chance.choice(place.hamlets)[1] if place.hamlets and not vehicle else "",
            reference=f"{self.chance.randrange(1, 400)}/{steps[0].on.year}/HSĐ",
        )
        return PointRow(details=details, steps=tuple(one for one in steps if one.on <= self.until))

    def plants(self) -> Iterator[PlantDetails]:
        given, since = self.given["plants"], self.given["since"]
        for number in range(round(given["finds"] * self.size)):
            place = self._draw(self.everywhere)
            on = since + timedelta(days=self.chance.randrange(max(1, (self.until - since).days - 10)))
            count = self.chance.randrange(4, 300)
            yield self._plants(place, on, count, left=number < given["unharvested"])
        for count in given["large"]:
            on = date(2026, 1, 6) + timedelta(days=self.chance.randrange(40))
            yield self._plants(self._draw(self.ground.users), min(on, self.until), count, left=False)

    def _plants(self, place: Place, on: date, count: int, *, left: bool) -> PlantDetails:
        gone = min(on + timedelta(days=self.chance.randrange(0, 6)), self.until)
        return PlantDetails(
            commune_code=place.code,
            found_on=self.until - timedelta(days=3) if left else on,
            plant=self.chance.choice((Plant.POPPY, Plant.POPPY, Plant.CANNABIS)),
            plants=count,
            area_m2=Decimal(count) / 4 if self.chance.random() < 0.7 else None,
            destroyed_on=None if left else gone,
        )

    def wanted(self) -> Iterator[WantedDetails]:
        """Hiding in every third commune that fails without users, and in some of the others."""
        given, since = self.given["wanted"], self.given["since"]
        hiding = [*self.ground.others[2::3], *self.ground.users]
        for place in hiding[: round(given["hiding"] * self.size)]:
            on = date(2025, 12, 1) - timedelta(days=self.chance.randrange(200))
            yield WantedDetails(commune_code=place.code, from_on=on, reference=f"{self.chance.randrange(1, 99)}/QĐTN")
        for _ in range(round(given["ended"] * self.size)):
            on = since + timedelta(days=self.chance.randrange(max(1, (self.until - since).days - 60)))
            yield WantedDetails(
                commune_code=self._draw(self.ground.users).code,
                from_on=on,
                to_on=on + timedelta(days=self.chance.randrange(3, 60)),
                ended=self.chance.choice((WantedEnd.CAUGHT, WantedEnd.CAUGHT, WantedEnd.LEFT)),
                reference=f"{self.chance.randrange(1, 99)}/QĐTN",
            )

    def residents(self) -> dict[str, int]:
        """Who actually lives in each commune; where no resolution says how many, a plain number of a commune."""
        low, high = self.given["populations"]["of_resolution"]
        known = {one.code: one.weight for one in (*self.ground.free, *self.ground.remaining)}
        unsaid = len(known) > 1 and len(set(known.values())) == 1
        chance = random.Random(self.given["start"] + 1)  # noqa: S311
        return {
            code: round(
                (chance.randrange(6_000, 45_000) if unsaid or weight == 5_000 else weight) * chance.uniform(low, high)
            )
            for code, weight in sorted(known.items())
        }

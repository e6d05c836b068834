"""Invented persons of a province: name, sex, birth, number, place. By chance with a fixed start; nobody real.

Identity numbers have the right build (province, century and sex, year, six digits) behind a province prefix that was
never issued, so no number of a living person can come out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from binhyen.config.seeds.names import invent
from binhyen.registers.people.values import AddressDetails, Birth, PersonDetails

NEVER_ISSUED = "099"
# rough shares of the peoples of the province, for names only
PEOPLES = {"Kinh": 30, "Mông": 25, "Tày": 15, "Dao": 12, "Giáy": 5, "Nùng": 5, "Thái": 4, "Phù Lá": 2, "Hà Nhì": 2}
OCCUPATIONS = ("làm nông", "lao động tự do", "xây dựng", "lái xe", "buôn bán nhỏ", "chưa có việc làm", "công nhân")


@dataclass(frozen=True, slots=True)
class Place:
    """A commune people live in."""

    code: str
    name: str
    weight: int  # residents
    hamlets: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Invented:
    """A person before there is a row: what a list would say, and what only the generator knows."""

    number: int
    details: PersonDetails
    born: date
    people: str


def invent_person(number: int, *, place: Place, start: int, minor: bool = False) -> Invented:
    """The ``number``-th person of the province that begins with ``start``; the same two always give the same."""
    chance = random.Random(start * 1_000_003 + number)  # noqa: S311 - a story, no secret
    people = chance.choices(list(PEOPLES), weights=list(PEOPLES.values()))[0]
    male = chance.random() < 0.93
    name = invent(start=f"{start}/{number}", people=people, sex="male" if male else "female")
    born = _born(chance, minor=minor)
    digits = _identity(chance, born, male=male, number=number)
    hamlet = chance.choice(place.hamlets) if place.hamlets else None
    details = PersonDetails(
        full_name=name,
        commune_code=place.code,
        sex="M" if male else "F",
        birth=_known_birth(chance, born),
        aliases=(f"{name.rsplit(' ', 1)[-1]} {chance.choice(('anh', 'em', 'lớn', 'bé'))}",)
        if chance.random() < 0.04
        else (),
        numbers=_numbers(chance, digits),
        contacts=_phone(number),
        addresses=(
            AddressDetails(
                kind="PERMANENT",
                place_code=place.code,
                hamlet_id=hamlet[0] if hamlet else None,
            ),
        ),
        hamlet_id=hamlet[0] if hamlet else None,
        sensitive=(("ETHNICITY", people), ("BACKGROUND", chance.choice(OCCUPATIONS))),
    )
    return Invented(number=number, details=details, born=born, people=people)


def namesake(one: Invented, *, number: int, start: int) -> Invented:
    """Another person of the same name, year and commune: what a register must not take for one."""
    chance = random.Random(start * 7_919 + number)  # noqa: S311
    born = one.born + timedelta(days=chance.randrange(20, 200))
    digits = _identity(chance, born, male=one.details.sex == "M", number=number)
    details = replace(
        one.details,
        birth=Birth(year=born.year, month=born.month, day=born.day),
        numbers=(("CCCD", digits),),
        contacts=(),
        aliases=(),
    )
    return Invented(number=number, details=details, born=born, people=one.people)


class Drawn:
    """Communes to draw from, the larger the likelier. The weights are summed once: a country has 3,321."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.codes = frozenset(place.code for place in places)
        self._sums = list(accumulate(place.weight for place in places))

    def one(self, chance: random.Random, *, besides: str = "") -> Place:
        """A commune other than ``besides``."""
        if not besides:
            return chance.choices(self._places, cum_weights=self._sums)[0]
        return Drawn([place for place in self._places if place.code != besides]).one(chance)


def _born(chance: random.Random, *, minor: bool) -> date:
    if minor:
        return date(2010, 1, 1) + timedelta(days=chance.randrange(900))
    age = min(72.0, max(23.0, chance.gauss(37, 10)))  # of full age in everything the stories tell of
    return date(2026, 1, 1) - timedelta(days=int(age * 365.25) + chance.randrange(365))


def _known_birth(chance: random.Random, born: date) -> Birth:
    """Seven in ten papers give the whole day, as in the lists communes keep."""
    drawn = chance.random()
    if drawn < 0.70:
        return Birth(year=born.year, month=born.month, day=born.day)
    return Birth(year=born.year, month=born.month) if drawn < 0.76 else Birth(year=born.year)


def _identity(chance: random.Random, born: date, *, male: bool, number: int) -> str:
    century_and_sex = (0 if born.year < 2000 else 2) + (0 if male else 1)
    return f"{NEVER_ISSUED}{century_and_sex}{born.year % 100:02}{(number * 7 + chance.randrange(7)) % 1_000_000:06}"


def _phone(number: int) -> tuple[tuple[str, str], ...]:
    """One in sixteen has a telephone of the 0912.000.xxx kind; no two the same."""
    which, rest = divmod(number, 16)
    return () if rest or which > 999 else (("PHONE", f"0912000{which:03}"),)


def _numbers(chance: random.Random, digits: str) -> tuple[tuple[str, str], ...]:
    drawn = chance.random()
    if drawn < 0.10:
        return ()
    old: Any = ("CMND", f"99{int(digits[5:]) % 10_000_000:07}")
    if drawn < 0.16:
        return (old,)
    return (("CCCD", digits), old) if drawn < 0.30 else (("CCCD", digits),)

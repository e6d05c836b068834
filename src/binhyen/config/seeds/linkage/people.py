"""Invented people for linkage: skewed names, villages of one family, and those who look alike without being one.

Every ``Person`` is as one careful officer would write them. Beside ordinary people stand the hard cases: twins,
brothers and sisters on one telephone, namesakes in one hamlet, some born in the same year.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from typing import Any

from binhyen.kit.paths import ROOT

PER_COMMUNE = 90  # people of the register in a commune: 300,000 in 3,321
HAMLETS = 12  # in a commune
MALE = 0.9  # of the people in drug registers
MIX = {"Kinh": 38, "Mông": 20, "Tày": 17, "Dao": 13, "Thái": 4, "Giáy": 3, "Nùng": 3, "Phù Lá": 1}
OWN_GROUP = 0.75  # share of a commune's main group among its people
NEXT_NUMBER = 0.4  # of twins: registered together at birth
# Per ordinary person, beside those that come about by chance. One birth in 80 is of twins, both of them in the register
# one time in six.
TWINS, SIBLINGS, NAMESAKES, YEAR_NAMESAKES = 0.003, 0.04, 0.02, 0.002


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    key: int
    group: str  # people's group; decides how the name can be spelled
    name: str
    birth_year: int | None
    birth_month: int | None
    birth_day: int | None
    sex: str
    id12: str | None
    id9: str | None
    commune: str | None
    hamlet: str | None
    second_commune: str | None = None
    phone: str | None


class Choice:
    """Draws by weight, quickly."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.values = list(weights)
        self.sums = list(accumulate(weights.values()))

    def draw(self, rng: random.Random) -> str:
        return rng.choices(self.values, cum_weights=self.sums)[0]


@cache
def name_lists() -> dict[str, Any]:
    return json.loads((ROOT / "seeds" / "data" / "name_parts.json").read_text(encoding="utf-8"))


@cache
def choices(group: str, sex: str) -> tuple[Choice, Choice, Choice]:
    """Family, middle and given names of a group and a sex; lists without weights get a falling one (1/rank)."""
    lists = name_lists()
    kinh, own = lists["kinh"], lists["ethnic"].get(group, {})
    man = "male" if sex == "NAM" else "female"
    middle = kinh["middle"][man] if f"{man}_middle" not in own else falling(own[f"{man}_middle"])
    given = kinh[f"given_{man}"] if f"{man}_given" not in own else falling(own[f"{man}_given"])
    families = falling(own["surnames"]) if own else {s["v"]: s["w"] for s in kinh["surnames"]}
    return Choice(families), Choice(middle), Choice(given)


@cache
def groups() -> Choice:
    return Choice(dict(MIX))


def falling(values: list[str]) -> dict[str, float]:
    return {value: 1 / (rank + 2) for rank, value in enumerate(values)}


def people(count: int, *, seed: int) -> list[Person]:
    """``count`` different persons, the same for the same seed."""
    rng = random.Random(seed)
    communes = [commune(number, rng) for number in range(max(1, round(count / PER_COMMUNE)))]
    made: list[Person] = []
    while len(made) < count:
        one = ordinary(len(made), *rng.choice(communes), rng)
        made.append(one)
        draw = rng.random()
        for share, like in ((TWINS, twin), (SIBLINGS, sibling), (NAMESAKES, namesake), (YEAR_NAMESAKES, year_namesake)):
            if draw < share:
                made.append(replace(like(one, rng), key=len(made)))
                break
            draw -= share
    return made[:count]


def commune(number: int, rng: random.Random) -> tuple[str, str, list[str]]:
    """Code, main group, and hamlets' names; the same hamlet names come back in many communes."""
    hamlets = [f"{rng.choice(('Nà', 'Bản', 'Khe', 'Tả', 'Lùng', 'Séo', 'Phìn'))} {n}" for n in range(HAMLETS)]
    return f"{number + 10000:05d}", groups().draw(rng), hamlets


def ordinary(key: int, code: str, main_group: str, hamlets: list[str], rng: random.Random) -> Person:
    group = main_group if rng.random() < OWN_GROUP else groups().draw(rng)
    sex = "NAM" if rng.random() < MALE else "NU"
    year, month, day = birth(rng)
    return Person(
        key=key,
        group=group,
        name=" ".join(choice.draw(rng) for choice in choices(group, sex)),
        birth_year=year,
        birth_month=month,
        birth_day=day,
        sex=sex,
        id12=number12(rng, year, sex) if rng.random() < 0.85 else None,
        id9=number9(rng) if rng.random() < 0.5 else None,
        commune=code,
        hamlet=rng.choice(hamlets) if rng.random() < 0.95 else None,
        phone=number_of_telephone(rng) if rng.random() < 0.5 else None,
    )


def birth(rng: random.Random) -> tuple[int, int | None, int | None]:
    """Most people know the day; some were entered on the first of January, some by year alone."""
    year = round(rng.triangular(1958, 2009, 1990))
    draw = rng.random()
    if draw < 0.08:
        return year, None, None
    if draw < 0.13:
        return year, 1, 1
    return year, rng.randint(1, 12), rng.randint(1, 28)


def number12(rng: random.Random, year: int, sex: str) -> str:
    """Built like a citizen's number (province, century and sex, year, six digits); province 097 was never issued."""
    century = (0 if sex == "NAM" else 1) + (2 if year >= 2000 else 0)
    return f"097{century}{year % 100:02d}{rng.randrange(10**6):06d}"


def number9(rng: random.Random) -> str:
    return f"06{rng.randrange(10**7):07d}"


def number_of_telephone(rng: random.Random) -> str:
    return f"0{rng.choice('3789')}{rng.randrange(10**8):08d}"


def own_numbers(person: Person, rng: random.Random) -> Person:
    """The same person's row with numbers of somebody else."""
    return replace(
        person,
        id12=number12(rng, person.birth_year or 1990, person.sex) if rng.random() < 0.85 else None,
        id9=number9(rng) if rng.random() < 0.5 else None,
        phone=number_of_telephone(rng) if rng.random() < 0.5 else None,
    )


def other_given(person: Person, rng: random.Random) -> str:
    family, *middle, given = person.name.split()
    drawn = choices(person.group, person.sex)[2].draw(rng)
    return " ".join([family, *middle, drawn if drawn != given else "Páo"])


def twin(person: Person, rng: random.Random) -> Person:
    """Same house, day and telephone; some got their numbers one after the other."""
    other = own_numbers(replace(person, name=other_given(person, rng)), rng)
    if person.id12 and rng.random() < NEXT_NUMBER:
        other = replace(other, id12=f"{person.id12[:-1]}{(int(person.id12[-1]) + 1) % 10}")
    return replace(other, phone=person.phone)


def sibling(person: Person, rng: random.Random) -> Person:
    year = (person.birth_year or 1990) + rng.choice((-4, -3, -2, -1, 1, 2, 3, 4))
    brother = own_numbers(replace(person, birth_year=year, birth_month=rng.randint(1, 12)), rng)
    shared = person.phone if rng.random() < 0.5 else brother.phone
    return replace(brother, name=other_given(person, rng), birth_day=rng.randint(1, 28), phone=shared)


def namesake(person: Person, rng: random.Random) -> Person:
    """Same name and hamlet, another age."""
    year = (person.birth_year or 1990) + rng.choice((-12, -7, -5, -3, -2, -1, 1, 2, 3, 5, 7, 12))
    other = replace(person, birth_year=year, birth_month=rng.randint(1, 12), birth_day=rng.randint(1, 28))
    return own_numbers(other, rng)


def year_namesake(person: Person, rng: random.Random) -> Person:
    """Same name, commune and year of birth."""
    other = replace(person, birth_month=rng.randint(1, 12), birth_day=rng.randint(1, 28))
    return own_numbers(other, rng)

"""How other lists write the same people: a labelled set in three degrees of carelessness.

Each kind of noise falls on a record by its own chance. The chances are set by hand from how lists of communes, clinics
and facilities look; they are assumptions, not measurements, and the figures of the bench hold for them.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from binhyen.kit.vietnamese.names import name_keys
from binhyen.kit.vietnamese.text import new_tones, old_tones, search_key, without_tones
from binhyen_analytics.linkage.columns import Record

from .people import PER_COMMUNE, Person, number9, number12, number_of_telephone, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Chances, 0 … 1, of each kind of noise on one record."""

    no_name: float
    no_tones: float
    decomposed: float  # NFD
    tone_places: float  # old for new and new for old
    i_for_y: float
    other_tone: float  # one tone mark wrong
    slip: float  # one letter
    second_slip: float  # once more, given one
    initials: float
    middle_left_out: float
    other_order: float
    other_spelling: float  # only names of groups that are spelled by ear
    no_birth: float
    crossed: float  # day and month
    year_only: float
    year_off: float  # by one
    day_slip: float
    month_only: float
    no_id12: float
    no_id9: float
    id_slip: float  # one digit, or two crossed
    other_id: float  # the number of somebody else
    no_phone: float
    other_phone: float
    moved: float
    no_commune: float
    no_hamlet: float
    other_hamlet: float
    other_sex: float


_CHANCES = {  # nhẹ, vừa, nặng
    "no_name": (0.001, 0.002, 0.004),
    "no_tones": (0.10, 0.30, 0.60),
    "decomposed": (0.05, 0.10, 0.15),
    "tone_places": (0.15, 0.30, 0.50),
    "i_for_y": (0.05, 0.15, 0.30),
    "other_tone": (0.01, 0.03, 0.05),
    "slip": (0.02, 0.06, 0.12),
    "second_slip": (0.0, 0.10, 0.20),
    "initials": (0.005, 0.02, 0.04),
    "middle_left_out": (0.01, 0.03, 0.05),
    "other_order": (0.005, 0.02, 0.04),
    "other_spelling": (0.10, 0.30, 0.50),
    "no_birth": (0.005, 0.015, 0.03),
    "crossed": (0.02, 0.04, 0.08),
    "year_only": (0.10, 0.25, 0.40),
    "year_off": (0.01, 0.02, 0.05),
    "day_slip": (0.01, 0.03, 0.05),
    "month_only": (0.01, 0.02, 0.03),
    "no_id12": (0.15, 0.35, 0.55),
    "no_id9": (0.60, 0.50, 0.50),
    "id_slip": (0.01, 0.03, 0.05),
    "other_id": (0.002, 0.005, 0.01),
    "no_phone": (0.30, 0.40, 0.50),
    "other_phone": (0.10, 0.15, 0.20),
    "moved": (0.04, 0.08, 0.15),
    "no_commune": (0.01, 0.02, 0.03),
    "no_hamlet": (0.05, 0.10, 0.20),
    "other_hamlet": (0.02, 0.04, 0.06),
    "other_sex": (0.002, 0.004, 0.01),
}
LEVELS = {
    level: Noise(**{kind: chances[i] for kind, chances in _CHANCES.items()})
    for i, level in enumerate(("nhẹ", "vừa", "nặng"))
}
_NEVER = (
    "no_name",
    "no_birth",
    "year_only",
    "no_id12",
    "no_id9",
    "other_id",
    "no_phone",
    "other_phone",
    "moved",
    "no_commune",
)
IN_OWN_LIST = replace(LEVELS["nhẹ"], **dict.fromkeys(_NEVER, 0.0))
COPIED, COPIED_TWICE = 0.22, 0.03  # shares of the persons who stand in other lists too
FIRST_LIST = "cong-an"
OTHER_LISTS = ("tram-y-te", "co-so")
TWICE_IN_LIST = 0.01  # share of the persons whom the first list has twice
MISSED = 0.1  # share of those whom the first list does not have
TELLS_OLD_COMMUNE = 0.5  # of those who moved: the permanent address is still given beside the new one
AS_NEW_YEAR = 0.2  # of those known by year alone: written 01/01
SPELLED_BY_EAR = frozenset(("Mông", "Dao", "Tày", "Nùng", "Thái", "Giáy", "Phù Lá", "Hà Nhì"))
_BY_EAR = (("Gi", "D"), ("D", "Gi"), ("R", "D"), ("S", "X"), ("X", "S"), ("Tr", "Ch"), ("Ch", "Tr"), ("K", "C"))
_BESIDE = {"a": "s", "e": "r", "i": "o", "o": "p", "n": "m", "m": "n", "h": "g", "g": "h", "t": "r", "u": "y", "c": "v"}


@dataclass(frozen=True, slots=True)
class Labelled:
    records: list[Record]
    truth: set[tuple[str, str]]  # pairs of record_ids of one person, the smaller first


def labelled(size: int, *, levels: Iterable[str] = tuple(LEVELS), seed: int) -> Labelled:
    """About ``size`` records: people of a police list, some of them again in other lists with the levels' noise, and
    some who stand only there."""
    rng = random.Random(seed)
    persons = people(round(size / (1 + COPIED + COPIED_TWICE)), seed=seed)
    communes = [f"{10000 + number:05d}" for number in range(max(1, round(len(persons) / PER_COMMUNE)))]
    names, records, truth = list(levels), [], set()
    for person in persons:
        own = in_lists(person, levels=names, communes=communes, rng=rng)
        truth |= pairs_of(own)
        records += own
    rng.shuffle(records)
    return Labelled(records, truth)


def in_lists(person: Person, *, levels: Sequence[str], communes: Sequence[str], rng: random.Random) -> list[Record]:
    """One person's rows: in the police list as a careful hand wrote them, at times in other lists with noise."""
    own = [record(noisy(person, IN_OWN_LIST, communes, rng), f"{person.key:07d}a", FIRST_LIST)]
    draw = rng.random()
    for copy in range((draw < COPIED) + (draw < COPIED_TWICE)):
        level = LEVELS[rng.choice(levels)]
        own.append(record(noisy(person, level, communes, rng), f"{person.key:07d}{'bc'[copy]}", OTHER_LISTS[copy]))
    if len(own) > 1 and rng.random() < MISSED:
        return own[1:]
    if rng.random() < TWICE_IN_LIST:
        again = noisy(person, LEVELS[rng.choice(levels)], communes, rng)
        own.append(record(again, f"{person.key:07d}d", FIRST_LIST))
    return own


def pairs_of(own: Sequence[Record]) -> set[tuple[str, str]]:
    """Which rows are one person."""
    return {(a.record_id, b.record_id) for i, a in enumerate(own) for b in own[i + 1 :]}


def record(person: Person, record_id: str, source: str) -> Record:
    """A row as the kit normalises it."""
    keys = name_keys(person.name)
    return Record(
        record_id=record_id,
        source=source,
        match_key=keys.match_key or None,
        full_name_key=keys.full_name_key or None,
        fold_key=keys.fold_key or None,
        order_key=keys.order_key or None,
        family_key=keys.family_key or None,
        middle_key=keys.middle_key or None,
        given_key=keys.given_key or None,
        initials=keys.initials or None,
        is_abbreviated=keys.is_abbreviated,
        birth_year=person.birth_year,
        birth_month=person.birth_month,
        birth_day=person.birth_day,
        sex=person.sex,
        id12=person.id12,
        id9=person.id9,
        commune_code=person.commune,
        second_commune_code=person.second_commune,
        hamlet_key=search_key(person.hamlet) if person.hamlet else None,
        phone=person.phone,
    )


def noisy(person: Person, noise: Noise, communes: Sequence[str], rng: random.Random) -> Person:
    """The person as a less careful hand writes them. ``communes``: those there are to move to."""
    made = replace(person, name="" if rng.random() < noise.no_name else noisy_name(person, noise, rng))
    made = noisy_numbers(noisy_birth(made, noise, rng), noise, rng)
    if rng.random() < noise.moved:
        left = person.commune if rng.random() < TELLS_OLD_COMMUNE else None
        made = replace(made, commune=rng.choice(communes), hamlet=None, second_commune=left)
    elif made.hamlet and rng.random() < noise.other_hamlet:
        made = replace(made, hamlet=f"{made.hamlet[:-1]}{rng.randrange(10)}")
    if rng.random() < noise.no_commune:
        made = replace(made, commune=None)
    if rng.random() < noise.no_hamlet or made.commune is None:
        made = replace(made, hamlet=None)
    if rng.random() < noise.other_sex:
        made = replace(made, sex="NU" if person.sex == "NAM" else "NAM")
    return made


def noisy_name(person: Person, noise: Noise, rng: random.Random) -> str:
    def falls(chance: float) -> bool:
        return rng.random() < chance

    words = person.name.split()
    if person.group in SPELLED_BY_EAR and falls(noise.other_spelling):
        words = [by_ear(word, rng) for word in words]
    name = " ".join(words)
    if falls(noise.i_for_y):
        name = swap_i_y(name)
    if falls(noise.tone_places):
        name = old_tones(name) if falls(0.5) else new_tones(name)
    if falls(noise.other_tone):
        name = wrong_tone(name, rng)
    if falls(noise.slip):
        name = slip(name, rng)
        if falls(noise.second_slip):
            name = slip(name, rng)
    name = shortened(name, noise, rng)
    if falls(noise.no_tones):
        name = without_tones(name)
    return unicodedata.normalize("NFD", name) if falls(noise.decomposed) else name


def shortened(name: str, noise: Noise, rng: random.Random) -> str:
    """Initials, a middle word left out, or the given name first."""
    words = name.split()
    if len(words) < 3:
        return name
    draw = rng.random()
    if draw < noise.initials:
        family = words[0] if rng.random() < 0.6 else f"{words[0][0]}."
        return " ".join([family, *(f"{word[0]}." for word in words[1:-1]), words[-1]])
    draw -= noise.initials
    if draw < noise.middle_left_out:
        return f"{words[0]} {words[-1]}"
    draw -= noise.middle_left_out
    return " ".join([words[-1], *words[:-1]]) if draw < noise.other_order else name


def by_ear(word: str, rng: random.Random) -> str:
    """Another officer's spelling of the same sound: first letters, or the tone."""
    fitting = [(heard, written) for heard, written in _BY_EAR if word.startswith(heard)]
    if fitting and rng.random() < 0.6:
        heard, written = rng.choice(fitting)
        return written + word[len(heard) :]
    return without_tones(word) if rng.random() < 0.4 else word


def swap_i_y(name: str) -> str:
    words = name.split()
    return " ".join(w[:-1] + {"y": "i", "ý": "í", "ỳ": "ì", "ỷ": "ỉ", "ỹ": "ĩ", "ỵ": "ị"}.get(w[-1], w[-1])
                    if len(w) == 2 else w for w in words)  # fmt: skip


def wrong_tone(name: str, rng: random.Random) -> str:
    """One tone mark becomes another."""
    letters = unicodedata.normalize("NFD", name)
    places = [i for i, c in enumerate(letters) if c in "\u0300\u0301\u0303\u0309\u0323"]
    if not places:
        return name
    at = rng.choice(places)
    return unicodedata.normalize("NFC", letters[:at] + rng.choice("\u0300\u0301\u0303\u0309\u0323") + letters[at + 1 :])


def slip(name: str, rng: random.Random) -> str:
    """One letter changed, left out, doubled, or two crossed."""
    places = [i for i, c in enumerate(name) if c.isalpha()]
    if len(places) < 4:
        return name
    at = rng.choice(places[1:])
    kind = rng.randrange(4)
    if kind == 0:
        return name[:at] + _BESIDE.get(without_tones(name[at]).lower(), "a") + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at] + name[at:]
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def noisy_birth(person: Person, noise: Noise, rng: random.Random) -> Person:
    if rng.random() < noise.no_birth:
        return replace(person, birth_year=None, birth_month=None, birth_day=None)
    year, month, day = person.birth_year, person.birth_month, person.birth_day
    if year is not None and rng.random() < noise.year_off:
        year += rng.choice((-1, 1))
    if month and day:
        draw = rng.random()
        if draw < noise.year_only:
            month = day = 1 if rng.random() < AS_NEW_YEAR else None
        elif draw < noise.year_only + noise.crossed and day <= 12:
            month, day = day, month
        elif draw < noise.year_only + noise.crossed + noise.day_slip:
            day = rng.randint(1, 28)
        elif draw < noise.year_only + noise.crossed + noise.day_slip + noise.month_only:
            day = None
    return replace(person, birth_year=year, birth_month=month, birth_day=day)


def noisy_numbers(person: Person, noise: Noise, rng: random.Random) -> Person:
    id12, id9, phone = person.id12, person.id9, person.phone
    if rng.random() < noise.no_id12:
        id12 = None
    elif rng.random() < noise.other_id:
        id12 = number12(rng, person.birth_year or 1990, person.sex)
    if rng.random() < noise.no_id9:
        id9 = None
    elif rng.random() < noise.other_id:
        id9 = number9(rng)
    if rng.random() < noise.no_phone:
        phone = None
    elif rng.random() < noise.other_phone:
        phone = number_of_telephone(rng)
    id12, id9, phone = (n and slip_in_number(n, rng) if rng.random() < noise.id_slip else n for n in (id12, id9, phone))
    return replace(person, id12=id12, id9=id9, phone=phone)


def slip_in_number(number: str, rng: random.Random) -> str:
    """One digit wrong, or two neighbours crossed; as long as before."""
    at = rng.randrange(1, len(number))
    if rng.random() < 0.4:
        return number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :]
    return number[:at] + str((int(number[at]) + rng.randint(1, 9)) % 10) + number[at + 1 :]

"""Rows of a list against the register, set-wise: who is known, who may be, who is new. No query per row.

The same comparison as the hint at entry and the batch; only the way to the candidates differs: three questions for
all rows together.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from binhyen.foundation.access.values import Scope
from binhyen.foundation.database.among import among
from binhyen.foundation.secrets.sealing import blinds
from binhyen.registers.people.models import Contact, IdentityNumber
from binhyen.registers.people.rules.numbers import CONTACT_DOMAIN
from binhyen.registers.people.values import PersonDetails
from binhyen_analytics.linkage.columns import Record
from binhyen_analytics.linkage.reasons import reasons
from binhyen_analytics.linkage.score import Score, likely

from .alike import asked_record
from .known import sought
from .records import frequencies, records
from .visible import people

SURE = 0.99  # probability from which a row is taken for the person
CANDIDATES = 25  # compared per row at most

_BY_NAME = """
    SELECT asked.place, person.id
    FROM unnest(%(places)s::int[], %(keys)s::text[], %(years)s::int[]) AS asked (place, key, year)
    CROSS JOIN LATERAL (
        SELECT id FROM people_person
        WHERE match_key = asked.key AND merged_into_id IS NULL AND voided_at IS NULL
          AND (asked.year IS NULL OR birth_year IS NULL OR birth_year BETWEEN asked.year - 1 AND asked.year + 1)
        LIMIT %(most)s) AS person"""
_BY_PARTS = """
    SELECT asked.place, token.person_id
    FROM unnest(%(places)s::int[], %(families)s::text[], %(givens)s::text[], %(years)s::int[], %(communes)s::text[])
         AS asked (place, family, given, year, commune)
    CROSS JOIN LATERAL (
        SELECT t.person_id FROM people_nametoken t
        WHERE t.commune_code = asked.commune AND t.token = asked.given
          AND (asked.year IS NULL OR t.birth_year IS NULL OR t.birth_year BETWEEN asked.year - 1 AND asked.year + 1)
          AND EXISTS (SELECT FROM people_nametoken f WHERE f.person_id = t.person_id AND f.token = asked.family)
        LIMIT %(most)s) AS token"""


class Known(StrEnum):
    NEW = "NEW"
    SAME = "SAME"
    MAYBE = "MAYBE"


@dataclass(frozen=True, slots=True)
class Match:
    """What one row is to the register. ``others`` are further persons it may be, surest first."""

    known: Known
    person_id: int | None = None
    probability: float = 0.0
    reasons: tuple[str, ...] = ()
    others: tuple[int, ...] = ()


def match_many(*, scope: Scope, rows: Sequence[PersonDetails]) -> list[Match]:
    """One answer per row, in their order. Nine queries, however many rows.

    SAME is one person that is surely meant; two such persons, or one that is likely only, are MAYBE. A row without a
    name is NEW: its own findings say what is wrong with it.
    """
    asked = [asked_record(row) for row in rows]
    found = _candidates(asked)
    wanted = sorted({person for persons in found.values() for person in persons})
    seen = list(people(scope).filter(pk__in=among(wanted)).select_related("hamlet")) if wanted else []
    compared = {int(one.record_id): one for one in records(seen)}
    counted = frequencies()
    answers = []
    for place, one in enumerate(asked):
        candidates = [compared[person] for person in sorted(found.get(place, ())) if person in compared]
        answers.append(_answer(likely(one, candidates, frequencies=counted)))
    return answers


def _answer(scores: Sequence[Score]) -> Match:
    if not scores:
        return Match(Known.NEW)
    best, rest = scores[0], scores[1:]
    sure = best.probability >= SURE and not (rest and rest[0].probability >= SURE)
    return Match(
        Known.SAME if sure else Known.MAYBE,
        int(best.right),
        best.probability,
        tuple(reasons(best.degrees).alike),
        tuple(int(one.right) for one in rest[:4]),
    )


def _candidates(asked: Sequence[Record]) -> dict[int, set[int]]:
    """Place of a row to persons it may be; the database's policies leave out whom the reader does not see."""
    found: dict[int, set[int]] = defaultdict(set)
    _by_blind(asked, found)
    named = [(place, one) for place, one in enumerate(asked) if one.fold_key]
    if not named:
        return found
    with connection.cursor() as cursor:
        cursor.execute(
            _BY_NAME,
            {
                "places": [place for place, _ in named],
                "keys": [one.fold_key for _, one in named],
                "years": [one.birth_year for _, one in named],
                "most": CANDIDATES,
            },
        )
        for place, person in cursor.fetchall():
            found[place].add(person)
        local = [(place, one) for place, one in named if one.commune_code and one.family_key and one.given_key]
        cursor.execute(
            _BY_PARTS,
            {
                "places": [place for place, _ in local],
                "families": [one.family_key for _, one in local],
                "givens": [one.given_key for _, one in local],
                "years": [one.birth_year for _, one in local],
                "communes": [one.commune_code for _, one in local],
                "most": CANDIDATES,
            },
        )
        for place, person in cursor.fetchall():
            found[place].add(person)
    return found


def _by_blind(asked: Sequence[Record], found: dict[int, set[int]]) -> None:
    """Everybody with one of the numbers or telephones, in two queries."""
    numbers: dict[bytes, list[int]] = defaultdict(list)
    phones: dict[bytes, list[int]] = defaultdict(list)
    for place, one in enumerate(asked):
        for blind in sought(number for number in (one.id12, one.id9) if number):
            numbers[blind].append(place)
        for blind in blinds(one.phone, domain=CONTACT_DOMAIN) if one.phone else ():
            phones[blind].append(place)
    for model, places in ((IdentityNumber, numbers), (Contact, phones)):
        holders = model.objects.filter(blind__in=list(places)) if places else model.objects.none()
        for held, person in holders.values_list("blind", "person"):
            for place in places[bytes(held)]:
                found[place].add(person)

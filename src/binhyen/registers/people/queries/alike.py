""" "Có thể đã có người này": who of the register may be the person somebody is typing.

The database picks at most 200 candidates by what they share (a number, a name, parts of a name with a year or a
commune); the comparison of the batch then scores each. Persons beyond the reader's sight are told as a commune only.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.foundation.secrets.sealing import blinds
from binhyen.registers.people.models import Contact, IdentityNumber, NameToken, Person
from binhyen.registers.people.rules.names import tidy
from binhyen.registers.people.rules.numbers import CONTACT_DOMAIN, read_contact, read_number
from binhyen.registers.people.rules.records import record_of, second_commune
from binhyen.registers.people.values import ContactKind, Hint, Likeness, PersonDetails
from binhyen_analytics.linkage.columns import Record
from binhyen_analytics.linkage.reasons import reasons
from binhyen_analytics.linkage.score import likely

from .cards import cards
from .known import holding_communes, names_of, sought
from .records import frequencies, records
from .visible import people

CANDIDATES = 200


def alike(*, scope: Scope, details: PersonDetails, limit: int = 5, besides: int = 0) -> Hint:
    """Persons who may be the one described, surest first, with the reasons; and communes that hold the same number.

    ``details`` may be half typed. ``besides`` leaves one person out (the one being edited). About twelve queries.
    """
    asked = asked_record(details)
    numbers = {number for number in (asked.id12, asked.id9) if number}
    holders = set(_holders(scope, numbers))
    found = _candidates(scope, asked, holders) - {besides}
    rows = people(scope).select_related("hamlet").in_bulk(sorted(found)[:CANDIDATES])
    scores = likely(asked, records(rows.values()), frequencies=frequencies())[:limit]
    shown = cards([rows[int(score.right)] for score in scores])
    likenesses = tuple(
        Likeness(
            card=card,
            weight=score.weight,
            probability=score.probability,
            reasons=reasons(score.degrees).alike,
            same_number=card.id in holders,
        )
        for card, score in zip(shown, scores, strict=True)
    )
    return Hint(people=likenesses, elsewhere=_elsewhere(scope, numbers, holders))


def asked_record(details: PersonDetails) -> Record:
    """What was typed, as the comparison wants it."""
    reads = [read_number(text, kind=kind) for kind, text in details.numbers if text]
    phone = next((read_contact(text, kind=kind) for kind, text in details.contacts if kind == ContactKind.PHONE), "")
    return record_of(
        "asked",
        full_name=tidy(details.full_name),
        birth=details.birth,
        sex=details.sex,
        numbers=[(read.kind, read.value) for read in reads],
        phone=phone,
        commune_code=details.commune_code,
        hamlet_id=details.hamlet_id,
        second_commune_code=second_commune(
            details.commune_code,
            addresses=[(one.kind, one.place_code, one.valid_to) for one in details.addresses],
        ),
    )


def _holders(scope: Scope, numbers: set[str]) -> Sequence[int]:
    if not numbers:
        return []
    holding = IdentityNumber.objects.filter(blind__in=sought(numbers)).values("person")
    return list(people(scope).filter(pk__in=holding).values_list("pk", flat=True))


def _elsewhere(scope: Scope, numbers: set[str], holders: set[int]) -> tuple[str, ...]:
    if not numbers or scope.whole_province:
        return ()
    seen = set(people(scope).filter(pk__in=holders).values_list("commune_code", flat=True))
    return names_of(sorted(set(holding_communes(sought(numbers))) - seen - scope.people_areas))


def _candidates(scope: Scope, asked: Record, holders: set[int]) -> set[int]:
    """The likeliest questions first, until there are enough."""
    found = set(holders)
    for question in _questions(scope, asked):
        if len(found) >= CANDIDATES:
            break
        found.update(question[: CANDIDATES - len(found)])
    return found


def _questions(scope: Scope, asked: Record) -> list[QuerySet]:
    seen, ids = people(scope), []
    if asked.phone:
        same = Contact.objects.filter(blind__in=blinds(asked.phone, domain=CONTACT_DOMAIN)).values("person")
        ids.append(seen.filter(pk__in=same))
    if asked.fold_key:
        ids.append(seen.filter(_near_year(asked, "birth_year"), match_key=asked.fold_key))
    if asked.given_key and asked.family_key:
        ids += _by_parts(seen, asked, asked.family_key, asked.given_key)
    return [question.values_list("pk", flat=True) for question in ids]


def _by_parts(seen: QuerySet[Person], asked: Record, family: str, given: str) -> list[QuerySet[Person]]:
    """Family and given name with the year, or anybody of the family in the commune with that year or that name."""
    has_family = Exists(NameToken.objects.filter(person=OuterRef("person"), token=family))
    named = NameToken.objects.filter(has_family, token=given)
    found = []
    if asked.birth_year:
        found.append(seen.filter(pk__in=named.filter(_near_year(asked, "birth_year")).values("person")))
    if asked.commune_code:
        found.append(seen.filter(pk__in=named.filter(commune_code=asked.commune_code).values("person")))
        if asked.birth_year:
            kin = NameToken.objects.filter(
                token=family, commune_code=asked.commune_code, birth_year=asked.birth_year
            ).values("person")
            found.append(seen.filter(pk__in=kin))
    return found


def _near_year(asked: Record, column: str) -> Q:
    """The year, one more or less, or not known; anything where the asked year is not known."""
    if not asked.birth_year:
        return Q()
    years = (asked.birth_year - 1, asked.birth_year, asked.birth_year + 1)
    return Q(**{f"{column}__in": years}) | Q(**{f"{column}__isnull": True})

"""Finding persons by what somebody types. Words of names stand in an index of their own; numbers in blind indexes.

Rarest word first: of a million words a tenth is "nguyen", so the search starts from the word that fits the fewest,
and looks for the others only with the persons that are left.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q

from binhyen.foundation.access.values import Scope
from binhyen.foundation.secrets.sealing import blinds, tails
from binhyen.registers.people.models import Contact, IdentityNumber
from binhyen.registers.people.rules.numbers import (
    CONTACT_DOMAIN,
    NUMBER_DOMAIN,
    read_contact,
    read_number,
)
from binhyen.registers.people.rules.searching import Asked, read_search
from binhyen.registers.people.values import ContactKind, PersonCard

from .cards import cards, opened
from .visible import people
from .visible import words as visible_words

MOST_HITS = 30
COUNTED = 6_000  # words that fit more persons than this count as common
# Where every word is common: so many words are looked at, so many persons are put in order, besides those whose name
# begins with what was typed. Who is asked for so broadly must be asked for more closely to be found for sure.
WALKED, RANKED = 15_000, 1_000


@dataclass(frozen=True, slots=True)
class Found:
    cards: tuple[PersonCard, ...]
    more: bool = False  # there are others; say more to find them


def search(*, scope: Scope, text: str, limit: int = MOST_HITS) -> Found:
    """Persons the reader sees that fit every part of ``text``, best first.

    Whole name and its start before other orders of the words, then Vietnamese order. At most eight queries.
    """
    asked = read_search(text)
    if asked.empty:
        return Found(())
    ids = list(_by_number(scope, asked))
    if not asked.has_number or (asked.year and not ids):
        ids += [pk for pk in _by_words(scope, asked, limit + 1) if pk not in ids]
    rows = people(scope).select_related("hamlet").in_bulk(ids[: limit + 1])
    hits = [rows[pk] for pk in ids if pk in rows]
    return Found(tuple(cards(hits[:limit])), len(hits) > limit)


def _by_number(scope: Scope, asked: Asked) -> list[int]:
    """Persons with the number, telephone or ending; words and year, where given, must fit them too."""
    found = _with_ending(scope, asked.ending) if asked.ending else []
    if asked.number or asked.document:
        found += _with_number(scope, asked.number or asked.document)
    if not found or not asked.words:
        return found
    fitting = people(scope).filter(pk__in=found)
    for word in asked.words:
        fitting = fitting.filter(tokens__token__startswith=word)
    kept = set(fitting.values_list("pk", flat=True))
    return [pk for pk in found if pk in kept]


def _with_number(scope: Scope, text: str) -> list[int]:
    number = blinds(read_number(text).value, domain=NUMBER_DOMAIN) + blinds(text, domain=NUMBER_DOMAIN)
    phone = blinds(read_contact(text, kind=ContactKind.PHONE), domain=CONTACT_DOMAIN)
    fits = Q(pk__in=IdentityNumber.objects.filter(blind__in=number).values("person")) | Q(
        pk__in=Contact.objects.filter(blind__in=phone).values("person")
    )
    return list(people(scope).filter(fits).order_by("sort_key", "pk").values_list("pk", flat=True)[: MOST_HITS + 1])


def _with_ending(scope: Scope, digits: str) -> list[int]:
    """Only the last four digits are indexed; where more were typed the number itself is looked at."""
    seen = people(scope).values("pk")
    numbers = IdentityNumber.objects.filter(tail__in=tails(digits, domain=NUMBER_DOMAIN), person__in=seen)
    phones = Contact.objects.filter(tail__in=tails(digits, domain=CONTACT_DOMAIN), person__in=seen)
    rows: list[IdentityNumber | Contact] = [
        *numbers.order_by("pk")[: 10 * MOST_HITS],
        *phones.order_by("pk")[: 10 * MOST_HITS],
    ]
    return list(dict.fromkeys(row.person_id for row in rows if opened(row).endswith(digits)))


def _by_words(scope: Scope, asked: Asked, limit: int) -> list[int]:
    """Names that begin so, then names as other offices spell them where that leaves room."""
    if not asked.words:
        return list(
            people(scope).filter(birth_year=asked.year).order_by("sort_key", "pk").values_list("pk", flat=True)[:limit]
        )
    found = _ranked(scope, asked, asked.words, limit)
    if len(found) < limit and asked.folded != asked.words:
        found += [pk for pk in _ranked(scope, asked, asked.folded, limit) if pk not in found]
    return found


def _ranked(scope: Scope, asked: Asked, words: tuple[str, ...], limit: int) -> list[int]:
    counts = _counts(words) if scope.whole_province else dict.fromkeys(words, 1)
    if min(counts.values()) == 0:
        return []
    rare, *others = sorted(words, key=lambda word: (counts[word], -len(word)))
    common = counts[rare] >= COUNTED and asked.year is None
    sql, given = _candidates(scope, rare, others, year=asked.year, common=common)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.id FROM people_person p WHERE p.id IN ({sql})
            ORDER BY CASE WHEN p.search_key = %(phrase)s THEN 0 WHEN p.search_key ^@ %(phrase)s THEN 1 ELSE 2 END,
                     p.sort_key, p.id
            LIMIT %(limit)s""",  # noqa: S608 - made of our own pieces; what was typed is passed beside it
            {**given, "phrase": " ".join(words), "limit": limit},
        )
        return [pk for (pk,) in cursor.fetchall()]


def _candidates(
    scope: Scope, rare: str, others: list[str], *, year: int | None, common: bool
) -> tuple[str, dict[str, Any]]:
    """Persons with a word that starts with ``rare`` and one for each of ``others``, as SQL and its parameters."""
    sql, given = visible_words(scope, "t.token ^@ %(rare)s" + (" AND t.birth_year = %(year)s" if year else ""))
    given |= {"rare": rare, "year": year, "walked": WALKED}
    sql = f"SELECT t.person_id FROM ({sql}{' LIMIT %(walked)s' if common else ''}) t WHERE true"  # noqa: S608 - ours
    for number, word in enumerate(others):
        given[f"word{number}"] = word
        sql += (
            f" AND EXISTS (SELECT FROM people_nametoken o{number} WHERE o{number}.person_id = t.person_id"
            f" AND o{number}.token ^@ %(word{number})s)"
        )
    if common:
        sql = (
            f"({sql} LIMIT {RANKED}) UNION (SELECT id FROM people_person WHERE search_key ^@ %(phrase)s"  # noqa: S608
            " AND merged_into_id IS NULL AND voided_at IS NULL LIMIT 300)"
        )
    return sql, given


def _counts(words: tuple[str, ...]) -> dict[str, int]:
    """How many words of the province's names start so, counted up to COUNTED. One query, an index alone."""
    parts = [
        f"(SELECT count(*) FROM (SELECT FROM people_nametoken t WHERE t.token ^@ %(word{number})s LIMIT %(most)s) c)"  # noqa: S608
        for number in range(len(words))
    ]
    given = {f"word{number}": word for number, word in enumerate(words)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", {**given, "most": COUNTED})
        return dict(zip(words, cursor.fetchone(), strict=True))

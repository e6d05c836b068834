"""Who is counted otherwise today than when the books were closed. Only those the reader sees."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection

from binhyen.monitoring.indicators.models import Closing
from binhyen.monitoring.indicators.values import Changed
from binhyen.operations.cases.queries.labels import list_labels, reason_label, state_labels
from binhyen.registers.people.models import Person

from .closings import names_in_order

PAGE_ROWS = 50
WITHDRAWN = "Rút sự kiện đã ghi"
_COVERING = "legal_from <= %(on)s AND (legal_to IS NULL OR legal_to > %(on)s)"
_SQL = f"""
    WITH was AS (
        SELECT person_id, state, reported_list, commune_code, known_to FROM cases_casespan
        WHERE {_COVERING} AND known_from <= %(known)s AND (known_to IS NULL OR known_to > %(known)s)
    ), now AS (
        SELECT person_id, state, reported_list, commune_code, known_from, because_kind, legal_from
        FROM cases_casespan WHERE {_COVERING} AND known_to IS NULL
    )
    SELECT coalesce(was.person_id, now.person_id), coalesce(was.state, ''), coalesce(was.reported_list, ''),
           coalesce(was.commune_code, ''), coalesce(now.state, ''), coalesce(now.reported_list, ''),
           coalesce(now.commune_code, ''), coalesce(now.known_from, was.known_to), now.because_kind, now.legal_from
    FROM was FULL JOIN now USING (person_id)
    WHERE (was.state, was.reported_list, was.commune_code)
          IS DISTINCT FROM (now.state, now.reported_list, now.commune_code)
          AND (%(every)s OR coalesce(was.commune_code, '') = ANY (%(areas)s)
               OR coalesce(now.commune_code, '') = ANY (%(areas)s))
    ORDER BY 8 DESC, 1"""  # noqa: S608 - made of our own pieces


type _Row = tuple[int, str, str, str, str, str, str, datetime, str | None, object]


def changed(
    *, closing: Closing, areas: Sequence[str] | None, page: str | None = None
) -> tuple[Page[_Row], list[Changed]]:
    """A page of people whose state, list or commune on the closing's day is known otherwise now. Three queries.

    The latest learnt stand first. Inside the reader's scope; ``areas`` narrow further, None is all that is seen.
    """
    given: dict[str, Any] = {
        "on": closing.as_of, "known": closing.known_at, "every": areas is None, "areas": list(areas or ()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        found = Paginator(cursor.fetchall(), PAGE_ROWS).get_page(page)
    people = {one.pk: one for one in Person.objects.filter(pk__in=[row[0] for row in found])}
    names = names_in_order({row[3] for row in found} | {row[6] for row in found})
    return found, [_changed(row, people[row[0]], names) for row in found if row[0] in people]


def _changed(row: _Row, person: Person, names: dict[str, str]) -> Changed:
    _, was, was_list, was_commune, now, now_list, now_commune, since, because, day = row
    return Changed(
        person_id=person.pk,
        name=person.full_name,
        born=person.birth_year or "",
        was=_words(was, was_list),
        was_commune=names.get(was_commune, ""),
        now=_words(now, now_list),
        now_commune=names.get(now_commune, ""),
        since=since,
        because=WITHDRAWN if because is None else reason_label(because),
        on=day,  # type: ignore[arg-type]
    )


def _words(state: str, on_list: str) -> str:
    if not state:
        return "Không có trong số liệu"
    return f"{state_labels().get(state, state)} ({list_labels().get(on_list, on_list)})"

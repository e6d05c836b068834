"""Who is counted otherwise on a day now than was known at a moment, as when books were closed: whom the reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection

from binhyen.monitoring.indicators.models import Closing
from binhyen.monitoring.indicators.rules.live import Counted, holds
from binhyen.monitoring.indicators.values import Changed
from binhyen.operations.cases.queries.labels import list_labels, reason_label, state_labels
from binhyen.registers.people.models import Person

from .closings import names_in_order

PAGE_ROWS = 50
WITHDRAWN = "Rút sự kiện đã ghi"
_COVERING = "legal_from <= %(on)s AND (legal_to IS NULL OR legal_to > %(on)s)"
_SQL = f"""
    WITH was AS (
        SELECT person_id, state, reported_list, list_code, commune_code, known_to FROM cases_casespan
        WHERE {_COVERING} AND known_from <= %(known)s AND (known_to IS NULL OR known_to > %(known)s)
    ), now AS (
        SELECT person_id, state, reported_list, list_code, commune_code, known_from, because_kind, legal_from
        FROM cases_casespan WHERE {_COVERING} AND known_to IS NULL
    )
    SELECT coalesce(was.person_id, now.person_id), coalesce(was.state, ''), coalesce(was.reported_list, ''),
           coalesce(was.commune_code, ''), coalesce(now.state, ''), coalesce(now.reported_list, ''),
           coalesce(now.commune_code, ''), coalesce(now.known_from, was.known_to), now.because_kind, now.legal_from,
           coalesce(was.list_code, ''), coalesce(now.list_code, '')
    FROM was FULL JOIN now USING (person_id)
    WHERE (was.state, was.reported_list, was.list_code, was.commune_code)
          IS DISTINCT FROM (now.state, now.reported_list, now.list_code, now.commune_code)
          AND (%(every)s OR coalesce(was.commune_code, '') = ANY (%(areas)s)
               OR coalesce(now.commune_code, '') = ANY (%(areas)s))
    ORDER BY 8 DESC, 1"""  # noqa: S608 - made of our own pieces


@dataclass(frozen=True, slots=True)
class _Was:
    legal: str
    reported: str
    state: str
    commune: str


class _Row(NamedTuple):
    person_id: int
    was_state: str
    was_reported: str
    was_commune: str
    state: str
    reported: str
    commune: str
    since: datetime
    because: str | None
    day: date | None
    was_legal: str
    legal: str

    def counted_once(self, counted: Counted, areas: Sequence[str] | None) -> bool:
        """Whether only one of then and now is meant: the two make a difference of one."""
        then = _Was(self.was_legal, self.was_reported, self.was_state, self.was_commune)
        now = _Was(self.legal, self.reported, self.state, self.commune)
        return _meant(counted, then, areas) != _meant(counted, now, areas)


def _meant(counted: Counted, one: _Was, areas: Sequence[str] | None) -> bool:
    return bool(one.state) and holds(counted, one) and (areas is None or one.commune in areas)


def changed(
    *, closing: Closing, areas: Sequence[str] | None, page: str | None = None
) -> tuple[Page[_Row], list[Changed]]:
    """A page of people whose state, list or commune on the closing's day is known otherwise now. Three queries.

    The latest learnt stand first. Inside the reader's scope; ``areas`` narrow further, None is all that is seen.
    """
    return between(on=closing.as_of, known_at=closing.known_at, areas=areas, page=page)


def between(
    *, on: date, known_at: datetime, areas: Sequence[str] | None, page: str | None = None,
    counted: Counted | None = None,
) -> tuple[Page[_Row], list[Changed]]:  # fmt: skip
    """The same for any day and moment; with ``counted`` only those by whom that figure differs."""
    given: dict[str, Any] = {"on": on, "known": known_at, "every": areas is None, "areas": list(areas or ())}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given)
        rows = [_Row(*row) for row in cursor.fetchall()]
    if counted is not None:
        rows = [row for row in rows if row.counted_once(counted, areas)]
    found = Paginator(rows, PAGE_ROWS).get_page(page)
    people = {one.pk: one for one in Person.objects.filter(pk__in=[row.person_id for row in found])}
    names = names_in_order({row.was_commune for row in found} | {row.commune for row in found})
    return found, [_changed(row, people[row.person_id], names) for row in found if row.person_id in people]


def _changed(row: _Row, person: Person, names: dict[str, str]) -> Changed:
    return Changed(
        person_id=person.pk,
        name=person.full_name,
        born=person.birth_year or "",
        was=_words(row.was_state, row.was_reported),
        was_commune=names.get(row.was_commune, "") if row.was_state else "",
        now=_words(row.state, row.reported),
        now_commune=names.get(row.commune, "") if row.state else "",
        since=row.since,
        because=WITHDRAWN if row.because is None else reason_label(row.because),
        on=row.day,
    )


def _words(state: str, on_list: str) -> str:
    if not state:
        return "Không có trong số liệu"
    return f"{state_labels().get(state, state)} ({list_labels().get(on_list, on_list)})"

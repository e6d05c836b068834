"""The register of cases as a list: filtered, in Vietnamese order, page by page. Always within the reader's scope."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django.db.models import Count, F, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.foundation.database.among import among
from binhyen.operations.cases.models import Case, CaseFact
from binhyen.operations.cases.rules.time import last_moment
from binhyen.operations.cases.values import FactKind, ListCode
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.cards import commune_names
from binhyen.registers.people.queries.search import search
from binhyen.registers.territories.models import Hamlet

from .labels import flag_labels, state_labels
from .totals import people_of
from .visible import of_communes, visible_cases

SORTS: dict[str, tuple[Any, ...]] = {
    "ten": ("sort_key", "person_id"),
    "-ten": ("-sort_key", "-person_id"),
    "han": (F("next_due_at").asc(nulls_last=True), "person_id"),
    "tu-ngay": (F("since").asc(nulls_last=True), "person_id"),
    "-tu-ngay": (F("since").desc(nulls_last=True), "-person_id"),
    "het-han": (F("ends_on").asc(nulls_last=True), "person_id"),
}
BULK_KINDS = (FactKind.VISIT, FactKind.TEST, FactKind.HELP_GIVEN, FactKind.NOTE)  # acts on several people at once
MOST_AT_ONCE = 200  # people
MOST_FOUND = 200  # people a search of words puts in the list
COUNTED_FOR = timedelta(seconds=30)  # counts of a whole province are kept so long, unless a fact is recorded
KEPT_FROM = 5000  # cases; fewer are counted each time


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the reader asked for. Empty fields do not filter."""

    text: str = ""
    list: str = ""  # ListCode, or "NONE" for those on no list
    reported: str = ""  # the list as the published stock counts it
    state: str = ""
    measure: str = ""
    commune: str = ""
    hamlet: int | None = None
    flag: str = ""
    due: str = ""  # LATE, DAY (within 24 hours), WEEK, TERM (its term ends within 60 days)
    moving: bool = False  # between two communes
    on: str = ""  # ISO day: list, stock, state and commune are meant as they stood then
    known: str = ""  # ISO day: as known at its end; empty: as known now
    sort: str = "ten"


def register(*, scope: Scope, at: datetime, asked: CaseFilter) -> QuerySet[Case]:
    """Cases the reader sees that match ``asked``, in its order."""
    found = visible_cases(scope=scope)
    if asked.text.strip():
        hits = search(scope=scope, text=asked.text, limit=MOST_FOUND)
        found = found.filter(pk__in=[card.id for card in hits.cards])
    if asked.on:
        return _of_day(found, asked).order_by(*SORTS.get(asked.sort, SORTS["ten"]))
    for name, given in (
        ("list_code", "" if asked.list == "NONE" else asked.list), ("reported_list", asked.reported),
        ("state", asked.state), ("measure", asked.measure), ("commune_code", asked.commune),
        ("hamlet_id", asked.hamlet), ("flags__contains", [asked.flag] if asked.flag else None),
    ):  # fmt: skip
        if given:
            found = found.filter(**{name: given})
    if asked.list == "NONE":
        found = found.filter(list_code="")
    if asked.moving:
        found = found.exclude(to_commune_code="")
    return _due(found, asked.due, at).order_by(*SORTS.get(asked.sort, SORTS["ten"]))


def _of_day(found: QuerySet[Case], asked: CaseFilter) -> QuerySet[Case]:
    """Those the reader sees today of the people who stood on a list that day. One query more."""
    measure, on_list = ("reported", asked.reported) if asked.reported else ("legal", asked.list)
    ids = people_of(
        on=date.fromisoformat(asked.on), known_at=last_moment(date.fromisoformat(asked.known)) if asked.known else None,
        areas=[asked.commune] if asked.commune else None, measure=measure, on_list=on_list, state=asked.state,
    )  # fmt: skip
    return found.filter(pk__in=among(ids))


def _due(found: QuerySet[Case], due: str, at: datetime) -> QuerySet[Case]:
    if due == "LATE":
        return found.filter(next_due_at__lt=at)
    if due == "DAY":
        return found.filter(next_due_at__range=(at, at + timedelta(days=1)))
    if due == "WEEK":
        return found.filter(next_due_at__range=(at, at + timedelta(days=7)))
    if due == "TERM":
        return found.filter(ends_on__range=(at.date(), at.date() + timedelta(days=60)))
    return found


def keys(found: QuerySet[Case]) -> QuerySet[Case, int]:
    """Persons of the register in its order, to be counted and paged: a page is found in an index alone."""
    return found.values_list("person_id", flat=True)


class CaseLine(TypedDict):
    """One row of the list, ready to print. A dict: a template finds a key at once."""

    id: int
    name: str
    born: str
    female: bool | None
    number: str
    commune: str
    to_commune: str
    hamlet: str
    list: str
    state: str
    measure: str
    since: str
    ends: str
    due: datetime | None
    flags: list[str]


_CASE = (
    "person_id", "file_number", "commune_code", "to_commune_code", "hamlet_id", "list_code", "state", "measure",
    "since", "ends_on", "next_due_at", "flags", "birth_year",
)  # fmt: skip


def lines(page: Iterable[int]) -> list[CaseLine]:
    """Rows of one page of ``keys``, in that order. Four queries: cases, names of people, communes, hamlets."""
    ids = list(page)
    cases = {row[0]: row for row in Case.objects.filter(pk__in=ids).values_list(*_CASE)}
    names = {
        pk: (name, sex) for pk, name, sex in Person.objects.filter(pk__in=ids).values_list("pk", "full_name", "sex")
    }
    communes = commune_names(code for row in cases.values() for code in (row[2], row[3]))
    hamlets = _hamlet_names(row[4] for row in cases.values() if row[4])
    return [_line(cases[pk], names.get(pk, ("", "")), communes, hamlets) for pk in ids if pk in cases]


def _line(row: tuple, who: tuple[str, str], communes: dict[str, str], hamlets: dict[int, str]) -> CaseLine:
    pk, number, commune, to_commune, hamlet, on_list, state, measure, since, ends, due, flags, year = row
    return {
        "id": pk,
        "name": who[0],
        "born": str(year or ""),
        "female": {"F": True, "M": False}.get(who[1]),
        "number": number,
        "commune": communes.get(commune, commune),
        "to_commune": communes.get(to_commune, to_commune),
        "hamlet": hamlets.get(hamlet or 0, ""),
        "list": on_list,
        "state": state_labels().get(state, state),
        "measure": measure,
        "since": f"{since:%d/%m/%Y}" if since else "",
        "ends": f"{ends:%d/%m/%Y}" if ends else "",
        "due": due,
        "flags": [flag_labels().get(flag, flag) for flag in flags],
    }


def _hamlet_names(ids: Iterable[int]) -> dict[int, str]:
    wanted = set(ids)
    if not wanted:
        return {}
    return {hamlet.pk: str(hamlet) for hamlet in Hamlet.objects.filter(pk__in=wanted)}


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases a reader sees, by legal list and by (list, state)."""

    by_list: dict[str, int]
    by_cell: dict[tuple[str, str], int]

    def of(self, asked: CaseFilter) -> int | None:
        """The count of a filter these cells can answer; None where it asks for more."""
        if asked != CaseFilter(list=asked.list, state=asked.state, sort=asked.sort):
            return None
        wanted = "" if asked.list == "NONE" else asked.list
        return sum(
            n
            for (on_list, state), n in self.by_cell.items()
            if (not asked.list or on_list == wanted) and (not asked.state or state == asked.state)
        )


_kept: dict[tuple[int | None, tuple[str, ...] | None], tuple[datetime, Counts]] = {}


def counts(*, scope: Scope, at: datetime) -> Counts:
    """Counts of the reader's cases. A whole province is counted again when a fact was recorded, or after a while.

    One query to know that, one to count.
    """
    areas = of_communes(scope=scope)
    if areas is not None:
        return _counted(scope)
    latest = CaseFact.objects.order_by("-pk").values_list("pk", flat=True).first()
    held = _kept.get((latest, None))
    if held and at - held[0] < COUNTED_FOR:
        return held[1]
    found = _counted(scope)
    _kept.clear()
    if sum(found.by_list.values()) >= KEPT_FROM:
        _kept[latest, None] = (at, found)
    return found


def _counted(scope: Scope) -> Counts:
    rows = visible_cases(scope=scope).order_by().values_list("list_code", "state")
    cells = {(on_list, state): n for on_list, state, n in rows.annotate(n=Count("pk"))}
    by_list: dict[str, int] = defaultdict(int)
    for (on_list, _), n in cells.items():
        by_list[on_list] += n
    return Counts({code.value: by_list[code.value] for code in ListCode}, cells)


def chosen(*, scope: Scope, people: Sequence[int]) -> list[CaseLine]:
    """The rows of ``people`` the reader sees, for an act on several at once; in the register's order."""
    seen = visible_cases(scope=scope).filter(pk__in=people).order_by("sort_key", "person_id")
    return lines(seen.values_list("person_id", flat=True))


def bulk_kind(text: str) -> FactKind | None:
    """The act on several people an address names."""
    return next((kind for kind in BULK_KINDS if kind.value == text), None)

"""The counts as pages show them: with the law's words, the definition of each number and where it opens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import QuerySet

from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import ListCode, State
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.cards import commune_names
from binhyen.registers.territories.models import Commune

from .labels import list_labels, state_labels
from .totals import HISTORY, LISTS, MEASURES, Line, Totals

ALL = "ALL"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the page and what it opens: the people behind it."""

    label: str
    people: int
    query: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One measure: its lists, each with the states it is made of."""

    measure: str
    title: str
    total: Number
    lists: tuple[tuple[Number, tuple[Number, ...]], ...]
    history: Number


@dataclass(frozen=True, slots=True)
class CommuneRow:
    code: str
    name: str
    line: Line
    query: str


TITLES = {"legal": "Theo luật", "reported": "Theo cách thống kê đã công bố"}


def tables(found: Totals) -> list[Table]:
    """Both measures side by side."""
    return [_table(found, measure) for measure in MEASURES]


def _table(found: Totals, measure: str) -> Table:
    line = found.whole
    counts = line.legal if measure == "legal" else line.reported
    by_state = line.legal_states if measure == "legal" else line.states
    base = {**_days(found.on, found.known_at), "cach": measure}

    def number(label: str, people: int, **more: str) -> Number:
        return Number(label, people, urlencode({**base, **more}), _article(more.get("state", "")))

    lists = tuple(
        (
            number(list_labels()[code], counts[code], list=code),
            tuple(
                number(state_labels()[state], by_state[code][state], list=code, state=state)
                for state in (one.value for one in State)
                if by_state[code][state]
            ),
        )
        for code in LISTS
    )
    return Table(
        measure,
        TITLES[measure],
        number("Tổng ba danh sách", sum(counts[code] for code in LISTS), list=ALL),
        lists,
        number(list_labels()[HISTORY], counts[HISTORY], list=HISTORY),
    )


def _article(state: str) -> str:
    return load().standing(State(state), False).source if state else ""


def communes(found: Totals) -> list[CommuneRow]:
    """Each commune, in Vietnamese order. One query."""
    rows = Commune.objects.filter(pk__in=found.communes).order_by("sort_key", "code").values_list("code", "full_name")
    names = dict(rows)
    base = _days(found.on, found.known_at)
    ordered = [*names, *sorted(code for code in found.communes if code not in names)]
    return [
        CommuneRow(code, names.get(code, code or "Ngoài tỉnh"), found.communes[code], urlencode({**base, "xa": code}))
        for code in ordered
    ]


def address(*, on: date, known: datetime | None) -> str:
    return urlencode(_days(on, known))


def _days(on: date, known: datetime | None) -> dict[str, str]:
    days = {"ngay": on.isoformat()}
    return {**days, "biet-den": known.date().isoformat()} if known else days


def export(*, on: date, known: datetime | None, commune: str, measure: str, on_list: str, state: str) -> str:
    """What the door of lists that leave is asked for the same people; "" for those on none of the lists."""
    if not on_list:
        return ""
    asked = {"on": on.isoformat(), "known": known.date().isoformat() if known else "", "state": state}
    asked |= {"reported" if measure == "reported" else "list": on_list, "commune": commune}
    return urlencode({name: given for name, given in asked.items() if given})


def definitions() -> list[tuple[str, str, str]]:
    """What each state means for the lists: label, by law, in the published stock; with its source."""
    labels = {**list_labels(), "REST": list_labels()[ListCode.HISTORY.value]}
    rows = []
    for state in State:
        found = load().standing(state, False)
        if found.legal in LISTS or found.reported in LISTS:
            rows.append((found.label, f"{labels[found.legal]} / {labels[found.reported]}", found.source))
    return rows


def narrowed(*, areas: Sequence[str] | None, commune: str) -> list[str] | None:
    """The reader's communes, or the one asked for where the reader sees it."""
    if not commune:
        return None if areas is None else list(areas)
    return [commune] if areas is None or commune in areas else []


def commune_choices(*, areas: Sequence[str] | None, on: date) -> list[tuple[str, str]]:
    """Communes that have cases, for the filter. One query."""
    sql = "SELECT DISTINCT commune_code FROM cases_case"
    with connection.cursor() as cursor:
        cursor.execute(sql)
        codes = [code for (code,) in cursor.fetchall() if areas is None or code in areas]
    return list(Commune.objects.filter(pk__in=codes).order_by("sort_key").values_list("code", "full_name"))


def commune_name(code: str) -> str:
    return commune_names([code]).get(code, "")


def title(*, measure: str, on_list: str, state: str) -> str:
    """What the list of people shows: list and state, in words."""
    words = "Ba danh sách" if on_list == ALL else list_labels().get(on_list, list_labels()[""])
    if state:
        words = f"{words}: {state_labels().get(state, state)}"
    return words if measure == "legal" else f"{words} ({TITLES[measure].lower()})"


def in_order(ids: Iterable[int]) -> QuerySet[Person, int]:
    """Those the reader sees today, in Vietnamese order."""
    return Person.objects.filter(pk__in=list(ids)).order_by("sort_key", "pk").values_list("pk", flat=True)


def people_lines(ids: Iterable[int], *, on: date, known: datetime | None) -> list[dict[str, Any]]:
    """People with where they stood on that day. Three queries."""
    wanted = list(ids)
    sql = """
        SELECT person_id, state, commune_code, legal_from, article FROM cases_casespan
        WHERE person_id = ANY (%s) AND legal_from <= %s AND (legal_to IS NULL OR legal_to > %s)
        AND known_from <= coalesce(%s::timestamptz, 'infinity')
        AND (known_to IS NULL OR known_to > coalesce(%s::timestamptz, 'infinity'))"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [wanted, on, on, known, known])
        then = {row[0]: row[1:] for row in cursor.fetchall()}
    people = {one.pk: one for one in Person.objects.filter(pk__in=wanted)}
    names = commune_names(row[1] for row in then.values())
    return [
        {
            "id": pk, "name": people[pk].full_name, "born": people[pk].birth_year or "",
            "state": state_labels().get(then[pk][0], ""), "commune": names.get(then[pk][1], then[pk][1]),
            "since": then[pk][2], "article": then[pk][3],
        }
        for pk in wanted if pk in then and pk in people
    ]  # fmt: skip

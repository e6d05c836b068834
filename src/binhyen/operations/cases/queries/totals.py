"""Totals of the lists as of any day, known at any day, and how they came about between two days.

Two measures stand side by side: membership by law, and the stock as it is published (it still counts those inside a
facility or awaiting their decision as addicts). Every total is one aggregate over the stored timelines.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from binhyen.operations.cases.values import ListCode, State

from .labels import list_labels

LISTS = (ListCode.L1.value, ListCode.L2.value, ListCode.L3.value)
HISTORY = ListCode.HISTORY.value
LEFT = "MOVED_AWAY"  # went where the reader sees no further
MEASURES = {"legal": "list_code", "reported": "reported_list"}

_COVERING = "legal_from <= %(on)s AND (legal_to IS NULL OR legal_to > %(on)s)"
_KNOWN = "known_from <= %(known)s AND (known_to IS NULL OR known_to > %(known)s)"
_KNOWN_NOW = "known_to IS NULL"
_AREAS = " AND commune_code = ANY (%(areas)s)"


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people of a commune were in one state, with the lists that state meant."""

    commune: str
    legal: str
    reported: str
    state: str
    people: int


@dataclass(slots=True)
class Line:
    """One commune, or all of them: people by list in both measures, and by state."""

    commune: str = ""
    legal: Counter[str] = field(default_factory=Counter)
    reported: Counter[str] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # reported list: by state
    legal_states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, cell: Cell) -> None:
        self.legal[cell.legal] += cell.people
        self.reported[cell.reported] += cell.people
        self.states[cell.reported][cell.state] += cell.people
        self.legal_states[cell.legal][cell.state] += cell.people

    @property
    def managed(self) -> int:
        """All three lists by law."""
        return sum(self.legal[one] for one in LISTS)

    @property
    def managed_reported(self) -> int:
        """All three lists as published."""
        return sum(self.reported[one] for one in LISTS)


@dataclass(frozen=True, slots=True)
class Totals:
    on: date
    known_at: datetime | None
    whole: Line
    communes: dict[str, Line]


def totals(*, on: date, known_at: datetime | None = None, areas: Sequence[str] | None = None) -> Totals:
    """All lists on a day, as known at a moment (None: now), in ``areas`` (None: all that is seen). One query."""
    whole = Line()
    communes: dict[str, Line] = {}
    for cell in cells(on=on, known_at=known_at, areas=areas):
        whole.add(cell)
        communes.setdefault(cell.commune, Line(cell.commune)).add(cell)
    return Totals(on, known_at, whole, communes)


def cells(*, on: date, known_at: datetime | None = None, areas: Sequence[str] | None = None) -> list[Cell]:
    """The counts by commune, lists and state. One query, in an index alone where the present belief is asked for."""
    sql = f"""
        SELECT commune_code, list_code, reported_list, state, count(*) FROM cases_casespan
        WHERE {_COVERING} AND {_KNOWN if known_at else _KNOWN_NOW}{_AREAS if areas is not None else ""}
        GROUP BY commune_code, list_code, reported_list, state"""  # noqa: S608 - made of our own pieces
    with connection.cursor() as cursor:
        cursor.execute(sql, {"on": on, "known": known_at, "areas": list(areas or ())})
        return [Cell(*row) for row in cursor.fetchall()]


def people_of(
    *,
    on: date,
    known_at: datetime | None = None,
    areas: Sequence[str] | None = None,
    measure: str = "legal",
    on_list: str = "",
    state: str = "",
) -> list[int]:
    """Who they were: the people behind a total, by number. ``on_list`` "ALL" is the three lists together. One query."""
    given: dict[str, Any] = {"on": on, "known": known_at, "areas": list(areas or ()), "state": state}
    given["lists"] = list(LISTS) if on_list == "ALL" else [on_list]
    column = MEASURES[measure]
    sql = f"""
        SELECT person_id FROM cases_casespan
        WHERE {_COVERING} AND {_KNOWN if known_at else _KNOWN_NOW}{_AREAS if areas is not None else ""}
        AND {column} = ANY (%(lists)s){" AND state = %(state)s" if state else ""}
        ORDER BY person_id"""  # noqa: S608 - made of our own pieces
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return [pk for (pk,) in cursor.fetchall()]


@dataclass(slots=True)
class Flow:
    """A list between two days: ``opening`` + ``came`` − ``went`` = ``closing``. Reasons are kinds of facts, or TERM."""

    on_list: str
    opening: int = 0
    came: Counter[str] = field(default_factory=Counter)
    went: Counter[str] = field(default_factory=Counter)
    closing: int = 0

    @property
    def label(self) -> str:
        return list_labels()[self.on_list]

    @property
    def came_in(self) -> int:
        return self.came.total()

    @property
    def went_out(self) -> int:
        return self.went.total()

    @property
    def came_why(self) -> list[tuple[str, int]]:
        """Reasons with how many, the most frequent first; a template asks a Counter for a key before its methods."""
        return self.came.most_common()

    @property
    def went_why(self) -> list[tuple[str, int]]:
        return self.went.most_common()

    @property
    def balanced(self) -> bool:
        return self.opening + self.came.total() - self.went.total() == self.closing


_FLOW = """
    WITH line AS (
        SELECT person_id, legal_from, legal_to, because_kind, {column} AS list, {inside} AS inside,
               lag({column}) OVER w AS before, lag({inside}) OVER w AS before_inside,
               lead({column}) OVER w AS after, lead({inside}) OVER w AS after_inside,
               lead(because_kind) OVER w AS after_kind
        FROM cases_casespan WHERE {known} WINDOW w AS (PARTITION BY person_id ORDER BY legal_from)
    ), member AS (SELECT * FROM line WHERE inside AND list = ANY (%(lists)s))
    SELECT 'opening', list, '', count(*) FROM member
    WHERE legal_from < %(start)s AND (legal_to IS NULL OR legal_to >= %(start)s) GROUP BY list
    UNION ALL
    SELECT 'closing', list, '', count(*) FROM member
    WHERE legal_from <= %(end)s AND (legal_to IS NULL OR legal_to > %(end)s) GROUP BY list
    UNION ALL
    SELECT 'came', list, because_kind, count(*) FROM member
    WHERE legal_from BETWEEN %(start)s AND %(end)s AND (before IS DISTINCT FROM list OR NOT before_inside)
    GROUP BY list, because_kind
    UNION ALL
    SELECT 'went', list, coalesce(after_kind, %(left)s), count(*) FROM member
    WHERE legal_to BETWEEN %(start)s AND %(end)s AND (after IS DISTINCT FROM list OR NOT after_inside)
    GROUP BY list, coalesce(after_kind, %(left)s)"""


def flow(
    *,
    start: date,
    end: date,
    areas: Sequence[str] | None = None,
    known_at: datetime | None = None,
    measure: str = "legal",
) -> list[Flow]:
    """How each list changed from the beginning of ``start`` to the end of ``end``, and why. One query.

    Within ``areas`` a move to another commune goes out of one and comes into the other; within the whole it is neither.
    """
    inside = "commune_code = ANY (%(areas)s)" if areas is not None else "true"
    sql = _FLOW.format(column=MEASURES[measure], inside=inside, known=_KNOWN if known_at else _KNOWN_NOW)
    flows = {one: Flow(one) for one in LISTS}
    given: dict[str, Any] = {
        "start": start, "end": end, "areas": list(areas or ()), "known": known_at, "lists": list(LISTS), "left": LEFT,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        for part, on_list, reason, people in cursor.fetchall():
            _take(flows[on_list], part, reason, people)
    return list(flows.values())


def _take(found: Flow, part: str, reason: str, people: int) -> None:
    if part == "opening":
        found.opening = people
    elif part == "closing":
        found.closing = people
    else:
        (found.came if part == "came" else found.went)[reason] += people


def states() -> tuple[str, ...]:
    """The order in which states stand in a table of counts."""
    return tuple(state.value for state in State)

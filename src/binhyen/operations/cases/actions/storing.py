"""Writing what the rules made of cases: timelines as they were known, clocks, and the row of today. Many at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection

from binhyen.foundation.database.among import among
from binhyen.foundation.database.arrays import array
from binhyen.operations.cases.models import CaseClock, CaseSpan
from binhyen.operations.cases.queries.projections import CaseColumns, ClockColumns, SpanColumns

_CASE = (
    ("person_id", "bigint"), ("commune_code", "text"), ("to_commune_code", "text"), ("file_number", "text"),
    ("state", "text"), ("list_code", "text"), ("reported_list", "text"), ("measure", "text"), ("since", "date"),
    ("ends_on", "date"), ("flags", "text"), ("next_due_at", "timestamptz"), ("refold_on", "date"),
    ("sort_key", "bytea"), ("birth_year", "smallint"), ("hamlet_id", "bigint"), ("opened_at", "timestamptz"),
    ("changed_at", "timestamptz"), ("version", "integer"),
)  # fmt: skip
_KEPT = frozenset({"person_id", "file_number", "opened_at"})  # of a case that exists already
_SPAN = (
    ("person_id", "bigint"), ("known_from", "timestamptz"), ("legal_from", "date"), ("legal_to", "date"),
    ("state", "text"), ("list_code", "text"), ("reported_list", "text"), ("measure", "text"),
    ("commune_code", "text"), ("to_commune_code", "text"), ("because_id", "bigint"), ("because_kind", "text"),
    ("article", "text"),
)  # fmt: skip
_CLOCK = (
    ("person_id", "bigint"), ("commune_code", "text"), ("to_commune_code", "text"), ("code", "text"),
    ("article", "text"), ("owner", "text"), ("started_at", "timestamptz"), ("due_at", "timestamptz"),
    ("paused_since", "timestamptz"), ("pause_reason", "text"), ("because_id", "bigint"), ("told_level", "smallint"),
)  # fmt: skip
_FACT = (
    ("id", "bigint"), ("person_id", "bigint"), ("kind", "text"), ("compartment", "text"),
    ("effective_at", "timestamptz"), ("day_only", "boolean"), ("recorded_at", "timestamptz"),
    ("recorded_by_id", "bigint"), ("commune_code", "text"), ("authority", "text"), ("body_key", "text"),
    ("document_number", "text"), ("document_on", "date"), ("document_id", "bigint"), ("file_id", "uuid"),
    ("data", "jsonb"), ("note", "text"), ("reason", "text"), ("supersedes_id", "bigint"), ("withdrawn", "boolean"),
    ("source_row_id", "bigint"), ("one_time_key", "uuid"),
)  # fmt: skip
AT_ONCE = 5000  # rows per statement
_CLOSE = (
    "UPDATE cases_casespan s SET known_to = c.at FROM unnest(%s::bigint[], %s::timestamptz[]) AS c(id, at)"
    " WHERE s.id = c.id"
)
_FLAGS = "coalesce(string_to_array(nullif(flags, ''), ','), '{}')"


class Believed:
    """One person's timeline as it is believed, changed moment by moment in memory, then written in one go."""

    __slots__ = ("closed", "erased", "now", "past", "person_id")

    def __init__(self, person_id: int) -> None:
        self.person_id = person_id
        self.now: list[tuple[int | None, datetime, SpanColumns]] = []  # number where stored, believed since, span
        self.closed: list[tuple[int, datetime]] = []
        self.erased: list[int] = []  # learnt and corrected at the same moment: never believed for any time
        self.past: list[tuple[object, ...]] = []  # learnt and corrected within this act

    @property
    def changed(self) -> bool:
        """Something is believed otherwise than it is stored."""
        return bool(self.closed or self.erased or self.past) or any(number is None for number, _, _ in self.now)

    def become(self, *, wanted: Sequence[SpanColumns], at: datetime) -> None:
        """From ``at`` on, ``wanted`` is believed. Spans that are the same stay untouched."""
        left = list(wanted)
        kept = []
        for number, since, span in self.now:
            if span in left:
                left.remove(span)
                kept.append((number, since, span))
            elif number is None:
                if since < at:
                    self.past.append((self.person_id, since, *span.row(), at))
            elif since < at:
                self.closed.append((number, at))
            else:
                self.erased.append(number)
        self.now = kept + [(None, at, span) for span in left]


def believed(*, people: Sequence[int]) -> dict[int, Believed]:
    """The timelines believed now. One query."""
    found = {person: Believed(person) for person in people}
    names = [name for name, _ in _SPAN if name not in {"person_id", "known_from"}]
    rows = CaseSpan.objects.filter(person_id__in=among(people), known_to__isnull=True).order_by("legal_from")
    for person, pk, since, *columns in rows.values_list("person_id", "id", "known_from", *names):
        found[person].now.append((pk, since, SpanColumns(**dict(zip(names, columns, strict=True)))))
    return found


def write_spans(*, timelines: Iterable[Believed]) -> None:
    """Store how timelines changed. At most four statements for any number of people."""
    timelines = list(timelines)
    erased = [number for one in timelines for number in one.erased]
    closed = [row for one in timelines for row in one.closed]
    if erased:
        CaseSpan.objects.filter(pk__in=erased).delete()
    if closed:
        with connection.cursor() as cursor:
            cursor.execute(_CLOSE, [[number for number, _ in closed], [at for _, at in closed]])
    _insert("cases_casespan", (*_SPAN, ("known_to", "timestamptz")), [row for one in timelines for row in one.past])
    new = [
        (one.person_id, since, *span.row()) for one in timelines for number, since, span in one.now if number is None
    ]
    _insert("cases_casespan", _SPAN, new)


def write_clocks(*, people: Sequence[int], clocks: Iterable[tuple[int, ClockColumns]]) -> None:
    """Replace the clocks of ``people``. Whom was told of a clock that goes on running is kept. Three statements."""
    told = {
        (person, code, because): level
        for person, code, because, level in CaseClock.objects.filter(person_id__in=among(people), told_level__gt=0)
        .values_list("person_id", "code", "because_id", "told_level")
    }  # fmt: skip
    CaseClock.objects.filter(person_id__in=among(people)).delete()
    rows = [(person, *clock.row(), told.get((person, clock.code, clock.because_id), 0)) for person, clock in clocks]
    _insert("cases_caseclock", _CLOCK, rows)


def write_cases(*, cases: Iterable[CaseColumns]) -> None:
    """Store the row of today for each case, new or known. One statement for any number."""
    names = [name for name, _ in _CASE]
    picked = ", ".join(_FLAGS if name == "flags" else name for name in names)
    kept = ", ".join(f"{name} = EXCLUDED.{name}" for name in names if name not in _KEPT)
    tail = f" ON CONFLICT (person_id) DO UPDATE SET {kept}"
    _insert("cases_case", _CASE, [case.row() for case in cases], picked=picked, tail=tail)


def write_facts(*, rows: Sequence[tuple[object, ...]]) -> None:
    """Add facts whose numbers were taken from ``new_ids``. One statement for each few thousand."""
    _insert("cases_casefact", _FACT, rows)


def new_ids(count: int) -> list[int]:
    """Numbers for that many new facts."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('cases_casefact', 'id')) FROM generate_series(1, %s)", [count]
        )
        return [number for (number,) in cursor.fetchall()]


def _insert(
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[object, ...]],
    *,
    picked: str = "",
    tail: str = "",
) -> None:
    """Rows as arrays of columns: one statement, one round trip; row-level security forbids COPY here."""
    names = ", ".join(name for name, _ in columns)
    given = ", ".join(f"%s::{kind}[]" for _, kind in columns)
    source = f"FROM unnest({given}) AS r({names})"
    statement = f"INSERT INTO {table} ({names}) SELECT {picked or names} {source}{tail}"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            cursor.execute(statement, [array(column) for column in zip(*part, strict=True)])

"""The rows totals are computed from, and their hashes. Facts are the record; spans are what the rules made of them.

A row's hash covers what never changes once it is written, and whose it is. Left out is until when a span was believed:
it ends when something new is learnt. A fact that went to another record in a merge still fits: the merges the journal
tells of are followed, and no others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from binhyen.foundation.journal.events import kind_of
from binhyen.monitoring.indicators.rules.sealing import FIRST_FORM, FORM
from binhyen.registers.people.events import PersonMerged

FACT, SPAN = "FACT", "SPAN"
AT_ONCE = 5000


def _utc(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are sealed: when a row was written, and what of it is hashed, in this order.

    ``owned``: the first column is whose it is, which the first form of closings left out.
    """

    kind: str
    name: str
    written: str
    hashed: tuple[str, ...]
    owned: bool = False

    def row_hash(self, form: int = FORM, *, owner: str = "t.person_id") -> str:
        """The hash of a row ``t`` in SQL, as closings of a form have it."""
        columns = list(self.hashed)
        if self.owned:
            columns[:1] = [owner] if form > FIRST_FORM else []
        return f"encode(sha256(convert_to(jsonb_build_array({', '.join(columns)})::text, 'UTF8')), 'hex')"


TABLES = (
    Table(
        FACT,
        "cases_casefact",
        "recorded_at",
        (
            "t.person_id", "t.id", "t.kind", "t.compartment", _utc("t.effective_at"), "t.day_only",
            _utc("t.recorded_at"), "t.commune_code", "t.authority", "t.body_key", "t.document_number", "t.document_on",
            "t.data", "t.note", "t.reason", "t.supersedes_id", "t.withdrawn",
        ),
        owned=True,
    ),
    Table(
        SPAN,
        "cases_casespan",
        "known_from",
        (
            "t.id", "t.person_id", "t.legal_from", "t.legal_to", _utc("t.known_from"), "t.state", "t.list_code",
            "t.reported_list", "t.measure", "t.commune_code", "t.because_id", "t.because_kind", "t.article",
        ),
    ),
)  # fmt: skip


def unsealed(*, known_at: datetime) -> Iterator[tuple[str, int, str]]:
    """Rows written until ``known_at`` that no closing has sealed, with their hashes, by kind and number."""
    for table in TABLES:
        sql = f"""
            SELECT '{table.kind}', t.id, {table.row_hash()} FROM {table.name} t
            LEFT JOIN indicators_closingrow r ON r.kind = '{table.kind}' AND r.row_id = t.id
            WHERE t.{table.written} <= %s AND r.id IS NULL ORDER BY t.id"""  # noqa: S608 - made of our own pieces
        with connection.chunked_cursor() as cursor:
            cursor.execute(sql, [known_at])
            while batch := cursor.fetchmany(AT_ONCE):
                yield from batch


def sealed(*, closing_id: int) -> Iterator[tuple[str, int, str]]:
    """The rows sealed with one closing, by kind and number."""
    sql = "SELECT kind, row_id, hash FROM indicators_closingrow WHERE closing_id = %s ORDER BY kind, row_id"
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [closing_id])
        while batch := cursor.fetchmany(AT_ONCE):
            yield from batch


@dataclass(frozen=True, slots=True)
class Unfit:
    """A row that is not as it was sealed: "CHANGED", "GONE", or "SLIPPED_IN" behind the closing."""

    kind: str
    number: int
    what: str
    commune: str


def unfit(*, known_at: datetime, closing_ids: list[int]) -> list[Unfit]:
    """Rows of the closings up to one that are no longer as sealed, and rows slipped in behind it.

    A query for each table, and one more where facts have gone to another record.
    """
    found = []
    for table in TABLES:
        sql = f"""
            SELECT '{table.kind}', coalesce(t.id, r.row_id),
                   CASE WHEN t.id IS NULL THEN 'GONE' WHEN r.id IS NULL THEN 'SLIPPED_IN' ELSE 'CHANGED' END,
                   coalesce(t.commune_code, ''), t.person_id
            FROM (SELECT * FROM {table.name} WHERE {table.written} <= %(known)s) t
            FULL JOIN (SELECT s.*, c.form FROM indicators_closingrow s JOIN indicators_closing c ON c.id = s.closing_id
                       WHERE s.kind = '{table.kind}' AND s.closing_id = ANY (%(closings)s)) r ON r.row_id = t.id
            WHERE t.id IS NULL OR r.id IS NULL OR r.hash <> CASE WHEN r.form = {FIRST_FORM}
                  THEN {table.row_hash(FIRST_FORM)} ELSE {table.row_hash()} END
            ORDER BY 2"""  # noqa: S608 - made of our own pieces
        with connection.cursor() as cursor:
            cursor.execute(sql, {"known": known_at, "closings": closing_ids})
            rows = cursor.fetchall()
        merged = _merged(table, [(row[1], row[4]) for row in rows if row[2] == "CHANGED"]) if table.owned else set()
        found += [Unfit(*row[:4]) for row in rows if row[1] not in merged]
    return found


def _merged(table: Table, rows: Sequence[tuple[int, int]]) -> set[int]:
    """Of rows (number, whose they are now) those that fit as rows of a record merged with that person's."""
    if not rows:
        return set()
    same = _merges()
    tried = [(number, other) for number, person in rows for other in same.get(person, ()) if other != person]
    sql = f"""
        SELECT t.id FROM {table.name} t JOIN unnest(%s::bigint[], %s::bigint[]) AS o (id, person) ON o.id = t.id
        JOIN indicators_closingrow r ON r.kind = '{table.kind}' AND r.row_id = t.id
        WHERE r.hash = {table.row_hash(owner="o.person")}"""  # noqa: S608 - made of our own pieces
    with connection.cursor() as cursor:
        cursor.execute(sql, [[number for number, _ in tried], [person for _, person in tried]])
        return {number for (number,) in cursor.fetchall()}


def _merges() -> dict[int, set[int]]:
    """Records that were once one person, by each of them: from the journal, whose chain shows what was put into it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT subject_id::bigint, (data ->> 'gone_id')::bigint FROM journal_fact WHERE kind = %s",
            [kind_of(PersonMerged)],
        )
        return together(cursor.fetchall())


def together(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """Groups that pairs make, by each of their members."""
    groups: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        whole = (groups[one] or {one}) | (groups[other] or {other})
        groups.update(dict.fromkeys(whole, whole))
    return groups

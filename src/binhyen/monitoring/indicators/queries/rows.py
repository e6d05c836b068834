"""The rows totals are computed from, and their hashes. Facts are the record; spans are what the rules made of them.

A row's hash covers what never changes once it is written. Left out are whose a fact is (it goes to the record that
stays when two are merged) and until when a span was believed (it ends when something new is learnt).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

FACT, SPAN = "FACT", "SPAN"
AT_ONCE = 5000


def _utc(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are sealed: when a row was written, and what of it is hashed, in this order."""

    kind: str
    name: str
    written: str
    hashed: tuple[str, ...]

    @property
    def row_hash(self) -> str:
        """The hash of a row ``t`` in SQL."""
        return f"encode(sha256(convert_to(jsonb_build_array({', '.join(self.hashed)})::text, 'UTF8')), 'hex')"


TABLES = (
    Table(
        FACT,
        "cases_casefact",
        "recorded_at",
        (
            "t.id", "t.kind", "t.compartment", _utc("t.effective_at"), "t.day_only", _utc("t.recorded_at"),
            "t.commune_code", "t.authority", "t.body_key", "t.document_number", "t.document_on", "t.data", "t.note",
            "t.reason", "t.supersedes_id", "t.withdrawn",
        ),
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
            SELECT '{table.kind}', t.id, {table.row_hash} FROM {table.name} t
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
    """Rows of the closings up to one that are no longer as sealed, and rows slipped in behind it. A query a table."""
    found = []
    for table in TABLES:
        sql = f"""
            SELECT '{table.kind}', coalesce(t.id, r.row_id),
                   CASE WHEN t.id IS NULL THEN 'GONE' WHEN r.id IS NULL THEN 'SLIPPED_IN' ELSE 'CHANGED' END,
                   coalesce(t.commune_code, '')
            FROM (SELECT * FROM {table.name} WHERE {table.written} <= %(known)s) t
            FULL JOIN (SELECT * FROM indicators_closingrow
                       WHERE kind = '{table.kind}' AND closing_id = ANY (%(closings)s)) r ON r.row_id = t.id
            WHERE t.id IS NULL OR r.id IS NULL OR r.hash <> {table.row_hash}
            ORDER BY 2"""  # noqa: S608 - made of our own pieces
        with connection.cursor() as cursor:
            cursor.execute(sql, {"known": known_at, "closings": closing_ids})
            found += [Unfit(*row) for row in cursor.fetchall()]
    return found

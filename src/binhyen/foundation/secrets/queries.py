"""How many sealed values stand under which key. Run by the owner of the tables, who sees every row."""

from collections import Counter

from django.db import connection
from psycopg import sql

from .keyring import MARK_BYTES, ring
from .registry import sealed_columns
from .values import KeyUse, SealedColumn


def keys_in_use() -> Counter[tuple[int, str]]:
    """Number and mark of the keys under which values stand, with how many. One pass over each sealed column."""
    found: Counter[tuple[int, str]] = Counter()
    for column in sealed_columns():
        found.update(_used_by(column))
    return found


def _used_by(column: SealedColumn) -> dict[tuple[int, str], int]:
    statement = sql.SQL("SELECT substr({0}, 1, %s), count(*) FROM {1} WHERE {0} <> '' GROUP BY 1").format(
        sql.Identifier(column.column), sql.Identifier(column.table)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [1 + MARK_BYTES])
        return {(bytes(head)[0], bytes(head)[1:].hex()): count for head, count in cursor.fetchall()}


def key_table() -> list[KeyUse]:
    """Every key of the file, and every key that rows need and the file lacks, by number. Raises KeysUnusable."""
    used = keys_in_use()
    rows = [
        KeyUse(key.number, key.mark.hex(), key.made_at, used.pop((key.number, key.mark.hex()), 0))
        for key in ring().values()
    ]
    rows += [KeyUse(number, mark, "", count, known=False) for (number, mark), count in used.items()]
    return sorted(rows, key=lambda row: (row.number, not row.known))

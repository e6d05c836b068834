"""Many new rows of one table, sent as columns.

``bulk_create`` puts each value into the text of the statement by itself; here there is one parameter for a column, and
the server makes the rows: a third of the time for some thousands. Row-level security forbids COPY, not this.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import batched
from operator import attrgetter
from typing import Any

from django.db import connection
from django.db.models import AutoField, BigAutoField, CharField, Field, Model, TextField

from .arrays import array

AT_ONCE = 5_000  # rows per statement


def insert(rows: Iterable[Model]) -> int:
    """Store new rows, all of one model; returns how many. Rows the database numbers get their number.

    Values must be of the field's own type. For models whose columns are plain (no JSON, no arrays, no defaults of the
    database).
    """
    count = 0
    for part in batched(rows, AT_ONCE):
        statement, numbered = _statement(type(part[0]))
        with connection.cursor() as cursor:
            if numbered:
                _number(cursor, part)
            cursor.execute(statement, _columns(part))
        for row in part:
            row._state.adding, row._state.db = False, connection.alias
        count += len(part)
    return count


def _columns(rows: tuple[Model, ...]) -> list[str]:
    names = [field.attname for field in type(rows[0])._meta.concrete_fields]
    return [array(list(map(attrgetter(name), rows))) for name in names]


def _number(cursor: Any, rows: tuple[Model, ...]) -> None:
    meta = type(rows[0])._meta
    cursor.execute(
        "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
        [meta.db_table, meta.pk.column, len(rows)],
    )
    for row, (number,) in zip(rows, cursor.fetchall(), strict=True):
        row.pk = number


@cache
def _statement(model: type[Model]) -> tuple[str, bool]:
    """The statement, and whether the database numbers the rows."""
    fields: list[Field[Any, Any]] = list(model._meta.concrete_fields)
    names = ", ".join(f'"{field.column}"' for field in fields)
    given = ", ".join(f"%s::{_kind(field)}[]" for field in fields)
    table = model._meta.db_table
    statement = f'INSERT INTO "{table}" ({names}) SELECT {names} FROM unnest({given}) AS r ({names})'  # noqa: S608 - ours
    return statement, isinstance(model._meta.pk, AutoField | BigAutoField)


def _kind(field: Field[Any, Any]) -> str:
    """The type of a column's array; texts without their length, because a cast would cut them in silence."""
    target: Field[Any, Any] = getattr(field, "target_field", field)
    if isinstance(target, CharField | TextField):
        return "text"
    kind = target.rel_db_type(connection)
    if not kind or "[" in kind or kind == "jsonb":
        raise TypeError(f"{field} has no plain column")
    return kind

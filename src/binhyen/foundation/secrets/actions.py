"""New keys, and sealing rows anew under the newest, a batch at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from psycopg import sql

from binhyen.foundation.journal import actions as journal

from . import keyring
from .events import KeyMade, RowsSealedAnew
from .queries import keys_in_use
from .sealing import seal, unseal
from .values import Batch, KeysUnusable, SealedColumn

AT_ONCE = 1000  # rows of one batch


@transaction.atomic
def make_key(*, by: AbstractBaseUser | None, at: datetime) -> keyring.Key:
    """Put a new key into the file: all that is written from now on stands under it.

    Raises KeysUnusable, also where the file is missing although sealed rows are there: a new file would hide the loss.
    """
    if not keyring.path().exists() and keys_in_use():
        raise KeysUnusable(
            f"Không có tệp khóa {keyring.path()}, nhưng đã có dữ liệu mã hóa. Hãy đặt lại tệp khóa đã giữ; "
            "tạo khóa mới không mở được dữ liệu cũ."
        )
    key = keyring.add(at=at)
    journal.record(KeyMade(subject_id=str(key.number), mark=key.mark.hex()), by=by, at=at)
    return key


@transaction.atomic
def seal_anew(*, column: SealedColumn, after: object, by: AbstractBaseUser | None, at: datetime) -> Batch:
    """Seal the next rows behind ``after`` (None: from the first) under the newest key, and renew their blind columns.

    All rows of the batch or none. Rows already under the newest key are passed over, so a run that was stopped goes on
    where it was. Run by the owner of the tables. Raises NotGenuine and KeysUnusable, then nothing of it has changed.
    """
    number = keyring.ring().newest.number
    rows = _older(column, number, after)
    if not rows:
        return Batch(0)
    _replace(column, [(row, unseal(data, place=column.place(row))) for row, data in rows])
    fact = RowsSealedAnew(subject_id=str(number), column=f"{column.table}.{column.column}", rows=len(rows))
    journal.record(fact, by=by, at=at)
    return Batch(len(rows), rows[-1][0])


def _older(column: SealedColumn, number: int, after: object) -> list[tuple[Any, bytes]]:
    """Id and sealed text of the next rows that stand under another key, locked."""
    statement = sql.SQL(
        "SELECT id, {column} FROM {table} WHERE {column} <> '' AND substr({column}, 1, 1) <> %s {behind}"
        " ORDER BY id LIMIT %s FOR UPDATE"
    ).format(
        column=sql.Identifier(column.column),
        table=sql.Identifier(column.table),
        behind=sql.SQL("" if after is None else "AND id > %s"),
    )
    given: list[Any] = [bytes([number]), *([] if after is None else [after]), AT_ONCE]
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return cursor.fetchall()


def _replace(column: SealedColumn, texts: list[tuple[Any, str]]) -> None:
    """One statement for the whole batch: the sealed column and its blind columns."""
    names = [column.column, *(blind.column for blind in column.blinds)]
    contents: list[list[Any]] = [[seal(text, place=column.place(row)) for row, text in texts]]
    contents += [[blind.make(text) for _, text in texts] for blind in column.blinds]
    fresh = [sql.Identifier(f"c{position}") for position in range(len(names))]
    statement = sql.SQL(
        "UPDATE {table} t SET {changes} FROM unnest(%s::{key}[], {arrays}) AS v(id, {fresh}) WHERE t.id = v.id"
    ).format(  # fmt: skip
        table=sql.Identifier(column.table),
        changes=sql.SQL(", ").join(
            sql.SQL("{} = v.{}").format(sql.Identifier(name), new) for name, new in zip(names, fresh, strict=True)
        ),
        key=sql.SQL(column.key_type),
        arrays=sql.SQL(", ").join(sql.SQL("%s::bytea[]") for _ in names),
        fresh=sql.SQL(", ").join(fresh),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[row for row, _ in texts], *contents])

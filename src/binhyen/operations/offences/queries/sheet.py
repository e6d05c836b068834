"""The grid of a table: the newest rows that stand, rows still typed by this reader, and empty ones."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.kit.grid.columns import Column, UnreadableCell, Value, read
from binhyen.kit.grid.rows import CellState, Row, State
from binhyen.operations.offences.models import EntryDraft
from binhyen.operations.offences.rules.entries import MISSING, NEEDED
from binhyen.operations.offences.values import Table

from .rows import MODELS, values

MOST_ROWS = 400
EMPTY_ROWS = 10


def standing(*, table: Table, rows: Sequence[Any]) -> list[Row]:
    """Rows of records, in the order given."""
    said = values(table, rows)
    return [_row(table, one, said[one.record_id], str(one.record_id)) for one in rows]


def typed(*, table: Table, user: User, columns: Sequence[Column], only: str) -> list[Row]:
    """Rows this reader has begun, then empty ones. ``only`` is the one commune the reader may choose, else ""."""
    drafts = EntryDraft.objects.filter(user=user, table=table, record=None).order_by("changed_at")
    begun = [_draft(table, one, columns, only) for one in drafts]
    return [*begun, *(_empty(str(uuid4()), only) for _ in range(EMPTY_ROWS))]


def renewed(*, table: Table, ids: Iterable[str], user: User, columns: Sequence[Column], only: str) -> list[Row]:
    """The rows of these ids as they stand now; a row that was typed keeps its id after it became a record."""
    wanted = list(ids)
    drafts = {str(one.key): one for one in EntryDraft.objects.filter(key__in=_keys(wanted), user=user)}
    records = {key: one.record for key, one in drafts.items() if one.record}
    records |= {key: int(key) for key in wanted if key.isdecimal()}
    model: Any = MODELS[table]
    rows = {
        one.record_id: one for one in model.objects.filter(record_id__in=records.values(), known_to__isnull=True)
    }  # fmt: skip
    said = values(table, list(rows.values()))
    found = [_row(table, rows[n], said[n], key) for key, n in records.items() if n in rows]
    return found + [_draft(table, one, columns, only) for one in drafts.values() if not one.record]


def _keys(wanted: Iterable[str]) -> list[UUID]:
    found = []
    for one in wanted:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _row(table: Table, one: Any, said: dict[str, Any], key: str) -> Row:
    address = reverse("offences:row", args=[table.value, one.record_id])
    return Row(id=key, version=one.pk, values=said, url=address)


def _empty(key: str, only: str) -> Row:
    return Row(id=key, version=0, values={"commune": only} if only else {})


def _draft(table: Table, one: EntryDraft, columns: Sequence[Column], only: str) -> Row:
    texts = {**({"commune": only} if only else {}), **one.values}
    said: dict[str, Value] = {}
    for column in columns:
        try:
            said[column.name] = read(column, texts[column.name]) if texts.get(column.name) else None
        except UnreadableCell:
            said[column.name] = texts[column.name]
    states = {name: CellState(State.WARNING, MISSING) for name in NEEDED[table] if not said.get(name)}
    return Row(id=str(one.key), version=0, values=said, states=states)

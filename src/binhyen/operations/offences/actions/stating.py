"""How every row of this subject is written: stated, replaced by the next version, or ended. Never edited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from binhyen.foundation.accounts.models import User
from binhyen.operations.offences.models.known import Known
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem, refused

LINEAGE = ("id", "record", "known_from", "known_to", "recorded_by", "reason", "closed_by", "closed_reason")


class RecordChanged(OffenceRefused):
    """Somebody else corrected the record since the page was opened."""

    def __init__(self) -> None:
        super().__init__(Problem("", "Có người vừa sửa dòng này. Hãy xem lại nội dung mới rồi sửa tiếp."))


@dataclass(frozen=True, slots=True)
class Hand:
    """Who states something, when, and of a correction why."""

    by: User | None
    at: datetime
    reason: str = ""


def numbers(model: type[Known], count: int) -> list[int]:
    """New numbers of rows of this table."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def made[Row: Known](model: type[Row], number: int, fields: Mapping[str, Any], hand: Hand) -> Row:
    """The first version of a record, not yet written."""
    return model(
        id=number, record_id=number, known_from=hand.at, recorded_by=hand.by, reason=hand.reason, **fields
    )  # fmt: skip


def state[Row: Known](model: type[Row], fields: Mapping[str, Any], hand: Hand, *, key: UUID | None = None) -> Row:
    """Write the first version of a new record."""
    row = made(model, numbers(model, 1)[0], fields, hand)
    row.one_time_key = key
    row.save(force_insert=True)
    return row


def state_all[Row: Known](model: type[Row], fields: Sequence[Mapping[str, Any]], hand: Hand) -> list[Row]:
    """Write many new records in a few statements."""
    rows = [made(model, number, one, hand) for number, one in zip(numbers(model, len(fields)), fields, strict=True)]
    return model._default_manager.bulk_create(rows, batch_size=5000)


def stated_before[Row: Known](model: type[Row], key: UUID | None) -> Row | None:
    """The record that the same form made when it was sent the first time."""
    return model._default_manager.filter(one_time_key=key).first() if key else None


def current[Row: Known](model: type[Row], record_id: int, *, version: int | None = None) -> Row:
    """The version that is believed now, locked. Raises DoesNotExist where there is none in reach, RecordChanged."""
    row = model._default_manager.select_for_update().get(record_id=record_id, known_to__isnull=True)
    if version is not None and row.pk != version:
        raise RecordChanged
    return row


def replace[Row: Known](row: Row, changes: Mapping[str, Any], hand: Hand, *, anyway: bool = False) -> Row:
    """The next version of a record; the one before is closed with the reason.

    Without a change nothing is written, unless ``anyway``: then something beside the row changes.
    """
    model = type(row)
    fields = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if f.name not in LINEAGE}
    fields["one_time_key"] = None
    if not anyway and all(fields[name] == value for name, value in changes.items()):
        return row
    if not hand.reason.strip():
        raise refused("Hãy ghi vì sao sửa.", "reason")
    end(row, hand)
    following = model(
        id=numbers(model, 1)[0],
        record_id=row.record_id,
        known_from=hand.at,
        recorded_by=hand.by,
        reason=hand.reason,
        **{**fields, **changes},
    )
    following.save(force_insert=True)
    return following


def end(row: Known, hand: Hand) -> None:
    """The version is believed no longer."""
    if not hand.reason.strip():
        raise refused("Hãy ghi vì sao rút.", "reason")
    row.known_to, row.closed_by, row.closed_reason = hand.at, hand.by, hand.reason
    row.save(update_fields=["known_to", "closed_by", "closed_reason"])


def hold(problems: Sequence[Problem]) -> None:
    """Refuse where there is any problem."""
    if problems:
        raise OffenceRefused(*problems)

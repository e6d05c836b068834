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
    """Who states something, when, and of a correction why; and how rows come to be by it."""

    by: User | None
    at: datetime
    reason: str = ""

    def made[Row: Known](self, model: type[Row], number: int, fields: Mapping[str, Any]) -> Row:
        """The first version of a record, not yet written."""
        return model(
            id=number, record_id=number, known_from=self.at, recorded_by=self.by, reason=self.reason, **fields
        )  # fmt: skip

    def state[Row: Known](self, model: type[Row], fields: Mapping[str, Any], *, key: UUID | None = None) -> Row:
        """Write the first version of a new record."""
        row = self.made(model, numbers(model=model, count=1)[0], fields)
        row.one_time_key = key
        row.save(force_insert=True)
        return row

    def state_all[Row: Known](self, model: type[Row], fields: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Write many new records in a few statements."""
        ids = numbers(model=model, count=len(fields))
        rows = [self.made(model, number, one) for number, one in zip(ids, fields, strict=True)]
        return model._default_manager.bulk_create(rows, batch_size=5000)

    def replace[Row: Known](self, row: Row, changes: Mapping[str, Any], *, anyway: bool = False) -> Row:
        """The next version of a record; the one before is closed with the reason.

        Without a change nothing is written, unless ``anyway``: then something beside the row changes.
        """
        model = type(row)
        fields = {f.attname: getattr(row, f.attname) for f in model._meta.concrete_fields if f.name not in LINEAGE}
        fields["one_time_key"] = None
        if not anyway and all(fields[name] == value for name, value in changes.items()):
            return row
        if not self.reason.strip():
            raise refused("Hãy ghi vì sao sửa.", "reason")
        self.end(row)
        following = self.made(model, numbers(model=model, count=1)[0], {**fields, **changes})
        following.record_id = row.record_id
        following.save(force_insert=True)
        return following

    def end(self, row: Known) -> None:
        """The version is believed no longer."""
        if not self.reason.strip():
            raise refused("Hãy ghi vì sao rút.", "reason")
        row.known_to, row.closed_by, row.closed_reason = self.at, self.by, self.reason
        row.save(update_fields=["known_to", "closed_by", "closed_reason"])


def numbers(*, model: type[Known], count: int) -> list[int]:
    """New numbers of rows of this table."""
    sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
    with connection.cursor() as cursor:
        cursor.execute(sql, [model._meta.db_table, count])
        return [number for (number,) in cursor.fetchall()]


def stated_before[Row: Known](model: type[Row], *, key: UUID | None) -> Row | None:
    """The record that the same form made when it was sent the first time."""
    return model._default_manager.filter(one_time_key=key).first() if key else None


def current[Row: Known](model: type[Row], *, record_id: int, version: int | None = None) -> Row:
    """The version that is believed now, locked. Raises DoesNotExist where there is none in reach, RecordChanged."""
    row = model._default_manager.select_for_update().get(record_id=record_id, known_to__isnull=True)
    if version is not None and row.pk != version:
        raise RecordChanged
    return row


def hold(problems: Sequence[Problem]) -> None:
    """Refuse where there is any problem."""
    if problems:
        raise OffenceRefused(*problems)

"""Correcting and withdrawing a record of any table, by its word."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.operations.offences.models import WantedHiding
from binhyen.operations.offences.rules import entries
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.values import Table

from .finds import correct_plants, correct_wanted, withdraw_plants, withdraw_wanted
from .offences import correct_offence, withdraw_offence
from .points import correct_point, withdraw_point

WITHDRAW: Mapping[Table, Callable[..., None]] = {
    Table.OFFENCES: withdraw_offence, Table.POINTS: withdraw_point, Table.PLANTS: withdraw_plants,
    Table.WANTED: withdraw_wanted,
}  # fmt: skip


@transaction.atomic
def correct(
    *,
    table: Table,
    record_id: int,
    given: Mapping[str, Any],
    reason: str,
    version: int | None,
    by: User,
    at: datetime,
    today: date,
) -> Any:
    """State a record anew from the values of its columns. Raises OffenceRefused, RecordChanged, DoesNotExist."""
    said = {name: value for name, value in given.items() if value not in (None, "", [])}
    missing = [Problem(name, entries.MISSING) for name in entries.NEEDED[table] if name not in said]
    if missing:
        raise OffenceRefused(*missing)
    who: dict[str, Any] = {"record_id": record_id, "reason": reason, "version": version, "by": by, "at": at}
    if table is Table.OFFENCES:
        return correct_offence(details=entries.offence_details(said), **who)
    if table is Table.POINTS:
        return correct_point(details=entries.point_details(said), **who)
    if table is Table.PLANTS:
        found: Any = entries.row_of(table, said, today=today)
        return correct_plants(details=found, **who)
    if "person_id" not in given:
        before = WantedHiding.objects.get(record_id=record_id, known_to__isnull=True)
        said["person_id"] = before.person_id
    hiding: Any = entries.row_of(table, said, today=today)
    return correct_wanted(details=hiding, **who)


@transaction.atomic
def withdraw(*, table: Table, record_id: int, reason: str, by: User, at: datetime) -> None:
    """The record never was."""
    WITHDRAW[table](record_id=record_id, reason=reason, by=by, at=at)

"""Routes approved by decision, with the communes on them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.offences import events
from binhyen.operations.offences.models import Route, RouteStretch
from binhyen.operations.offences.rules import checks
from binhyen.operations.offences.values import RouteDetails

from .stating import Hand, current, hold, stated_before


@transaction.atomic
def record_route(*, details: RouteDetails, by: User | None, at: datetime, key: UUID | None = None) -> Route:
    """State an approved route. Raises OffenceRefused, also where the wrong authority approved it."""
    if before := stated_before(Route, key=key):
        return before
    hold(checks.route(details, today=timezone.localdate(at)))
    row = Hand(by, at).state(Route, _fields(details), key=key)
    _lay(row, details)
    record(events.RouteRecorded(subject_id=str(row.record_id), version=row.pk), by=by, at=at)
    return row


@transaction.atomic
def correct_route(
    *, record_id: int, details: RouteDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> Route:
    """State a route anew, with its communes; that it was taken off the list is stated in this way too."""
    row = current(Route, record_id=record_id, version=version)
    hold(checks.route(details, today=timezone.localdate(at)))
    hand = Hand(by, at, reason)
    before = set(row.stretches.values_list("commune_code", flat=True))
    changed = hand.replace(row, _fields(details), anyway=before != set(details.communes))
    if changed is not row:
        _lay(changed, details)
        record(events.RouteCorrected(subject_id=str(record_id), version=changed.pk), by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_route(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """Entered by mistake. A route taken off the list by decision ends on a day instead."""
    row = current(Route, record_id=record_id)
    Hand(by, at, reason).end(row)
    record(events.RouteWithdrawn(subject_id=str(record_id), version=row.pk), by=by, at=at, reason=reason)


def _fields(details: RouteDetails) -> dict[str, Any]:
    given = asdict(details)
    given.pop("communes")
    return {**given, "name": details.name.strip()}


def _lay(row: Route, details: RouteDetails) -> None:
    RouteStretch.objects.bulk_create(
        RouteStretch(route=row, commune_code=code) for code in sorted(set(details.communes))
    )

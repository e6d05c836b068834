"""Plants found and destroyed; wanted persons hiding in a commune."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.offences import events
from binhyen.operations.offences.models import PlantFind, WantedHiding
from binhyen.operations.offences.rules import checks
from binhyen.operations.offences.values import PlantDetails, WantedDetails

from .stating import Hand, current, hold, stated_before


@transaction.atomic
def record_plants(*, details: PlantDetails, by: User | None, at: datetime, key: UUID | None = None) -> PlantFind:
    """State a find of plants. Raises OffenceRefused."""
    if before := stated_before(PlantFind, key=key):
        return before
    hold(checks.plants(details, today=timezone.localdate(at)))
    row = Hand(by, at).state(PlantFind, asdict(details), key=key)
    stated = events.PlantFindRecorded(subject_id=str(row.record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at)
    return row


@transaction.atomic
def correct_plants(
    *, record_id: int, details: PlantDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> PlantFind:
    """State a find anew; that it was destroyed is stated in this way too. Raises RecordChanged, OffenceRefused."""
    row = current(PlantFind, record_id=record_id, version=version)
    hold(checks.plants(details, today=timezone.localdate(at)))
    changed = Hand(by, at, reason).replace(row, asdict(details))
    if changed is not row:
        stated = events.PlantFindCorrected(subject_id=str(record_id), area=changed.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_plants(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """The find never was."""
    row = current(PlantFind, record_id=record_id)
    Hand(by, at, reason).end(row)
    stated = events.PlantFindWithdrawn(subject_id=str(record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


@transaction.atomic
def record_wanted(*, details: WantedDetails, by: User | None, at: datetime, key: UUID | None = None) -> WantedHiding:
    """State that a person wanted for a drug offence hides in a commune. Raises OffenceRefused."""
    if before := stated_before(WantedHiding, key=key):
        return before
    hold(checks.wanted(details, today=timezone.localdate(at)))
    row = Hand(by, at).state(WantedHiding, asdict(details), key=key)
    stated = events.WantedRecorded(subject_id=str(row.record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at)
    return row


@transaction.atomic
def correct_wanted(
    *, record_id: int, details: WantedDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> WantedHiding:
    """State anew from when to when, and how it ended. Raises RecordChanged, OffenceRefused."""
    row = current(WantedHiding, record_id=record_id, version=version)
    hold(checks.wanted(details, today=timezone.localdate(at)))
    changed = Hand(by, at, reason).replace(row, asdict(details))
    if changed is not row:
        stated = events.WantedCorrected(subject_id=str(record_id), area=changed.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_wanted(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """Entered by mistake. Somebody found not to hide here is ended as NOT_HERE instead."""
    row = current(WantedHiding, record_id=record_id)
    Hand(by, at, reason).end(row)
    stated = events.WantedWithdrawn(subject_id=str(record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)

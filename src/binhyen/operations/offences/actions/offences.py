"""Offences, the persons counted with them, and what was seized."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.offences import events
from binhyen.operations.offences.models import Offence, OffenceParty, Seizure
from binhyen.operations.offences.queries import spots
from binhyen.operations.offences.rules import checks
from binhyen.operations.offences.rules.problems import refused
from binhyen.operations.offences.values import OffenceDetails, PartyDetails, SeizureDetails
from binhyen.registers.substances.rules import substance

from .stating import Hand, current, hold, stated_before


@transaction.atomic
def record_offence(
    *,
    details: OffenceDetails,
    parties: Sequence[PartyDetails] = (),
    seizures: Sequence[SeizureDetails] = (),
    by: User | None,
    at: datetime,
    key: UUID | None = None,
) -> Offence:
    """State an offence with its persons and seizures. The same form sent twice (``key``) is one offence.

    Raises OffenceRefused with every problem; nothing is written then.
    """
    if before := stated_before(Offence, key=key):
        return before
    check(details=details, parties=parties, seizures=seizures, today=timezone.localdate(at))
    hand = Hand(by, at)
    row = hand.state(Offence, fields_of(details), key=key)
    hand.state_all(OffenceParty, [party_fields(one, offence=row) for one in parties])
    hand.state_all(Seizure, [seizure_fields(one, offence=row) for one in seizures])
    stated = events.OffenceRecorded(subject_id=str(row.record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at)
    return row


def check(
    *, details: OffenceDetails, parties: Sequence[PartyDetails], seizures: Sequence[SeizureDetails], today: date
) -> None:
    """Raise OffenceRefused with whatever can never be; ``today`` is the day of stating."""
    problems = [*checks.offence(details, today=today), *spots.problems(details)]
    if len(parties) > checks.MOST_PARTIES:
        raise refused(f"Một vụ có nhiều nhất {checks.MOST_PARTIES} người; hãy tách thành nhiều vụ.")
    for person in parties:
        problems += checks.party(person, commune=details.commune_code)
    linked = [one.person_id for one in parties if one.person_id]
    if len(linked) != len(set(linked)):
        raise refused("Một người được nối hai lần trong một vụ.", "person_id")
    for amount in seizures:
        problems += _seizure_problems(amount)
    hold(problems)


@transaction.atomic
def correct_offence(
    *, record_id: int, details: OffenceDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> Offence:
    """State anew when, where and of what kind; its persons and seizures follow to the new day and place.

    Raises DoesNotExist out of reach, RecordChanged, OffenceRefused.
    """
    row = current(Offence, record_id=record_id, version=version)
    hold([*checks.offence(details, today=timezone.localdate(at)), *spots.problems(details)])
    hand = Hand(by, at, reason)
    moved = hand.replace(row, fields_of(details))
    if moved is not row:
        for one in OffenceParty.objects.filter(offence=record_id, known_to__isnull=True):
            hand.replace(one, _followed(one, moved))
        for amount in Seizure.objects.filter(offence=record_id, known_to__isnull=True):
            hand.replace(amount, {"commune_code": moved.commune_code})
        stated = events.OffenceCorrected(subject_id=str(record_id), area=moved.commune_code, version=moved.pk)
        record(stated, by=by, at=at, reason=reason)
    return moved


@transaction.atomic
def withdraw_offence(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """The offence never was: it and all its rows are believed no longer, and stay readable."""
    row = current(Offence, record_id=record_id)
    hand = Hand(by, at, reason)
    hand.end(row)
    for table in (OffenceParty, Seizure):
        for one in table.objects.filter(offence=record_id, known_to__isnull=True):
            hand.end(one)
    stated = events.OffenceWithdrawn(subject_id=str(record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


@transaction.atomic
def add_party(*, offence_id: int, details: PartyDetails, by: User, at: datetime) -> OffenceParty:
    """Count one more person with an offence. Raises OffenceRefused, also where the person is counted already."""
    offence = current(Offence, record_id=offence_id)
    hold(checks.party(details, commune=offence.commune_code))
    _once(offence_id, details.person_id)
    row = Hand(by, at).state(OffenceParty, party_fields(details, offence=offence))
    record(events.PartyRecorded(subject_id=str(offence_id), area=offence.commune_code, version=row.pk), by=by, at=at)
    return row


@transaction.atomic
def correct_party(
    *, record_id: int, details: PartyDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> OffenceParty:
    """State anew who is counted: residence, arrest, which record of the register it is.

    The police of the commune of residence may do so too, who see nothing else of the offence.
    """
    row = current(OffenceParty, record_id=record_id, version=version)
    hold(checks.party(details, commune=row.commune_code))
    if details.person_id != row.person_id:
        _once(row.offence_id, details.person_id)
    changed = Hand(by, at, reason).replace(row, asdict(details))
    if changed is not row:
        stated = events.PartyCorrected(subject_id=str(row.offence_id), area=row.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_party(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """The person is counted with this offence no longer."""
    row = current(OffenceParty, record_id=record_id)
    Hand(by, at, reason).end(row)
    stated = events.PartyWithdrawn(subject_id=str(row.offence_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


@transaction.atomic
def add_seizure(*, offence_id: int, details: SeizureDetails, by: User, at: datetime) -> Seizure:
    """State what was seized with an offence. Raises OffenceRefused."""
    offence = current(Offence, record_id=offence_id)
    hold(_seizure_problems(details))
    row = Hand(by, at).state(Seizure, seizure_fields(details, offence=offence))
    record(events.SeizureRecorded(subject_id=str(offence_id), area=offence.commune_code, version=row.pk), by=by, at=at)
    return row


@transaction.atomic
def correct_seizure(
    *, record_id: int, details: SeizureDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> Seizure:
    """State anew what was seized: another weight after it was examined, another substance."""
    row = current(Seizure, record_id=record_id, version=version)
    hold(_seizure_problems(details))
    changed = Hand(by, at, reason).replace(row, asdict(details))
    if changed is not row:
        stated = events.SeizureCorrected(subject_id=str(row.offence_id), area=row.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_seizure(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """This was not seized."""
    row = current(Seizure, record_id=record_id)
    Hand(by, at, reason).end(row)
    stated = events.SeizureWithdrawn(subject_id=str(row.offence_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


def fields_of(details: OffenceDetails) -> dict[str, Any]:
    """The columns of an offence."""
    return {**asdict(details), "articles": sorted(details.articles), "kinds": sorted(details.kinds)}


def party_fields(details: PartyDetails, *, offence: Offence) -> dict[str, Any]:
    """The columns of a person counted with an offence."""
    place = {"occurred_on": offence.occurred_on, "commune_code": offence.commune_code, "nature": offence.nature}
    return {"offence_id": offence.record_id, **place, **asdict(details)}


def seizure_fields(details: SeizureDetails, *, offence: Offence) -> dict[str, Any]:
    """The columns of what was seized with an offence."""
    return {"offence_id": offence.record_id, "commune_code": offence.commune_code, **asdict(details)}


def _followed(party: OffenceParty, offence: Offence) -> dict[str, Any]:
    """A person goes with the offence to its new day and commune; where somebody lives does not change by that."""
    home = party.residence_commune
    residence = party.residence
    if home:
        residence = "HERE" if home == offence.commune_code else "ELSEWHERE"
    return {
        "occurred_on": offence.occurred_on, "commune_code": offence.commune_code, "nature": offence.nature,
        "residence": residence,
    }  # fmt: skip


def _seizure_problems(details: SeizureDetails) -> list[checks.Problem]:
    found = checks.seizure(details)
    if substance(details.substance) is None:
        found.append(checks.Problem("substance", "Chất này không có trong danh mục của Nghị định 28/2026/NĐ-CP."))
    return found


def _once(offence_id: int, person_id: int | None) -> None:
    same = OffenceParty.objects.filter(offence=offence_id, person=person_id, known_to__isnull=True)
    if person_id and same.exists():
        raise refused("Người này đã được tính trong vụ.", "person_id")

"""The team that helps one person: who is named, and until when."""

from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import CaseHelper
from binhyen.registers.people.models import Person

from .refusals import NotInReach


@transaction.atomic
def name_helper(
    *,
    person_id: int,
    name: str,
    role: str,
    phone: str = "",
    direct: bool = False,
    since: date,
    by: User,
    at: datetime,
) -> CaseHelper:
    """Name somebody of the team. Only one helps directly: who did so before stays in the team, no longer directly.

    Raises NotInReach.
    """
    area = _area(person_id)
    if direct:
        CaseHelper.objects.filter(person_id=person_id, direct=True, until__isnull=True).update(direct=False)
    row = CaseHelper.objects.create(person_id=person_id, name=name, role=role, phone=phone, direct=direct, since=since)
    record(events.HelperNamed(subject_id=str(person_id), area=area, helper_id=row.pk), by=by, at=at)
    return row


@transaction.atomic
def end_helper(*, person_id: int, helper_id: int, on: date, by: User, at: datetime) -> bool:
    """Somebody leaves the team on a day. False where there is no such helper of this person, or no longer."""
    area = _area(person_id)
    row = CaseHelper.objects.select_for_update().filter(pk=helper_id, person_id=person_id, until__isnull=True).first()
    if row is None:
        return False
    row.until, row.direct = max(on, row.since), False
    row.save(update_fields=["until", "direct"])
    record(events.HelperEnded(subject_id=str(person_id), area=area, helper_id=row.pk), by=by, at=at)
    return True


def _area(person_id: int) -> str:
    area = Person.objects.filter(pk=person_id).values_list("commune_code", flat=True).first()
    if area is None:
        raise NotInReach
    return area

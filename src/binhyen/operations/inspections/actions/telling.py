"""Telling people of findings; reminding who is responsible, and those above when nothing happens."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.inspections.models import Finding, FindingStep
from binhyen.operations.inspections.rules import law
from binhyen.operations.inspections.values import RUNNING, Remedy, Step
from binhyen.registers.organisations.models import Body

TITLE = 200  # letters of a finding in a message


def _people(bodies: Collection[int | None], *, at: datetime) -> dict[int, User]:
    keys = Body.objects.filter(pk__in=[one for one in bodies if one]).values("key")
    offices = Appointment.objects.filter(in_force(timezone.localdate(at)), body_key__in=keys, user__is_active=True)
    return {office.user_id: office.user for office in offices.select_related("user")}


def tell_bodies(
    *, bodies: Collection[int | None], text: str, finding: Finding, at: datetime, by: User | None = None
) -> None:
    """One message about a finding to whoever acts for the bodies, except whoever did it."""
    people = _people(bodies, at=at)
    if by:
        people.pop(by.pk, None)
    _tell(list(people.values()), text, finding, at)


def _tell(people: list[User], text: str, finding: Finding, at: datetime) -> None:
    notifications.notify(
        users=people, kind="inspections.finding", text=f"{text}: {finding.inspection.title[:TITLE]}",
        url=reverse("inspections:finding", args=[finding.pk]), subject_type="inspections.finding",
        subject_id=str(finding.pk), at=at,
    )  # fmt: skip


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Once a day: who is responsible learns what is near or just late; after the grace those above learn of it.

    A remedy that is claimed and that nobody verifies is late as well, and goes up in the same way.

    Returns how many messages of findings were left. A second call on a day leaves none.
    """
    today, terms = timezone.localdate(at), law.terms(timezone.localdate(at))
    near = {today + timedelta(days) for days in terms.remind_before} | {today - timedelta(1)}
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection").filter(state__in=RUNNING)
    told = 0
    reminded = FindingStep.objects.filter(finding=OuterRef("pk"), step=Step.REMINDED, at__date=today)
    for one in rows.filter(~Exists(reminded), due_on__in=near):
        late = one.due_on is not None and one.due_on < today
        if one.state == Remedy.CLAIMED and not late:
            continue  # the word lies with who follows it up; they have heard of the claim
        bodies = (one.responsible_id, one.follower_id if late else None)
        tell_bodies(bodies=bodies, finding=one, at=at, text=_words(one, late=late))
        FindingStep.objects.create(finding=one, step=Step.REMINDED, due_on=one.due_on, at=at, by=None)
        told += 1
    return told + _escalate(at=at, silent_since=today - timedelta(terms.grace_days))


def _words(finding: Finding, *, late: bool) -> str:
    if finding.state == Remedy.CLAIMED:
        return "Quá hạn, chưa ai xác nhận đã khắc phục"
    return "Quá hạn khắc phục" if late else "Sắp đến hạn khắc phục"


def _escalate(*, at: datetime, silent_since: date) -> int:
    rows = Finding.objects.select_for_update(of=("self",)).select_related("inspection__inspector")
    rows = rows.filter(state__in=RUNNING, due_on__lte=silent_since)
    told = 0
    for one in rows:
        if one.steps.filter(step=Step.ESCALATED, due_on=one.due_on).exists():
            continue
        offices = Appointment.objects.filter(
            in_force(timezone.localdate(at)), role=Role.PROVINCE_COORDINATOR, user__is_active=True
        ).select_related("user")
        above = {office.user_id: office.user for office in offices} | _people((one.inspection.inspector_id,), at=at)
        _tell(list(above.values()), "Quá hạn khắc phục, đã báo lên cấp trên", one, at)
        FindingStep.objects.create(finding=one, step=Step.ESCALATED, due_on=one.due_on, at=at, by=None)
        told += 1
    return told

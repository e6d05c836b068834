"""Telling those who have to fill in or sign that a report is due: once for each clock, never who has sent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications.actions import notify
from binhyen.monitoring.reporting.events import RoundReminded
from binhyen.monitoring.reporting.models import Report, Round
from binhyen.monitoring.reporting.permissions import FILLERS
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.periods import Beat
from binhyen.monitoring.reporting.values.reports import HANDED_IN
from binhyen.operations.cases.rules.time import day_of

AHEAD = {Beat.WEEK: timedelta(hours=3), Beat.ON_DEMAND: timedelta(hours=24)}
AHEAD_ELSE = timedelta(days=2)
COMMUNE_OFFICES = ("COMMUNE_POLICE", "COMMUNE_COMMITTEE")


@transaction.atomic
def remind(*, at: datetime) -> int:
    """Remind units of the rounds whose clock is near, once a round. Returns how many people were told."""
    near = Round.objects.select_for_update(of=("self",)).select_related("duty").filter(
        reminded_at__isnull=True, opens_at__lte=at, due_at__gt=at
    )  # fmt: skip
    told = 0
    for one in near:
        if one.due_at - at <= AHEAD.get(Beat(one.duty.beat), AHEAD_ELSE):
            told += _remind(one, at)
    return told


def returned(*, report: Report, at: datetime) -> int:
    """The unit learns that its report came back."""
    text = f"{report.round.duty.name}, {report.round.name}: được trả lại để sửa"
    return tell(reports=[report], held=report.round, text=text, kind="reporting.returned", at=at)


def _remind(one: Round, at: datetime) -> int:
    waiting = list(one.reports.exclude(state__in=HANDED_IN).exclude(locked=True).select_related("body"))
    text = f"{one.duty.name}, {one.name}: gửi trước {moment(one.due_at)}"
    told = tell(reports=waiting, held=one, text=text, kind="reporting.due", at=at)
    one.reminded_at = at
    one.save(update_fields=["reminded_at"])
    record(RoundReminded(subject_id=str(one.pk), people=told), by=None, at=at)
    return told


def tell(*, reports: Sequence[Report], held: Round, text: str, kind: str, at: datetime) -> int:
    """One message to each person of the units; who works for one unit is sent to its report."""
    by_user: dict[User, set[int]] = defaultdict(set)
    people = _people(reports, at)
    for report in reports:
        for user in people[report.body.key] | people[report.area_code]:
            by_user[user].add(report.pk)
    return sum(
        notify(
            users=[user], kind=kind, text=text, at=at,
            url=reverse("reporting:fill", args=[min(mine)]) if len(mine) == 1 else reverse("reporting:mine"),
            subject_type="reporting.round", subject_id=str(held.pk),
        )
        for user, mine in by_user.items()
    )  # fmt: skip


def _people(reports: Iterable[Report], at: datetime) -> dict[str, set[User]]:
    """Who fills in for a body, or for a commune, by key and code. One query."""
    keys, areas = {one.body.key for one in reports}, {one.area_code for one in reports if len(one.area_code) > 2}
    offices = Appointment.objects.filter(
        in_force(day_of(at)), Q(body_key__in=keys) | Q(area_code__in=areas, role__in=COMMUNE_OFFICES),
        role__in=FILLERS, user__is_active=True,
    ).select_related("user")  # fmt: skip
    found: dict[str, set[User]] = defaultdict(set)
    for office in offices:
        if office.body_key in keys:
            found[office.body_key].add(office.user)
        if office.role in COMMUNE_OFFICES:
            found[office.area_code].add(office.user)
    return found

"""Telling people of duties: when a reading is done, when a register is closed, when a day is near or just gone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.directives import events, followed
from binhyen.operations.directives.models import Directive, Duty, DutyPart
from binhyen.operations.directives.values import DirectiveState, DutyState, Part
from binhyen.registers.organisations.models import Body, Membership, valid_on
from binhyen.registers.organisations.values import Level

SOON_DAYS = (7, 1)  # days before the last day on which the leads are told


def read(*, directive: Directive, duties: int, at: datetime) -> None:
    """Whoever handed the file in learns that it is read."""
    notifications.notify(
        users=[directive.received_by],
        kind="directives.read",
        text=f"Đã đọc xong {_title(directive)}: {duties} nhiệm vụ chờ rà soát",
        url=reverse("directives:review", args=[directive.pk]),
        subject_type="directives.directive",
        subject_id=str(directive.pk),
        at=at,
    )


def signed(*, directive: Directive, at: datetime) -> None:
    """Everybody who acts for a body with a duty in it learns of the closed register and how many are theirs."""
    parts = DutyPart.objects.filter(duty__directive=directive, duty__state=DutyState.ACCEPTED)
    for count, users in _by_count(_duties_by_user(parts, _day(at))).items():
        notifications.notify(
            users=users,
            kind="directives.assigned",
            text=f"{count} nhiệm vụ của cơ quan anh/chị trong {_title(directive)}",
            url=f"{reverse('directives:register')}?directive={directive.pk}",
            subject_type="directives.directive",
            subject_id=str(directive.pk),
            at=at,
        )


@transaction.atomic
def deadlines(*, at: datetime) -> int:
    """Once a day: the leads learn what is due in seven days, what tomorrow, and what was due yesterday.

    Returns how many messages were left. A second call on a day leaves none.
    """
    today = _day(at)
    fact = events.DeadlinesTold(subject_id=today.isoformat())
    if Fact.objects.filter(subject_type=fact.SUBJECT, subject_id=fact.subject_id, kind=fact.kind).exists():
        return 0
    journal.record(fact, by=None, at=at)
    told = sum(_tell_of(today + timedelta(days=days), today, at) for days in SOON_DAYS)
    return told + _tell_of(today - timedelta(days=1), today, at)


def _tell_of(due: date, today: date, at: datetime) -> int:
    duties = Duty.objects.filter(due_on=due, state=DutyState.ACCEPTED, directive__state=DirectiveState.SIGNED)
    duties = duties.exclude(pk__in=followed.among(duties.values_list("pk", flat=True)))  # their tasks remind
    leads = DutyPart.objects.filter(duty__in=duties, part=Part.LEAD)
    late = due < today
    kind, words = ("directives.late", "vừa quá hạn") if late else ("directives.due_soon", f"đến hạn {due:%d/%m/%Y}")
    return sum(
        notifications.notify(
            users=users,
            kind=kind,
            text=f"{count} nhiệm vụ cơ quan anh/chị chủ trì {words}",
            url=f"{reverse('directives:register')}?due_from={due:%d/%m/%Y}&due_to={due:%d/%m/%Y}",
            at=at,
        )
        for count, users in _by_count(_duties_by_user(leads, today)).items()
    )


def _duties_by_user(parts: QuerySet[DutyPart], on: date) -> dict[User, set[int]]:
    """Which duties fall to whom; groups stand for their members of the day. Four queries."""
    by_body: dict[int, set[int]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    for body_id, level, duty_id in parts.filter(body__isnull=False).values_list("body_id", "body__level", "duty_id"):
        (groups if level == Level.GROUP else by_body)[body_id].add(duty_id)
    members = Membership.objects.filter(valid_on(on), group_id__in=groups)
    for group_id, member_id in members.values_list("group_id", "member_id"):
        by_body[member_id] |= groups[group_id]
    keys = dict(Body.objects.filter(pk__in=by_body).values_list("key", "pk"))
    offices = Appointment.objects.filter(in_force(on), body_key__in=keys, user__is_active=True).select_related("user")
    found: dict[User, set[int]] = defaultdict(set)
    for office in offices:
        found[office.user] |= by_body[keys[office.body_key]]
    return found


def _by_count(duties: Mapping[User, Iterable[int]]) -> dict[int, list[User]]:
    grouped: dict[int, list[User]] = defaultdict(list)
    for user, theirs in duties.items():
        grouped[len(set(theirs))].append(user)
    return grouped


def _title(directive: Directive) -> str:
    document = directive.document
    number = "/".join(part for part in (document.number, document.symbol) if part)
    return " ".join(part for part in (document.kind.lower(), number) if part) or "văn bản"


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()

"""Minutes of handing over: who sees them, who may be giver and receiver."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.operations.work.models import Handover, Task, TaskShare, TaskStep
from binhyen.operations.work.permissions import DOERS
from binhyen.operations.work.values import OVER, Part, Shape, Work
from binhyen.registers.organisations.models import Body

ENDED = Q(state=Work.STOPPED) | Q(state=Work.VERIFIED, period=None)  # parts nothing comes after


def visible(*, scope: Scope) -> QuerySet[Handover]:
    """An administrator sees all, a leader those of their bodies, everybody else their own. Newest first."""
    rows = Handover.objects.select_related("body", "giver", "receiver", "giver_signed_by", "made_by").order_by("-id")
    if scope.has(Role.ADMINISTRATOR):
        return rows
    mine = Q(giver=scope.user_id) | Q(receiver=scope.user_id)
    if scope.has(Role.LEADER):
        mine |= Q(body__key__in=scope.bodies)
    return rows.filter(mine)


def listed(*, scope: Scope) -> QuerySet[Handover]:
    return visible(scope=scope).annotate(n=Count("items"))


def one(*, scope: Scope, pk: int) -> Handover | None:
    found = visible(scope=scope).prefetch_related("items__share__task", "items__step", "matters")
    return found.filter(pk=pk).first()


def bodies_of(*, user_id: int) -> list[Body]:
    """Bodies a person holds or held an office in: of one who is gone, too."""
    keys = Appointment.objects.filter(user_id=user_id, withdrawn=False).exclude(body_key="").values("body_key")
    return list(Body.objects.filter(key__in=keys).order_by("sort_key", "id"))


def colleagues(*, body: Body, but: int, on: date) -> QuerySet[User]:
    """Who may receive: active people with an office in the body."""
    rows = Appointment.objects.filter(in_force(on), body_key=body.key).values("user_id")
    return User.objects.filter(pk__in=rows, is_active=True).exclude(pk=but).order_by("name_key", "id")


def others_do(*, body: Body, but: Collection[int], on: date) -> bool:
    """Whether anybody ``but`` these people does the body's work."""
    rows = Appointment.objects.filter(in_force(on), body_key=body.key, role__in=DOERS, user__is_active=True)
    return rows.exclude(user__in=but).exists()


def open_shares() -> QuerySet[TaskShare]:
    """Parts that are not over. A co-lead's part that was confirmed for one period goes on with the next."""
    copies = Task.objects.filter(parent=OuterRef("task")).exclude(state__in=OVER)
    whole = Q(task__state__in=OVER) | Q(state=Work.VERIFIED, task__shape=Shape.HEAD) & ~Exists(copies)
    return TaskShare.objects.exclude(ENDED | whole)


def givers(*, on: date) -> QuerySet[User]:
    """Whom an administrator may draw up a minute for, closed accounts among them.

    People whom open work names; and who left a body of which open work names nobody, while one officer or none has it.
    """
    shares = open_shares()
    steps = TaskStep.objects.filter(person__isnull=False, done_at__isnull=True, removed_at__isnull=True)
    named = Q(pk__in=shares.filter(person__isnull=False).values("person_id")) | Q(pk__in=steps.values("person_id"))
    unnamed = shares.filter(person=None).exclude(part=Part.FOLLOWER).values("body__key")
    return User.objects.filter(named | Q(pk__in=_left(on).filter(body_key__in=unnamed).values("user_id"))).order_by(
        "name_key", "id"
    )


def _left(on: date) -> QuerySet[Appointment]:
    """Offices of doers who are gone from a body in which at most one does the work now."""
    doing = Appointment.objects.filter(in_force(on), role__in=DOERS, user__is_active=True)
    several = doing.values("body_key").annotate(n=Count("user", distinct=True)).filter(n__gt=1).values("body_key")
    still = doing.filter(user=OuterRef("user"), body_key=OuterRef("body_key"))
    rows = Appointment.objects.filter(~Exists(still), role__in=DOERS, withdrawn=False, valid_from__lte=on)
    return rows.exclude(body_key="").exclude(body_key__in=several)

"""What one reader sees of work. Every page, export and API read starts here."""

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, When

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.permissions import Permission, commune_areas, may
from binhyen.operations.work.values import Part
from binhyen.registers.organisations.models import Body

_BY_PART = Case(*(When(part=part, then=place) for place, part in enumerate(Part.values)), output_field=IntegerField())
SHARES_IN_ORDER = (_BY_PART, "body__sort_key", "id")  # who leads first


def own_bodies(scope: Scope) -> dict[int, str]:
    """Id and key of the bodies the reader reads for: their own; of a commune's leader or auditor all of the commune."""
    mine = reads_for(scope)
    return {} if mine is None else dict(Body.objects.filter(mine).values_list("pk", "key"))


def reads_for(scope: Scope) -> Q | None:
    """The same bodies as a condition; None where there is none."""
    areas = commune_areas(scope)
    if not scope.bodies and not areas:
        return None
    return Q(key__in=scope.bodies) | Q(area_code__in=areas) if areas else Q(key__in=scope.bodies)


def acting_bodies(scope: Scope) -> QuerySet[Body]:
    """Bodies the reader may act for."""
    return Body.objects.filter(key__in=scope.bodies).order_by("sort_key", "id")


def own_share(*, task: Task, scope: Scope) -> TaskShare | None:
    """The part the reader acts for: of one who holds offices in several bodies of a task the weightiest. One query."""
    found = task.shares.filter(body__in=acting_bodies(scope).values("pk"))
    return found.select_related("body", "person", "period").order_by(*SHARES_IN_ORDER).first()


def visible_tasks(scope: Scope) -> QuerySet[Task]:
    """Tasks this reader may read: all for the province; else those of their bodies, as doer, giver or verifier."""
    if may(scope, Permission.READ_ALL):
        return Task.objects.all()
    bodies = list(own_bodies(scope)) if may(scope, Permission.READ_OWN) else []
    if not bodies:
        return Task.objects.none()
    shared = TaskShare.objects.filter(task=OuterRef("pk"), body__in=bodies)
    return Task.objects.filter(Q(lead__in=bodies) | Q(issuer__in=bodies) | Q(verifier__in=bodies) | Exists(shared))


def one(*, scope: Scope, pk: int) -> Task | None:
    """The task, or None where the reader may not see it."""
    found = visible_tasks(scope).filter(pk=pk)
    return found.select_related(
        "lead", "issuer", "verifier", "made_by", "duty", "directive__document", "parent"
    ).first()

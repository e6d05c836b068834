"""Which bodies have late work: for the ready texts, for the leader's page."""

from datetime import datetime

from django.db.models import Count, Min, Q

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.models import Task
from binhyen.operations.work.rules.texts import LateBody
from binhyen.operations.work.values import TO_DO, Cadence, Shape

from .visible import visible_tasks


def late_bodies(*, scope: Scope, at: datetime) -> list[LateBody]:
    """Bodies that lead late work the reader sees, most first. One query."""
    late = Task.objects.filter(state__in=TO_DO, due_at__lt=at, lead__isnull=False).exclude(shape=Shape.HEAD)
    rows = late.filter(pk__in=visible_tasks(scope).values("pk")).values_list("lead__key", "lead__name")
    silent = Count("pk", filter=Q(cadence=Cadence.BEAT))
    counted = rows.annotate(late=Count("pk"), oldest=Min("due_at"), silent=silent)
    return [LateBody(*row) for row in counted.order_by("-late", "oldest", "lead__sort_key")]

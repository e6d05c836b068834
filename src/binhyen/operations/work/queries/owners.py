"""Who may be asked to answer a difficulty, and who stands above whom."""

from datetime import date

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.accounts.queries import in_force
from binhyen.operations.work.models import Difficulty, Task
from binhyen.registers.organisations.models import Body, valid_on
from binhyen.registers.organisations.values import Level


def coordinator_bodies(*, on: date) -> list[int]:
    """Bodies whose officers coordinate the province on a day: the top of the line."""
    keys = Appointment.objects.filter(in_force(on), role=Role.PROVINCE_COORDINATOR, user__is_active=True)
    return list(Body.objects.filter(key__in=keys.values("body_key")).order_by("sort_key").values_list("pk", flat=True))


def choices(*, body: Body, task: Task | None, on: date) -> QuerySet[Body]:
    """Who may be asked: whoever gave and verifies the task, the body above, the province's coordinator."""
    ids: set[int | None] = {*coordinator_bodies(on=on), body.parent_id}
    if task is not None:
        ids |= {task.issuer_id, task.verifier_id}
    return Body.objects.filter(pk__in=[one for one in ids if one and one != body.pk]).order_by("sort_key", "id")


def answering(*, row: Difficulty, on: date) -> QuerySet[Body]:
    """Whom the owner may hand it on to: bodies of the province, and of the commune it comes from."""
    here = Q(level=Level.PROVINCE) | (Q(area_code=row.body.area_code) if row.body.area_code else Q())
    return Body.objects.filter(here, valid_on(on)).exclude(pk__in=[row.owner_id, row.body_id])


def above(row: Difficulty, *, on: date) -> int | None:
    """The next owner of one nobody answered: above the owner, then whoever gave the task, then the province.

    None where everybody above has had it.
    """
    had = set(row.passes.values_list("from_body_id", flat=True)) | {row.owner_id, row.body_id}
    line = [row.owner.parent_id, row.task.issuer_id if row.task else None, *coordinator_bodies(on=on)]
    return next((one for one in line if one is not None and one not in had), None)

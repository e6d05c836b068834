"""What one reader sees of directives and duties. Every page, export and API read starts here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.operations.directives.models import Directive, Duty, DutyPart
from binhyen.operations.directives.permissions import Permission, commune_areas, may
from binhyen.operations.directives.values import DutyState
from binhyen.registers.organisations.models import Body, Membership


def own_bodies(scope: Scope, on: date) -> QuerySet[Body, int]:
    """Ids of the reader's bodies and of the groups that expand to one of them on day ``on``.

    Whoever leads or audits a commune reads for all of its bodies.
    """
    current = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    current &= Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    mine, areas = Q(key__in=scope.bodies), commune_areas(scope)
    if areas:
        mine |= Q(area_code__in=areas)
    groups = Membership.objects.filter(current, member__in=Body.objects.filter(mine)).values("group_id")
    return Body.objects.filter(mine | Q(pk__in=groups)).values_list("pk", flat=True)


def visible_duties(scope: Scope, on: date) -> QuerySet[Duty]:
    """Duties this reader may read on day ``on``.

    Province readers: all. Departments and communes: accepted duties in which their body, or a group that expands to it,
    leads or coordinates. Everybody else: none.
    """
    if may(scope, Permission.READ_ALL):
        return Duty.objects.all()
    if not may(scope, Permission.READ_ASSIGNED) or not (scope.bodies or commune_areas(scope)):
        return Duty.objects.none()
    own = DutyPart.objects.filter(duty=OuterRef("pk"), body__in=own_bodies(scope, on))
    return Duty.objects.filter(Exists(own), state=DutyState.ACCEPTED)


def visible_directives(scope: Scope, on: date) -> QuerySet[Directive]:
    """Directives this reader may read on day ``on``: all for province readers, else those with a visible duty."""
    if may(scope, Permission.READ_ALL):
        return Directive.objects.all()
    if not may(scope, Permission.READ_ASSIGNED) or not (scope.bodies or commune_areas(scope)):
        return Directive.objects.none()
    return Directive.objects.filter(Exists(visible_duties(scope, on).filter(directive=OuterRef("pk"))))

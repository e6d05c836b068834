"""Which cases a reader sees: those of the areas of the office, those on their way there, those given to the reader.

The database's policies say the same; the filter here lets an index do the work and holds where the owner reads.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.models import Case
from binhyen.operations.cases.permissions import Permission, list_areas, may, own_bodies
from binhyen.registers.people.models import Reach


def visible_cases(*, scope: Scope) -> QuerySet[Case]:
    """Cases within reach of a reader who may read cases at all."""
    if not may(scope, Permission.READ):
        return Case.objects.none()
    if scope.whole_province:
        return Case.objects.all()
    areas = sorted(scope.people_areas)
    given = Reach.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), person=OuterRef("pk"), reader__in=sorted(scope.readers)
    )
    return Case.objects.filter(Q(commune_code__in=areas) | Q(to_commune_code__in=areas) | Exists(given))


def of_communes(*, scope: Scope) -> list[str] | None:
    """The communes a reader's counts speak of; None is the whole province."""
    return None if scope.whole_province else sorted(scope.people_areas)


def of_list_keepers(*, scope: Scope) -> Q:
    """Lists and rosters within reach: of the communes this reader keeps, and those the reader's own body brought."""
    if scope.whole_province:
        return Q()
    return Q(commune_code__in=sorted(list_areas(scope))) | Q(body_key__in=sorted(own_bodies(scope)))

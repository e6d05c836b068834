"""Which reports a reader sees: those of the own bodies and communes, or all."""

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import Permission, may, own_areas, own_bodies


def visible(*, scope: Scope) -> QuerySet[Report]:
    """Reports the reader may read, with round, duty and body. Nothing for one without an office that reads them."""
    found = Report.objects.select_related("round__duty", "body")
    if may(scope, Permission.READ_ALL):
        return found
    if not may(scope, Permission.READ):
        return found.none()
    return found.filter(of_reader(scope))


def own(*, scope: Scope) -> QuerySet[Report]:
    """Reports of the reader's own bodies and communes."""
    return Report.objects.select_related("round__duty", "body").filter(of_reader(scope))


def of_reader(scope: Scope) -> Q:
    """As a condition on reports."""
    return Q(body__key__in=own_bodies(scope)) | Q(area_code__in=own_areas(scope))

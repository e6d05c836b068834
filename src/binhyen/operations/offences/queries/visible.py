"""Which rows a reader sees, and which communes the reader's counts speak of.

The database's policies say the same; the filter here lets an index do the work and holds where the owner reads.
"""

from datetime import date

from django.db.models import QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.operations.offences.models.known import Known
from binhyen.operations.offences.permissions import Permission, may, may_record_in
from binhyen.registers.territories.models import Commune
from binhyen.registers.territories.queries import communes as all_communes


def visible[Row: Known](model: type[Row], *, scope: Scope) -> QuerySet[Row]:
    """The rows believed now, within reach of a reader who may read rows."""
    rows = model._default_manager.filter(known_to__isnull=True)
    if not may(scope, Permission.READ):
        return rows.none()
    if scope.province_wide:
        return rows
    return rows.filter(commune_code__in=sorted(scope.areas))


def communes(*, scope: Scope, on: date) -> dict[str, Commune]:
    """The communes within reach in Vietnamese order: the reader's own, or those of the reader's provinces."""
    rows = all_communes(on=on)
    if scope.province_wide:
        rows = rows.filter(province__in=sorted(scope.provinces)) if scope.provinces else rows
    else:
        rows = rows.filter(code__in=sorted(scope.areas))
    return {one.code: one for one in rows}


def recordable(*, scope: Scope, on: date) -> tuple[tuple[str, str], ...]:
    """(code, name) of the communes the reader may state rows of."""
    found = communes(scope=scope, on=on).items()
    return tuple((code, one.full_name) for code, one in found if may_record_in(scope, code))

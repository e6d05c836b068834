"""Putting closed figures before everybody: protected by the analytics, kept as they were published."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.indicators.events import FiguresPublished
from binhyen.monitoring.indicators.models import Closing, Publication
from binhyen.operations.cases.queries.totals import LISTS
from binhyen.registers.territories.models import Commune
from binhyen_analytics.disclosure import TOTAL, Table, protect

NAME = "lists"


class NotPublished(Exception):
    """The figures cannot be published; the message says why."""


@transaction.atomic
def publish(*, closing: Closing, by: User, at: datetime) -> Publication:
    """Publish the lists of a closing by commune. Raises NotPublished where they are out, or nothing is there."""
    if Publication.objects.filter(closing=closing).exists():
        raise NotPublished("Số liệu của kỳ này đã công khai.")
    counted: Counter[tuple[str, str]] = Counter()
    for commune, on_list, people in closing.totals.values_list("commune_code", "reported_list", "people"):
        if commune and on_list in LISTS:
            counted[commune, on_list] += people
    parents = dict(Commune.objects.filter(pk__in={area for area, _ in counted}).values_list("code", "province_id"))
    provinces = Counter(parents.values())
    if not provinces:
        raise NotPublished("Bản chốt này không có số liệu của xã nào.")
    table = Table(
        NAME, ("area", "list"), {key: n for key, n in counted.items() if key[0] in parents}, {"area": parents}
    )
    (shown,) = protect([table])
    figures = [[area, on_list, n] for (area, on_list), n in sorted(shown.figures.items()) if area != TOTAL]
    made = Publication.objects.create(
        closing=closing, published_at=at, published_by=by, province=provinces.most_common(1)[0][0], figures=figures
    )
    withheld = sum(n is None for _, _, n in figures)
    record(FiguresPublished(subject_id=closing.code, withheld=withheld), by=by, at=at)
    return made

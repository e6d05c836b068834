"""The register of units as a list: how it is searched and sorted, and how many stand where."""

from datetime import date

from django.db.models import Count, Q

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.values import UNIT_KIND_LABELS, UNIT_STAGE_LABELS

from .files import Period
from .units import units

LISTING = Listing(
    sorts={
        "ten": ("sort_key",),
        "loai": ("kind_rank", "sort_key"),
        "xa": ("place_key", "kind_rank", "sort_key"),
        "buoc": ("stage_rank", "sort_key"),
    },
    default_sort="xa",
    filters=(
        Filter("loai", "Loại", tuple((one.value, label) for one, label in UNIT_KIND_LABELS.items())),
        Filter("buoc", "Hồ sơ", tuple((one.value, label) for one, label in UNIT_STAGE_LABELS.items())),
        Filter("ds", "Danh sách công nhận", (("1", "Có trong danh sách"), ("0", "Không có"))),
        Filter("xa", "Xã", hidden=True),
        Filter("ky", "Kỳ", hidden=True),
    ),
)


def counts(*, scope: Scope, period: Period, on: date) -> list[tuple[str, str, int, int]]:
    """Kind, its words, how many units of it, how many of them on the list. One query."""
    every = units(scope=scope, state=ListState(LISTING, sort="ten"), period=period, on=on).order_by()
    found = every.values("kind").annotate(n=Count("pk"), listed=Count("pk", filter=Q(last_act=Act.PUT_ON)))
    numbers = {row["kind"]: (row["n"], row["listed"]) for row in found}
    return [(kind.value, label, *numbers.get(kind.value, (0, 0))) for kind, label in UNIT_KIND_LABELS.items()]

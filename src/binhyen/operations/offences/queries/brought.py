"""Rows of a file that the register has already."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from binhyen.operations.offences.values import Table

from .rows import MODELS, values


def there(*, table: Table, keys: Sequence[UUID]) -> dict[UUID, str]:
    """By key: in words, which record the row became, and whether that was withdrawn since. Two queries."""
    model: Any = MODELS[table]
    made = dict(model.objects.filter(one_time_key__in=list(keys)).values_list("one_time_key", "record_id"))
    stands = set(
        model.objects.filter(record__in=set(made.values()), known_to__isnull=True).values_list("record_id", flat=True)
    )
    words = {True: "Đã có trong sổ, số {}.", False: "Đã ghi rồi rút, số {}."}
    return {key: words[record in stands].format(record) for key, record in made.items()}


def now(*, table: Table, records: Iterable[int]) -> Mapping[int, Mapping[str, Any]]:
    """The values of records as they stand, of those within reach."""
    model: Any = MODELS[table]
    rows = list(model.objects.filter(record__in=set(records), known_to__isnull=True))
    return values(table, rows)

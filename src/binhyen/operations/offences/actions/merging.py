"""Two records that were one person: they are counted as one; taken apart again, each has its own back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from binhyen.operations.offences.models import OffenceParty, WantedHiding

from .stating import Hand

BOTH = "Hai hồ sơ của một người được gộp; người này đã được tính trong vụ."
_OF_A_PARTY = (
    "offence_id", "occurred_on", "commune_code", "nature", "residence", "residence_commune", "arrested",
)  # fmt: skip
_TABLES: dict[str, Any] = {"parties": OffenceParty, "wanted": WantedHiding}


@transaction.atomic
def merge(*, kept: int, gone: int, by: Any, at: datetime) -> dict[str, Any]:
    """Rows of ``gone`` are of ``kept``; of two counted with one offence one stays. Returns what undoing needs."""
    twice = OffenceParty.objects.filter(
        person=gone,
        known_to__isnull=True,
        offence__in=OffenceParty.objects.filter(person=kept, known_to__isnull=True).values("offence"),
    )
    ended = list(twice.values(*_OF_A_PARTY))
    for row in twice:
        Hand(by, at, BOTH).end(row)
    moved = {
        name: sorted(table._default_manager.filter(person=gone).values_list("pk", flat=True))
        for name, table in _TABLES.items()
    }
    _give(moved, kept)
    return {"moved": moved, "ended": [{**one, "occurred_on": one["occurred_on"].isoformat()} for one in ended]}


@transaction.atomic
def unmerge(*, kept: int, gone: int, held: Mapping[str, Any], by: Any, at: datetime) -> None:
    """Give ``gone`` back what was its own; what was stated since stays with ``kept``."""
    _give(held["moved"], gone)
    for one in held["ended"]:
        fields = {**one, "occurred_on": datetime.fromisoformat(one["occurred_on"]).date(), "person_id": gone}
        Hand(by, at).state(OffenceParty, fields)


def _give(moved: Mapping[str, Any], person: int) -> None:
    for name, table in _TABLES.items():
        table._default_manager.filter(pk__in=moved[name]).update(person_id=person)

"""What a person's own row said before: from the history the database keeps by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from binhyen.registers.people.models import Person
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.values import Sex

LABELS = {"full_name": "Họ và tên", "sex": "Giới tính", "birth": "Ngày sinh", "hamlet": "Thôn, tổ dân phố"}


@dataclass(frozen=True, slots=True)
class Change:
    """One field, before and after, in words."""

    field: str
    label: str
    before: str
    after: str


def since(*, person: Person, version: int) -> list[Change]:
    """What changed in the person's own row since ``version`` was shown to somebody. At most two queries."""
    was = _history().filter(pgh_obj_id=person.pk, version=version).order_by("pgh_id").first()
    return differences(was, person) if was else []


def differences(before: Any, after: Any) -> list[Change]:
    """Fields that differ between two states of the row (a Person or a row of its history)."""
    old, new = words(before), words(after)
    return [Change(name, LABELS[name], old[name], new[name]) for name in LABELS if old[name] != new[name]]


def words(row: Any) -> dict[str, str]:
    """The fields of the row as people read them."""
    return {
        "full_name": row.full_name,
        "sex": Sex(row.sex).label if row.sex else "",
        "birth": birth_words(stored_birth(row.birth_on, row.birth_precision)),
        "hamlet": str(row.hamlet) if row.hamlet_id else "",
    }


def steps(*, person_id: int) -> Sequence[tuple[Any, list[Change]]]:
    """Every state of the row after the first with what it changed, latest first. One query, one more for hamlets."""
    rows = list(_history().filter(pgh_obj_id=person_id).select_related("hamlet").order_by("pgh_id"))
    pairs = [(after, differences(before, after)) for before, after in zip(rows, rows[1:], strict=False)]
    return [(row, changed) for row, changed in reversed(pairs) if changed]


def _history() -> Any:
    return apps.get_model("people", "PersonEvent").objects

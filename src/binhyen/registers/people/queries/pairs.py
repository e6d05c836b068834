"""The queue of records that may be one person, and two of them side by side."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import Merge, Person, PossiblePair
from binhyen.registers.people.values import PairState, PersonCard

from .cards import cards, commune_names
from .changes import words
from .person import PersonFile, file
from .visible import people

MOST = 200  # pairs shown at once: the surest first


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A pair. A side the reader may not see is None; ``other_commune`` is whom to ask then."""

    pair: PossiblePair
    left: PersonCard | None
    right: PersonCard | None
    other_commune: str = ""

    @property
    def percent(self) -> int:
        return min(99, round(100 * self.pair.probability))  # what a machine finds is never certain


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """One field of both records side by side."""

    name: str
    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left == self.right


@dataclass(frozen=True, slots=True)
class SideBySide:
    left: PersonFile
    right: PersonFile
    fields: tuple[FieldChoice, ...]
    pair: PossiblePair | None


def _pairs(scope: Scope) -> QuerySet[PossiblePair]:
    if scope.whole_province:
        return PossiblePair.objects.all()
    areas = sorted(scope.people_areas)
    return PossiblePair.objects.filter(Q(commune_code__in=areas) | Q(to_commune_code__in=areas))


def waiting(*, scope: Scope) -> int:
    """How many pairs wait for somebody's eyes. One query."""
    return _pairs(scope).filter(state=PairState.OPEN).count()


def queue(*, scope: Scope) -> list[QueueRow]:
    """Pairs to look at, surest first, up to 200. Seven queries."""
    rows = list(_pairs(scope).filter(state=PairState.OPEN).order_by("-weight", "pk")[:MOST])
    ids = {pk for row in rows for pk in (row.left_id, row.right_id)}
    seen = {card.id: card for card in cards(list(people(scope).select_related("hamlet").filter(pk__in=ids)))}
    names = commune_names(code for row in rows for code in (row.commune_code, row.to_commune_code))
    found = []
    for row in rows:
        left, right = seen.get(row.left_id), seen.get(row.right_id)
        if left or right:
            hidden = "" if left and right else row.commune_code if right else row.to_commune_code
            found.append(QueueRow(row, left, right, names.get(hidden, hidden)))
    return found


def side_by_side(*, scope: Scope, left_id: int, right_id: int) -> SideBySide | None:
    """Two persons the reader sees, field by field; None where one is not there for the reader."""
    rows: dict[int, Person] = people(scope).select_related("hamlet").in_bulk([left_id, right_id])
    if left_id == right_id or len(rows) != 2:
        return None
    left, right = rows[left_id], rows[right_id]
    old, new = words(left), words(right)
    labels: dict[str, Any] = {"full_name": "Họ và tên", "sex": "Giới tính", "birth": "Ngày sinh"}
    if left.commune_code == right.commune_code:
        labels["hamlet"] = "Thôn, tổ dân phố"
    low, high = sorted((left_id, right_id))
    return SideBySide(
        left=file(scope=scope, person=left),
        right=file(scope=scope, person=right),
        fields=tuple(FieldChoice(name, label, old[name], new[name]) for name, label in labels.items()),
        pair=_pairs(scope).filter(left=low, right=high).first(),
    )


def merged(*, scope: Scope, merge_id: int) -> Merge | None:
    """A merge that was not undone, of a person the reader sees. One query."""
    rows = Merge.objects.filter(undone_at__isnull=True, person__in=people(scope).values("pk"))
    return rows.select_related("person", "gone", "merged_by").filter(pk=merge_id).first()

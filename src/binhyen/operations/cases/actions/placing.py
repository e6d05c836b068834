"""Keeping the person's row where the case is: the register of people follows the facts of moves."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from binhyen.foundation.accounts.models import User
from binhyen.operations.cases.queries.whole import WholeCase
from binhyen.operations.cases.values import CaseView
from binhyen.registers.people.actions import moving


def place(*, cases: Iterable[WholeCase], views: Mapping[int, CaseView], by: User | None, at: datetime) -> int:
    """Write owner and receiver of each case on its person, where they changed. Returns how many moved."""
    moved = 0
    for one in cases:
        view = views[one.person_id]
        if not view.spans or (view.span.commune, view.span.to_commune) == (one.commune, one.to_commune):
            continue
        moving.move(
            person_id=one.person_id, commune_code=view.span.commune, to_commune_code=view.span.to_commune, by=by, at=at
        )
        moved += 1
    return moved

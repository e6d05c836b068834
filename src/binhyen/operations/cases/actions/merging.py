"""Two records that were one person: their facts become one case; taken apart again, each has its own back.

Facts keep their numbers and moments; only whose they are changes, and the merge of people remembers which moved.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from binhyen.operations.cases.models import Case, CaseClock, CaseFact, CaseHelper, CasePaper, Transfer
from binhyen.operations.cases.queries.whole import whole_cases
from binhyen.registers.people.rules.problems import PersonRefused

from .moving import follow
from .placing import place
from .projecting import project

MOVED: dict[str, type[Model]] = {"facts": CaseFact, "helpers": CaseHelper, "papers": CasePaper, "transfers": Transfer}


@transaction.atomic
def merge(*, kept: int, gone: int, by: Any, at: datetime) -> dict[str, Any]:
    """Give ``kept`` everything of ``gone`` and fold both anew; returns what ``unmerge`` needs.

    Within the merge's transaction, with both people open. Raises PersonRefused where both are between two communes.
    """
    if Transfer.objects.filter(person_id__in=[kept, gone], closed_at__isnull=True).count() > 1:
        raise PersonRefused("Cả hai hồ sơ đều đang chuyển nơi cư trú. Hãy chờ nơi đến trả lời một trong hai rồi gộp.")
    row = Case.objects.filter(pk=gone).values("file_number", "opened_at", "version").first()
    moved = {
        name: sorted(table._default_manager.filter(person_id=gone).values_list("pk", flat=True))
        for name, table in MOVED.items()
    }
    _give(moved, kept)
    _fold(kept, at, by, opened=row["opened_at"] if row else None)
    _fold(gone, at, by, opened=None)
    CaseClock.objects.filter(person_id=gone).delete()
    Case.objects.filter(pk=gone).delete()
    case = {"file_number": row["file_number"], "opened_at": row["opened_at"].isoformat()} if row else {}
    return {"moved": moved, "case": case}


@transaction.atomic
def unmerge(*, kept: int, gone: int, held: Mapping[str, Any], by: Any, at: datetime) -> None:
    """Give ``gone`` back what was its own; what was recorded since stays with ``kept``."""
    _give(held["moved"], gone)
    _fold(kept, at, by, opened=None)
    if held["case"]:
        _fold(gone, at, by, opened=datetime.fromisoformat(held["case"]["opened_at"]))
        Case.objects.filter(pk=gone).update(file_number=held["case"]["file_number"])


def _give(moved: Mapping[str, Any], person: int) -> None:
    for name, table in MOVED.items():
        table._default_manager.filter(pk__in=moved[name]).update(person_id=person)


def _fold(person: int, at: datetime, by: Any, *, opened: datetime | None) -> None:
    """Fold a case anew where there is one, or where one is to be."""
    whole = whole_cases(people=[person], locked=True)[person]
    whole.opened_at = whole.opened_at or opened
    if not whole.opened_at:
        return
    views = project(cases=[whole], at=at)
    place(cases=[whole], views=views, by=by, at=at)
    follow(cases=[whole], views=views, by=by, at=at, quiet=True)

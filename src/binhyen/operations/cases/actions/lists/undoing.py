"""Taking back a list that was written, as long as nobody built on it."""

from collections.abc import Sequence, Set
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.grid.changes import CellChange
from binhyen.operations.cases import events
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.actions.numbers import NUMBER, mend_cases
from binhyen.operations.cases.models import Case, CaseFact, ListImport, ListRow
from binhyen.operations.cases.values import Fate, ListState
from binhyen.registers.people.actions.registering import void
from binhyen.registers.people.actions.taking_back import built_on, take_back
from binhyen.registers.people.models import Merge, Person

from .completing import applied, reason_of
from .refusals import ListRefused

_DONE = (Fate.WRITTEN, Fate.SAME, Fate.BASKET)  # a row of the basket may have brought its person all the same
REASON = "Rút lại danh sách đã ghi"


@transaction.atomic
def undo(*, import_id: int, by: User, at: datetime) -> ListImport:
    """Void the persons the list brought, withdraw the facts it stated, take from known persons what it added to them.

    The rows stay, with the file.

    Raises ListRefused naming how many people somebody has worked on since.
    """
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state != ListState.WRITTEN:
        raise ListRefused("Chỉ rút được danh sách đã ghi xong.")
    rows = list(source.rows.filter(fate__in=_DONE).exclude(person=None).order_by("id"))
    done = applied(rows)
    facts = CaseFact.objects.filter(source_row__source=source, withdrawn=False, superseded_by__isnull=True)
    _nobody_built(rows, list(facts.values_list("pk", flat=True)), built_on(done=done))
    withdrawn = 0
    for fact_id in facts.order_by("-pk").values_list("pk", flat=True):
        withdraw_fact(fact_id=fact_id, reason=REASON, by=by, at=at)
        withdrawn += 1
    if done:
        take_back(done=done, by=by, at=at, reason=f"{REASON}: {reason_of(source).lower()}")
    _numbers_back(rows, scope_of(user=by, on=timezone.localdate(at)), by, at)
    brought = _brought(rows)
    if brought:
        void(person_ids=brought, by=by, at=at, reason=REASON)
    source.rows.update(fate=Fate.WAITING, reason="", applied={})
    source.state, source.undone_at = ListState.UNDONE, at
    source.save(update_fields=["state", "undone_at"])
    fact = events.ListUndone(subject_id=str(import_id), area=source.commune_code, people=len(brought), facts=withdrawn)
    record(fact, by=by, at=at)
    return source


def _brought(rows: Sequence[ListRow]) -> list[int]:
    """Persons the list entered, those of rows that were mended since too."""
    found = (row.applied.get("brought") or (row.person_id if row.match == "NEW" else None) for row in rows)
    return [person_id for person_id in found if person_id]


def _numbers_back(rows: Sequence[ListRow], scope: Scope, by: User, at: datetime) -> None:
    """Numbers of files as they were, where nobody gave the file another since."""
    given = {row.person_id: row.applied["file_number"] for row in rows if "file_number" in row.applied}
    changes = [
        CellChange(str(case.pk), case.version, NUMBER, given[case.pk][0])
        for case in Case.objects.filter(pk__in=list(given))
        if case.file_number == given[case.pk][1]
    ]
    mend_cases(changes=changes, scope=scope, today=timezone.localdate(at), by=by, at=at)


def _nobody_built(rows: Sequence[ListRow], facts: Sequence[int], amended: Set[int]) -> None:
    people = [row.person_id for row in rows]
    later = CaseFact.objects.filter(person__in=people).exclude(pk__in=list(facts)).exclude(supersedes__in=list(facts))
    brought = _brought(rows)
    touched = set(amended)
    touched |= set(later.filter(person__in=brought).values_list("person", flat=True))
    touched |= set(Person.objects.filter(pk__in=brought, version__gt=1).values_list("pk", flat=True))
    merges = Merge.objects.filter(Q(person__in=brought) | Q(gone__in=brought), undone_at__isnull=True)
    touched |= set(merges.values_list("person", flat=True))
    if touched:
        raise ListRefused(
            f"Đã có người làm tiếp trên {len(touched)} hồ sơ của danh sách này, nên không rút cả danh sách được. "
            "Hãy mở từng hồ sơ để sửa."
        )

"""Taking back a list that was written, as long as nobody built on it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.models import CaseFact, ListImport, ListRow
from binhyen.operations.cases.values import Fate, ListState
from binhyen.registers.people.actions.registering import void
from binhyen.registers.people.models import Merge, Person

from .refusals import ListRefused

REASON = "Rút lại danh sách đã ghi"


@transaction.atomic
def undo(*, import_id: int, by: User, at: datetime) -> ListImport:
    """Void the persons the list brought and withdraw the facts it stated; the rows stay, with the file.

    Raises ListRefused naming how many people somebody has worked on since.
    """
    source = ListImport.objects.select_for_update().get(pk=import_id)
    if source.state != ListState.WRITTEN:
        raise ListRefused("Chỉ rút được danh sách đã ghi xong.")
    rows = list(source.rows.filter(fate=Fate.WRITTEN).exclude(person=None).order_by("id"))
    facts = CaseFact.objects.filter(source_row__source=source, withdrawn=False, superseded_by__isnull=True)
    _nobody_built(rows, list(facts.values_list("pk", flat=True)))
    withdrawn = 0
    for fact_id in facts.order_by("-pk").values_list("pk", flat=True):
        withdraw_fact(fact_id=fact_id, reason=REASON, by=by, at=at)
        withdrawn += 1
    brought = [row.person_id for row in rows if row.match == "NEW" and row.person_id]
    if brought:
        void(person_ids=brought, by=by, at=at, reason=REASON)
    source.rows.update(fate=Fate.WAITING, reason="")
    source.state, source.undone_at = ListState.UNDONE, at
    source.save(update_fields=["state", "undone_at"])
    fact = events.ListUndone(subject_id=str(import_id), area=source.commune_code, people=len(brought), facts=withdrawn)
    record(fact, by=by, at=at)
    return source


def _nobody_built(rows: Sequence[ListRow], facts: Sequence[int]) -> None:
    people = [row.person_id for row in rows]
    later = CaseFact.objects.filter(person__in=people).exclude(pk__in=list(facts)).exclude(supersedes__in=list(facts))
    brought = [row.person_id for row in rows if row.match == "NEW" and row.person_id]
    touched = set(later.filter(person__in=brought).values_list("person", flat=True))
    touched |= set(Person.objects.filter(pk__in=brought, version__gt=1).values_list("pk", flat=True))
    merges = Merge.objects.filter(Q(person__in=brought) | Q(gone__in=brought), undone_at__isnull=True)
    touched |= set(merges.values_list("person", flat=True))
    if touched:
        raise ListRefused(
            f"Đã có người làm tiếp trên {len(touched)} hồ sơ của danh sách này, nên không rút cả danh sách được. "
            "Hãy mở từng hồ sơ để sửa."
        )

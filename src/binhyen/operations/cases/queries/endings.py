"""How many terms in a facility end in coming months: known day by day from the decisions, nothing is forecast."""

from collections.abc import Sequence
from datetime import date, datetime, time

from binhyen.operations.cases.models import Case, CaseClock
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import State


def compulsory_endings(*, until: Sequence[date]) -> list[int]:
    """People inside whose term ends up to each last day of ``until`` (ascending), each counted once, in its stretch.

    What ended before today and was not yet recorded falls into the first. One query, within the reader's scope.
    """
    inside = Case.objects.filter(state=State.COMPULSORY)
    due = CaseClock.objects.filter(
        code="RELEASE_FACILITY", person_id__in=inside.values("pk"), due_at__isnull=False
    ).values_list("due_at", flat=True)
    ends = [datetime.combine(day, time.max, VIETNAM) for day in until]
    found = [0] * len(ends)
    for moment in due:
        place = next((n for n, end in enumerate(ends) if moment and moment <= end), None)
        if place is not None:
            found[place] += 1
    return found

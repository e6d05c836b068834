"""All cases anew after the law's data changed: what was stored before knows only the values of before."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Case, CaseClock
from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.queries.projections import ClockColumns, clock_columns, span_columns
from binhyen.operations.cases.queries.whole import WholeCase, whole_cases
from binhyen.operations.cases.values import CaseView

from . import storing
from .clocks import refold_due
from .facts import refold
from .moving import follow
from .projecting import columns_of_today

AT_ONCE = 500  # people in one transaction
_TODAY = (
    "commune_code", "to_commune_code", "state", "list_code", "reported_list", "measure", "since", "ends_on",
    "next_due_at", "refold_on",
)  # fmt: skip
_CLOCK = tuple(ClockColumns.__slots__)
Told = Callable[[int, int, int], None]


@dataclass(slots=True)
class Refolded:
    """What came of it. ``lists`` counts people who changed list, by (before, after); "" is on none."""

    looked: int = 0
    changed: int = 0
    moves: int = 0  # moves that had no row and have one now
    last: int = 0  # number of the last person looked at
    lists: Counter[tuple[str, str]] = field(default_factory=Counter)


def refold_all(*, at: datetime, commune: str = "", after: int = 0, told: Told | None = None) -> Refolded:
    """Fold every case of ``commune`` ("" is all) by the law's data of now; write those that come out otherwise.

    In order of the persons' numbers, a few hundred in one transaction, from the one after ``after`` on: what is done
    stays done, and a case that comes out as it is stored is not touched, so running it again changes nothing. Facts
    stay as they are; what was believed before stays readable. ``told(done, whole, last)`` reports after each part.
    """
    refold_due(at=at)  # what ended by its own day is told as such
    result = Refolded(last=after)
    with transaction.atomic(), whole_case_in_database():
        whole = _cases(commune, after).count()
    while _part(result, commune, at):
        if told:
            told(result.looked, whole, result.last)
    return result


def _cases(commune: str, after: int) -> QuerySet[Case]:
    rows = Case.objects.filter(pk__gt=after).order_by("pk")
    return rows.filter(commune_code=commune) if commune else rows


@transaction.atomic
def _part(result: Refolded, commune: str, at: datetime) -> int:
    with whole_case_in_database():
        people = list(_cases(commune, result.last).values_list("pk", flat=True)[:AT_ONCE])
        if not people:
            return 0
        cases = list(whole_cases(people=people, locked=True).values())
        changed, views, before = _otherwise(cases, at)
        if changed:
            refold(people=changed, at=at)
        stand = [one for one in cases if one.person_id not in set(changed)]
        moves = follow(cases=stand, views=views, by=None, at=at, quiet=True)
        if changed:
            stated = events.CasesRefolded(
                subject_id=folding.today(at).isoformat(), area=commune, looked=len(people), people=tuple(changed)
            )
            record(stated, by=None, at=at)
    for one in changed:
        if before[one] != (now := views[one].span.list.value):
            result.lists[before[one], now] += 1
    result.looked, result.changed = result.looked + len(people), result.changed + len(changed)
    result.moves, result.last = result.moves + moves, people[-1]
    return len(people)


def _otherwise(cases: Sequence[WholeCase], at: datetime) -> tuple[list[int], Mapping[int, CaseView], Mapping[int, str]]:
    """Who comes out otherwise than stored, every view by the law of now, and the list each stood on. Three queries."""
    people = [one.person_id for one in cases]
    views = {one.person_id: folding.fold(one.facts, person=one.person, at=at) for one in cases}
    timelines = storing.believed(people=people)
    stored = {row["person_id"]: row for row in Case.objects.filter(pk__in=people).values("person_id", "flags", *_TODAY)}
    clocks = _stored_clocks(people)
    changed = []
    for one in cases:
        view, timeline = views[one.person_id], timelines[one.person_id]
        timeline.become(wanted=span_columns(view.spans, kinds=one.kinds), at=at)
        wanted = {clock.row() for clock in clock_columns(view.clocks, to_commune=view.span.to_commune)}
        if timeline.changed or wanted != clocks[one.person_id] or _differs(one, view, stored[one.person_id], at):
            changed.append(one.person_id)
    return changed, views, {person: row["list_code"] for person, row in stored.items()}


def _differs(one: WholeCase, view: CaseView, row: Mapping[str, object], at: datetime) -> bool:
    wanted = columns_of_today(one, view=view, at=at, counted=False)
    flags = ",".join(sorted(_words(row["flags"])))
    return wanted.flags != flags or any(getattr(wanted, name) != row[name] for name in _TODAY)


def _words(flags: object) -> Iterable[str]:
    return flags if isinstance(flags, list) else ()


def _stored_clocks(people: Sequence[int]) -> dict[int, set[tuple[object, ...]]]:
    found: dict[int, set[tuple[object, ...]]] = {person: set() for person in people}
    for person, *row in CaseClock.objects.filter(person_id__in=people).values_list("person_id", *_CLOCK):
        found[person].add(tuple(row))
    return found

"""Many facts in one act: a visit round from a list, the rows of an import, the demonstration province.

``record_many`` is a form over many people: each row stands for itself. ``record_facts_bulk`` is for thousands of
people: everything is read once, folded in memory and written in a dozen statements.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.database.among import among
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.queries.projections import span_columns
from binhyen.operations.cases.queries.whole import WholeCase, whole_cases
from binhyen.operations.cases.values import (
    BulkFact,
    BulkOutcome,
    CaseView,
    Fact,
    FactDetails,
    FactKind,
    Objection,
    Severity,
)
from binhyen.registers.people.models import Person

from . import storing
from .facts import record_fact
from .moving import follow
from .placing import place
from .projecting import write_today
from .refusals import CaseRefused, FactRefused, NotInReach, ReasonNeeded

PEOPLE_AT_ONCE = 4000
ANALYZED_FROM = 1000  # rows
Told = Callable[[int, int], None]
_JSON = DjangoJSONEncoder(ensure_ascii=False)


@transaction.atomic
def record_many(*, rows: Sequence[tuple[int, FactDetails]], by: User, at: datetime) -> list[BulkOutcome]:
    """One fact for each of several people, each row for itself: what the law refuses for one does not hold up others.

    For a form over at most a few hundred people. Outcomes stand in the order of ``rows``.
    """
    return [_one(person_id, details, by, at) for person_id, details in rows]


def _one(person_id: int, details: FactDetails, by: User, at: datetime) -> BulkOutcome:
    try:
        with transaction.atomic():
            fact = record_fact(person_id=person_id, details=details, by=by, at=at)
    except (FactRefused, ReasonNeeded) as refused:
        return BulkOutcome(person_id=person_id, objections=refused.objections)
    except CaseRefused as refused:
        return BulkOutcome(person_id=person_id, objections=(_said(str(refused)),))
    return BulkOutcome(person_id=person_id, fact_id=fact.pk, already=fact.recorded_at != at)


def record_facts_bulk(
    *,
    rows: Iterable[BulkFact],
    by: User | None,
    at: datetime,
    source: str,
    checked: bool = True,
    told: Told | None = None,
) -> list[BulkOutcome]:
    """Record facts of many people; outcomes in the order of ``rows``.

    Opens cases where there are none. Rows of one person are recorded in the order given, each checked against those
    before it; a row that the law refuses, or warns about without a ``reason``, is left out and says why, the others
    stand. A row with its own ``at`` is believed from then on, so that years of history can be entered at once: give
    such rows in the order of their moments. ``source`` names what they came from ("list:12", "seeds") for the journal.
    ``checked`` False trusts the rows (a generator that made them lawful). ``told(done, whole)`` reports people done.

    One transaction for each few thousand people; people out of reach get an outcome that says so. No messages are sent.
    """
    rows = list(rows)
    by_person: dict[int, list[int]] = defaultdict(list)
    for position, row in enumerate(rows):
        by_person[row.person_id].append(position)
    people = sorted(by_person)
    outcomes: list[BulkOutcome | None] = [None] * len(rows)
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        part = people[start : start + PEOPLE_AT_ONCE]
        with transaction.atomic():
            seen = set(Person.objects.filter(pk__in=among(part)).values_list("pk", flat=True))
            positions = {one: by_person[one] for one in part}
            with whole_case_in_database():
                batch = _Batch(rows=rows, positions=positions, seen=seen, by=by, at=at, checked=checked)
                batch.run(source, outcomes)
        if told:
            told(min(start + PEOPLE_AT_ONCE, len(people)), len(people))
    if len(rows) >= ANALYZED_FROM:
        _analyze()
    return [one for one in outcomes if one is not None]


class _Batch:
    """A few thousand people: read, fold, write."""

    def __init__(
        self,
        *,
        rows: Sequence[BulkFact],
        positions: dict[int, list[int]],
        seen: set[int],
        by: User | None,
        at: datetime,
        checked: bool,
    ) -> None:
        self.rows, self.positions, self.by, self.at, self.checked = rows, positions, by, at, checked
        self.cases = whole_cases(people=seen, locked=True)
        self.timelines = storing.believed(people=list(self.cases))
        wanted = [self.rows[p].details.one_time_key for given in positions.values() for p in given]
        self.before: dict[UUID, int] = _recorded([key for key in wanted if key])
        self.ids = iter(storing.new_ids(sum(len(given) for given in positions.values())))
        self.written: list[tuple[object, ...]] = []
        self.views: dict[int, CaseView] = {}
        self.places: dict[int, tuple[str, str]] = {}  # owner and receiver, of those whom a row moved

    def run(self, source: str, outcomes: list[BulkOutcome | None]) -> None:
        for person_id, given in self.positions.items():
            whole = self.cases.get(person_id)
            if whole is None or whole.merged_into:
                for position in given:
                    outcomes[position] = BulkOutcome(person_id=person_id, objections=(_said(str(NotInReach())),))
                continue
            size = len(whole.facts)
            for position in given:
                outcomes[position] = self._take(whole, self.rows[position])
            if len(whole.facts) > size:
                self._fold(whole, [fact.recorded_at for fact in whole.facts[size:]])
        changed = [one for one in self.cases.values() if one.person_id in self.views]
        storing.write_facts(rows=self.written)
        storing.write_spans(timelines=[self.timelines[one.person_id] for one in changed])
        write_today(cases=changed, views=self.views, at=self.at)
        place(cases=changed, views=self.views, by=self.by, at=self.at)
        follow(cases=changed, views=self.views, by=self.by, at=self.at, quiet=True)
        if self.written:
            stated = events.FactsRecorded(subject_id=source, people=len(changed), facts=len(self.written))
            record(stated, by=self.by, at=self.at)

    def _take(self, whole: WholeCase, row: BulkFact) -> BulkOutcome:
        """Check one row and put it among the facts of its case."""
        details = row.details
        known = self.before.get(details.one_time_key) if details.one_time_key else None
        if known:
            return BulkOutcome(person_id=row.person_id, fact_id=known, already=True)
        at, commune = row.at or self.at, row.commune or self._acting(whole, details)
        if self.checked:
            found = folding.check(whole, details, commune=commune, at=at)
            if any(one.severity is Severity.REFUSED for one in found) or (found and not details.reason.strip()):
                return BulkOutcome(person_id=row.person_id, objections=tuple(found))
        number = next(self.ids)
        whole.facts.append(
            Fact(
                id=number,
                kind=details.kind,
                effective_at=details.effective_at,
                recorded_at=at,
                commune=commune,
                day_only=details.day_only,
                authority=details.authority,
                data=details.data,
            )  # fmt: skip
        )
        self.written.append(self._row(number, row, at, commune))
        self._follow(whole, details, commune)
        if details.one_time_key:
            self.before[details.one_time_key] = number
        return BulkOutcome(person_id=row.person_id, fact_id=number)

    def _acting(self, whole: WholeCase, details: FactDetails) -> str:
        """Whose hand a row is that does not say: the owner's, of somebody who arrives the receiver's."""
        owner, receiver = self.places.get(whole.person_id, (whole.commune, whole.to_commune))
        return receiver if details.kind is FactKind.MOVED_IN and receiver else owner

    def _follow(self, whole: WholeCase, details: FactDetails, commune: str) -> None:
        """Moves among the rows: the next row of the person is of where the person then is."""
        owner, receiver = self.places.get(whole.person_id, (whole.commune, whole.to_commune))
        if details.kind is FactKind.MOVED_OUT:
            self.places[whole.person_id] = owner, str(details.data.get("to") or "")
        elif details.kind is FactKind.MOVED_IN:
            self.places[whole.person_id] = commune if receiver else owner, ""
        elif details.kind is FactKind.MOVE_REFUSED:
            self.places[whole.person_id] = owner, ""

    def _row(self, number: int, row: BulkFact, at: datetime, commune: str) -> tuple[object, ...]:
        said = row.details
        return (
            number, row.person_id, said.kind.value, folding.compartment(said.kind), said.effective_at, said.day_only,
            at, self.by.pk if self.by else None, commune, said.authority, said.body_key, said.document_number,
            said.document_on, said.document_id, said.file_id, _JSON.encode(dict(said.data)), said.note, said.reason,
            None, False, row.source_row_id, said.one_time_key,
        )  # fmt: skip

    def _fold(self, whole: WholeCase, moments: Sequence[datetime]) -> None:
        """The timeline as it was believed after each moment, and the view of now."""
        timeline = self.timelines[whole.person_id]
        steps = sorted(set(moments))
        for moment in steps[:-1]:
            spans = folding.timeline([fact for fact in whole.facts if fact.recorded_at <= moment], person=whole.person)
            timeline.become(wanted=span_columns(spans, kinds=whole.kinds), at=moment)
        view = folding.fold(whole.facts, person=whole.person, at=self.at)
        timeline.become(wanted=span_columns(view.spans, kinds=whole.kinds), at=steps[-1])
        whole.opened_at = whole.opened_at or steps[0]
        self.views[whole.person_id] = view


def _recorded(keys: Sequence[UUID]) -> dict[UUID, int]:
    if not keys:
        return {}
    rows: Any = CaseFact.objects.filter(one_time_key__in=keys).values_list("one_time_key", "pk")
    return dict(rows)


def _said(message: str) -> Objection:
    return Objection(code="NOT_RECORDED", severity=Severity.REFUSED, message=message)


def _analyze() -> None:
    """After a bulk load the planner knows what is there; where the role may not, the nightly run of the server does."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_casefact, cases_casespan, cases_caseclock")

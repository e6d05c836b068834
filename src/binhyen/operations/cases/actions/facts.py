"""Stating legal facts of a case: the one way in. Rules decide, fact and projection are written in one transaction.

Every function runs inside the reader's scope in the database (``foundation.access.doors.reads_people`` at pages and
API): who is not within reach is not found. Whether the reader may state the kind is asked at the door
(``permissions.recordable``).
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import Case, CaseFact
from binhyen.operations.cases.queries import folding
from binhyen.operations.cases.queries.whole import WholeCase, as_fact, whole_cases
from binhyen.operations.cases.values import CaseView, FactDetails, FactKind, Objection, Severity
from binhyen.registers.people.models import Person

from . import telling
from .moving import follow
from .placing import place
from .projecting import project
from .refusals import AlreadySuperseded, CaseChanged, FactRefused, MergedAway, NotInReach, ReasonNeeded

_COPIED = (
    "effective_at", "day_only", "authority", "body_key", "document_number", "document_on", "document_id", "file_id",
    "note", "reason", "one_time_key",
)  # fmt: skip
MOST_SHOWN = 20  # facts of others told to somebody who was overtaken


@transaction.atomic
def open_case(*, person_id: int, by: User | None, at: datetime) -> Case:
    """The case of a person, made where there is none yet: without a fact it says nothing.

    Raises NotInReach, MergedAway.
    """
    _reach(person_id)
    with whole_case_in_database(person_id):
        whole = _locked(person_id)
        if not whole.opened_at:
            _open(whole, by, at)
            project(cases=[whole], at=at)
    return Case.objects.get(pk=person_id)


@transaction.atomic
def record_fact(
    *,
    person_id: int,
    details: FactDetails,
    by: User | None,
    at: datetime,
    commune: str = "",
    expected_version: int | None = None,
    source_row_id: int | None = None,
) -> CaseFact:
    """Record one fact and everything that follows from it; opens the case where there is none.

    ``commune`` is the acting commune, the case's own where it is empty. ``expected_version`` is the version of the
    case the form was opened on (0: there was none). A one-time key that was used before gives the same fact back.

    Raises NotInReach, MergedAway, CaseChanged (somebody else recorded meanwhile), FactRefused (the law does not allow
    it), ReasonNeeded (the law allows it, ``details.reason`` is empty).
    """
    _reach(person_id)
    with whole_case_in_database(person_id):
        whole = _locked(person_id)
        if before := _recorded_before(details, person_id):
            return before
        _expect(whole, expected_version)
        warned = _weigh(folding.check(whole, details, commune=commune or _acting(whole, details.kind), at=at), details)
        if not whole.opened_at:
            _open(whole, by, at)
        row = _add(whole, details, by=by, at=at, commune=commune, source_row_id=source_row_id)
        stated = events.FactRecorded(
            subject_id=str(person_id), area=row.commune_code, fact_id=row.pk, compartment=row.compartment,
            effective_on=details.effective_at.date().isoformat(), warnings=tuple(one.code for one in warned),
        )  # fmt: skip
        record(stated, by=by, at=at, reason=details.reason)
        _settle(whole, at=at, by=by)
    return row


@transaction.atomic
def correct_fact(
    *, fact_id: int, details: FactDetails, by: User, at: datetime, expected_version: int | None = None
) -> CaseFact:
    """Record what a fact should have said; the wrong one stays readable, struck out. The kind may change too.

    ``details.reason`` says why and is required. Raises as ``record_fact``, and AlreadySuperseded.
    """
    wrong = _seen(fact_id)
    with whole_case_in_database(wrong.person_id):
        whole = _standing(wrong)
        if before := _recorded_before(details, wrong.person_id):
            return before
        _expect(whole, expected_version)
        _need_reason(details.reason)
        found = folding.check(whole, details, commune=wrong.commune_code, at=at, supersedes=fact_id)
        _weigh(found, details)
        row = _add(whole, details, by=by, at=at, commune=wrong.commune_code, supersedes=wrong)
        stated = events.FactCorrected(
            subject_id=str(wrong.person_id), area=row.commune_code, fact_id=row.pk, supersedes=fact_id,
            compartment=row.compartment,
        )  # fmt: skip
        record(stated, by=by, at=at, reason=details.reason)
        _settle(whole, at=at, by=by)
    return row


@transaction.atomic
def withdraw_fact(
    *, fact_id: int, reason: str, by: User, at: datetime, expected_version: int | None = None
) -> CaseFact:
    """Say that a fact never was (another person's paper, entered twice). It stays readable, struck out.

    Raises NotInReach, CaseChanged, ReasonNeeded, AlreadySuperseded.
    """
    wrong = _seen(fact_id)
    with whole_case_in_database(wrong.person_id):
        whole = _standing(wrong)
        _expect(whole, expected_version)
        _need_reason(reason)
        same = FactDetails(
            kind=FactKind(wrong.kind), effective_at=wrong.effective_at, day_only=wrong.day_only, reason=reason
        )
        found = folding.check(whole, same, commune=wrong.commune_code, at=at, supersedes=fact_id, withdrawn=True)
        _weigh(found, same)
        row = _add(whole, same, by=by, at=at, commune=wrong.commune_code, supersedes=wrong, withdrawn=True)
        stated = events.FactWithdrawn(
            subject_id=str(wrong.person_id), area=row.commune_code, fact_id=row.pk, supersedes=fact_id,
            compartment=row.compartment,
        )  # fmt: skip
        record(stated, by=by, at=at, reason=reason)
        _settle(whole, at=at, by=by)
    return row


def refold(*, people: Sequence[int], at: datetime) -> dict[int, CaseView]:
    """Fold cases anew whose facts moved without one being stated: after a merge, or when the law's data change.

    Call within a transaction, in the scope of somebody who reaches the people.
    """
    with whole_case_in_database(*people):
        cases = [one for one in whole_cases(people=people, locked=True).values() if one.opened_at]
        views = project(cases=cases, at=at)
        place(cases=cases, views=views, by=None, at=at)
        follow(cases=cases, views=views, by=None, at=at, quiet=True)
    return views


def _reach(person_id: int) -> None:
    """Only who sees the person goes on: what follows is done with the whole case open."""
    if not Person.objects.filter(pk=person_id).exists():
        raise NotInReach


def _seen(fact_id: int) -> CaseFact:
    """A fact the reader sees, by its compartment too."""
    fact = CaseFact.objects.filter(pk=fact_id).first()
    if fact is None:
        raise NotInReach
    return fact


def _locked(person_id: int) -> WholeCase:
    whole = whole_cases(people=[person_id], locked=True).get(person_id)
    if whole is None:
        raise NotInReach
    if whole.merged_into:
        raise MergedAway(whole.merged_into)
    return whole


def _standing(wrong: CaseFact) -> WholeCase:
    """The case of a fact that still holds, locked."""
    whole = _locked(wrong.person_id)
    if wrong.withdrawn or any(fact.supersedes == wrong.pk for fact in whole.facts):
        raise AlreadySuperseded
    return whole


def _recorded_before(details: FactDetails, person_id: int) -> CaseFact | None:
    if not details.one_time_key:
        return None
    return CaseFact.objects.filter(one_time_key=details.one_time_key, person_id=person_id).first()


def _expect(whole: WholeCase, version: int | None) -> None:
    if version is None or version == whole.version:
        return
    count = min(max(whole.version - version, 1), MOST_SHOWN)
    later = CaseFact.objects.filter(person_id=whole.person_id).select_related("recorded_by").order_by("-id")
    raise CaseChanged(list(later[:count]), whole.version)


def _need_reason(reason: str) -> None:
    if not reason.strip():
        why = "Sửa hoặc rút một sự kiện thì phải ghi rõ lý do."
        raise ReasonNeeded([Objection(code="REASON", severity=Severity.WARNING, message=why, field="reason")])


def _weigh(objections: Sequence[Objection], details: FactDetails) -> list[Objection]:
    """The warnings that were answered. Raises FactRefused, ReasonNeeded."""
    refused = [one for one in objections if one.severity is Severity.REFUSED]
    if refused:
        raise FactRefused(refused)
    warnings = [one for one in objections if one.severity is Severity.WARNING]
    if warnings and not details.reason.strip():
        raise ReasonNeeded(warnings)
    return warnings


def _open(whole: WholeCase, by: User | None, at: datetime) -> None:
    whole.opened_at = at
    record(events.CaseOpened(subject_id=str(whole.person_id), area=whole.commune), by=by, at=at)


def _acting(whole: WholeCase, kind: FactKind) -> str:
    """The commune whose hand a fact is: the receiver's where it accepts a move."""
    return whole.to_commune if kind is FactKind.MOVED_IN and whole.to_commune else whole.commune


def _add(
    whole: WholeCase,
    details: FactDetails,
    *,
    by: User | None,
    at: datetime,
    commune: str = "",
    source_row_id: int | None = None,
    supersedes: CaseFact | None = None,
    withdrawn: bool = False,
) -> CaseFact:
    """The fact as a row and among the facts of ``whole``."""
    said = {name: getattr(details, name) for name in _COPIED}
    row = CaseFact.objects.create(
        **said,
        person_id=whole.person_id,
        kind=details.kind.value,
        compartment=supersedes.compartment if supersedes and withdrawn else folding.compartment(details.kind),
        recorded_at=at,
        recorded_by=by,
        commune_code=commune or _acting(whole, details.kind),
        data=dict(details.data),
        supersedes=supersedes,
        withdrawn=withdrawn,
        source_row_id=source_row_id,
    )
    whole.facts.append(as_fact(row))
    return row


def _settle(whole: WholeCase, *, at: datetime, by: User | None) -> None:
    """Fold, store, move the person where the case moved, tell whom a new clock waits for."""
    running = telling.running(person_id=whole.person_id)
    view = project(cases=[whole], at=at)[whole.person_id]
    place(cases=[whole], views={whole.person_id: view}, by=by, at=at)
    follow(cases=[whole], views={whole.person_id: view}, by=by, at=at)
    telling.clocks_started(whole=whole, view=view, before=running, by=by, at=at)

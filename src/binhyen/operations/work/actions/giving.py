"""Giving work: by hand, one duty, or every duty of a directive in one act. What is not clear is not given."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives.models import Directive
from binhyen.operations.work import events
from binhyen.operations.work.models import Task
from binhyen.operations.work.queries.candidates import Candidate, candidates
from binhyen.operations.work.rules import clear
from binhyen.operations.work.values import Cadence, Sharing, TaskDetails, WorkRefused
from binhyen.registers.organisations.models import Body

from .asking import ask_about_duties
from .laying import Laid, Plan, lay
from .periods import open_for
from .telling import tell_given


@dataclass(frozen=True, slots=True)
class Given:
    """What an act of giving came to: heads and single tasks, copies below the heads, questions to the issuer."""

    tasks: list[Task]
    copies: int
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What whoever gives decides for all duties at once.

    ``kinds``: kinds of evidence by duty, where not those read from its words. ``beat_days`` for continuous work.
    ``verifiers``: by duty, where not the one of all. ``again``: why work that was stopped is given again.
    """

    issuer: int
    verifier: int
    beat_days: int | None = None
    kinds: Mapping[int, Sequence[str]] | None = None
    verifiers: Mapping[int, int] | None = None
    followers: tuple[int, ...] = ()
    again: str = ""


@transaction.atomic
def give(*, details: TaskDetails, sharing: Sharing, by: User, at: datetime, key: UUID | None = None) -> Task:
    """Give one task by hand; several leads, or a group, get a copy each below one head.

    Raises WorkRefused with a sentence where one of the "4 rõ" is missing, or the day is gone. The same ``key`` twice
    gives once.
    """
    earlier = Task.objects.filter(one_time_key=key).first() if key else None
    if earlier:
        return earlier
    _check(details, sharing)
    if details.cadence == Cadence.ONCE and details.due_at is not None and details.due_at <= at:
        due = timezone.localtime(details.due_at)
        raise WorkRefused(f"Hạn {due:%H:%M %d/%m/%Y} đã qua. Hãy ghi hạn sau lúc giao việc.", "deadline")
    laid = _laid([Plan(details, sharing, key=key)], by, at)
    tell_given(laid, by=by, at=at)
    return laid[0].task


@transaction.atomic
def give_duties(
    *, directive_id: int, duty_ids: Collection[int], terms: Terms, by: User, at: datetime, ask: bool = True
) -> Given:
    """Give the chosen duties of a signed register; those that lack one of the "4 rõ" go to the issuer as questions.

    One act, whatever their number; duties given before are left alone. With ``ask`` False nothing is asked. Work that
    was stopped is given again with a reason (WorkRefused without one) and keeps its first day.
    """
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    today = timezone.localdate(at)
    found = candidates(directive=directive, today=today, beat_days=terms.beat_days, chosen=terms.kinds, only=duty_ids)
    clear_ones = [one for one in found if not one.unclear]
    if any(one.stopped for one in clear_ones) and not terms.again.strip():
        raise WorkRefused("Có việc đã giao rồi dừng. Hãy ghi lý do giao lại.", "again")
    laid = _laid([_plan(one, directive, terms, at) for one in clear_ones], by, at)
    unclear = [one for one in found if one.unclear and not one.asked]
    asked = ask_about_duties(directive=directive, candidates=unclear, by=by, at=at) if ask else 0
    given = Given([one.task for one in laid], sum(len(one.copies) for one in laid), asked)
    if laid or asked:
        fact = events.TasksGiven(
            subject_id=str(directive.pk), tasks=len(given.tasks), copies=given.copies, questions=asked
        )
        journal.record(fact, by=by, at=at)
        tell_given(laid, by=by, at=at)
    return given


def _laid(plans: Sequence[Plan], by: User, at: datetime) -> list[Laid]:
    """The rows of all plans, with the first periods of what recurs."""
    laid = lay(plans, by=by, at=at, today=timezone.localdate(at))
    recurring = [task.pk for one in laid for task in (one.copies or [one.task]) if task.cadence != Cadence.ONCE]
    if recurring:
        open_for(task_ids=recurring, at=at)
    return laid


def _plan(one: Candidate, directive: Directive, terms: Terms, at: datetime) -> Plan:
    return Plan(
        one.details(at=at),
        Sharing(
            leads=tuple(named.id for named in one.leads if named.id),
            co_leads=tuple(named.id for named in one.co_leads if named.id),
            followers=terms.followers,
            verifier=(terms.verifiers or {}).get(one.duty.pk, terms.verifier),
            issuer=terms.issuer,
        ),
        stopped=one.stopped,
        reason=terms.again.strip() if one.stopped else "",
        duty_id=one.duty.pk,
        directive_id=directive.pk,
    )


_FIELDS = {
    clear.WHO: "leads", clear.WHAT: "what", clear.RESPONSIBLE: "leads", clear.WHEN: "deadline", clear.RESULT: "kinds",
}  # fmt: skip


def _check(details: TaskDetails, sharing: Sharing) -> None:
    names = Body.objects.filter(pk__in=sharing.leads).values_list("name", flat=True)
    missing = clear.unclear(
        clear.Stated(
            what=details.what,
            leads=list(names),
            timed=details.due_at is not None or details.cadence != Cadence.ONCE,
            kinds=details.kinds if details.result.strip() else (),
        )
    )
    if missing:
        raise WorkRefused(clear.question(missing), _FIELDS[missing[0].gap])

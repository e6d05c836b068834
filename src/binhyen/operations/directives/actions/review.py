"""A reviewer's steps on duties: accept, correct, remove, take back in. One transaction, one step, one fact each."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.queries.review import certain
from binhyen.operations.directives.values import DutyState, DutyValues, StepKind

from .derived import refresh, refresh_clarity
from .desk import Hand, leave_step, open_directive, open_duty
from .fields import apply_values
from .snapshots import state_only, take


@transaction.atomic
def accept(*, duty_id: int, version: int, by: User, at: datetime, reason: str | None = None) -> Duty:
    """The duty stands as it is. Raises ``StaleEdit`` and ``rules.NotPossible``."""
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.ACCEPT, duty.state)
    before = state_only(duties=[duty])
    _set_state(duty, DutyState.ACCEPTED, hand)
    leave_step(directive=directive, kind=StepKind.ACCEPT, before=before, touched=[duty], hand=hand)
    fact = events.DutyAccepted(subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


@transaction.atomic
def accept_section(*, directive_id: int, section: int, by: User, at: datetime, reason: str | None = None) -> int:
    """Accept every duty of one section that still waits. Returns how many."""
    hand = Hand(by, at, reason)
    directive = open_directive(directive_id=directive_id, hand=hand)
    waiting = directive.duties.filter(section=section, state=DutyState.PROPOSED)
    return _accept_all(directive, waiting, hand, nothing="Mục này không còn nhiệm vụ nào chờ duyệt.")


@transaction.atomic
def accept_certain(*, directive_id: int, by: User, at: datetime, reason: str | None = None) -> int:
    """Accept every waiting duty the reader was certain of and the check found nothing open in. Returns how many."""
    hand = Hand(by, at, reason)
    directive = open_directive(directive_id=directive_id, hand=hand)
    return _accept_all(
        directive, certain(directive.duties.all()), hand, nothing="Không còn nhiệm vụ chắc chắn nào chờ duyệt."
    )


@transaction.atomic
def edit_duty(
    *, duty_id: int, version: int, values: DutyValues, by: User, at: datetime, reason: str | None = None
) -> Duty:
    """Set the fields of a duty. A corrected duty is an accepted one: the reviewer has looked at it.

    Raises ``StaleEdit`` where ``version`` is not the duty's, ``rules.NotPossible``, ``fields.NotUnderstood``.
    """
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.EDIT, duty.state)
    before = take(duties=[duty])
    changed = apply_values(directive=directive, duty=duty, values=values)
    _set_state(duty, DutyState.ACCEPTED, hand)
    refresh(directive=directive, duties=[duty])
    leave_step(directive=directive, kind=StepKind.EDIT, before=before, touched=[duty], hand=hand)
    fact = events.DutyEdited(
        subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version, fields=tuple(changed)
    )
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


@transaction.atomic
def remove(*, duty_id: int, version: int, by: User, at: datetime, reason: str | None = None) -> Duty:
    """This is no duty. The row is kept, so that it can be taken back in and the reader be scored."""
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.REMOVE, duty.state)
    before = state_only(duties=[duty])
    _set_state(duty, DutyState.REMOVED, hand)
    refresh_clarity(directive=directive)
    leave_step(directive=directive, kind=StepKind.REMOVE, before=before, touched=[duty], hand=hand)
    fact = events.DutyRemoved(subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


@transaction.atomic
def restore(*, duty_id: int, version: int, by: User, at: datetime, reason: str | None = None) -> Duty:
    """A removed duty waits for review again."""
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.RESTORE, duty.state)
    before = state_only(duties=[duty])
    duty.state, duty.reviewed_at, duty.reviewed_by = DutyState.PROPOSED, None, None
    duty.version += 1
    duty.save()
    refresh_clarity(directive=directive)
    leave_step(directive=directive, kind=StepKind.RESTORE, before=before, touched=[duty], hand=hand)
    fact = events.DutyRestored(subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


def _accept_all(directive: Directive, waiting: QuerySet[Duty], hand: Hand, *, nothing: str) -> int:
    columns = ("pk", "version", "state", "reviewed_at", "reviewed_by_id", "directive_id")
    duties = list(waiting.select_for_update().order_by("pk").only(*columns))
    if not duties:
        raise rules.NotPossible(nothing)
    before = state_only(duties=duties)
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(
        state=DutyState.ACCEPTED, reviewed_at=hand.at, reviewed_by=hand.by, version=F("version") + 1
    )
    touched = [(duty.pk, duty.version + 1) for duty in duties]
    leave_step(directive=directive, kind=StepKind.ACCEPT_MANY, before=before, touched=touched, hand=hand)
    fact = events.DutiesAccepted(subject_id=str(directive.pk), duty_ids=tuple(duty.pk for duty in duties))
    journal.record(fact, by=hand.by, at=hand.at, reason=hand.reason or "")
    return len(duties)


def _set_state(duty: Duty, state: DutyState, hand: Hand) -> None:
    duty.state, duty.reviewed_at, duty.reviewed_by = state, hand.at, hand.by
    duty.version += 1
    duty.save()

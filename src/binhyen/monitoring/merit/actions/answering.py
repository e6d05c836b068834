"""The body says its word on each line; a leader decides; the body may appeal; somebody else answers."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.journal import actions as journal
from binhyen.monitoring.merit import events
from binhyen.monitoring.merit.models import LineMark, Proposal
from binhyen.monitoring.merit.permissions import Permission, may
from binhyen.monitoring.merit.queries.intact import check_whole
from binhyen.monitoring.merit.queries.visible import standing
from binhyen.monitoring.merit.rules import steps
from binhyen.monitoring.merit.values import AppealOutcome, LineWord, Mark, MeritRefused, Outcome, Ruling, State, Step

from .moving import after_working_days, locked, needed, note, tell_bodies, tell_leaders


@transaction.atomic
def word(
    *, proposal_id: int, words: Sequence[LineWord], text: str, scope: Scope, by: User, at: datetime,
    file: StoredFile | None = None,
) -> Proposal:  # fmt: skip
    """The body's word: agreed or objected, line by line, and what else it has to say. An objection needs its reason.

    After the day it had the body may still speak until somebody decides. Raises MeritRefused.
    """
    found = locked(proposal_id=proposal_id)
    _checked(lambda: steps.check_word(standing(found), bodies=scope.bodies))
    lines = {line.pk: line for line in found.lines.exclude(marks__mark=Mark.STRUCK)}
    given = [one for one in words if one.line in lines]
    for one in given:
        if one.mark == Mark.OBJECTED and not one.text.strip():
            raise MeritRefused("Không thống nhất thì hãy ghi lý do, kèm việc, văn bản chứng minh.", f"text_{one.line}")
    if not given and not text.strip():
        raise MeritRefused("Hãy nêu ý kiến với từng dòng hoặc ý kiến chung.")
    LineMark.objects.bulk_create(
        LineMark(line=lines[one.line], mark=one.mark, text=one.text.strip(), at=at, by=by) for one in given
    )
    _moved(found, State.ANSWERED)
    note(found, step=Step.ANSWERED, text=text, file=file, at=at, by=by)
    objected = sum(one.mark == Mark.OBJECTED for one in given)
    fact = events.MeritAnswered(
        subject_id=str(found.pk), area=found.body.area_code, agreed=len(given) - objected, objected=objected
    )
    journal.record(fact, by=by, at=at)
    tell_bodies(found, text="Đơn vị đã có ý kiến", bodies=[found.proposer_id], at=at, by=by)
    tell_leaders(found, text="Chờ quyết định", at=at, by=by)
    return found


@transaction.atomic
def decide(*, proposal_id: int, ruling: Ruling, scope: Scope, by: User, at: datetime) -> Proposal:
    """Accept, refuse, or return with a reason. A decision against the body names where and until when it may appeal.

    Raises MeritRefused: for the body's own people, for whoever proposed, before the body's word or its last day.
    """
    if not may(scope, Permission.DECIDE):
        raise MeritRefused("Đề nghị do lãnh đạo tỉnh quyết định.")
    found = locked(proposal_id=proposal_id)
    today = timezone.localdate(at)
    _checked(lambda: steps.check_decides(standing(found), user=by.pk, bodies=scope.bodies, on=today))
    if ruling.outcome == Outcome.RETURNED:
        return _returned(found, ruling, by, at)
    if ruling.outcome == Outcome.ACCEPTED:
        check_whole([found], refused="Không chấp nhận được")
    appeal = steps.open_to_appeal(found.kind, ruling.outcome)
    if appeal and ruling.appeal_to in {None, found.body_id}:
        raise MeritRefused("Hãy ghi cơ quan khác giải quyết kiến nghị của đơn vị.", "appeal_to")
    if ruling.outcome == Outcome.REFUSED or appeal:
        needed(ruling.words, what="lý do của quyết định", field="words")
    if ruling.issued_on and ruling.issued_on > today:
        raise MeritRefused("Ngày văn bản chưa tới.", "issued_on")
    found.outcome, found.decided_by, found.decided_at = ruling.outcome, by, at
    found.number, found.issued_on = ruling.number.strip(), ruling.issued_on
    found.appeal_to_id = ruling.appeal_to if appeal else None
    found.appeal_due_on = after_working_days(code="APPEAL_DAYS", at=at) if appeal else None
    _moved(
        found, State.DECIDED if appeal else State.CLOSED, "outcome", "decided_by", "decided_at", "number", "issued_on",
        "appeal_to", "appeal_due_on",
    )  # fmt: skip
    note(found, step=Step(ruling.outcome), text=ruling.words, at=at, by=by)
    _decided(found, by, at, ruling.words)
    label = Outcome(ruling.outcome).label.lower()
    tell_bodies(found, text=f"Đã quyết định: {label}", bodies=[found.body_id, found.proposer_id], at=at, by=by)
    return found


def _returned(found: Proposal, ruling: Ruling, by: User, at: datetime) -> Proposal:
    words = needed(ruling.words, what="phải làm rõ điều gì", field="words")
    found.word_due_on = None
    _moved(found, State.PROPOSED, "word_due_on")
    note(found, step=Step.RETURNED, text=words, at=at, by=by)
    fact = events.MeritDecided(subject_id=str(found.pk), area=found.body.area_code, outcome=Outcome.RETURNED)
    journal.record(fact, by=by, at=at, reason=words[:500])
    tell_bodies(found, text="Bị trả lại để làm rõ", bodies=[found.proposer_id], at=at, by=by)
    return found


def _decided(found: Proposal, by: User, at: datetime, words: str) -> None:
    due = found.appeal_due_on.isoformat() if found.appeal_due_on else ""
    fact = events.MeritDecided(
        subject_id=str(found.pk), area=found.body.area_code, outcome=found.outcome, number=found.number,
        appeal_due_on=due,
    )  # fmt: skip
    journal.record(fact, by=by, at=at, reason=words[:500])


@transaction.atomic
def appeal(
    *, proposal_id: int, text: str, scope: Scope, by: User, at: datetime, file: StoredFile | None = None
) -> Proposal:
    """The body asks the body named in the decision to look again. Raises MeritRefused when its time is over."""
    found = locked(proposal_id=proposal_id)
    today = timezone.localdate(at)
    _checked(lambda: steps.check_appeals(standing(found), bodies=scope.bodies, on=today))
    words = needed(text, what="kiến nghị điều gì, vì sao")
    found.appealed_at, found.answer_due_on = at, after_working_days(code="APPEAL_ANSWER_DAYS", at=at)
    _moved(found, State.APPEALED, "appealed_at", "answer_due_on")
    note(found, step=Step.APPEALED, text=words, file=file, at=at, by=by)
    to = found.appeal_to.key if found.appeal_to else ""
    journal.record(events.MeritAppealed(subject_id=str(found.pk), area=found.body.area_code, to=to), by=by, at=at)
    text_to = f"Kiến nghị chờ trả lời đến {found.answer_due_on:%d/%m/%Y}"
    tell_bodies(found, text=text_to, bodies=[found.appeal_to_id, found.proposer_id], at=at, by=by)
    return found


@transaction.atomic
def answer_appeal(
    *, proposal_id: int, outcome: str, text: str, number: str, scope: Scope, by: User, at: datetime,
    file: StoredFile | None = None,
) -> Proposal:  # fmt: skip
    """Keep or overturn the decision, with reasons. ``number``: of the document that says so. Raises MeritRefused."""
    found = locked(proposal_id=proposal_id)
    _checked(lambda: steps.check_answers_appeal(standing(found), user=by.pk, bodies=scope.bodies))
    words = needed(text, what="lý do giữ nguyên hoặc hủy quyết định")
    found.appeal_outcome, found.appeal_answered_by = AppealOutcome(outcome), by
    _moved(found, State.CLOSED, "appeal_outcome", "appeal_answered_by")
    said = f"{words}\nVăn bản: {number.strip()}" if number.strip() else words
    note(found, step=Step(outcome), text=said, file=file, at=at, by=by)
    fact = events.MeritAppealAnswered(
        subject_id=str(found.pk), area=found.body.area_code, outcome=outcome, number=number.strip()
    )
    journal.record(fact, by=by, at=at, reason=words[:500])
    tell_bodies(
        found, text=f"Đã trả lời kiến nghị: {AppealOutcome(outcome).label.lower()}",
        bodies=[found.body_id, found.proposer_id], at=at, by=by,
    )  # fmt: skip
    return found


def _moved(found: Proposal, state: State, *columns: str) -> None:
    found.state = state
    found.version += 1
    found.save(update_fields=["state", "version", *columns])


def _checked(check: Callable[[], None]) -> None:
    try:
        check()
    except steps.NotPossible as refusal:
        raise MeritRefused(str(refusal)) from None

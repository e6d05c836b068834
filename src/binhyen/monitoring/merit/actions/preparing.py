"""Proposals are drawn up by the rules, lines struck out or added with evidence, then the body is asked."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.monitoring.merit import events
from binhyen.monitoring.merit.models import Line, LineMark, Proposal
from binhyen.monitoring.merit.permissions import Permission, may
from binhyen.monitoring.merit.queries import visible
from binhyen.monitoring.merit.queries.detail import addable
from binhyen.monitoring.merit.queries.preview import Candidate, Preview, preview
from binhyen.monitoring.merit.rules import frozen, proposing, steps
from binhyen.monitoring.merit.rules.periods import Period
from binhyen.monitoring.merit.rules.proposing import Drawn
from binhyen.monitoring.merit.values import Kind, Mark, MeritRefused, State, Step
from binhyen.registers.documents.queries.outgoing import posts_for
from binhyen.registers.organisations.models import Body

from .moving import after_working_days, locked, needed, note, tell_bodies

SHORTEST = 10  # letters of a sentence somebody adds


@transaction.atomic
def propose(
    *, kind: str, period: Period, bodies: Collection[int], proposer: int, scope: Scope, by: User, at: datetime
) -> list[Proposal]:
    """Write down what the rules propose now of the bodies chosen. ``proposer``: id of the body that proposes.

    What they no longer propose, or what stands already, is left out; raises MeritRefused where nothing is left.
    """
    _check_prepares(scope)
    if not bodies:
        raise MeritRefused("Hãy chọn ít nhất một cơ quan.")
    if not visible.own_bodies(scope).filter(pk=proposer).exists():
        raise MeritRefused("Anh/chị không lập đề nghị thay cơ quan này.", "proposer")
    list(Body.objects.select_for_update().filter(pk__in=bodies).order_by("pk").values_list("pk"))
    found = preview(kind=kind, period=period, scope=scope, at=at, bodies=bodies)
    chosen = [one for one in found.proposed if one.body.pk in set(bodies) and one.body.pk != proposer]
    if not chosen:
        raise MeritRefused("Không còn cơ quan nào trong số đã chọn đủ điều kiện lập đề nghị. Hãy xem lại danh sách.")
    return [_written(one, found, kind, period, proposer, by, at) for one in chosen]


def _written(
    one: Candidate, found: Preview, kind: str, period: Period, proposer: int, by: User, at: datetime
) -> Proposal:
    weighed = one.weighed
    limits, grounds = frozen.terms_data(found.terms, kind), frozen.grounds_data(weighed)
    lines = [frozen.line_data(line) for line in weighed.lines]
    head = _head(one.body) if kind == Kind.ACCOUNT else ""
    sealed = frozen.sealed_hash(
        kind=kind, body=one.body.key, answerable=head, period=period.code, known_at=at, limits=limits, grounds=grounds,
        not_counted=weighed.not_counted, lines=lines,
    )  # fmt: skip
    made = Proposal.objects.create(
        kind=kind, body=one.body, answerable=head, period=period.code,
        first=period.first, last=period.last, known_at=at, limits=limits, grounds=grounds,
        not_counted=[list(each) for each in weighed.not_counted], hash=sealed, proposer_id=proposer, proposed_by=by,
        proposed_at=at,
    )  # fmt: skip
    for position, line in enumerate(weighed.lines, start=1):
        _line(made, line, position, by=None, at=at)
    note(made, step=Step.PROPOSED, at=at, by=by)
    fact = events.MeritProposed(
        subject_id=str(made.pk), area=one.body.area_code, kind_code=kind, period=period.code, body=one.body.key,
        lines=len(lines), hash=sealed,
    )  # fmt: skip
    journal.record(fact, by=by, at=at)
    return made


def _head(body: Body) -> str:
    """The office at the head of a body; never a name."""
    posts = posts_for(body)
    return f"{posts.head} {body.name}"[:200] if posts else f"Người đứng đầu {body.name}"[:200]


def _line(proposal: Proposal, line: Drawn, position: int, *, by: User | None, at: datetime) -> Line:
    data = frozen.line_data(line)
    return Line.objects.create(
        proposal=proposal, position=position, hash=frozen.hash_of(data), added_by=by, at=at, **data
    )


@transaction.atomic
def strike(*, line_id: int, reason: str, scope: Scope, by: User, at: datetime) -> Line:
    """Take a line out before the proposal is sent; it stays to be read, with the reason. Raises MeritRefused."""
    line = Line.objects.select_related("proposal__body").get(pk=line_id)
    found = _mine(line.proposal_id, "STRUCK", scope)
    if line.marks.filter(mark=Mark.STRUCK).exists():
        raise MeritRefused("Dòng này đã được bỏ.")
    words = needed(reason, what="lý do bỏ dòng này", field="reason")
    LineMark.objects.create(line=line, mark=Mark.STRUCK, text=words, at=at, by=by)
    note(found, step=Step.STRUCK, text=f"Dòng {line.position}: {words}", at=at, by=by)
    fact = events.MeritLineStruck(subject_id=str(found.pk), area=found.body.area_code, line=line.pk)
    journal.record(fact, by=by, at=at, reason=words)
    return line


@transaction.atomic
def add_line(*, proposal_id: int, ref: str, sentence: str, scope: Scope, by: User, at: datetime) -> Line:
    """Add a line about one final fact of the body in the period, in own words. Raises MeritRefused without one."""
    found = _mine(proposal_id, "ADDED", scope)
    item = next((one for one in addable(proposal=found, at=at) if one.ref == ref), None)
    if item is None:
        raise MeritRefused(
            "Hãy chọn một việc, phát hiện làm minh chứng. Không có minh chứng thì không thêm dòng.", "ref"
        )
    words = needed(sentence, what="nội dung của dòng", field="sentence")
    if len(words) < SHORTEST:
        raise MeritRefused("Hãy ghi thành một câu: việc gì, kết quả ra sao.", "sentence")
    position = found.lines.count() + 1
    line = _line(found, proposing.chosen(item, sentence=words), position, by=by, at=at)
    note(found, step=Step.ADDED, text=f"Dòng {position}: {words}", at=at, by=by)
    fact = events.MeritLineAdded(
        subject_id=str(found.pk), area=found.body.area_code, line=line.pk, ref=ref, hash=line.hash
    )
    journal.record(fact, by=by, at=at)
    return line


@transaction.atomic
def send(*, proposal_id: int, scope: Scope, by: User, at: datetime) -> Proposal:
    """Ask the body for its word. Raises MeritRefused where no line is left."""
    found = _mine(proposal_id, "SENT", scope)
    if not found.lines.exclude(marks__mark=Mark.STRUCK).exists():
        raise MeritRefused("Mọi dòng đã được bỏ, không còn gì để gửi. Hãy rút đề nghị.")
    found.state, found.word_due_on = State.SENT, after_working_days(code="WORD_DAYS", at=at)
    found.sent_at = found.sent_at or at
    found.version += 1
    found.save(update_fields=["state", "sent_at", "word_due_on", "version"])
    note(found, step=Step.SENT, text=f"Có ý kiến chậm nhất {found.word_due_on:%d/%m/%Y}.", at=at, by=by)
    fact = events.MeritSent(subject_id=str(found.pk), area=found.body.area_code, due_on=found.word_due_on.isoformat())
    journal.record(fact, by=by, at=at)
    tell_bodies(found, text=f"Xin ý kiến đến {found.word_due_on:%d/%m/%Y}", bodies=[found.body_id], at=at, by=by)
    return found


@transaction.atomic
def withdraw(*, proposal_id: int, reason: str, scope: Scope, by: User, at: datetime) -> Proposal:
    """Take a proposal back before it is decided, with a reason; it stays to be read. Raises MeritRefused."""
    found = _mine(proposal_id, "WITHDRAWN", scope)
    words = needed(reason, what="lý do rút", field="reason")
    found.state = State.WITHDRAWN
    found.version += 1
    found.save(update_fields=["state", "version"])
    note(found, step=Step.WITHDRAWN, text=words, at=at, by=by)
    journal.record(
        events.MeritWithdrawn(subject_id=str(found.pk), area=found.body.area_code), by=by, at=at, reason=words
    )
    if found.sent_at:
        tell_bodies(found, text="Đã rút đề nghị", bodies=[found.body_id], at=at, by=by)
    return found


def _check_prepares(scope: Scope) -> None:
    if not may(scope, Permission.PREPARE):
        raise MeritRefused("Đề nghị do cơ quan điều phối của tỉnh lập.")


def _mine(proposal_id: int, step: str, scope: Scope) -> Proposal:
    _check_prepares(scope)
    found = locked(proposal_id=proposal_id)
    try:
        steps.check_prepares(visible.standing(found), bodies=scope.bodies)
        steps.after(step, found.state)
    except steps.NotPossible as refusal:
        raise MeritRefused(str(refusal)) from None
    return found

"""An officer leaves: a minute of all open work, signed by both; at the second signature the work changes hands."""

import hashlib
import json
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts import waiting
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import holds_office, in_force
from binhyen.foundation.journal.actions import record
from binhyen.foundation.notifications import actions as notifications
from binhyen.operations.work import events
from binhyen.operations.work.models import (
    Difficulty,
    Extension,
    Handover,
    HandoverItem,
    HandoverMatter,
    TaskMove,
    TaskShare,
    TaskStep,
)
from binhyen.operations.work.queries import awaited
from binhyen.operations.work.queries.handovers import ENDED, open_shares, others_do
from binhyen.operations.work.values import (
    OVER,
    DifficultyState,
    ExtensionState,
    HandoverState,
    MoveKind,
    Part,
    WorkRefused,
)
from binhyen.registers.organisations.models import Body

SHORTEST_REASON = 10
GIVER, ABSENT, RECEIVER = "giver", "absent", "receiver"
OPEN_STATES = (HandoverState.DRAFT, HandoverState.SIGNED_BY_GIVER)


@transaction.atomic
def make(*, body_id: int, giver_id: int, receiver_id: int, reason: str, by: User, at: datetime) -> Handover:
    """Draw up the minute: every open share and step that names the giver, and what else waits for their office.

    Where nobody but the giver and the receiver does the body's work, what names nobody is the giver's too.
    By the giver, or by an administrator for one who is gone. Raises WorkRefused.
    """
    body = Body.objects.get(pk=body_id)
    if by.pk != giver_id and not _administers(by, at):
        raise WorkRefused("Chỉ người giao hoặc quản trị hệ thống lập biên bản bàn giao.")
    if giver_id == receiver_id:
        raise WorkRefused("Người nhận phải là người khác.", "receiver")
    if not _holds(receiver_id, body.key, at):
        raise WorkRefused("Người nhận không làm việc tại cơ quan này.", "receiver")
    if len(reason.strip()) < SHORTEST_REASON:
        raise WorkRefused("Hãy nêu lý do bàn giao (chuyển công tác, nghỉ việc…).", "reason")
    try:
        with transaction.atomic():
            row = Handover.objects.create(
                body=body, giver_id=giver_id, receiver_id=receiver_id, reason=reason.strip(), made_at=at, made_by=by
            )
    except IntegrityError:
        raise WorkRefused("Đã có một biên bản bàn giao của người này chưa xong.") from None
    items = _list(row, at)
    fact = events.HandoverMade(subject_id=str(row.pk), giver_id=giver_id, receiver_id=receiver_id, items=items)
    record(fact, by=by, at=at, reason=row.reason)
    _tell(row, {giver_id, receiver_id} - {by.pk}, "Có biên bản bàn giao công việc chờ anh/chị", at)
    return row


def _administers(user: User, at: datetime) -> bool:
    offices = Appointment.objects.filter(in_force(timezone.localdate(at)), user=user, role=Role.ADMINISTRATOR)
    return offices.exists()


def _holds(user_id: int, key: str, at: datetime) -> bool:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    return user is not None and holds_office(user=user, body_key=key, on=timezone.localdate(at))


def _list(row: Handover, at: datetime) -> int:
    """Write what is open now; what was listed before goes. Returns how many items."""
    row.items.all().delete()
    row.matters.all().delete()
    whose = Q(person=row.giver_id)
    if not others_do(body=row.body, but=(row.giver_id, row.receiver_id), on=timezone.localdate(at)):
        whose |= Q(person=None) & ~Q(part=Part.FOLLOWER)
    shares = open_shares().filter(whose, body=row.body)
    items = [
        HandoverItem(
            handover=row, share=one, title=one.task.title, state=one.task.state, due_at=one.task.due_at,
            note=one.get_part_display() if one.person_id else f"{one.get_part_display()}, chưa ghi tên ai",
            named=one.person_id is not None,
        )
        for one in shares.select_related("task").order_by("task__due_at", "pk")
    ]  # fmt: skip
    steps = TaskStep.objects.filter(
        share__body=row.body, person=row.giver_id, done_at__isnull=True, removed_at__isnull=True
    ).exclude(share__task__state__in=OVER)
    items += [
        HandoverItem(
            handover=row, share=one.share, step=one, title=one.what, state=one.share.task.state,
            due_at=_end(one), note=f"Bước của việc: {one.share.task.title}"[:300],
        )
        for one in steps.select_related("share__task").order_by("due_on", "pk")
    ]  # fmt: skip
    HandoverItem.objects.bulk_create(items)
    HandoverMatter.objects.bulk_create(_matters(row, at))
    return len(items)


def _end(step: TaskStep) -> datetime | None:
    if step.due_on is None:
        return step.share.task.due_at
    return timezone.make_aware(datetime.combine(step.due_on, datetime.max.time().replace(microsecond=0)))


def _matters(row: Handover, at: datetime) -> list[HandoverMatter]:
    asked = Extension.objects.filter(asked_by=row.giver_id, body=row.body, state=ExtensionState.ASKED).count()
    raised = Difficulty.objects.filter(
        raised_by=row.giver_id, body=row.body, state__in=[DifficultyState.OPEN, DifficultyState.ANSWERED]
    ).count()
    lines = [("Đề nghị gia hạn chờ quyết định", asked, ""), ("Khó khăn, vướng mắc đã báo, chưa tháo gỡ", raised, "")]
    lines += [(label, count, "") for label, count in awaited.counts(body=row.body_id)]
    today = timezone.localdate(at)
    theirs = scope_of(user=row.giver, on=today)
    lines += [(one.label, one.count, one.note) for one in waiting.lines(scope=theirs, on=today, at=at)]
    return [
        HandoverMatter(handover=row, label=label[:300], count=count, note=note[:300])
        for label, count, note in lines
        if count
    ]


def digest(row: Handover) -> str:
    """SHA-256 of what is handed over: it stands in the facts of both signatures."""
    items = row.items.order_by("pk").values_list("share_id", "step_id", "title", "state", "due_at")
    told = [[share, step, title, state, due.isoformat() if due else ""] for share, step, title, state, due in items]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def sign_as_giver(*, handover_id: int, by: User, at: datetime) -> Handover:
    """The giver signs what is open at this moment: the list is drawn up anew before. Raises WorkRefused."""
    row = _locked(handover_id, HandoverState.DRAFT)
    if by.pk != row.giver_id:
        raise WorkRefused("Chỉ người giao ký ở đây.")
    return _given(row, GIVER, "", by, at)


@transaction.atomic
def sign_for_absent(*, handover_id: int, reason: str, by: User, at: datetime) -> Handover:
    """An administrator in place of a giver who is gone, with the reason. Raises WorkRefused."""
    row = _locked(handover_id, HandoverState.DRAFT)
    if not _administers(by, at):
        raise WorkRefused("Chỉ quản trị hệ thống ký thay người đã đi.")
    if by.pk in {row.giver_id, row.receiver_id}:
        raise WorkRefused("Người giao, người nhận không ký thay nhau.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise WorkRefused("Hãy nêu vì sao người giao không tự ký được.", "reason")
    row.note = reason.strip()
    return _given(row, ABSENT, row.note, by, at)


def _given(row: Handover, side: str, reason: str, by: User, at: datetime) -> Handover:
    _list(row, at)
    row.state, row.giver_signed_at, row.giver_signed_by = HandoverState.SIGNED_BY_GIVER, at, by
    row.save(update_fields=["state", "giver_signed_at", "giver_signed_by", "note"])
    fact = events.HandoverSigned(subject_id=str(row.pk), side=side, digest=digest(row))
    record(fact, by=by, at=at, reason=reason)
    _tell(row, {row.receiver_id}, "Biên bản bàn giao chờ anh/chị ký nhận", at)
    return row


@transaction.atomic
def sign_as_receiver(*, handover_id: int, by: User, at: datetime) -> Handover:
    """The second signature: every item still with the giver goes to the receiver. Raises WorkRefused."""
    row = _locked(handover_id, HandoverState.SIGNED_BY_GIVER)
    if by.pk != row.receiver_id:
        raise WorkRefused("Chỉ người nhận ký ở đây.")
    if not _holds(row.receiver_id, row.body.key, at):
        raise WorkRefused("Anh/chị không còn làm việc tại cơ quan này.")
    row.state, row.receiver_signed_at = HandoverState.DONE, at
    row.save(update_fields=["state", "receiver_signed_at"])
    _move(row, by, at)
    fact = events.HandoverSigned(subject_id=str(row.pk), side=RECEIVER, digest=digest(row))
    record(fact, by=by, at=at)
    _tell(row, {row.giver_id}, "Biên bản bàn giao đã được ký nhận", at)
    return row


def _move(row: Handover, by: User, at: datetime) -> None:
    items = list(row.items.select_related("share__task"))
    shares = [one.share for one in items if one.step_id is None]
    held = {one.pk: one.person_id for one in TaskShare.objects.filter(pk__in=[one.pk for one in shares])}
    unnamed = {one.share_id for one in items if not one.named}
    left = {pk for pk, person in held.items() if person == row.giver_id or (person is None and pk in unnamed)}
    TaskShare.objects.filter(pk__in=left).exclude(ENDED).update(person=row.receiver_id)
    steps = TaskStep.objects.filter(pk__in=[one.step_id for one in items if one.step_id], person=row.giver_id)
    steps.filter(done_at__isnull=True, removed_at__isnull=True).update(person=row.receiver_id)
    TaskMove.objects.bulk_create(
        TaskMove(
            task_id=one.task_id, share=one, kind=MoveKind.HANDED_OVER, state=one.state, at=at, by=by, body=row.body,
            due_at=one.task.due_at, original_due_at=one.task.original_due_at, reason=f"Biên bản bàn giao số {row.pk}",
        )
        for one in shares
        if one.pk in left
    )  # fmt: skip


@transaction.atomic
def cancel(*, handover_id: int, by: User, at: datetime) -> Handover:
    """Before the second signature, by either side or an administrator. Raises WorkRefused."""
    row = _locked(handover_id, *OPEN_STATES)
    if by.pk not in {row.giver_id, row.receiver_id} and not _administers(by, at):
        raise WorkRefused("Chỉ người giao, người nhận hoặc quản trị hệ thống hủy biên bản.")
    row.state = HandoverState.CANCELLED
    row.save(update_fields=["state"])
    record(events.HandoverCancelled(subject_id=str(row.pk)), by=by, at=at)
    _tell(row, {row.giver_id, row.receiver_id} - {by.pk}, "Biên bản bàn giao đã hủy", at)
    return row


def _locked(handover_id: int, *states: HandoverState) -> Handover:
    rows = Handover.objects.select_for_update(of=("self",)).select_related("body", "giver", "receiver")
    row = rows.get(pk=handover_id)
    if row.state not in states:
        raise WorkRefused(f"Biên bản này: {HandoverState(row.state).label.lower()}.")
    return row


def _tell(row: Handover, user_ids: set[int], text: str, at: datetime) -> None:
    users = User.objects.filter(pk__in=user_ids, is_active=True)
    notifications.notify(
        users=users, kind="work.handover", text=text, url=reverse("work:handover", args=[row.pk]),
        subject_type="work.handover", subject_id=str(row.pk), at=at,
    )  # fmt: skip

"""Telling people: in the application at once, by mail once a day."""

import logging
import smtplib
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.jobs.models import Job

from . import mails, push, queries, rules
from .models import Digest, Notification, PushSubscription
from .values import KINDS

log = logging.getLogger(__name__)
MAIL, PUSH = "notifications.mail", "notifications.push"
MOST_BROWSERS, MOST_FAILURES = 10, 10  # of one person; in a row, before a browser is given up
MAIL_FAULTS = (OSError, smtplib.SMTPException)


class PushRefused(Exception):
    """The browser is not taken in; the message is for people."""


@transaction.atomic
def notify(
    *,
    users: Iterable[User],
    kind: str,
    text: str,
    at: datetime,
    url: str = "",
    subject_type: str = "",
    subject_id: str = "",
) -> int:
    """One message to each of ``users``, in the caller's transaction. Returns how many.

    ``kind`` is a key of ``values.KINDS`` (else KeyError); ``text`` is a title of at most 300 characters without
    personal data, because it also stands in mails.
    """
    immediate = KINDS[kind].immediate
    rows = [
        Notification(
            user=user,
            kind=kind,
            text=text[:300],
            url=url,
            created_at=at,
            subject_type=subject_type,
            subject_id=subject_id,
        )
        for user in users
    ]
    Notification.objects.bulk_create(rows)
    if immediate:
        for row in rows:
            jobs.enqueue(
                kind=MAIL,
                title="Gửi thư báo ngay",
                arguments={"user_id": row.user_id, "notification_id": str(row.pk)},
                by=None,
                at=at,
            )
        _enqueue_push([row.user_id for row in rows], at)
    return len(rows)


def _enqueue_push(user_ids: Sequence[int], at: datetime) -> None:
    """One job for each of the people who asked for messages on a browser."""
    asked = PushSubscription.objects.filter(user__in=user_ids).values_list("user_id", flat=True).distinct()
    for user_id in asked if settings.PUSH else ():
        jobs.enqueue(kind=PUSH, title="Báo trên máy của người dùng", arguments={"user_id": user_id}, by=None, at=at)


def work_ended_badly(*, job: Job, at: datetime) -> None:
    """Who asked for work that failed or was interrupted is told, wherever they are; the work's page says why."""
    if job.created_by is not None and job.kind != MAIL:
        text = "Một việc anh/chị giao chạy nền không xong. Hãy mở xem vì sao và làm tiếp."
        notify(users=[job.created_by], kind="jobs.failed", text=text, at=at, url=job.url or reverse("jobs:list"))


def mark_read(*, scope: Scope, notification_id: UUID | None, at: datetime) -> int:
    """One message, or all of one's own with None. Returns how many were unread. Reading is no fact: it binds nobody."""
    with scope_in_database(scope):
        rows = queries.own(scope=scope).filter(read_at__isnull=True)
        if notification_id is not None:
            rows = rows.filter(pk=notification_id)
        return rows.order_by().update(read_at=at)


def mail_now(*, user_id: int, notification_id: UUID, at: datetime) -> bool:
    """The mail of a kind that cannot wait. False where there is nothing to send. Safe to run twice."""
    user = User.objects.get(pk=user_id)
    if not user.email or not user.is_active:
        return False
    with scope_in_database(Scope(user_id=user_id)):
        message = Notification.objects.select_for_update().filter(pk=notification_id, mailed_at__isnull=True).first()
        if message is None:
            return False
        message.mailed_at = at
        message.save(update_fields=["mailed_at"])
        mails.send_one(to=user, message=message)
    return True


def send_digests(*, at: datetime) -> int:
    """From 07:30 on: to each person who has unread messages no mail told of, one mail a day. Returns how many left.

    A mail that does not leave is tried again at the next run; it keeps nobody else from theirs.
    """
    local = timezone.localtime(at)
    if not rules.digest_due(local):
        return 0
    sent = 0
    for user in queries.waiting_for_digest(on=local.date()):
        try:
            sent += _send_digest(user, at)
        except MAIL_FAULTS:
            log.exception("digest of user %s did not leave", user.pk)
    return sent


def _send_digest(user: User, at: datetime) -> int:
    day = timezone.localtime(at).date()
    with scope_in_database(Scope(user_id=user.pk)):
        messages = queries.unmailed(user=user)
        if not messages:
            return 0
        Digest.objects.create(user=user, on=day, count=len(messages), sent_at=at)
        Notification.objects.filter(pk__in=[message.pk for message in messages]).update(mailed_at=at)
        if user.email:
            mails.send_digest(to=user, messages=messages, on=day)
    _enqueue_push([user.pk], at)
    return 1


@transaction.atomic
def subscribe(*, user: User, endpoint: str, p256dh: str, auth: str, device: str, at: datetime) -> PushSubscription:
    """A browser asks for messages. Raises PushRefused for an address of no known service, or too many browsers."""
    if not settings.PUSH or not push.allowed(endpoint):
        raise PushRefused("Máy chủ không gửi được tới dịch vụ báo tin của trình duyệt này.")
    others = PushSubscription.objects.filter(user=user).exclude(endpoint=endpoint)
    if others.count() >= MOST_BROWSERS:
        raise PushRefused("Anh/chị đã bật trên quá nhiều máy. Hãy bỏ bớt máy không dùng nữa.")
    row, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={"user": user, "p256dh": p256dh, "auth": auth, "device": device, "made_at": at, "failures": 0},
    )
    return row


def unsubscribe(*, user: User, subscription_id: int) -> None:
    """Only one's own; another's does not exist."""
    PushSubscription.objects.filter(user=user, pk=subscription_id).delete()


def try_push(*, user: User, at: datetime) -> bool:
    """A message to one's own browsers, sent by the worker: a push service may be slow. False where there is none."""
    if not settings.PUSH or not PushSubscription.objects.filter(user=user).exists():
        return False
    _enqueue_push([user.pk], at)
    return True


def push_now(*, user_id: int, at: datetime) -> int:
    """How many messages wait, to each browser of a person: a number, never a text. Returns to how many it went.

    A browser that gave its subscription up is forgotten; one that was not reached many times in a row, too.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    rows = list(PushSubscription.objects.filter(user=user)) if user and settings.PUSH else []
    waiting = queries.unread_count(scope=Scope(user_id=user_id)) if rows else 0
    words = f"{waiting} tin chờ anh/chị" if waiting else "Báo tin trên máy này đã bật"
    outcomes = [(row, push.send(row, title="Bình Yên", body=words, path=reverse("notifications:list"))) for row in rows]
    for row, outcome in outcomes:
        _note(row, outcome, at)
    return sum(outcome is push.Outcome.SENT for _, outcome in outcomes)


def _note(row: PushSubscription, outcome: push.Outcome, at: datetime) -> None:
    if outcome is push.Outcome.SENT:
        PushSubscription.objects.filter(pk=row.pk).update(sent_at=at, failures=0)
    elif outcome is push.Outcome.GONE or row.failures + 1 >= MOST_FAILURES:
        PushSubscription.objects.filter(pk=row.pk).delete()
    else:
        PushSubscription.objects.filter(pk=row.pk).update(failures=row.failures + 1)

"""Telling people: in the application at once, by mail once a day."""

import logging
import smtplib
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.jobs.models import Job

from . import mails, queries, rules
from .models import Digest, Notification
from .values import KINDS

log = logging.getLogger(__name__)
MAIL = "notifications.mail"
MAIL_FAULTS = (OSError, smtplib.SMTPException)


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
    return len(rows)


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
        mails.send_digest(to=user, messages=messages, on=day)
    return 1

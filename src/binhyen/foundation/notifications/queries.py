"""Reading one's own messages. Everything here opens the reader's scope in the database itself."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User

from .models import Digest, Notification, PushSubscription

PAGE = 30


def own(*, scope: Scope) -> QuerySet[Notification]:
    """Only inside ``scope_in_database(scope)``; the filter is for the index, the database guards by itself."""
    return Notification.objects.filter(user_id=scope.user_id).order_by("-created_at", "id")


def unread_count(*, scope: Scope) -> int:
    """How many messages wait."""
    if not scope.user_id:
        return 0
    with scope_in_database(scope):
        return own(scope=scope).filter(read_at__isnull=True).count()


def page(
    *, scope: Scope, before: tuple[datetime, UUID] | None = None
) -> tuple[list[Notification], Notification | None]:
    """Up to 30 own messages, newest first, and the last of them where more follow.

    ``before`` is the moment and the id of the last message of the page before.
    """
    with scope_in_database(scope):
        rows = own(scope=scope)
        if before is not None:
            moment, last = before
            rows = rows.filter(Q(created_at__lt=moment) | Q(created_at=moment, pk__gt=last))
        found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None


def one(*, scope: Scope, notification_id: UUID) -> Notification | None:
    with scope_in_database(scope):
        return own(scope=scope).filter(pk=notification_id).first()


def waiting_for_digest(*, on: date) -> list[User]:
    """Active people with an e-mail address or a browser that asked, who had no digest on day ``on``.

    Whether they have messages is theirs.
    """
    had = Digest.objects.filter(on=on).values("user_id")
    reached = ~Q(email="") | Q(pk__in=PushSubscription.objects.values("user_id"))
    return list(User.objects.filter(reached, is_active=True).exclude(pk__in=had).order_by("pk"))


def browsers(*, user_id: int) -> list[PushSubscription]:
    """Browsers of one person, the newest first."""
    return list(PushSubscription.objects.filter(user_id=user_id).order_by("-made_at", "-pk"))


def unmailed(*, user: User) -> list[Notification]:
    """Unread messages no mail has told of yet, oldest first. Only inside the person's scope."""
    rows = Notification.objects.filter(user=user, read_at__isnull=True, mailed_at__isnull=True)
    return list(rows.order_by("created_at", "id"))

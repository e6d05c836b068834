"""Calendar feeds of bodies: a secret address is made, shown once, read by calendar programs, and revoked."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.directives.events import CalendarFeedMade, CalendarFeedRevoked
from binhyen.operations.directives.models import CalendarFeed
from binhyen.registers.organisations.models import Body

TOKEN_BYTES = 32


def hash_of(token: str) -> str:
    """SHA-256 of a feed's secret: only this is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, body: Body, by: User, at: datetime) -> str:
    """Make a feed of ``body`` and return its secret, which is not kept and cannot be shown again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(body=body, token_hash=hash_of(token), made_at=at, made_by=by)
    record(CalendarFeedMade(subject_id=str(feed.pk), area=body.area_code, body_key=body.key), by=by, at=at)
    return token


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: User, at: datetime) -> None:
    """Close the address for ever. Revoking twice changes nothing."""
    locked = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        locked.save(update_fields=["revoked_at"])
        record(CalendarFeedRevoked(subject_id=str(feed.pk), area=feed.body.area_code), by=by, at=at)


def note_read(*, feed: CalendarFeed, at: datetime) -> None:
    """Remember when the address was last used, so that an unused one can be revoked. Not a fact: nobody is named."""
    CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=at)

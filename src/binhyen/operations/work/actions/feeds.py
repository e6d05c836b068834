"""Calendar feeds of work: a secret address is made, shown once, read by calendar programs, and revoked."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.work.events import WorkFeedMade, WorkFeedRevoked
from binhyen.operations.work.models import WorkFeed
from binhyen.registers.organisations.models import Body

TOKEN_BYTES = 32


def hash_of(token: str) -> str:
    """SHA-256 of a feed's secret: only this is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make(*, body: Body | None, by: User, at: datetime) -> str:
    """A feed of ``body``, or of one's own work with None. Returns its secret, which cannot be shown again."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = WorkFeed.objects.create(
        body=body, user=None if body else by, token_hash=hash_of(token), made_at=at, made_by=by
    )
    fact = WorkFeedMade(subject_id=str(row.pk), body_key=body.key if body else "", user_id=0 if body else by.pk)
    record(fact, by=by, at=at)
    return token


@transaction.atomic
def revoke(*, feed_id: int, by: User, at: datetime) -> None:
    """Close the address for ever. Revoking twice changes nothing."""
    row = WorkFeed.objects.select_for_update().get(pk=feed_id)
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        record(WorkFeedRevoked(subject_id=str(row.pk)), by=by, at=at)


def note_read(*, feed: WorkFeed, at: datetime) -> None:
    """Remember when the address was last used, so that an unused one can be revoked. Not a fact: nobody is named."""
    WorkFeed.objects.filter(pk=feed.pk).update(last_read_at=at)

"""Stating facts. The only way into the journal."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser

from .events import Event
from .models import Fact


def record(event: Event, *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> Fact:
    """Write one fact in the caller's transaction: no fact, no change. ``by`` None means the system itself."""
    return Fact.objects.create(
        at=at,
        kind=event.kind,
        subject_type=event.SUBJECT,
        subject_id=event.subject_id,
        area=event.area,
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "Hệ thống",
        reason=reason,
        data=event.data(),
    )

"""Points of organising or harbouring use, step by step."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.offences import events
from binhyen.operations.offences.models import UsePoint, UsePointFact
from binhyen.operations.offences.queries import spots
from binhyen.operations.offences.rules import checks, points
from binhyen.operations.offences.values import PointDetails, PointStatus, PointStep

from .stating import Hand, current, hold, stated_before


@transaction.atomic
def record_point(
    *, details: PointDetails, steps: Sequence[PointStep], by: User | None, at: datetime, key: UUID | None = None
) -> UsePoint:
    """State a point with what is known of it so far. Raises OffenceRefused where the steps are no life of a point."""
    if before := stated_before(UsePoint, key=key):
        return before
    hold([*checks.point(details), *spots.problems(details), *points.check(steps, today=timezone.localdate(at))])
    hand = Hand(by, at)
    row = hand.state(UsePoint, asdict(details), key=key)
    place = {"point_id": row.record_id, "commune_code": row.commune_code}
    hand.state_all(UsePointFact, [{**place, **asdict(one)} for one in points.in_order(steps)])
    record(events.PointRecorded(subject_id=str(row.record_id), area=row.commune_code, version=row.pk), by=by, at=at)
    return row


@transaction.atomic
def correct_point(
    *, record_id: int, details: PointDetails, reason: str, by: User, at: datetime, version: int | None = None
) -> UsePoint:
    """State anew what the point is and where; its steps follow to the commune."""
    row = current(UsePoint, record_id=record_id, version=version)
    hold([*checks.point(details), *spots.problems(details)])
    hand = Hand(by, at, reason)
    changed = hand.replace(row, asdict(details))
    if changed is not row:
        for step in UsePointFact.objects.filter(point=record_id, known_to__isnull=True):
            hand.replace(step, {"commune_code": changed.commune_code})
        stated = events.PointCorrected(subject_id=str(record_id), area=changed.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_point(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """Entered by mistake. A point found not to be one is DISPROVED instead, which stays on its record."""
    row = current(UsePoint, record_id=record_id)
    hand = Hand(by, at, reason)
    hand.end(row)
    for step in UsePointFact.objects.filter(point=record_id, known_to__isnull=True):
        hand.end(step)
    stated = events.PointWithdrawn(subject_id=str(record_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


@transaction.atomic
def add_step(*, point_id: int, step: PointStep, by: User, at: datetime) -> UsePointFact:
    """State what became of a point. Raises OffenceRefused where that cannot follow, or precede, what is stated."""
    point = current(UsePoint, record_id=point_id)
    hold(points.check([*_steps(point_id), step], today=timezone.localdate(at)))
    fields = {"point_id": point_id, "commune_code": point.commune_code, **asdict(step)}
    row = Hand(by, at).state(UsePointFact, fields)
    record(events.PointStepRecorded(subject_id=str(point_id), area=point.commune_code, version=row.pk), by=by, at=at)
    return row


@transaction.atomic
def correct_step(
    *, record_id: int, step: PointStep, reason: str, by: User, at: datetime, version: int | None = None
) -> UsePointFact:
    """State anew the day or the kind of a step; the whole must still be the life of a point."""
    row = current(UsePointFact, record_id=record_id, version=version)
    current(UsePoint, record_id=row.point_id)
    hold(points.check([*_steps(row.point_id, but=record_id), step], today=timezone.localdate(at)))
    changed = Hand(by, at, reason).replace(row, asdict(step))
    if changed is not row:
        stated = events.PointStepCorrected(subject_id=str(row.point_id), area=row.commune_code, version=changed.pk)
        record(stated, by=by, at=at, reason=reason)
    return changed


@transaction.atomic
def withdraw_step(*, record_id: int, reason: str, by: User, at: datetime) -> None:
    """This never happened to the point; what is left must still be the life of one."""
    row = current(UsePointFact, record_id=record_id)
    current(UsePoint, record_id=row.point_id)
    hold(points.check(_steps(row.point_id, but=record_id), today=timezone.localdate(at)))
    Hand(by, at, reason).end(row)
    stated = events.PointStepWithdrawn(subject_id=str(row.point_id), area=row.commune_code, version=row.pk)
    record(stated, by=by, at=at, reason=reason)


def _steps(point_id: int, *, but: int | None = None) -> list[PointStep]:
    rows = UsePointFact.objects.filter(point=point_id, known_to__isnull=True).exclude(record_id=but)
    return [PointStep(status=PointStatus(one.status), on=one.on, reference=one.reference) for one in rows]

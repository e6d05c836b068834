"""Evidence: handed in by a body, withdrawn with a reason. Photos lose what the camera wrote into them."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from binhyen.foundation import figures
from binhyen.foundation.access.values import Scope
from binhyen.foundation.files import actions as files
from binhyen.foundation.files.taking import take
from binhyen.foundation.journal import actions as journal
from binhyen.kit.calendar import vietnam
from binhyen.kit.pictures import Photo
from binhyen.operations.work import events
from binhyen.operations.work.models import Evidence, Task, TaskPeriod, TaskShare
from binhyen.operations.work.queries import terms
from binhyen.operations.work.rules import recurrence, states
from binhyen.operations.work.values import (
    OVER,
    TO_DO,
    Cadence,
    EvidenceKind,
    Part,
    Shape,
    Shown,
    Upload,
    Work,
    WorkRefused,
)

from .moving import Hand, locked, move, own_share, standing


@transaction.atomic
def show_all(
    *, task_id: int, shown: Shown, uploads: Sequence[Upload], hand: Hand, scope: Scope, key: UUID | None = None
) -> list[Evidence]:
    """Several files of one kind with one note, as chosen together: each a piece of evidence; all of them, or none.

    Raises what ``show`` raises.
    """
    given: Sequence[Upload | None] = uploads or (None,)
    return [show(task_id=task_id, shown=shown, upload=one, hand=hand, scope=scope, key=key) for one in given]


@transaction.atomic
def show(
    *, task_id: int, shown: Shown, upload: Upload | None, hand: Hand, scope: Scope, key: UUID | None = None
) -> Evidence:
    """Hand in one piece of evidence for the body's share. Work that was only opened is under way from then on.

    The same ``key`` with the same content, sent again because a line broke off, shows it once. Raises WorkRefused, and
    ``files.FileRefused`` with a sentence where the file is not taken in.
    """
    task = locked(task_id=task_id)
    share = own_share(task=task, hand=hand)
    mark = _mark(key, share, shown, upload)
    earlier = Evidence.objects.filter(one_time_key=mark).first() if mark else None
    if earlier:
        return earlier
    period = _period(task, share, shown, hand)
    _checked(task, share, period, shown, upload)
    stored = _file(shown.kind, upload, task, hand) if upload else {}
    number = _number(shown, scope) if shown.kind == EvidenceKind.NUMBER else {}
    row = Evidence.objects.create(
        task=task,
        share=share,
        period=period,
        kind=shown.kind,
        note=shown.note.strip()[:500],
        document_id=shown.document_id,
        added_at=hand.at,
        added_by=hand.by,
        one_time_key=mark,
        **stored,
        **number,
    )
    _under_way(task, share, hand)
    fact = events.EvidenceAdded(
        subject_id=str(task.pk),
        evidence_id=row.pk,
        kind_code=shown.kind,
        period_id=period.pk if period else 0,
    )
    journal.record(fact, by=hand.by, at=hand.at)
    return row


@transaction.atomic
def withdraw(*, evidence_id: int, reason: str, hand: Hand) -> Evidence:
    """Take a piece of evidence back that does not belong; its row stays. Raises WorkRefused."""
    found = Evidence.objects.select_related("share").get(pk=evidence_id)
    task = locked(task_id=found.task_id)
    share = own_share(task=task, hand=hand)
    row = Evidence.objects.select_for_update(of=("self",)).select_related("period").get(pk=evidence_id)
    if share.pk != row.share_id:
        raise WorkRefused("Minh chứng này là của cơ quan khác.")
    if row.withdrawn_at:
        raise WorkRefused("Minh chứng này đã được rút.")
    if not reason.strip():
        raise WorkRefused("Hãy ghi lý do rút.", "reason")
    if standing(share=share, period=row.period) in (Work.CLAIMED, *OVER):
        raise WorkRefused("Việc đã báo xong: hãy rút báo xong trước khi rút minh chứng.")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = hand.at, hand.by, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    fact = events.EvidenceWithdrawn(subject_id=str(task.pk), evidence_id=row.pk)
    journal.record(fact, by=hand.by, at=hand.at, reason=reason.strip())
    return row


def _mark(key: UUID | None, share: TaskShare, shown: Shown, upload: Upload | None) -> UUID | None:
    """What makes this piece of evidence of this form the same when it comes again."""
    if key is None:
        return None
    digest = sha256()
    if upload:
        start = upload.content.tell()
        for chunk in iter(partial(upload.content.read, files.MEGABYTE), b""):
            digest.update(chunk)
        upload.content.seek(start)
    return uuid5(key, f"{share.pk} {shown} {digest.hexdigest()}")


def _period(task: Task, share: TaskShare, shown: Shown, hand: Hand) -> TaskPeriod | None:
    """The period the evidence is of: of a co-lead the one its turn is; of the lead as named; of continuous work else
    the stretch under way, where it is open."""
    if share.part == Part.CO_LEAD:
        return share.period
    found = TaskPeriod.objects.filter(task=task)
    if shown.period_id:
        return found.filter(pk=shown.period_id).first()
    if task.cadence != Cadence.BEAT or share.part != Part.LEAD:
        return None
    today = timezone.localdate(hand.at)
    return found.filter(starts_on__lte=today, ends_on__gte=today, state__in=TO_DO).first()


def _checked(task: Task, share: TaskShare, period: TaskPeriod | None, shown: Shown, upload: Upload | None) -> None:
    """Raises WorkRefused where the evidence cannot be handed in as it is."""
    if task.shape == Shape.HEAD and share.part == Part.LEAD:
        raise WorkRefused("Việc giao cho nhóm được chứng minh ở từng cơ quan.")
    if share.part == Part.FOLLOWER:
        raise WorkRefused("Cơ quan theo dõi không nộp minh chứng.")
    if period is None and (shown.period_id or task.cadence == Cadence.RHYTHM):
        raise WorkRefused("Hãy chọn kỳ của việc.", "period")
    if task.state == Work.STOPPED or standing(share=share, period=period) in (Work.CLAIMED, *OVER):
        raise WorkRefused("Việc đã báo xong hoặc đã kết thúc, không nộp thêm được.")
    if shown.kind not in EvidenceKind.values:
        raise WorkRefused("Hãy chọn loại minh chứng.", "kind")
    if shown.kind == EvidenceKind.NUMBER:
        if shown.value is None:
            raise WorkRefused("Hãy ghi con số.", "value")
    elif upload is None and not (shown.kind == EvidenceKind.DOCUMENT and shown.document_id):
        raise WorkRefused("Hãy chọn tệp.", "file")


def _file(kind: str, upload: Upload, task: Task, hand: Hand) -> dict[str, Any]:
    """Columns of the stored file. Any picture, also a scanned paper, is stored without what the camera wrote."""
    shows = kind == EvidenceKind.PHOTO
    taken = take(content=upload.content, name=upload.name, by=hand.by, at=hand.at, searched=shows)
    if not shows:
        return {"file": taken.file}
    if taken.photo is None:
        raise WorkRefused("Tệp này không phải là ảnh. Hãy chụp hoặc chọn ảnh.", "file")
    return {"file": taken.file, "taken_at": taken.photo.taken_at, **_where(taken.photo, task)}


def _where(photo: Photo, task: Task) -> dict[str, Decimal]:
    if not task.needs_location or photo.place is None:
        return {}
    latitude, longitude = (Decimal(f"{degrees:.5f}") for degrees in photo.place)
    return {"latitude": latitude, "longitude": longitude}


def _number(shown: Shown, scope: Scope) -> dict[str, Any]:
    """The number as stated, and beside it what the books say of the same place and day."""
    found = None
    if shown.indicator and shown.as_of:
        found = figures.lookup(code=shown.indicator, place=shown.place, as_of=shown.as_of, scope=scope)
    return {
        "value": shown.value, "unit": shown.unit, "indicator": shown.indicator, "place": shown.place,
        "as_of": shown.as_of, "figure": found.value if found else None,
        "figure_known_at": found.known_at if found else None,
    }  # fmt: skip


def _under_way(task: Task, share: TaskShare, hand: Hand) -> None:
    """Something was shown: the share is under way, and the beat of continuous work begins anew."""
    begins = task.cadence != Cadence.RHYTHM or share.part == Part.CO_LEAD
    if begins and share.state in (Work.GIVEN, Work.OPENED, Work.REJECTED):
        move(task=task, share=share, step=states.START, hand=hand)
    if share.part != Part.LEAD:
        return
    task.last_shown_at = hand.at
    if task.cadence == Cadence.BEAT:
        task.due_at = _next_beat(task, hand.at)
    task.save(update_fields=["last_shown_at", "due_at"])


def _next_beat(task: Task, at: datetime) -> datetime:
    day = timezone.localdate(at)
    return recurrence.beat(
        begins=task.starts_on or day, shown=[at], every=task.beat_days or 1, at=at, habits=terms.habits(on=day),
        calendar=vietnam(),
    ).due_at  # fmt: skip

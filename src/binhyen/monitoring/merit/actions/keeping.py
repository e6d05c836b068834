"""The province sets criteria, clocks and bases from a day on, and states circumstances nobody could help."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.merit import events
from binhyen.monitoring.merit.models import Circumstance, MeritTerm
from binhyen.monitoring.merit.rules import law
from binhyen.monitoring.merit.values import CircumstanceDetails, MeritRefused


@transaction.atomic
def set_term(*, code: str, value: int, text: str, valid_from: date, source: str, by: User, at: datetime) -> MeritTerm:
    """``source``: the paper it rests on. Never backwards: what bodies did before was not measured by it.

    Raises MeritRefused for an unknown code, a number outside its bounds, words that are missing, a day gone by.
    """
    today = timezone.localdate(at)
    term = law.terms(today).get(code)
    if term is None:
        raise MeritRefused("Không có thông số này.")
    if valid_from < today:
        raise MeritRefused("Không đặt lùi ngày: việc đã làm không xét theo tiêu chí đặt sau.", "valid_from")
    if term.unit == law.WORDS:
        if not text.strip():
            raise MeritRefused("Hãy ghi nội dung.", "text")
        value = 0
    elif not term.least <= value <= term.most:
        raise MeritRefused(f"Giá trị phải từ {term.least} đến {term.most}.", "value")
    row = MeritTerm.objects.create(
        code=code, value=value, text=text.strip() if term.unit == law.WORDS else "", valid_from=valid_from,
        source=source.strip(), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    fact = events.MeritTermSet(subject_id=code, value=value, valid_from=valid_from.isoformat())
    record(fact, by=by, at=at, reason=source.strip())
    return row


@transaction.atomic
def state_circumstance(*, details: CircumstanceDetails, by: User, at: datetime) -> Circumstance:
    """A storm, a flood, with the document that says so: it speaks for every body of its places. Raises MeritRefused."""
    if details.last < details.first:
        raise MeritRefused("Ngày cuối trước ngày đầu.", "last")
    if details.first > timezone.localdate(at):
        raise MeritRefused("Ngày đầu chưa tới.", "first")
    row = Circumstance.objects.create(
        what=details.what, first=details.first, last=details.last, communes=list(details.communes),
        source=details.source, stated_at=at, stated_by=by,
    )  # fmt: skip
    fact = events.CircumstanceStated(
        subject_id=str(row.pk), first=details.first.isoformat(), last=details.last.isoformat(),
        communes=details.communes,
    )  # fmt: skip
    record(fact, by=by, at=at, reason=details.source)
    return row


@transaction.atomic
def withdraw_circumstance(*, circumstance_id: int, reason: str, by: User, at: datetime) -> Circumstance:
    """It was stated wrongly; proposals that stand already keep it. Raises MeritRefused."""
    row = Circumstance.objects.select_for_update().get(pk=circumstance_id)
    if row.withdrawn_at:
        raise MeritRefused("Hoàn cảnh này đã rút.")
    if not reason.strip():
        raise MeritRefused("Hãy ghi lý do rút.", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by, reason.strip()[:300]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record(events.CircumstanceWithdrawn(subject_id=str(row.pk)), by=by, at=at, reason=reason.strip())
    return row

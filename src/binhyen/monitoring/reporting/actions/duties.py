"""Duties to report: those of the law taken in, those the province makes, those that end."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.events import DutyEnded, DutyMade
from binhyen.monitoring.reporting.models import ReportDuty
from binhyen.monitoring.reporting.queries import forms, seams
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.rules import duties as law
from binhyen.monitoring.reporting.rules.seams import Days, said
from binhyen.monitoring.reporting.values.reports import DutyDetails, DutyOrigin
from binhyen.registers.organisations import queries as organisations

from .refusals import DaysLost, ReportRefused
from .rounds import open_due


@transaction.atomic
def adopt_law(*, province: str, by: User | None, at: datetime) -> list[ReportDuty]:
    """Take in the duties of the law's file that are not there yet. Safe to run twice. Returns the new ones."""
    known = set(ReportDuty.objects.filter(province_code=province).values_list("key", flat=True))
    new = [one for one in law.of_province(province) if one.key not in known]
    return [_store(one, province=province, origin=DutyOrigin.LAW, by=by, at=at) for one in new]


@transaction.atomic
def make(
    *,
    details: DutyDetails,
    province: str,
    directive_duty_id: int | None = None,
    task_id: int | None = None,
    aware: bool = False,
    by: User,
    at: datetime,
) -> ReportDuty:
    """A duty the province makes, of its own or from what a directive says; ``details.key`` "" makes one from the name.

    Its rounds that are open by now are opened in the act. Raises ReportRefused: the rhythm cannot stand, nobody owes
    it, there is no such form, nobody signs; DaysLost where days between it and a duty that ended are in no report.
    """
    wrong = calendar.problems(details.rhythm)
    if wrong:
        raise ReportRefused(wrong[0])
    keys = {*details.units, details.receiver_key, details.through_key} - {""}
    lacking = keys - organisations.by_keys(keys=keys).keys()
    if not details.units or not details.receiver_key or lacking:
        raise ReportRefused("Hãy chọn đơn vị phải báo cáo và nơi nhận trong danh mục cơ quan.")
    if not details.chain:
        raise ReportRefused("Hãy chọn ai ký báo cáo.")
    if not any(one.code == details.form_code for one in forms.published(province=province)):
        raise ReportRefused("Không có mẫu báo cáo này.")
    if not aware:
        _refuse_lost(seams.lost_by_making(details=details, province=province, at=at))
    made = _store(details, province=province, origin=DutyOrigin.PROVINCE, by=by, at=at)
    if directive_duty_id or task_id:
        made.directive_duty_id, made.task_id = directive_duty_id, task_id
        made.save(update_fields=["directive_duty", "task"])
    open_due(duty=made, at=at)
    return made


@transaction.atomic
def end(*, key: str, valid_to: date, reason: str, aware: bool = False, by: User, at: datetime) -> ReportDuty:
    """The duty opens no round for periods that end after ``valid_to``; rounds that are open stay.

    Raises ReportRefused: no reason, or it ended already; DaysLost where days would be in no report and ``aware`` is
    not said.
    """
    duty = ReportDuty.objects.select_for_update().get(key=key)
    if duty.ended_at is not None:
        raise ReportRefused("Chế độ báo cáo này đã thôi.")
    if not reason.strip():
        raise ReportRefused("Hãy nêu lý do, ví dụ văn bản bãi bỏ.")
    if not aware:
        _refuse_lost(seams.lost_by_end(duty=duty, valid_to=valid_to))
    duty.valid_to, duty.ended_at, duty.ended_by = max(valid_to, duty.valid_from), at, by
    duty.save(update_fields=["valid_to", "ended_at", "ended_by"])
    record(DutyEnded(subject_id=duty.key, valid_to=duty.valid_to.isoformat()), by=by, at=at, reason=reason)
    return duty


def _refuse_lost(days: Sequence[Days]) -> None:
    if days:
        named = "; ".join(said(one) for one in days)
        raise DaysLost(f"Những ngày này không nằm trong báo cáo nào cùng mẫu: {named}. Hãy đổi ngày, hoặc xác nhận.")


def _store(details: DutyDetails, *, province: str, origin: DutyOrigin, by: User | None, at: datetime) -> ReportDuty:
    rhythm = details.rhythm
    duty = ReportDuty.objects.create(
        key=details.key or _free_key(details.name), name=details.name, province_code=province,
        units=list(details.units), receiver_key=details.receiver_key, through_key=details.through_key,
        beat=rhythm.beat, starts=rhythm.starts, due_day=rhythm.due_day, due_month=rhythm.due_month,
        due_time=rhythm.due_at, days_off=rhythm.days_off, opens=rhythm.opens, places=list(details.places),
        form_code=details.form_code, annexes=list(details.annexes), chain=law.chain_data(details.chain),
        valid_from=details.valid_from, valid_to=details.valid_to, origin=origin, source=details.source,
        confidence=details.confidence, remark=details.remark, made_at=at, made_by=by,
    )  # fmt: skip
    record(DutyMade(subject_id=duty.key, origin=origin, form=duty.form_code), by=by, at=at)
    return duty


def _free_key(name: str) -> str:
    plain = slugify(search_key(name))[:60] or "bao-cao"
    taken = set(ReportDuty.objects.filter(key__startswith=plain).values_list("key", flat=True))
    return next(key for n in range(len(taken) + 1) if (key := f"{plain}-{n + 1}" if n else plain) not in taken)

"""Rounds: opened ahead by the clock, asked for on demand, and the reports of all who owe one."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import RoundOpened
from binhyen.monitoring.reporting.models import Report, ReportDuty, Round
from binhyen.monitoring.reporting.queries import forms
from binhyen.monitoring.reporting.queries.rounds import units_of
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.values.periods import Beat, ReportPeriod
from binhyen.operations.cases.rules.time import DAY, midnight

from . import telling
from .refusals import ReportRefused


@transaction.atomic
def open_due(*, duty: ReportDuty, at: datetime) -> list[Round]:
    """Open the rounds of a duty that should be there by now. Safe to run twice, and to run late. Two queries and more.

    Raises ReportRefused where the duty names a form that is not in force on the last day of a period.
    """
    locked = ReportDuty.objects.select_for_update().get(pk=duty.pk)
    until = locked.rounds.aggregate(last=Max("period_end"))["last"]
    wanted = calendar.to_open(
        locked.rhythm, valid_from=locked.valid_from, valid_to=locked.valid_to, opened_until=until, at=at,
        places=locked.places,
    )  # fmt: skip
    return [open_round(duty=locked, period=period, by=None, at=at) for period in wanted]


@transaction.atomic
def ask(
    *,
    duty: ReportDuty,
    first: date,
    last: date,
    due: datetime,
    asked: str,
    unit_keys: Iterable[str] = (),
    by: User,
    at: datetime,
) -> Round:
    """A round on demand: figures of which days, by when, what is asked. ``unit_keys`` narrow who owes it.

    Raises ReportRefused: not a duty on demand, it ended, days in disorder, due before the figures can be there.
    """
    duty = ReportDuty.objects.select_for_update().get(pk=duty.pk)
    if Beat(duty.beat) is not Beat.ON_DEMAND:
        raise ReportRefused("Chế độ này có kỳ hạn cố định, không mở đột xuất được.")
    if duty.ended_at is not None or (duty.valid_to is not None and last > duty.valid_to):
        raise ReportRefused("Chế độ báo cáo này đã thôi, không mở kỳ mới được.")
    if first > last:
        raise ReportRefused("Ngày đầu phải đứng trước ngày cuối.")
    cut_off = midnight(last + DAY)
    if due <= at or due < cut_off:
        raise ReportRefused("Hạn gửi phải ở phía trước, sau khi hết ngày cuối của số liệu.")
    if not asked.strip():
        raise ReportRefused("Hãy nêu yêu cầu báo cáo nội dung gì.")
    number = duty.rounds.count() + 1
    period = ReportPeriod(
        code=f"{last:%Y%m%d}-{number}", name=f"từ {first:%d/%m} đến {last:%d/%m/%Y}", first=first, last=last,
        opens=at, cut_off=cut_off, due=due, due_as_said=due,
    )  # fmt: skip
    made = open_round(duty=duty, period=period, by=by, at=at, asked=asked, unit_keys=unit_keys)
    telling.opened(held=made, by=by, at=at)
    return made


@transaction.atomic
def open_round(
    *,
    duty: ReportDuty,
    period: ReportPeriod,
    by: User | None,
    at: datetime,
    asked: str = "",
    unit_keys: Iterable[str] = (),
) -> Round:
    """Store a round with an empty report of each unit. Raises ReportRefused."""
    form = forms.in_force(code=duty.form_code, on=period.last, province=duty.province_code)
    if form is None:
        raise ReportRefused(f"Ngày {period.last:%d/%m/%Y} chưa có mẫu “{duty.form_code}” có hiệu lực.")
    units = units_of(units=duty.units, on=period.last)
    wanted = frozenset(unit_keys)
    chosen = [one for one in units if one.key in wanted] if wanted else units
    if not chosen:
        raise ReportRefused("Không có đơn vị nào phải gửi báo cáo này.")
    made = Round.objects.create(
        duty=duty, code=period.code, name=period.name, period_start=period.first, period_end=period.last,
        opens_at=period.opens, cut_off_at=period.cut_off, due_at=period.due, due_as_said=period.due_as_said,
        form_key=form.key, asked=asked.strip()[:500], made_at=at, made_by=by,
    )  # fmt: skip
    Report.objects.bulk_create(
        Report(round=made, body=body, area_code=body.area_code, first_due_at=period.due, due_at=period.due)
        for body in chosen
    )
    record(
        RoundOpened(subject_id=str(made.pk), duty=duty.key, code=made.code, units=len(chosen)), by=by, at=at
    )  # fmt: skip
    return made

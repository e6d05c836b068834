"""Which days are in no report, or in two, around a duty: beside the duties of the same form that the same units owe."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from binhyen.monitoring.reporting.models import ReportDuty
from binhyen.monitoring.reporting.rules import seams
from binhyen.monitoring.reporting.rules.seams import Days, Held
from binhyen.monitoring.reporting.values.reports import DutyDetails, DutyOrigin
from binhyen.operations.cases.rules.time import DAY

from .rounds import units_of

LONG_AGO = timedelta(days=366)


def held_of(duty: ReportDuty) -> Held:
    """A duty as far as its days go. One of the law's held before it was taken in."""
    made = duty.made_at if duty.origin == DutyOrigin.PROVINCE else None
    return Held(rhythm=duty.rhythm, valid_from=duty.valid_from, valid_to=duty.valid_to, made=made, places=duty.places)


def kin(*, form: str, province: str, units: Collection[str], on: date, but: str = "") -> list[ReportDuty]:
    """Other duties of a form that some of the same bodies owe. Three queries for each duty of the form, and four."""
    own = {one.pk for one in units_of(units=units, on=on)}
    found = ReportDuty.objects.filter(form_code=form, province_code=province).exclude(key=but).order_by("valid_from")
    return [
        one for one in found if held_of(one).steady and own & {body.pk for body in units_of(units=one.units, on=on)}
    ]


def lost_by_end(*, duty: ReportDuty, valid_to: date) -> list[Days]:
    """Days in no report where the duty ends on a day."""
    if not held_of(duty).steady:
        return []
    return seams.lost_by_end(held_of(duty), [held_of(one) for one in _kin_of(duty, valid_to)], valid_to)


def lost_by_making(*, details: DutyDetails, province: str, at: datetime) -> list[Days]:
    """Days in no report between duties that ended and the new one."""
    new = _new(details, at)
    begins = next((first for first, _ in seams.reported(new, new.valid_from + seams.AHEAD)), None)
    if not new.steady or begins is None:
        return []
    near = kin(form=details.form_code, province=province, units=details.units, on=details.valid_from)
    duties = [*(held_of(one) for one in near), new]
    return [one for one in seams.lost(duties, since=begins - DAY) if one[1] == begins - DAY]


def sentences(*, duty: ReportDuty, on: date) -> list[str]:
    """What is to be known of a duty's seams, for its page: days of the last year in none, or in two."""
    own = held_of(duty)
    if not own.steady:
        return []
    near = _kin_of(duty, on)
    since = max(duty.valid_from, on - LONG_AGO)
    gaps = seams.lost([own, *(held_of(one) for one in near)], since=since)
    found = [f"Những ngày {seams.said(one)} không nằm trong báo cáo nào cùng mẫu." for one in gaps]
    for one in near:
        until = seams.horizon([own, held_of(one)])
        both = [days for days in seams.overlaps(own, held_of(one), until) if days[1] >= since]
        found += [
            f"Chế độ “{one.name}” cùng mẫu cũng lấy số liệu {_said(days, until)}: đơn vị báo cáo hai lần."
            for days in both[:1]
        ]
    return found


def _kin_of(duty: ReportDuty, on: date) -> list[ReportDuty]:
    return kin(form=duty.form_code, province=duty.province_code, units=duty.units, on=on, but=duty.key)


def _new(details: DutyDetails, at: datetime) -> Held:
    return Held(
        rhythm=details.rhythm, valid_from=details.valid_from, valid_to=details.valid_to, made=at, places=details.places
    )


def _said(days: Days, until: date) -> str:
    return f"từ {days[0]:%d/%m/%Y}" if days[1] >= until else f"những ngày {seams.said(days)}"

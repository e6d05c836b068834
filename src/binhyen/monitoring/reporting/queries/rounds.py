"""Duties and their rounds: how many of the reports are in, late, silent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q, QuerySet

from binhyen.monitoring.reporting.models import ReportDuty, Round
from binhyen.monitoring.reporting.rules import calendar
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.monitoring.reporting.values.reports import HANDED_IN, State
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.values import DeadlineKind
from binhyen.registers.organisations import queries as organisations
from binhyen.registers.organisations.models import Body, Membership, valid_on
from binhyen.registers.organisations.values import Level

from . import forms

ROUNDS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty as its list shows it."""

    duty: ReportDuty
    said: str  # when it is due
    covers: str  # of which days
    receiver: str
    through: str
    units: str
    findings: Sequence[str]


def duties(*, province: str = "", ended: bool = False) -> list[DutyLine]:
    """Duties that open rounds, or those that ended. Two queries."""
    found = list(ReportDuty.objects.filter(ended_at__isnull=not ended).order_by("beat", "name", "pk"))
    names = _names(found)
    return [duty_line(one, names) for one in found if not province or one.province_code == province]


def duty(*, key: str) -> DutyLine | None:
    """One duty. Two queries."""
    found = ReportDuty.objects.select_related("directive_duty__directive__document").filter(key=key).first()
    return duty_line(found, _names([found])) if found else None


def duty_line(found: ReportDuty, names: dict[str, str]) -> DutyLine:
    return DutyLine(
        found, calendar.said(found.rhythm), calendar.covers(found.rhythm), names.get(found.receiver_key, ""),
        names.get(found.through_key, ""), ", ".join(names.get(key, key) for key in found.units),
        calendar.findings(found.rhythm, found.valid_from),
    )  # fmt: skip


def _names(found: Sequence[ReportDuty]) -> dict[str, str]:
    keys = {key for one in found for key in (*one.units, one.receiver_key, one.through_key)} - {""}
    return {key: body.name for key, body in organisations.by_keys(keys=keys).items()}


def rounds(*, at: datetime) -> QuerySet[Round]:
    """Rounds, the last due first, each with ``units``, ``handed_in``, ``late``, ``returned``, ``silent`` at ``at``."""
    silent = Q(reports__state=State.OPEN)
    late = Q(reports__first_sent_at__gt=F("reports__due_at")) | Q(
        reports__first_sent_at__isnull=True, reports__due_at__lt=at
    )
    return (
        Round.objects.select_related("duty")
        .annotate(
            units=Count("reports"),
            handed_in=Count("reports", filter=Q(reports__state__in=HANDED_IN)),
            late=Count("reports", filter=late),
            returned=Count("reports", filter=Q(reports__state=State.RETURNED)),
            silent=Count("reports", filter=silent),
        )
        .order_by("-due_at", "-pk")
    )


def form_of(*, found: ReportDuty, on: date) -> FormDefinition | None:
    """The version of its form on a day. One query."""
    return forms.in_force(code=found.form_code, on=on, province=found.province_code)


def recurring_of_directives(*, number: int | None = None) -> QuerySet[Duty]:
    """Duties of directives that say to report at a rhythm: what a duty to report is made from."""
    found = Duty.objects.select_related("directive__document").filter(deadline_type=DeadlineKind.RECURRING)
    return found.filter(pk=number) if number else found.order_by("-directive__received_at", "position")


def home_province() -> str:
    """The province this installation is of: that of the committee all its duties go to. "" before it is set up."""
    found = organisations.by_keys(keys=["ubnd_tinh"]).get("ubnd_tinh")
    return found.area_code if found else ""


def units_of(*, units: Iterable[str], on: date) -> list[Body]:
    """The bodies that owe a report on a day, of those a duty names; of groups their members. Three queries."""
    named = list(Body.objects.filter(key__in=list(units)))
    groups = [one.pk for one in named if one.level == Level.GROUP]
    inside = Membership.objects.filter(valid_on(on), group_id__in=groups).values("member_id")
    alone = [one.pk for one in named if one.level != Level.GROUP]
    own = Body.objects.filter(valid_on(on))
    return list((own.filter(pk__in=inside) | own.filter(pk__in=alone)).order_by("sort_key", "pk").distinct())

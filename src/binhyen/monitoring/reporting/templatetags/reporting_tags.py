"""Small words of pages of reports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.queries import people
from binhyen.monitoring.reporting.queries.report import Sheet
from binhyen.monitoring.reporting.rules.annexes import size
from binhyen.monitoring.reporting.rules.states import WISH_LABELS, moment, wish_of
from binhyen.operations.cases.permissions import COUNTERS, EXPORTERS

register = template.Library()


@register.filter
def when(at: datetime | None) -> str:
    """ "10:00 thứ Hai 23/11/2026"; the end of a day is said as such."""
    return moment(at) if at else ""


@register.filter
def wish(report: Report, at: datetime) -> str:
    """What its unit may ask for now, in words; "" where there is nothing."""
    found = wish_of(report, at)
    return gettext(WISH_LABELS[found]) if found else ""


@register.filter
def value(held: Mapping[str, Any] | None, key: str) -> Any:
    """The entry of a key; "" where there is none."""
    return held.get(key, "") if held else ""


@register.inclusion_tag("reporting/people.html", takes_context=True)
def people_list(context: Mapping[str, Any], sheet: Sheet, code: str) -> dict[str, Any]:
    """How many people are under a heading, and the doors of the register this reader has to just them."""
    scope: Scope = context["request"].scope
    found = people.listed(report=sheet.report, form=sheet.form, content=sheet.content)[code]
    return {"listed": found, "opens": scope.has(*COUNTERS), "takes": scope.has(*EXPORTERS)}


@register.filter
def weight(count: int) -> str:
    """Bytes as people say them: "340 KB"."""
    return size(count)

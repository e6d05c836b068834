"""Small words of pages of reports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext

from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules.annexes import size
from binhyen.monitoring.reporting.rules.states import WISH_LABELS, moment, wish_of

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


@register.filter
def weight(count: int) -> str:
    """Bytes as people say them: "340 KB"."""
    return size(count)

"""Small words of pages of reports."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template

from binhyen.monitoring.reporting.rules.states import moment

register = template.Library()


@register.filter
def when(at: datetime | None) -> str:
    """ "10:00 thứ Hai 23/11/2026"; the end of a day is said as such."""
    return moment(at) if at else ""


@register.filter
def value(held: Mapping[str, Any] | None, key: str) -> Any:
    """The entry of a key; "" where there is none."""
    return held.get(key, "") if held else ""

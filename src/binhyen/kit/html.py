"""Template tags every page has without loading them: icons, clocks, and a figure with its unit.

Listed in settings as a built-in library. Nothing here reads a table or a clock.
"""

from datetime import date
from functools import cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext

from binhyen.kit.addresses import url

register = template.Library()

WEEKDAYS = (
    gettext_noop("thứ Hai"),
    gettext_noop("thứ Ba"),
    gettext_noop("thứ Tư"),
    gettext_noop("thứ Năm"),
    gettext_noop("thứ Sáu"),
    gettext_noop("thứ Bảy"),
    gettext_noop("Chủ nhật"),
)


register.tag("url", url)


@register.simple_tag
@cache
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """An icon of the sprite. Silent for screen readers unless it stands alone and ``label`` says what it means."""
    heard = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"/></svg>', f"icon {size}".strip(), heard, static("binhyen/icons.svg"), name
    )


def days_left(due: date, today: date) -> int:
    return (due - today).days


@register.simple_tag
def due_chip(due: date | None, today: date, done: bool = False) -> SafeString:
    """How far a last day is away, as a chip: words first, colour beside them. Unknown days say so."""
    if due is None:
        return format_html('<span class="chip unknown">{}</span>', gettext("không có ngày"))
    if done:
        return format_html('<span class="chip ok">{}</span>', gettext("xong"))
    left = days_left(due, today)
    if left < 0:
        words = ngettext("quá %(n)d ngày", "quá %(n)d ngày", -left) % {"n": -left}
        return format_html('<span class="chip late">{}</span>', words)
    if left == 0:
        return format_html('<span class="chip warn">{}</span>', gettext("hôm nay"))
    words = ngettext("còn %(n)d ngày", "còn %(n)d ngày", left) % {"n": left}
    return format_html('<span class="chip {}">{}</span>', "warn" if left <= 7 else "", words)


@register.simple_tag
def ring(due: date, today: date, whole: int = 30) -> SafeString:
    """A clock as a ring: how much of the last ``whole`` days before ``due`` is gone. Late is full and brick."""
    left = days_left(due, today)
    gone = min(100, max(0, round(100 - 100 * left / whole)))
    state = "is-late" if left < 0 else "is-warn" if left <= 7 else ""
    if left < 0:
        words = gettext("quá %(n)d ng") % {"n": -left}
    else:
        words = gettext("hôm nay") if left == 0 else gettext("%(n)d ng") % {"n": left}
    return format_html(
        '<span class="ring {}"><svg viewBox="0 0 64 64" aria-hidden="true"><circle class="way" cx="32" cy="32" r="28"/>'
        '<circle class="gone" cx="32" cy="32" r="28" pathLength="100" stroke-dasharray="{} 100"/></svg>'
        "<b>{}</b></span>",
        state,
        gone,
        words,
    )


@register.filter
def weekday(day: date | None) -> str:
    """Thứ Hai … Chủ nhật, as people here name them."""
    return gettext(WEEKDAYS[day.weekday()]) if day else ""


@register.filter
def iso_day(text: str) -> str:
    """A day stored as 2026-12-31, as people here write it; anything else as it is."""
    try:
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    except ValueError:
        return text


@register.filter
def figure(value: int | None) -> str:
    """A whole number with dots between thousands, as printed in Vietnamese; nothing known is a dash."""
    return "–" if value is None else f"{value:,}".replace(",", ".")


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | str]:
    """The page numbers a pager shows: the ends, the neighbours, and "…" between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))

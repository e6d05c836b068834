"""Small words of pages of figures."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def of(counted: Mapping[str, Any] | None, code: str) -> Any:
    """The entry of a code; None where there is none."""
    return counted.get(code) if counted else None


@register.simple_tag
def difference(was: int, now: int) -> str:
    """+3, −2, or nothing where they are equal."""
    return f"{now - was:+d}".replace("-", "−") if now != was else ""

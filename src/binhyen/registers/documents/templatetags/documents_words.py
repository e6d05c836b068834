"""Words for what was stored of signatures."""

from datetime import datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def moment(stored: str) -> str:
    """An ISO moment as people here write it; "" for none."""
    try:
        return timezone.localtime(datetime.fromisoformat(stored)).strftime("%H:%M %d/%m/%Y")
    except ValueError:
        return ""

"""Words of offices for templates."""

from django import template

from binhyen.foundation.accounts.models import Appointment

register = template.Library()


@register.simple_tag
def body_name(names: dict[str, str], office: Appointment) -> str:
    """The body's name, or its key where the register does not know it."""
    return names.get(office.body_key, office.body_key)

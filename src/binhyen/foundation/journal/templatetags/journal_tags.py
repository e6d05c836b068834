"""Words of the journal for templates."""

from django import template
from django.apps import apps

from binhyen.foundation.journal.models import Fact

register = template.Library()


@register.simple_tag
def subject(fact: Fact) -> str:
    """What the fact is about, in words: the subject's own name and the number of the thing."""
    label = fact.subject_type.partition(".")[0]
    known = apps.app_configs.get(label)
    return f"{known.verbose_name if known else fact.subject_type} {fact.subject_id}"

"""Form fields every subject uses in the same way."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

DAY_FORMS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day as offices here write it, on every machine: a browser draws its own day field in its own language."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=DAY_FORMS,
        widget=forms.DateInput(
            attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}, format=DAY_FORMS[0]
        ),
    )


def read_day(text: str | None) -> date | None:
    """The day an address names in one of those forms; None for anything else."""
    for form in DAY_FORMS:
        try:
            return datetime.strptime(text or "", form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None

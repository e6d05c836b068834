"""The shape of an act that needs nothing but its reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 500  # letters the columns of reasons hold


class ReasonForm(forms.Form):
    """Sending back, stopping, withdrawing, signing for somebody: each says why."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3, "data-grow": ""})
    )

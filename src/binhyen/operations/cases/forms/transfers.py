"""Answering a move: taken over on a day and hour, or not taken over, with the reason."""

from datetime import datetime, time

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.operations.cases.rules.time import VIETNAM


class AcceptForm(forms.Form):
    arrived_on = day_field(_("Ngày đến trình diện"))
    arrived_time = forms.TimeField(label=_("Giờ"), required=False, input_formats=("%H:%M", "%Hh%M"))

    def arrived_at(self) -> datetime:
        data = self.cleaned_data
        return datetime.combine(data["arrived_on"], data["arrived_time"] or time(), VIETNAM)


class RefuseForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao không tiếp nhận"), max_length=300, help_text=_("Ví dụ: đã xác minh, người này không đến ở.")
    )

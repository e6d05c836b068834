"""Small forms of a file: who helps, and why a fact is withdrawn."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.operations.cases.models import CaseHelper


class HelperForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.CharField(label=_("Vai trò"), max_length=80, help_text=_("Ví dụ: trưởng thôn, Hội Phụ nữ, người nhà."))
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    direct = forms.BooleanField(label=_("Người trực tiếp giúp đỡ"), required=False)

    def named(self, *, today: date) -> dict[str, Any]:
        return {**self.cleaned_data, "since": today}


class ReceptionForm(forms.Form):
    """Who receives somebody who comes home, and when they first meet."""

    name = forms.CharField(label=_("Người giúp đỡ trực tiếp"), max_length=120)
    role = forms.CharField(label=_("Vai trò"), max_length=80, help_text=_("Ví dụ: trưởng thôn, Hội Phụ nữ, người nhà."))
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    first_visit_on = day_field(
        _("Ngày gặp lần đầu"), help_text=_("Hôm nay hoặc sau hôm nay; gặp trước ngày về cũng được.")
    )

    @classmethod
    def of(cls, data: Any, team: list[CaseHelper]) -> "ReceptionForm":
        """With the plan there is, to be changed."""
        fields = ("name", "role", "phone", "first_visit_on")
        direct = next((one for one in team if one.direct), None)
        return cls(data, initial={name: getattr(direct, name) for name in fields} if direct else None)


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao rút"), max_length=300, help_text=_("Ví dụ: nhập nhầm phiếu của người khác; ghi hai lần.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

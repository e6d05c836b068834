"""Small forms of a file: who helps, and why a fact is withdrawn."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class HelperForm(forms.Form):
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    role = forms.CharField(label=_("Vai trò"), max_length=80, help_text=_("Ví dụ: trưởng thôn, Hội Phụ nữ, người nhà."))
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    direct = forms.BooleanField(label=_("Người trực tiếp giúp đỡ"), required=False)

    def named(self, *, today: date) -> dict[str, Any]:
        return {**self.cleaned_data, "since": today}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Vì sao rút"), max_length=300, help_text=_("Ví dụ: nhập nhầm phiếu của người khác; ghi hai lần.")
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

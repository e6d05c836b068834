"""What an auditor asks of the journal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .values import FactFilter


class FactFilterForm(forms.Form):
    """From the address to a FactFilter. Fields that do not fit are left out rather than refused."""

    q = forms.CharField(label=_("Tìm"), max_length=100, required=False)
    loai = forms.ChoiceField(label=_("Loại ghi nhận"), required=False)
    nguoi = forms.IntegerField(label=_("Số tài khoản"), required=False, min_value=1, widget=forms.HiddenInput)
    ve = forms.CharField(label=_("Về"), max_length=130, required=False, widget=forms.HiddenInput)
    tu = forms.DateField(label=_("Từ ngày"), required=False, widget=forms.DateInput({"placeholder": "dd/mm/yyyy"}))
    den = forms.DateField(label=_("Đến ngày"), required=False, widget=forms.DateInput({"placeholder": "dd/mm/yyyy"}))
    truoc = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: object, *, kinds: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["loai"].choices = [("", _("Mọi loại")), *kinds]  # type: ignore[attr-defined]

    def value(self) -> FactFilter:
        self.is_valid()
        asked = self.cleaned_data
        return FactFilter(
            words=asked.get("q") or "",
            kind=asked.get("loai") or "",
            subject=asked.get("ve") or "",
            actor_id=asked.get("nguoi"),
            first_day=asked.get("tu"),
            last_day=asked.get("den"),
            before=asked.get("truoc"),
        )

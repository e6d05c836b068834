"""Shape of what people type about territories."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field

from .values import HamletDetails, HamletKind, PopulationKind


class HamletForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=HamletKind.choices)
    name = forms.CharField(
        label=_("Tên"), max_length=80, help_text=_("Không ghi lại loại: “Na Lốc 2”, không phải “thôn Na Lốc 2”.")
    )
    on = day_field(_("Từ ngày"), help_text=_("Ngày thôn có tên này, theo nghị quyết hoặc quyết định."))

    def details(self, commune_code: str) -> HamletDetails:
        data = self.cleaned_data
        return HamletDetails(commune_code=commune_code, kind=data["kind"], name=data["name"], on=data["on"])


class CloseHamletForm(forms.Form):
    on = day_field(_("Ngày cuối cùng"))
    reason = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Số, ngày nghị quyết sáp nhập hoặc giải thể.")
    )


class PopulationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại số liệu"), choices=PopulationKind.choices)
    as_of = day_field(_("Tính đến ngày"))
    people = forms.IntegerField(label=_("Số người"), min_value=0, max_value=5_000_000)
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=_("Cơ quan cung cấp, số và ngày văn bản."))

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._today = today

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self._today:
            raise forms.ValidationError(_("Số dân không thể tính đến một ngày chưa tới."))
        return day

    def figure(self) -> dict[str, Any]:
        """What all figures of this kind, day and source have in common."""
        data = self.cleaned_data
        return {"kind": PopulationKind(data["kind"]), "as_of": data["as_of"], "source": data["source"]}

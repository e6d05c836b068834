"""Shape of what people type about territories."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field

from .values import HamletDetails, HamletKind, PopulationKind

MOST_PEOPLE = 5_000_000  # of one commune


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
    people = forms.IntegerField(label=_("Số người"), min_value=0, max_value=MOST_PEOPLE)
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


class PopulationsForm(forms.Form):
    """What all figures of one entry have in common, and perhaps a file that holds them."""

    kind = forms.ChoiceField(label=_("Loại số liệu"), choices=PopulationKind.choices)
    as_of = day_field(_("Tính đến ngày"))
    source = forms.CharField(label=_("Nguồn"), max_length=300, help_text=_("Cơ quan cung cấp, số và ngày văn bản."))
    file = forms.FileField(
        label=_("Tệp Excel"), required=False, help_text=_("Có cột mã xã hoặc tên xã, và cột nhân khẩu.")
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._today = today

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self._today:
            raise forms.ValidationError(_("Số dân không thể tính đến một ngày chưa tới."))
        return day

    def figure(self) -> dict[str, Any]:
        """What all figures have in common."""
        data = self.cleaned_data
        return {"kind": PopulationKind(data["kind"]), "as_of": data["as_of"], "source": data["source"]}

    def people(self, codes: Iterable[str]) -> tuple[dict[str, int], dict[str, str]]:
        """The figures typed beside each commune, and those that are none, as typed. What is empty stays as it is."""
        good: dict[str, int] = {}
        wrong: dict[str, str] = {}
        for code in codes:
            text = self.data.get(f"p-{code}", "").strip()
            digits = text.replace(".", "").replace(" ", "")
            if digits.isdecimal() and digits.isascii() and int(digits) <= MOST_PEOPLE:
                good[code] = int(digits)
            elif text:
                wrong[code] = text
        return good, wrong

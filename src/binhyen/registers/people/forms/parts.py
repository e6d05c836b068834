"""What people type to add to a person, by what is added."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.fields import day_field
from binhyen.registers.people.rules.compartments import compartment_of
from binhyen.registers.people.values import (
    AddressDetails,
    AddressKind,
    AliasKind,
    ContactKind,
    NumberDetails,
    NumberKind,
    SensitiveDetails,
    Topic,
)


class NumberForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại giấy tờ"), choices=NumberKind.choices)
    text = forms.CharField(label=_("Số"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    issued_on = day_field(_("Ngày cấp"), required=False)
    issued_by = forms.CharField(label=_("Nơi cấp"), max_length=120, required=False)

    def value(self) -> dict[str, Any]:
        return {"details": NumberDetails(**self.cleaned_data)}


class ContactForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=ContactKind.choices)
    text = forms.CharField(label=_("Liên hệ"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def value(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class AddressForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại địa chỉ"), choices=AddressKind.choices)
    place = forms.CharField(
        label=_("Xã, phường"),
        max_length=120,
        required=False,
        help_text=_("Tên xã cũ cũng được: hệ thống tìm xã hiện nay."),
        widget=forms.TextInput(attrs={"list": "communes", "autocomplete": "off"}),
    )
    text = forms.CharField(label=_("Địa chỉ như giấy tờ ghi"), max_length=300, required=False)
    valid_from = day_field(_("Từ ngày"), required=False)
    valid_to = day_field(_("Đến ngày"), required=False)

    def __init__(self, *args: Any, places: Any = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.places = places

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("place") and not given.get("text"):
            self.add_error("text", _("Hãy ghi xã hoặc địa chỉ."))
        start, end = given.get("valid_from"), given.get("valid_to")
        if start and end and end < start:
            self.add_error("valid_to", _("Ngày cuối phải sau ngày đầu."))
        return given

    def value(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        place = given.pop("place")
        code, left = self.places.resolved(place) if place else ("", "")
        given["text"] = ", ".join(part for part in (given["text"], left) if part)
        return {"details": AddressDetails(place_code=code, **given)}


class AliasForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại tên"), choices=AliasKind.choices)
    name = forms.CharField(label=_("Tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def value(self) -> dict[str, Any]:
        return {"name": self.cleaned_data["name"], "kind": AliasKind(self.cleaned_data["kind"])}


class HouseholdForm(forms.Form):
    relation = forms.CharField(
        label=_("Quan hệ"), max_length=40, help_text=_("Cha, mẹ, vợ, chồng, con, người giám hộ …")
    )
    name = forms.CharField(label=_("Họ và tên người đó"), max_length=120)

    def value(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class SensitiveForm(forms.Form):
    """Only topics whose compartment the reader opens for this person."""

    topic = forms.ChoiceField(label=_("Nội dung"), choices=())
    value_text = forms.CharField(label=_("Ghi"), max_length=500)
    basis = forms.CharField(
        label=_("Vì sao cần lưu"), max_length=200, help_text=_("Căn cứ hoặc mục đích: dữ liệu nhạy cảm phải có lý do.")
    )

    def __init__(self, *args: Any, opens: frozenset[str] = frozenset(), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            (topic.value, topic.label)
            for topic in Topic
            if topic != Topic.PAPER_IMAGE and compartment_of(topic) in opens
        ]

    def value(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"details": SensitiveDetails(topic=given["topic"], value=given["value_text"], basis=given["basis"])}


class PhotoForm(forms.Form):
    file = forms.ImageField(label=_("Ảnh chân dung"), help_text=_("JPEG hoặc PNG, không quá 5 MB."))
    taken_on = day_field(_("Ngày chụp"), required=False)


class EndForm(forms.Form):
    on = day_field(_("Ngày cuối còn đúng"))
    reason = forms.CharField(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, today: date, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.today = today
        self.initial["on"] = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("Ngày này chưa tới."))
        return on


PARTS: dict[str, type[forms.Form]] = {
    "so": NumberForm, "lien-he": ContactForm, "dia-chi": AddressForm, "ten": AliasForm, "ho-gia-dinh": HouseholdForm,
    "nhay-cam": SensitiveForm,
}  # fmt: skip


def part_form(part: str, data: Any, *, scope: Scope, communes: tuple[str, ...], places: Any) -> forms.Form:
    """The form that adds ``part`` to a person of these communes."""
    if part == "nhay-cam":
        return SensitiveForm(data, opens=scope.opens_for(*communes))
    if part == "dia-chi":
        return AddressForm(data, places=places)
    return PARTS[part](data)

"""What people type about a person: one form for entering, a shorter one for mending."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.choices import Places
from binhyen.registers.people.rules.births import BirthUnreadable, birth_words, read_birth, stored_birth
from binhyen.registers.people.rules.numbers import read_number
from binhyen.registers.people.values import (
    AddressDetails,
    AddressKind,
    Birth,
    Compartment,
    ContactKind,
    PersonChanges,
    PersonDetails,
    Topic,
)

SEXES = (("", _("Chưa rõ")), ("M", _("Nam")), ("F", _("Nữ")))
_QUIET = {"autocomplete": "off", "spellcheck": "false"}
_DIGITS = _QUIET | {"inputmode": "numeric"}


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("Tìm người"),
        required=False,
        max_length=120,
        help_text=_("Tên không cần dấu, thêm năm sinh, 4 số cuối hoặc cả số giấy tờ, điện thoại."),
        widget=forms.TextInput(attrs=_QUIET | {"type": "search", "data-key-search": "people"}),
    )


class IdentityForm(forms.Form):
    """Name, sex, birth and hamlet; ``today`` decides which births are possible."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs=_QUIET))
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES, required=False)
    birth = forms.CharField(
        label=_("Ngày sinh"),
        max_length=20,
        required=False,
        help_text=_("12/03/1990; chưa rõ ngày thì ghi 03/1990 hoặc 1990."),
        widget=forms.TextInput(attrs=_DIGITS),
    )
    hamlet = forms.TypedChoiceField(
        label=_("Thôn, tổ dân phố"), required=False, coerce=int, empty_value=None, choices=[("", _("Chưa rõ"))]
    )

    def __init__(self, data: Any = None, *, places: Places, today: Any, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.places, self.today = places, today
        self._set_hamlets(self._commune())

    def _commune(self) -> str:
        return self.places.only

    def _set_hamlets(self, commune: str) -> None:
        self.fields["hamlet"].choices = [("", _("Chưa rõ")), *self.places.hamlets(commune)]  # type: ignore[attr-defined]

    def clean_birth(self) -> Birth:
        try:
            return read_birth(self.cleaned_data["birth"], today=self.today)
        except BirthUnreadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable


class AmendForm(IdentityForm):
    version = forms.IntegerField(widget=forms.HiddenInput)
    keep_name = forms.BooleanField(label=_("Giữ tên cũ làm “tên trước đây”"), required=False)
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)

    def changes(self) -> PersonChanges:
        given = self.cleaned_data
        return PersonChanges(
            full_name=given["full_name"], sex=given["sex"], birth=given["birth"], hamlet_id=given["hamlet"]
        )

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        return {
            "full_name": person.full_name,
            "sex": person.sex,
            "birth": birth_words(stored_birth(person.birth_on, person.birth_precision)),
            "hamlet": person.hamlet_id or "",
            "version": person.version,
        }


class PersonForm(IdentityForm):
    """Everything of a new person that an officer has at hand; only name and commune must be given."""

    field_order = ("full_name", "sex", "birth", "number", "phone", "commune", "hamlet", "address")
    number = forms.CharField(
        label=_("Số định danh hoặc CMND"), max_length=30, required=False, widget=forms.TextInput(attrs=_DIGITS)
    )
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False, widget=forms.TextInput(attrs=_DIGITS))
    commune = forms.ChoiceField(label=_("Xã, phường quản lý"), choices=())
    address = forms.CharField(
        label=_("Nơi ở hiện tại"), max_length=300, required=False, help_text=_("Số nhà, đường; thôn chọn ở trên.")
    )
    permanent = forms.CharField(
        label=_("Thường trú, nếu ở nơi khác"),
        max_length=300,
        required=False,
        help_text=_("Tên xã cũ cũng được: hệ thống tìm xã hiện nay."),
    )
    other_names = forms.CharField(
        label=_("Tên gọi khác"), max_length=240, required=False, help_text=_("Nhiều tên thì cách nhau bằng dấu phẩy.")
    )
    ethnicity = forms.CharField(label=_("Dân tộc"), max_length=60, required=False)

    def __init__(self, data: Any = None, *, scope: Scope, **rest: Any) -> None:
        super().__init__(data, **rest)
        first = [] if self.places.only else [("", _("Chọn xã, phường"))]
        self.fields["commune"].choices = [*first, *self.places.communes]  # type: ignore[attr-defined]
        if Compartment.MANAGEMENT not in scope.compartments:
            del self.fields["ethnicity"]

    def _commune(self) -> str:
        return str(self.data.get("commune") or self.places.only)

    def clean_number(self) -> str:
        """Kept as typed; told at once where spaces or a lost zero made it look wrong."""
        return str(self.cleaned_data["number"]).strip()

    def details(self) -> PersonDetails:
        """What was typed, whole or half: fields that could not be read are left out."""
        given: dict[str, Any] = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        commune = given["commune"]
        addresses = [
            AddressDetails(
                kind=AddressKind.ACTUAL, place_code=commune, hamlet_id=given["hamlet"] or None, text=given["address"]
            )
        ]
        if given["permanent"]:
            place, text = self.places.resolved(given["permanent"])
            addresses.append(AddressDetails(kind=AddressKind.PERMANENT, place_code=place, text=text))
        number = read_number(given["number"])
        return PersonDetails(
            full_name=given["full_name"],
            commune_code=commune,
            sex=given["sex"],
            birth=given["birth"] or Birth(),
            aliases=tuple(name.strip() for name in given["other_names"].split(",") if name.strip()),
            numbers=((number.kind, given["number"]),) if given["number"] else (),
            contacts=((ContactKind.PHONE, given["phone"]),) if given["phone"] else (),
            addresses=tuple(addresses) if commune else (),
            hamlet_id=given["hamlet"] or None,
            sensitive=((Topic.ETHNICITY, given["ethnicity"]),) if given.get("ethnicity") else (),
        )

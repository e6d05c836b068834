"""Forms of offences and areas, made from the columns of their table; and the small ones of their parts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.grid.columns import Column, Kind
from binhyen.operations.offences.queries.columns import (
    HAMLET_HELP,
    LONGEST_HAMLET,
    LONGEST_REFERENCE,
    REFERENCE_HELP,
    SPOT,
    SPOT_HELP,
)
from binhyen.operations.offences.rules.entries import substance_code
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.values import (
    Approver,
    Axis,
    PartyDetails,
    PointKind,
    PointStatus,
    PointStep,
    Residence,
    RouteDetails,
    RouteKind,
    SeizureDetails,
    Unit,
)
from binhyen.registers.people.forms.choosing import PersonField
from binhyen.registers.people.queries.choosing import Choosing

CHOOSE = ("", _("Chưa ghi"))
SEVERAL = frozenset({"articles", "kinds"})
Choices = Sequence[tuple[str, Any]]


class SpotInput(forms.TextInput):
    """A place: typed, pasted, or chosen on the ground of the commune the form names."""

    template_name = "offences/spot_input.html"


class Refusable(forms.Form):
    """A form whose refusals stand beside their fields."""

    def put(self, refusal: OffenceRefused) -> None:
        self.put_all(refusal.problems)

    def put_all(self, problems: Iterable[Problem]) -> None:
        names = {"commune_code": "commune", "person_id": "person"}
        for one in problems:
            name = names.get(one.field, one.field)
            self.add_error(name if name in self.fields else None, one.message)


class RowForm(Refusable):
    """A new row of a table. ``one_time_key``: sent twice it is one record. ``person``: the row may link one."""

    one_time_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    BESIDE = frozenset({"one_time_key"})  # not of the row

    def __init__(
        self, data: Any = None, *, columns: Iterable[Column], person: Choosing | None = None, **rest: Any
    ) -> None:
        rest["initial"] = {"one_time_key": uuid4(), **rest.get("initial", {})}
        super().__init__(data, **rest)
        linked = {"person": PersonField(person)} if person else {}
        self.fields = {**{one.name: _field(one) for one in columns}, **linked, **self.fields}

    def given(self) -> dict[str, Any]:
        """Values by column; a link as ``person_id``, there even where nobody is linked."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in self.BESIDE}
        return {**said, "person_id": said.pop("person")} if "person" in said else said


class CorrectForm(RowForm):
    """A record stated anew; why is asked for. ``version`` is the one the person saw."""

    reason = forms.CharField(label=_("Vì sao sửa"), max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    BESIDE = frozenset({"one_time_key", "reason", "version"})

    def who(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"], "version": self.cleaned_data["version"]}


def _field(column: Column) -> forms.Field:
    common: dict[str, Any] = {"label": column.label, "required": column.required, "help_text": column.help}
    if column.kind is Kind.DAY:
        return day_field(column.label, required=column.required, help_text=column.help)
    if column.kind is Kind.CHOICE and column.name in SEVERAL:
        return forms.MultipleChoiceField(choices=column.choices, widget=forms.CheckboxSelectMultiple, **common)
    if column.kind is Kind.CHOICE:
        several = len(column.choices) > 1 or not column.required
        return forms.ChoiceField(choices=[CHOOSE, *column.choices] if several else column.choices, **common)
    if column.kind is Kind.NUMBER and column.decimals:
        return forms.DecimalField(decimal_places=column.decimals, max_digits=15, localize=True, **common)
    if column.kind is Kind.NUMBER:
        return forms.IntegerField(**common)
    if column.name == SPOT:
        return forms.CharField(max_length=column.longest, widget=SpotInput, **common)
    return forms.CharField(max_length=column.longest, **common)


def initial_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values of a row as its form shows them."""
    split = {name: values[name].split(";") for name in SEVERAL if values.get(name)}
    return {**{name: value for name, value in values.items() if value is not None}, **split}


class WithdrawForm(Refusable):
    reason = forms.CharField(label=_("Vì sao rút"), max_length=300, help_text=_("Ví dụ: nhập hai lần; nhầm xã."))


class _PartForm(Refusable):
    """A part of a record: stated, or stated anew with a reason."""

    reason = forms.CharField(label=_("Vì sao sửa"), max_length=300)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, correcting: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        if not correcting:
            del self.fields["reason"], self.fields["version"]

    def who(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "version") if name in self.fields}


class PartyForm(_PartForm):
    """``person``: who is linked, and whom the reader may link."""

    field_order = ("residence", "residence_commune", "arrested", "person", "reason")
    residence = forms.ChoiceField(label=_("Nơi cư trú hiện nay"), choices=Residence.choices)
    residence_commune = forms.ChoiceField(
        label=_("Xã, phường cư trú"), required=False, help_text=_("Chỉ chọn khi cư trú ở xã khác trong tỉnh.")
    )
    arrested = forms.BooleanField(label=_("Bị bắt giữ trên địa bàn"), required=False, initial=True)

    def __init__(self, *args: Any, commune: str, communes: Choices, person: Choosing, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["person"] = PersonField(
            person, help_text=_("Người đã nối với sổ, bị bắt hai lần, chỉ tính một. Tên chỉ hiện với người được xem.")
        )
        self.order_fields(self.field_order)
        self._commune = commune
        field = self.fields["residence_commune"]
        field.choices = [("", _("Ngoài tỉnh, hoặc chưa ghi")), *communes]  # type: ignore[attr-defined]

    def details(self) -> PartyDetails:
        data = self.cleaned_data
        residence = Residence(data["residence"])
        home = {Residence.HERE: self._commune, Residence.UNKNOWN: ""}.get(residence, data["residence_commune"])
        return PartyDetails(
            arrested=data["arrested"], residence=residence, residence_commune=home, person_id=data["person"]
        )


class SeizureForm(_PartForm):
    field_order = ("substance", "amount", "unit", "reason")
    substance = forms.CharField(
        label=_("Chất"), max_length=120, help_text=_("Tên như trong danh mục, ví dụ: heroin, methamphetamine.")
    )
    amount = forms.DecimalField(label=_("Lượng"), max_digits=15, decimal_places=4, localize=True)
    unit = forms.ChoiceField(label=_("Đơn vị tính"), choices=Unit.choices)

    def clean_substance(self) -> str:
        code, problem = substance_code(self.cleaned_data["substance"])
        if problem:
            raise forms.ValidationError(problem)
        return code

    def details(self) -> SeizureDetails:
        data = self.cleaned_data
        return SeizureDetails(substance=data["substance"], amount=data["amount"], unit=Unit(data["unit"]))


class PointForm(_PartForm):
    field_order = ("commune", "hamlet", "spot", "kind", "reference", "reason")
    commune = forms.ChoiceField(label=_("Xã, phường"))
    hamlet = forms.CharField(
        label=_("Thôn, tổ"), required=False, max_length=LONGEST_HAMLET, help_text=HAMLET_HELP
    )  # fmt: skip
    spot = forms.CharField(
        label=_("Vị trí trên bản đồ"), required=False, max_length=60, help_text=SPOT_HELP, widget=SpotInput
    )
    kind = forms.ChoiceField(label=_("Loại điểm"), choices=PointKind.choices)
    reference = forms.CharField(
        label=_("Số hồ sơ, văn bản"), required=False, max_length=LONGEST_REFERENCE, help_text=REFERENCE_HELP
    )

    def __init__(self, *args: Any, communes: Choices, **rest: Any) -> None:
        super().__init__(*args, correcting=True, **rest)
        self.fields["commune"].choices = communes  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("reason", "version")}


class StepForm(_PartForm):
    field_order = ("status", "on", "reference", "reason")
    status = forms.ChoiceField(label=_("Điểm trở thành"))
    on = day_field(_("Ngày"))
    reference = forms.CharField(
        label=_("Số hồ sơ, văn bản"), required=False, max_length=LONGEST_REFERENCE, help_text=REFERENCE_HELP
    )

    def __init__(self, *args: Any, offers: Iterable[PointStatus], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["status"].choices = [(one.value, one.label) for one in offers]  # type: ignore[attr-defined]

    def step(self) -> PointStep:
        data = self.cleaned_data
        return PointStep(status=PointStatus(data["status"]), on=data["on"], reference=data["reference"])


class RouteForm(_PartForm):
    field_order = (
        "name", "kind", "axis", "approver", "decision", "valid_from", "communes", "valid_to", "end_decision", "reason",
    )  # fmt: skip
    name = forms.CharField(label=_("Tên tuyến"), max_length=160)
    kind = forms.ChoiceField(label=_("Cấp tuyến"), choices=RouteKind.choices)
    axis = forms.ChoiceField(label=_("Chạy theo"), choices=Axis.choices)
    approver = forms.ChoiceField(
        label=_("Cơ quan phê duyệt"),
        choices=Approver.choices,
        help_text=_(
            "Tuyến nội tỉnh do UBND tỉnh, tuyến liên tỉnh do Bộ Công an phê duyệt (Quyết định 28/2025, Điều 7)."
        ),
    )
    decision = forms.CharField(label=_("Số quyết định"), max_length=LONGEST_REFERENCE)
    valid_from = day_field(_("Ngày phê duyệt"))
    communes = forms.MultipleChoiceField(
        label=_("Các xã, phường trên tuyến"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_to = day_field(_("Ngày cuối cùng trên danh sách"), required=False)
    end_decision = forms.CharField(
        label=_("Số quyết định đưa ra khỏi danh sách"), required=False, max_length=LONGEST_REFERENCE
    )

    def __init__(self, *args: Any, communes: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["communes"].choices = communes  # type: ignore[attr-defined]

    def details(self) -> RouteDetails:
        data = self.cleaned_data
        return RouteDetails(
            name=data["name"],
            kind=RouteKind(data["kind"]),
            axis=Axis(data["axis"]),
            approver=Approver(data["approver"]),
            decision=data["decision"],
            valid_from=data["valid_from"],
            communes=tuple(data["communes"]),
            valid_to=data["valid_to"],
            end_decision=data["end_decision"],
        )


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Tệp Excel"), help_text=_("Danh sách của đơn vị: .xlsx, .xls hoặc .ods."))

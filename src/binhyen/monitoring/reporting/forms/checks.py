"""What is typed when a check of a form is made: which number, how it compares, the cells it is compared with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.monitoring.reporting.rules.cells import FormulaError, parse
from binhyen.monitoring.reporting.rules.check_words import (
    UnknownPlace,
    formula_of,
    place_names,
    place_of,
    terms_of,
)
from binhyen.monitoring.reporting.values.forms import Check, CheckKind, FormDefinition

KINDS = [
    (CheckKind.PARTS, _("Tổng phải bằng các phần cộng lại")),
    (CheckKind.STOCK, _("Cuối kỳ phải bằng đầu kỳ + vào − ra")),
    (CheckKind.EQUAL, _("Hai số phải bằng nhau")),
    (CheckKind.AT_MOST, _("Số này không được lớn hơn số kia")),
]
PLUS, MINUS, ROOM = 4, 2, 2  # fields there are at least; empty ones beyond those that are filled in
MOST = 30  # fields of one kind
CELLS = {"list": "cells", "autocomplete": "off"}


class CheckForm(forms.Form):
    """``fields_of`` gives what is written down; cells are named, not addressed."""

    kind = forms.ChoiceField(label=_("Loại kiểm tra"), choices=KINDS)
    left = forms.CharField(label=_("Số được kiểm tra"), max_length=400, widget=forms.TextInput(attrs=CELLS))
    words = forms.CharField(
        label=_("Khi sai thì báo"), max_length=200, required=False, help_text=_("Để trống: báo theo loại kiểm tra.")
    )
    mend = forms.CharField(
        label=_("Hướng dẫn cách sửa"), max_length=300, required=False, help_text=_("Để trống: theo loại kiểm tra.")
    )
    formula = forms.CharField(
        label=_("Công thức riêng"), max_length=500, required=False,
        help_text=_("Khi không chỉ là cộng, trừ các ô ở trên. Ví dụ [tong.] * 2; có công thức thì các ô trên bỏ."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, form: FormDefinition, begun: Check | None = None) -> None:
        plus, minus, initial = _begun(form, begun)
        super().__init__(data, initial=initial)
        self.of, self.names = form, list(place_names(form).values())
        sent = self.data or {}
        for name, given, least, label in (
            ("plus", plus, PLUS, _("Cộng ô")), ("minus", minus, MINUS, _("Trừ ô"))
        ):  # fmt: skip
            there = max([int(key.split("_")[1]) for key in sent if _numbered(key, name)], default=0)
            for number in range(1, min(MOST, max(least, len(given) + ROOM, there)) + 1):
                self.fields[f"{name}_{number}"] = forms.CharField(
                    label=label, max_length=400, required=False, widget=forms.TextInput(attrs=CELLS),
                    initial=given[number - 1] if number <= len(given) else "",
                )  # fmt: skip
        places = [name for name in self.fields if name.startswith(("plus_", "minus_"))]
        self.order_fields(["kind", "left", *places, "formula", "words", "mend"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.places: dict[str, list[str]] = {"left": [], "plus": [], "minus": []}
        for name in self.fields:
            side = name.split("_")[0]
            if side in self.places and given.get(name):
                try:
                    self.places[side].append(place_of(self.of, given[name]))
                except UnknownPlace as unknown:
                    self.add_error(name, str(unknown))
        if given.get("formula"):
            try:
                parse(given["formula"])
            except FormulaError as wrong:
                self.add_error("formula", str(wrong).capitalize())
        elif not self.places["plus"] and not self.errors:
            self.add_error("plus_1", _("Hãy chọn ít nhất một ô để so với."))
        return given

    def fields_of(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": str(given["kind"]), "left": f"[{self.places['left'][0]}]",
            "right": given["formula"] or formula_of(self.places["plus"], self.places["minus"]),
            "words": given["words"], "mend": given["mend"],
        }  # fmt: skip

    def check(self, code: str) -> Check:
        """The check as typed, to be tried."""
        said = self.fields_of()
        return Check(code=code, kind=CheckKind(said.pop("kind")), **said)


def _numbered(key: str, name: str) -> bool:
    head, _, number = key.partition("_")
    return head == name and number.isdecimal() and int(number) <= MOST


def _begun(form: FormDefinition, check: Check | None) -> tuple[list[str], list[str], dict[str, Any]]:
    """Names of the cells a check adds and takes away, and what stands in the other fields."""
    if check is None:
        return [], [], {}
    names = place_names(form)
    try:
        terms = terms_of(form, check.right)
    except FormulaError:
        terms = None
    left = check.left.strip().strip("[]")
    initial = {
        "kind": check.kind, "left": names.get(left, left), "words": check.words, "mend": check.mend,
        "formula": check.right if terms is None else "",
    }  # fmt: skip
    sides = [[names.get(place, place) for sign, place in terms or [] if sign == way] for way in (1, -1)]
    return sides[0], sides[1], initial

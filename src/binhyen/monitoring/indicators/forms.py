"""What is asked before books are closed, and of a code to be checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing
from binhyen.operations.work.queries.papers import meant

from .actions.stating import Reported
from .rules.codes import read_code
from .rules.dictionary import Entry
from .rules.periods import Period


def dictionary_list(groups: list[tuple[str, str]]) -> Listing:
    """What the list of indicators can do."""
    return Listing(sorts={"ma": ("code",)}, default_sort="ma", filters=(Filter("nhom", "Nhóm", tuple(groups)),))


class ClosingForm(forms.Form):
    """The statement is the label: whoever ticks it puts their name to it."""

    stated = forms.BooleanField(error_messages={"required": _("Chưa xác nhận thì chưa chốt được.")})
    note = forms.CharField(
        label=_("Ghi chú (không bắt buộc)"), max_length=500, required=False,
        help_text=_("Ví dụ: xã nào chưa rà soát xong, số nào còn chờ xác minh."),
        widget=forms.Textarea({"rows": 2}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, statement: str) -> None:
        super().__init__(data)
        self.fields["stated"].label = statement


class CodeForm(forms.Form):
    ma = forms.CharField(
        label=_("Mã chốt số liệu"), max_length=20,
        help_text=_("In ở đầu báo cáo, dạng BY-7Q4K-2M. Viết hoa, viết thường, có gạch nối hay không đều được."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "placeholder": "BY-7Q4K-2M"}),
    )  # fmt: skip

    def clean_ma(self) -> str:
        code = read_code(self.cleaned_data["ma"])
        if code is None:
            raise forms.ValidationError(
                _("Đây không phải mã chốt số liệu. Xem lại từng ký tự: mã không có chữ I, L, O, số 0 và số 1.")
            )
        return code


MOST = 10**15  # đồng, people, units: a number with more digits was mistyped


class ReportedForm(forms.Form):
    """A figure as a unit reported it. The document is named by its number, as the register of documents has it."""

    numerator = forms.IntegerField(min_value=0, max_value=MOST)
    denominator = forms.IntegerField(min_value=0, max_value=MOST)
    document = forms.CharField(
        label=_("Văn bản báo cáo (số, ký hiệu)"), max_length=120,
        help_text=_("Văn bản đã có trong sổ văn bản, ví dụ 02/KH-UBND hoặc 02/KH-UBND 05/02/2026."),
    )  # fmt: skip
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, entry: Entry, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, self.scope = entry, scope
        self.fields["numerator"].label = entry.numerator
        self.fields["denominator"].label = entry.denominator
        if not entry.denominator:
            del self.fields["denominator"]

    def clean_document(self) -> int:
        found = meant(text=self.cleaned_data["document"], scope=self.scope, body=0)
        if not found:
            raise forms.ValidationError(_("Không có văn bản này trong sổ. Hãy vào sổ văn bản trước, hoặc xem lại số."))
        if len(found) > 1:
            raise forms.ValidationError(_("Có nhiều văn bản cùng số: hãy ghi cả ngày, ví dụ 02/KH-UBND 05/02/2026."))
        return found[0].pk

    def reported(self) -> Reported:
        given = self.cleaned_data
        return Reported(
            numerator=given["numerator"], denominator=given.get("denominator"), document_id=given["document"],
            note=given["note"],
        )  # fmt: skip


class StateForm(ReportedForm):
    """The same, of which place and period."""

    area = forms.ChoiceField(label=_("Địa bàn"))
    period = forms.ChoiceField(label=_("Kỳ"), help_text=_("Kỳ đang chạy: số tính đến hôm nay."))
    field_order = ("area", "period")

    def __init__(
        self, *args: Any, areas: Mapping[str, str], periods: Mapping[str, Sequence[Period]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {f"{one.kind.code}:{one.code}": one for some in periods.values() for one in some}
        self.fields["area"].choices = list(areas.items())  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            (name, [(f"{one.kind.code}:{one.code}", one.name) for one in some]) for name, some in periods.items()
        ]

    def chosen(self) -> Period:
        return self.periods[self.cleaned_data["period"]]


class CorrectForm(ReportedForm):
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Lý do rút"), max_length=300)

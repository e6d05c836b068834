"""The shape of the register's filters in an address: unknown or broken values do not filter, they are told."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.operations.cases.queries.labels import flag_labels, state_labels
from binhyen.operations.cases.queries.register import SORTS, CaseFilter

Choices = list[tuple[str, object]]
ALL = ("", _("Tất cả"))
LISTS: Choices = [
    ALL, ("L1", _("L1, người sử dụng")), ("L2", _("L2, người nghiện")), ("L3", _("L3, sau cai")),
    ("HISTORY", _("Có tiền sử")), ("NONE", _("Không thuộc danh sách")),
]  # fmt: skip
DUE: Choices = [
    ALL, ("LATE", _("Đã quá hạn")), ("DAY", _("Trong 24 giờ")), ("WEEK", _("Trong 7 ngày")),
    ("TERM", _("Hết thời hạn trong 60 ngày")),
]  # fmt: skip


class CaseFilterForm(forms.Form):
    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    list = forms.ChoiceField(label=_("Danh sách"), required=False, choices=LISTS)
    state = forms.CharField(label=_("Tình trạng"), required=False, max_length=20)
    due = forms.ChoiceField(label=_("Đồng hồ"), required=False, choices=DUE)
    flag = forms.CharField(label=_("Lưu ý"), required=False, max_length=20)
    commune = forms.RegexField(
        r"^\d{5}$", label=_("Xã, phường"), required=False, error_messages={"invalid": _("Mã xã gồm 5 chữ số.")}
    )
    hamlet = forms.IntegerField(label=_("Thôn, tổ"), required=False, min_value=1, max_value=2**62)
    reported = forms.CharField(required=False, max_length=8)
    on = forms.DateField(required=False)  # of a list as it stood on a day
    known = forms.DateField(required=False)
    measure = forms.CharField(required=False, max_length=20)
    moving = forms.BooleanField(label=_("Đang chuyển"), required=False)
    sap = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in SORTS)])

    def main(self) -> Sequence[tuple[str, object, Iterable[tuple[str, object]], str]]:
        """The selects above the list: (name, label, choices, the one chosen)."""
        choices: dict[str, Iterable[tuple[str, object]]] = {
            "list": LISTS, "state": [ALL, *state_labels().items()], "due": DUE, "flag": [ALL, *flag_labels().items()],
        }  # fmt: skip
        return [(name, self.fields[name].label, rows, self.data.get(name, "")) for name, rows in choices.items()]

    def asked(self) -> CaseFilter:
        """The filter of the valid fields; a broken field does not filter."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"q", "sap"}}
        given |= {name: f"{given.get(name) or ''}" for name in ("on", "known")}
        return CaseFilter(text=self.cleaned_data.get("q", ""), sort=self.cleaned_data.get("sap") or "ten", **given)

"""The shape of the register's filters in an address: unknown or broken values do not filter, they are told."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from binhyen.operations.directives.queries.register import RegisterFilter
from binhyen.operations.directives.values import DeadlineKind, DutyState, Kind, Part

type Choices = list[tuple[str, str | Promise]]


def with_any(choices: Iterable[tuple[str, str | Promise]]) -> Choices:
    return [("", _("Tất cả")), *choices]


ONLY: Choices = [
    ("", _("Tất cả")),
    ("unassigned", _("Chưa phân công")),
    ("unclear", _("Thiếu “4 rõ”")),
    ("overdue", _("Đã qua hạn")),
]
SORT: Choices = [
    ("order", _("Theo văn bản")),
    ("due", _("Hạn gần trước")),
    ("-due", _("Hạn xa trước")),
    ("lead", _("Cơ quan chủ trì")),
    ("title", _("Tên nhiệm vụ")),
]
MAIN: dict[str, Choices] = {"only": ONLY, "deadline": with_any(DeadlineKind.choices), "kind": with_any(Kind.choices)}


class RegisterFilterForm(forms.Form):
    q = forms.CharField(label=_("Tìm"), required=False, max_length=200)
    body = forms.CharField(label=_("Cơ quan"), required=False, max_length=80)
    part = forms.ChoiceField(label=_("Vai trò"), required=False, choices=with_any(Part.choices))
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=with_any(Kind.choices))
    deadline = forms.ChoiceField(label=_("Thời hạn"), required=False, choices=with_any(DeadlineKind.choices))
    due_from = forms.DateField(label=_("Hạn từ ngày"), required=False)
    due_to = forms.DateField(label=_("Hạn đến ngày"), required=False)
    only = forms.ChoiceField(label=_("Chỉ xem"), required=False, choices=ONLY)
    state = forms.ChoiceField(label=_("Trạng thái"), required=False, choices=with_any(DutyState.choices[:2]))
    finding = forms.CharField(label=_("Vấn đề"), required=False, max_length=40)
    directive = forms.IntegerField(label=_("Văn bản"), required=False, min_value=1)
    commune = forms.RegexField(
        r"^\d{5}$", label=_("Xã, phường"), required=False, error_messages={"invalid": _("Mã xã gồm 5 chữ số.")}
    )
    sap = forms.ChoiceField(label=_("Sắp xếp"), required=False, choices=SORT)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("due_from"), cleaned.get("due_to")
        if start and end and end < start:
            self.add_error("due_to", _("Ngày cuối phải sau ngày đầu."))
        return cleaned

    def main(self) -> list[tuple[str, object, list[tuple[str, object, bool]]]]:
        """The three selects every list shows: (name, label, [(value, label, chosen)]), cheap to print."""
        return [
            (
                name,
                self.fields[name].label,
                [(value, label, value == self.data.get(name, "")) for value, label in choices],
            )
            for name, choices in MAIN.items()
        ]

    def has_more(self) -> bool:
        """Is one of the other filters set?"""
        return any(self.data.get(name) for name in self.fields if name not in MAIN and name not in {"q", "sap"})

    def asked(self) -> RegisterFilter:
        """The filter of the valid fields; a broken field is shown with its error and does not filter."""
        self.is_valid()
        given = dict(self.cleaned_data)
        given["text"] = given.pop("q", "")
        given["sort"] = given.pop("sap", "") or "order"
        return RegisterFilter(**given)


class ExportForm(forms.Form):
    """Who takes a register out says what for; it is printed on the sheet and written in the journal."""

    purpose = forms.CharField(
        label=_("Xuất để làm gì"), max_length=200, help_text=_("Ví dụ: gửi các sở rà soát. Dòng này được in trên tệp.")
    )

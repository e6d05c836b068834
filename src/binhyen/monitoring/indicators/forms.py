"""What is asked before books are closed, and of a code to be checked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.listing import Filter, Listing

from .rules.codes import read_code


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

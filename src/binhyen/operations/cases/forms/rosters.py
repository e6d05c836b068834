"""Whose list it is, and what was done about a difference."""

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.operations.cases.rules.rosters import LABELS, Keeper, Outcome

# what the field of a list that is handed in offers
ROSTERS = [("", _("Nhập vào sổ hồ sơ")), *((keeper.value, LABELS[keeper]) for keeper in Keeper)]
OUTCOMES = [
    (Outcome.ADDED.value, _("Đã bổ sung bên thiếu")),
    (Outcome.REMOVED.value, _("Đã đưa ra khỏi bên thừa")),
    (Outcome.CORRECTED.value, _("Đã sửa cho khớp")),
    (Outcome.EXPLAINED.value, _("Cả hai đều đúng, có lý do")),
]


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Đã làm gì"), choices=OUTCOMES, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Ghi thêm"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi cả hai danh sách đều đúng."),
    )  # fmt: skip

    def chosen(self) -> Outcome:
        """What the valid form says was done."""
        return Outcome(self.cleaned_data["outcome"])

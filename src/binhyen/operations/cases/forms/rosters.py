"""Whose list it is, and what was done about a difference."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.operations.cases.rules.rosters import LABELS, Keeper, Outcome

OUTCOMES = [
    (Outcome.ADDED.value, _("Đã bổ sung bên thiếu")),
    (Outcome.REMOVED.value, _("Đã đưa ra khỏi bên thừa")),
    (Outcome.CORRECTED.value, _("Đã sửa cho khớp")),
    (Outcome.EXPLAINED.value, _("Cả hai đều đúng, có lý do")),
]


def roster_choices(*, keepers: Sequence[Keeper], register: bool) -> list[tuple[str, object]]:
    """Whose list it may be; ``register``: it may also be one to be written into the register."""
    first = [("", _("Nhập vào sổ hồ sơ"))] if register else []
    return [*first, *((keeper.value, LABELS[keeper]) for keeper in keepers)]


class SettleForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Đã làm gì"), choices=OUTCOMES, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Ghi thêm"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi cả hai danh sách đều đúng."),
    )  # fmt: skip

    def chosen(self) -> Outcome:
        """What the valid form says was done."""
        return Outcome(self.cleaned_data["outcome"])

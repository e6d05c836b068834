"""Shape of what somebody types who asks to look across an area or a compartment."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from binhyen.registers.people.rules.crossings import SHORTEST_REASON, CrossingGround
from binhyen.registers.people.values import SoughtPerson


def _named(ground: CrossingGround) -> SafeString:
    """A ground with its article and how long it opens, as one choice."""
    hours = _("%(hours)s giờ") % {"hours": ground.hours}
    return format_html(
        '<span><b>{}</b> <span class="chip">{}</span><br><span class="small">{} {}</span></span>',
        ground.label, hours, ground.explain, ground.article,
    )  # fmt: skip


class GroundForm(forms.Form):
    """Ground and reason; which grounds there are depends on who asks, for what, and on the day."""

    ground = forms.ChoiceField(label=_("Căn cứ"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do cụ thể"),
        min_length=SHORTEST_REASON,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Việc đang làm, số văn bản. Đơn vị quản lý người này đọc được lý do."),
    )

    def __init__(self, *args: Any, grounds: Iterable[CrossingGround], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = [(one.code, _named(one)) for one in grounds]  # type: ignore[attr-defined]


class AreaForm(GroundForm):
    """A person of another area, told exactly, so that nobody leafs through other people's lists."""

    number = forms.CharField(
        label=_("Số căn cước, CMND hoặc giấy tờ khác"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Đủ cả số. Không có số thì điền ba ô dưới."),
    )
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    birth_year = forms.IntegerField(label=_("Năm sinh"), min_value=1900, max_value=2100, required=False)
    commune_code = forms.ChoiceField(label=_("Xã, phường đang quản lý"), required=False)
    field_order = ("number", "full_name", "birth_year", "commune_code", "ground", "reason")

    def __init__(self, *args: Any, communes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["commune_code"].choices = [("", "–"), *communes]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("number") and not all(data.get(name) for name in ("full_name", "birth_year", "commune_code")):
            self.add_error(None, _("Hãy điền số giấy tờ, hoặc đủ họ tên, năm sinh và xã đang quản lý."))
        return data

    def asked(self) -> SoughtPerson:
        data = self.cleaned_data
        return SoughtPerson(
            number=data["number"],
            full_name=data["full_name"],
            birth_year=data["birth_year"],
            commune_code=data["commune_code"],
        )


class ObjectionForm(forms.Form):
    words = forms.CharField(
        label=_("Vì sao không đúng"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lượt mở xem dừng ngay. Người mở xem nhận được lời này và phải giải trình."),
    )


class ExplanationForm(forms.Form):
    words = forms.CharField(label=_("Giải trình"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}))

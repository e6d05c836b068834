"""Signing, sending back, receiving."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.monitoring.reporting.models import ReportAct
from binhyen.monitoring.reporting.rules.duties import CAPACITIES
from binhyen.monitoring.reporting.values.reports import Act

MOMENT_FORMS = ("%H:%M %d/%m/%Y", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M")


def moment_field(label: object, *, required: bool = True, help_text: object = "") -> forms.DateTimeField:
    """An hour and a day as offices here write them."""
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, input_formats=MOMENT_FORMS,  # type: ignore[arg-type]
        widget=forms.DateTimeInput(
            attrs={"placeholder": "10:00 dd/mm/yyyy", "autocomplete": "off"}, format=MOMENT_FORMS[0]
        ),
    )  # fmt: skip


class SignForm(forms.Form):
    """``statement`` is the label of the tick: what the signer puts their name to."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    agreed = forms.BooleanField(required=False)

    capacity = forms.ChoiceField(label=_("Ký với tư cách"))

    def __init__(self, *args: object, statement: str, post: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["agreed"].label = statement
        said = {"HEAD": post, "DEPUTY": _("Cấp phó ký thay (KT. %s)") % post, "ACTING_HEAD": _("Quyền (Q. %s)") % post}
        choices = [("", _("Chọn…")), *((one, said[one]) for one in CAPACITIES)]
        self.fields["capacity"].choices = choices  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do, điều cần sửa"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


ACTS = (
    ("accept", _("Nhận báo cáo")),
    ("give_back", _("Trả lại để sửa")),
    ("excuse", _("Chấp nhận lý do chậm")),
    ("extend", _("Lùi hạn cho đơn vị này")),
    ("lock", _("Khóa, không cho sửa nữa")),
    ("unlock", _("Mở khóa")),
    ("decline", _("Không chấp nhận đề nghị của đơn vị")),
)
DECISIONS = {
    "excuse": Act.EXCUSED, "extend": Act.EXTENDED, "lock": Act.LOCKED, "unlock": Act.UNLOCKED, "decline": Act.DECLINED,
}  # fmt: skip


MANY = {"extend": _("Lùi hạn"), "decline": _("Không chấp nhận đề nghị")}  # as said to many units at once


def granting(asked: ReportAct | None, offered: Collection[str]) -> dict[str, Any]:
    """What the form begins with where a unit asked for something: that it is granted, in the unit's words."""
    if asked is None:
        return {}
    wished = "extend" if asked.until else "excuse"
    what = next((one for one in ("unlock", wished, "excuse") if one in offered), "")
    return {"what": what, "reason": f"Theo đề nghị của đơn vị: {asked.reason}"[:1000], "until": asked.until}


class ReceiveForm(forms.Form):
    """One act of the receiving office, with its reason."""

    what = forms.ChoiceField(label=_("Việc"), choices=ACTS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Lý do, điều phải sửa"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc, trừ khi nhận báo cáo hoặc đã góp ý vào từng ô."),
    )  # fmt: skip
    until = moment_field(_("Hạn mới"), required=False, help_text=_("Chỉ khi lùi hạn."))

    def __init__(self, *args: object, offered: frozenset[str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        what: forms.ChoiceField = self.fields["what"]  # type: ignore[assignment]
        what.choices = [(code, label) for code, label in ACTS if code in offered]
        if "extend" not in offered:
            del self.fields["until"]


class RequestForm(forms.Form):
    """What a unit asks about its clock; ``later`` where there is time left, so that it says until when."""

    until = moment_field(_("Xin gửi trước"))
    reason = forms.CharField(
        label=_("Lý do"), max_length=900, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Việc gì, từ lúc nào. Không ghi tên người trong hồ sơ."),
    )  # fmt: skip

    def __init__(self, *args: object, later: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not later:
            del self.fields["until"]


class DecideForm(forms.Form):
    """One decision on many reports of a round."""

    what = forms.ChoiceField(
        label=_("Việc"),
        widget=forms.RadioSelect,
        choices=[(code, MANY.get(code, said)) for code, said in ACTS if code in DECISIONS],
    )
    until = moment_field(_("Hạn mới"), required=False, help_text=_("Chỉ khi lùi hạn."))
    reason = forms.CharField(label=_("Lý do"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class CommentForm(forms.Form):
    place = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("Góp ý"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class CodeForm(forms.Form):
    ma = forms.CharField(label=_("Mã in trên báo cáo"), max_length=40, help_text=_("Ví dụ BC-7Q4K-2MPX."))

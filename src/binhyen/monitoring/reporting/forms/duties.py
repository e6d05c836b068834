"""A duty the province makes, how it ends, and a round on demand."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.monitoring.reporting.rules.duties import chains
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.monitoring.reporting.values.periods import ADMIN_START, BEAT_LABELS, CALENDAR_START, Beat, Rhythm
from binhyen.monitoring.reporting.values.reports import DutyDetails

from .acts import moment_field

CHAINS = (("unit", _("Công an xã và Chủ tịch UBND; sở, ngành: thủ trưởng")), ("police", _("Trưởng Công an")))
STARTS = (
    ("15", _("Từ ngày 15 đến ngày 14 (Nghị định 09/2019/NĐ-CP)")),
    ("1", _("Theo tháng dương lịch; tuần: thứ Hai đến Chủ nhật")),
    ("other", _("Đến một ngày khác trong tháng")),
)
WEEKDAYS = _("Báo cáo tuần: 1 là thứ Hai … 7 là Chủ nhật. Báo cáo khác: ngày trong tháng.")


class DutyForm(forms.Form):
    """``details`` turns what was filled in into the value of actions."""

    name = forms.CharField(label=_("Tên báo cáo"), max_length=200)
    units = forms.CharField(
        label=_("Đơn vị phải báo cáo"), max_length=4000,
        help_text=_("Mã cơ quan hoặc nhóm trong danh mục Cơ quan, cách nhau dấu phẩy. Ví dụ ubnd_xa là UBND mọi xã."),
    )  # fmt: skip
    receiver = forms.CharField(label=_("Nơi nhận"), max_length=80, help_text=_("Mã cơ quan, ví dụ ca_tinh."))
    beat = forms.ChoiceField(label=_("Nhịp"), choices=[(one.value, label) for one, label in BEAT_LABELS.items()])
    starts = forms.ChoiceField(label=_("Số liệu của những ngày nào"), choices=STARTS)
    ends_on = forms.IntegerField(
        label=_("Ngày chốt khác"), min_value=1, max_value=27, required=False,
        help_text=_("Ví dụ 19: số liệu từ ngày 20 tháng trước đến hết ngày 19."),
    )  # fmt: skip
    due_day = forms.IntegerField(
        label=_("Gửi trước ngày"), min_value=1, max_value=28, required=False, help_text=WEEKDAYS
    )
    next_month = forms.BooleanField(label=_("… của tháng sau tháng cuối kỳ"), required=False)
    due_at = forms.TimeField(
        label=_("Trước giờ"), required=False, input_formats=["%H:%M"],
        help_text=_("Để trống thì hạn là hết ngày hôm trước."), widget=forms.TimeInput(attrs={"placeholder": "10:00"}),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Mẫu báo cáo"))
    chain = forms.ChoiceField(label=_("Ai ký"), choices=CHAINS)
    valid_from = day_field(_("Từ ngày"))
    source = forms.CharField(label=_("Văn bản giao"), max_length=300)
    remark = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, forms_held: list[FormDefinition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {one.code: one.short for one in forms_held}
        self.fields["form"].choices = list(held.items())  # type: ignore[attr-defined]

    def details(self) -> DutyDetails:
        given = self.cleaned_data
        beat = Beat(given["beat"])
        return DutyDetails(
            key="", name=given["name"], units=tuple(part.strip() for part in given["units"].split(",") if part.strip()),
            receiver_key=given["receiver"].strip(), rhythm=self._rhythm(beat), form_code=given["form"],
            chain=chains()[given["chain"]], valid_from=given["valid_from"], source=given["source"],
            confidence="directive", remark=given["remark"],
        )  # fmt: skip

    def _rhythm(self, beat: Beat) -> Rhythm:
        given = self.cleaned_data
        if beat is Beat.ON_DEMAND:
            return Rhythm(beat=beat)
        exact = (given["ends_on"] or ADMIN_START) + 1 if given["starts"] == "other" else int(given["starts"])
        starts = CALENDAR_START if beat is Beat.WEEK else exact
        return Rhythm(
            beat=beat, starts=starts, due_day=given["due_day"] or 0, due_month=int(given["next_month"]),
            due_at=given["due_at"] or time(), opens=3 if beat is Beat.WEEK else 5,
        )  # fmt: skip


class EndForm(forms.Form):
    valid_to = day_field(_("Kỳ cuối kết thúc không quá ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, help_text=_("Ví dụ văn bản thay thế."))


class AskForm(forms.Form):
    """A report on demand."""

    asked = forms.CharField(label=_("Yêu cầu báo cáo gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    first = day_field(_("Số liệu từ ngày"))
    last = day_field(_("đến hết ngày"))
    due = moment_field(_("Gửi trước"))
    units = forms.CharField(
        label=_("Chỉ những đơn vị này"), max_length=2000, required=False,
        help_text=_("Mã cơ quan, cách nhau dấu phẩy. Để trống: mọi đơn vị của chế độ này."),
    )  # fmt: skip

    def keys(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["units"].split(",") if part.strip()]

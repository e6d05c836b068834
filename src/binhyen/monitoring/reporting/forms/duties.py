"""A duty the province makes, how it ends, and a round on demand."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.monitoring.reporting.rules.duties import chain_names, chains
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.monitoring.reporting.values.periods import ADMIN_START, BEAT_LABELS, CALENDAR_START, Beat, Rhythm
from binhyen.monitoring.reporting.values.reports import DutyDetails
from binhyen.registers.organisations.forms import BodyName, BodyNames

from .acts import moment_field

STARTS = (
    ("15", _("Từ ngày 15 đến ngày 14 (Nghị định 09/2019/NĐ-CP)")),
    ("1", _("Theo tháng dương lịch; tuần: thứ Hai đến Chủ nhật")),
    ("other", _("Đến một ngày khác trong tháng")),
)
MOST_PLACES = 12  # periods of a year that have a place
WEEKDAYS = _("Báo cáo tuần: 1 là thứ Hai … 7 là Chủ nhật. Báo cáo khác: ngày trong tháng.")


class DutyForm(forms.Form):
    """``details`` turns what was filled in into the value of actions."""

    name = forms.CharField(label=_("Tên báo cáo"), max_length=200)
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
    places = forms.CharField(
        label=_("Chỉ những kỳ thứ mấy trong năm"), max_length=40, required=False,
        help_text=_("Ví dụ 1 là chỉ 6 tháng đầu năm; 1, 3 là quý I và quý III. Để trống là mọi kỳ."),
    )  # fmt: skip
    opens = forms.IntegerField(
        label=_("Mở trước lúc chốt mấy ngày"), min_value=0, max_value=60, required=False,
        help_text=_("Để trống: 3 ngày với báo cáo tuần, 5 ngày với báo cáo khác."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Mẫu báo cáo"))
    annexes = forms.CharField(
        label=_("Tài liệu kèm theo"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Mỗi tài liệu một dòng."),
    )  # fmt: skip
    chain = forms.ChoiceField(label=_("Ai ký"), choices=lambda: list(chain_names().items()))
    valid_from = day_field(_("Từ ngày"))
    source = forms.CharField(label=_("Văn bản giao"), max_length=300)
    remark = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *args: Any, forms_held: list[FormDefinition], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {one.code: one.short for one in forms_held}
        self.fields["form"].choices = list(held.items())  # type: ignore[attr-defined]
        self.fields["units"] = BodyNames(
            label=_("Đơn vị phải báo cáo"), on=today,
            help_text=_("Mỗi dòng một cơ quan hoặc một nhóm, như trong danh mục; một nhóm là mọi đơn vị trong nhóm."),
        )  # fmt: skip
        self.fields["receiver"] = BodyName(label=_("Nơi nhận"), on=today)
        self.fields["through"] = BodyName(
            label=_("Gửi qua"), on=today, required=False, help_text=_("Cơ quan tổng hợp, nếu không gửi thẳng.")
        )
        self.order_fields(["name", "units", "receiver", "through"])

    def clean_places(self) -> tuple[int, ...]:
        parts = [part.strip() for part in self.cleaned_data["places"].replace(";", ",").split(",") if part.strip()]
        if any(not part.isdecimal() or not 1 <= int(part) <= MOST_PLACES for part in parts):
            raise forms.ValidationError(_t("Hãy ghi số thứ tự của kỳ, cách nhau dấu phẩy, ví dụ 1, 3."))
        return tuple(sorted({int(part) for part in parts}))

    def details(self, *, directive: bool) -> DutyDetails:
        """``directive``: it is made from the words of a directive, so that is what it rests on."""
        given = self.cleaned_data
        beat = Beat(given["beat"])
        return DutyDetails(
            key="", name=given["name"], units=tuple(body.key for body in given["units"]),
            receiver_key=given["receiver"].key, through_key=given["through"].key if given["through"] else "",
            rhythm=self._rhythm(beat), places=given["places"], form_code=given["form"],
            annexes=tuple(line.strip() for line in given["annexes"].splitlines() if line.strip()),
            chain=chains()[given["chain"]], valid_from=given["valid_from"], source=given["source"],
            confidence="directive" if directive else "inferred", remark=given["remark"],
        )  # fmt: skip

    def _rhythm(self, beat: Beat) -> Rhythm:
        given = self.cleaned_data
        if beat is Beat.ON_DEMAND:
            return Rhythm(beat=beat)
        exact = (given["ends_on"] or ADMIN_START) + 1 if given["starts"] == "other" else int(given["starts"])
        starts = CALENDAR_START if beat is Beat.WEEK else exact
        return Rhythm(
            beat=beat, starts=starts, due_day=given["due_day"] or 0, due_month=int(given["next_month"]),
            due_at=given["due_at"] or time(),
            opens=given["opens"] if given["opens"] is not None else 3 if beat is Beat.WEEK else 5,
        )  # fmt: skip


def aware_field() -> forms.BooleanField:
    """Asked for only where days would be in no report."""
    return forms.BooleanField(label=_("Tôi biết những ngày này không có báo cáo nào"), required=False)


class EndForm(forms.Form):
    valid_to = day_field(_("Kỳ cuối kết thúc không quá ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, help_text=_("Ví dụ văn bản thay thế."))


class LockForm(forms.Form):
    days = forms.IntegerField(
        label=_("Khóa sau hạn mấy ngày"), min_value=1, max_value=365, required=False,
        help_text=_("Tính từ hạn của từng đơn vị. Để trống: không tự khóa."),
    )  # fmt: skip
    valid_from = day_field(_("Với những kỳ đến hạn từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, help_text=_("Ví dụ văn bản quy định."))


class AskForm(forms.Form):
    """A report on demand."""

    asked = forms.CharField(label=_("Yêu cầu báo cáo gì"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    first = day_field(_("Số liệu từ ngày"))
    last = day_field(_("đến hết ngày"))
    due = moment_field(_("Gửi trước"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = BodyNames(
            label=_("Chỉ những đơn vị này"), required=False, on=today,
            help_text=_("Mỗi dòng một cơ quan. Để trống: mọi đơn vị của chế độ này."),
        )  # fmt: skip

    def keys(self) -> list[str]:
        return [body.key for body in self.cleaned_data["units"]]

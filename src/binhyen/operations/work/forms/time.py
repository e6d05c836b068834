"""Shapes of what people send about the times of work: more time, difficulties, handing over, terms, a meeting."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.foundation.accounts.models import User
from binhyen.kit.fields import day_field
from binhyen.operations.work.models import Task, TaskPeriod
from binhyen.operations.work.rules.recurrence import LOCAL, Move
from binhyen.operations.work.rules.terms import MINUTE, MOVE, TIMES, Term
from binhyen.registers.organisations.models import Body

from .files import Files
from .reason import LONGEST

LONG, LINES = 4000, 5
MOVE_LABELS = {
    Move.STAYS: _("Giữ nguyên ngày"),
    Move.FORWARD: _("Lùi sang ngày làm việc tiếp theo"),
    Move.BACK: _("Đẩy lên ngày làm việc trước đó"),
}


def _text(
    label: Any, *, required: bool = True, help_text: Any = "", rows: int = LINES, length: int = LONG
) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=length, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "data-grow": ""}),
    )  # fmt: skip


def _hour(label: Any, initial: str = "17:00") -> forms.TimeField:
    return forms.TimeField(
        label=label, initial=initial, input_formats=("%H:%M", "%Hh%M", "%Hg%M"),
        widget=forms.TimeInput(attrs={"placeholder": "17:00", "inputmode": "numeric"}, format="%H:%M"),
    )  # fmt: skip


class ExtensionForm(forms.Form):
    """More time. ``period`` only where the work is recurring."""

    period = forms.ModelChoiceField(label=_("Kỳ"), empty_label=_("Chọn…"), queryset=TaskPeriod.objects.none())
    to_day = day_field(_("Xin hạn đến ngày"))
    to_hour = _hour(_("Giờ"))
    reason = _text(_("Lý do"), length=LONGEST, help_text=_("Hạn ban đầu vẫn giữ; tỷ lệ đúng hạn tính theo cả hai hạn."))

    def __init__(self, *args: Any, task: Task, periods: Iterable[TaskPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if task.due_at:  # the hour stays what it was
            self.fields["to_hour"].initial = task.due_at.astimezone(LOCAL).strftime("%H:%M")
        chosen = [one.pk for one in periods]
        if chosen:
            field = self.fields["period"]
            field.queryset = TaskPeriod.objects.filter(pk__in=chosen).order_by("due_at")  # type: ignore[attr-defined]
            field.label_from_instance = period_words  # type: ignore[attr-defined]
        else:
            del self.fields["period"]

    def moment(self) -> datetime:
        return datetime.combine(self.cleaned_data["to_day"], self.cleaned_data["to_hour"], LOCAL)

    def period_id(self) -> int | None:
        period = self.cleaned_data.get("period")
        return period.pk if period else None


def period_words(row: TaskPeriod) -> str:
    return f"{row.starts_on:%d/%m/%Y} - {row.ends_on:%d/%m/%Y}, hạn {row.due_at.astimezone(LOCAL):%H:%M %d/%m/%Y}"


class DecisionForm(forms.Form):
    words = _text(_("Ý kiến"), required=False, rows=3, length=LONGEST, help_text=_("Bắt buộc khi không đồng ý."))


def _papers() -> Files:
    return Files(
        label=_("Tài liệu kèm theo"), required=False, help_text=_("PDF, Word, Excel hoặc ảnh, mỗi tệp ≤ 20 MB.")
    )


class DifficultyForm(forms.Form):
    body = forms.ModelChoiceField(label=_("Cơ quan báo"), empty_label=_("Chọn…"), queryset=Body.objects.none())
    owner = forms.ModelChoiceField(label=_("Đề nghị ai trả lời"), empty_label=_("Chọn…"), queryset=Body.objects.none())
    what = _text(_("Khó khăn, vướng mắc là gì"), help_text=_("Không ghi tên, thông tin của người trong hồ sơ."))
    wants = forms.CharField(label=_("Đề xuất"), max_length=500, required=False)
    papers = _papers()

    def __init__(self, *args: Any, bodies: Iterable[int], owners: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, ids in (("body", bodies), ("owner", owners)):
            rows = Body.objects.filter(pk__in=list(ids)).order_by("sort_key", "id")
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if len(rows) == 1:
                self.fields[name].initial = rows[0].pk


class AnswerForm(forms.Form):
    words = _text(_("Trả lời"), help_text=_("Nêu cụ thể: làm gì, ai làm, bao giờ xong."))
    papers = _papers()


class PassForm(forms.Form):
    owner = forms.ModelChoiceField(label=_("Chuyển đến"), empty_label=_("Chọn…"), queryset=Body.objects.none())
    reason = _text(_("Lý do"), rows=3, length=LONGEST)

    def __init__(self, *args: Any, owners: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners.order_by("sort_key", "id")  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """``receiver`` works in the body."""

    receiver = forms.ModelChoiceField(label=_("Người nhận"), empty_label=_("Chọn…"), queryset=User.objects.none())
    reason = forms.CharField(label=_("Lý do bàn giao"), max_length=300)

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["receiver"].queryset = colleagues  # type: ignore[attr-defined]


class TermForm(forms.Form):
    """One number of the province: an hour, a move, or days."""

    value = forms.IntegerField(label=_("Giá trị"))
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ, lý do"), max_length=300)

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if term.unit == MINUTE:
            self.fields["value"] = _hour(_("Giờ"), time(*divmod(term.value, 60)).strftime("%H:%M"))
        elif term.unit == MOVE:
            choices = [(int(move), label) for move, label in MOVE_LABELS.items()]
            self.fields["value"] = forms.TypedChoiceField(
                label=_("Ngày hạn trúng ngày nghỉ"), choices=choices, coerce=int, initial=term.value
            )
        else:
            self.fields["value"] = forms.IntegerField(
                label=_("Số lần") if term.unit == TIMES else _("Số ngày"),
                min_value=term.least,
                max_value=term.most,
                initial=term.value,
            )

    def number(self) -> int:
        value = self.cleaned_data["value"]
        return value.hour * 60 + value.minute if isinstance(value, time) else int(value)


class MeetingForm(forms.Form):
    """A meeting to remind of. Nothing is kept: the page only puts the words together."""

    title = forms.CharField(label=_("Cuộc họp"), max_length=200)
    day = day_field(_("Ngày"))
    hour = _hour(_("Giờ"), "08:00")
    place = forms.CharField(label=_("Địa điểm"), max_length=200)

    def moment(self) -> datetime:
        day: date = self.cleaned_data["day"]
        return datetime.combine(day, self.cleaned_data["hour"], LOCAL)

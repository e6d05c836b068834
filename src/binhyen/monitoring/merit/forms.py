"""Shapes of what people send about proposals."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.merit.models import Line
from binhyen.monitoring.merit.rules import law
from binhyen.monitoring.merit.rules.facts import Item
from binhyen.monitoring.merit.rules.law import Term
from binhyen.monitoring.merit.rules.periods import Period
from binhyen.monitoring.merit.values import (
    AppealOutcome,
    CircumstanceDetails,
    Kind,
    LineWord,
    Mark,
    MeritRefused,
    Outcome,
    Ruling,
)
from binhyen.registers.organisations.forms import BodyName
from binhyen.registers.organisations.models import Body

LONG = 20_000


class _Refusable(forms.Form):
    def put(self, refusal: MeritRefused) -> None:
        """The refusal where it belongs."""
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)


class ChooseForm(forms.Form):
    """Which kind for which period: of the preview."""

    loai = forms.ChoiceField(label=_("Loại đề nghị"), choices=Kind.choices, widget=forms.RadioSelect)
    ky = forms.ChoiceField(label=_("Kỳ"))

    def __init__(self, *args: Any, periods: Sequence[Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ky"]
        field.choices = [(one.code, f"{one.label} ({one.first:%d/%m/%Y} – {one.last:%d/%m/%Y})") for one in periods]


class ProposeForm(_Refusable):
    """Which of the bodies the rules propose, by which body."""

    proposer = forms.ChoiceField(label=_("Cơ quan lập đề nghị"))
    body = forms.MultipleChoiceField(required=False, label=_("Cơ quan được đề nghị"))

    def __init__(self, *args: Any, proposers: Iterable[Body], bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields["proposer"]
        own.choices = [(body.pk, body.name) for body in proposers]
        offered: Any = self.fields["body"]
        offered.choices = [(str(body.pk), body.name) for body in bodies]

    def bodies(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["body"]]


class ReasonForm(_Refusable):
    reason = forms.CharField(label=_("Lý do"), max_length=300)


class LineForm(_Refusable):
    """A line of one's own: a sentence about one final fact."""

    ref = forms.ChoiceField(label=_("Minh chứng"), help_text=_("Việc, phát hiện của đơn vị trong kỳ, kết quả đã rõ."))
    sentence = forms.CharField(
        label=_("Nội dung"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Một câu. Không ghi tên người trong danh sách quản lý."),
    )  # fmt: skip

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ref"]
        field.choices = [(one.ref, one.title) for one in items]


class WordForm(_Refusable):
    """The word of a body: for each line agreed or not, and why not; words and a file for the whole."""

    text = forms.CharField(
        label=_("Ý kiến chung"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = forms.FileField(label=_("Tệp kèm theo"), required=False, help_text=_("Văn bản, ảnh làm minh chứng."))

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        marks = [(str(Mark.AGREED), _("Thống nhất")), (str(Mark.OBJECTED), _("Không thống nhất"))]
        for place, line in enumerate(lines):
            self.fields[f"mark_{line.pk}"] = forms.ChoiceField(
                label=f"{place + 1}. {line.sentence}", choices=marks, required=False, widget=forms.RadioSelect
            )
            self.fields[f"text_{line.pk}"] = forms.CharField(
                label=_("Lý do không thống nhất với dòng %(n)d") % {"n": place + 1}, max_length=2000, required=False
            )
        self.order_fields([*(name for name in self.fields if name not in {"text", "file"}), "text", "file"])

    def clean(self) -> dict[str, Any]:
        """A reason without a mark says nothing anybody would read: it is asked about, never dropped."""
        given = self.cleaned_data
        for line in self.lines:
            mark = f"mark_{line.pk}"
            if given.get(f"text_{line.pk}", "").strip() and not given.get(mark) and mark not in self.errors:
                self.add_error(mark, _("Đã ghi lý do: hãy chọn thống nhất hay không thống nhất."))
        return given

    def words(self) -> list[LineWord]:
        given = self.cleaned_data
        return [
            LineWord(line.pk, given[f"mark_{line.pk}"], clean(given[f"text_{line.pk}"]).strip())
            for line in self.lines
            if given[f"mark_{line.pk}"]
        ]


class DecisionForm(_Refusable):
    outcome = forms.ChoiceField(label=_("Quyết định"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Lý do"), max_length=LONG, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Bắt buộc khi quyết định bất lợi cho đơn vị hoặc khi trả lại."),
    )  # fmt: skip
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=80, required=False)
    issued_on = day_field(_("Ngày văn bản"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["appeal_to"] = BodyName(
            label=_("Cơ quan giải quyết kiến nghị"), required=False, on=today,
            help_text=_("Khi quyết định bất lợi cho đơn vị: đơn vị kiến nghị đến đâu."),
        )  # fmt: skip

    def ruling(self) -> Ruling:
        given = self.cleaned_data
        return Ruling(
            outcome=given["outcome"], words=clean(given["words"]).strip(), number=collapse(clean(given["number"])),
            issued_on=given["issued_on"], appeal_to=given["appeal_to"].pk if given["appeal_to"] else None,
        )  # fmt: skip


class AppealForm(_Refusable):
    text = forms.CharField(
        label=_("Kiến nghị"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Đề nghị thay đổi điều gì, vì sao, minh chứng nào."),
    )  # fmt: skip
    file = forms.FileField(label=_("Tệp kèm theo"), required=False)


class AppealAnswerForm(_Refusable):
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=AppealOutcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Lý do"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    number = forms.CharField(label=_("Số, ký hiệu, ngày văn bản trả lời"), max_length=80, required=False)
    file = forms.FileField(label=_("Tệp kèm theo"), required=False)


class TermForm(_Refusable):
    """A criterion, a clock or a basis as the province wants it, from a day on."""

    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ đặt"), max_length=300, help_text=_("Số, ngày văn bản của tỉnh."))

    def __init__(self, *args: Any, term: Term, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term = term
        if term.unit == law.WORDS:
            self.fields["text"] = forms.CharField(
                label=term.label, max_length=2000, initial=term.text, widget=forms.Textarea(attrs={"rows": 3})
            )
        elif term.unit == law.YES:
            choices = [("0", _("Không")), ("1", _("Có"))]
            self.fields["value"] = forms.ChoiceField(
                label=term.label, choices=choices, initial=str(term.value), widget=forms.RadioSelect
            )
        else:
            self.fields["value"] = forms.IntegerField(
                label=term.label, min_value=term.least, max_value=term.most, initial=term.value,
                help_text=_("0: không dùng tiêu chí này.") if term.off else "",
            )  # fmt: skip
        self.order_fields(["value", "text", "valid_from", "source"])

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "value": int(data.get("value") or 0), "text": clean(data.get("text", "")), "valid_from": data["valid_from"],
            "source": collapse(clean(data["source"])),
        }  # fmt: skip


class CircumstanceForm(_Refusable):
    what = forms.CharField(label=_("Việc gì"), max_length=200, help_text=_("Ví dụ: lũ quét, bão số 3."))
    first = day_field(_("Từ ngày"))
    last = day_field(_("Đến ngày"))
    communes = forms.MultipleChoiceField(
        label=_("Ở xã, phường"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Không chọn xã nào: cả tỉnh."),
    )  # fmt: skip
    source = forms.CharField(label=_("Văn bản xác nhận"), max_length=300, help_text=_("Số, ngày, cơ quan ban hành."))

    def __init__(self, *args: Any, communes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["communes"]
        field.choices = list(communes)

    def details(self) -> CircumstanceDetails:
        given = self.cleaned_data
        return CircumstanceDetails(
            what=collapse(clean(given["what"])), first=given["first"], last=given["last"],
            source=collapse(clean(given["source"])), communes=tuple(given["communes"]),
        )  # fmt: skip

"""Shapes of what people send about work."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.foundation import figures
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.calendar import vietnam
from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.work.models import TaskPeriod, TaskShare
from binhyen.operations.work.queries import terms
from binhyen.operations.work.queries.papers import meant
from binhyen.operations.work.rules.recurrence import LOCAL, beat, due_moment
from binhyen.operations.work.values import Cadence, EvidenceKind, Gap, Shown, TaskDetails, Upload
from binhyen.registers.organisations.forms import COMPLETES_BODIES, BodyNames, unknown_body
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import find

from .files import Files, ManyFiles

MOST_BEAT_DAYS = 366
UNCLEAR = (  # the "4 rõ" as one asks about them
    (Gap.WHO, _("Ai làm")),
    (Gap.WHAT, _("Phải làm gì")),
    (Gap.RESPONSIBLE, _("Ai chịu trách nhiệm chính")),
    (Gap.WHEN, _("Bao giờ xong")),
    (Gap.RESULT, _("Kết quả và minh chứng bằng gì")),
)


class GiveForm(forms.Form):
    """One task by hand."""

    title = forms.CharField(label=_("Tên việc"), max_length=300)
    what = forms.CharField(label=_("Việc phải làm"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    result = forms.CharField(label=_("Kết quả phải có"), max_length=300)
    kinds = forms.MultipleChoiceField(
        label=_("Minh chứng của kết quả"), choices=EvidenceKind.choices, widget=forms.CheckboxSelectMultiple
    )
    needs_location = forms.BooleanField(label=_("Ảnh cần giữ nơi chụp"), required=False)
    cadence = forms.ChoiceField(
        label=_("Thời gian"), choices=[(Cadence.ONCE, _("Một lần")), (Cadence.BEAT, _("Thường xuyên"))]
    )
    due_on = day_field(_("Hạn"), required=False)
    due_time = forms.TimeField(
        label=_("Giờ hết hạn"), required=False, widget=forms.TimeInput(attrs={"placeholder": "17:00", "size": 6})
    )
    beat_days = forms.IntegerField(
        label=_("Cứ mấy ngày phải có minh chứng"), required=False, min_value=1, max_value=MOST_BEAT_DAYS,
        help_text=_("Chỉ với việc thường xuyên."),
    )  # fmt: skip
    issuer = forms.ChoiceField(label=_("Cơ quan giao"))
    verifier = forms.CharField(
        label=_("Cơ quan xác nhận kết quả"), max_length=200, widget=forms.TextInput(attrs=COMPLETES_BODIES)
    )
    one_time_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, issuers: Iterable[Body], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.known = today, {str(body.pk): body for body in issuers}
        own: Any = self.fields["issuer"]
        own.choices = [(pk, body.name) for pk, body in self.known.items()]
        parts = (("leads", _("Chủ trì"), True), ("co_leads", _("Phối hợp"), False), ("followers", _("Theo dõi"), False))
        for name, label, required in parts:
            help_text = _("Mỗi dòng một cơ quan hoặc nhóm cơ quan.") if required else ""
            self.fields[name] = BodyNames(label=label, required=required, help_text=help_text, on=today)
        self.order_fields(["title", "what", "leads", "co_leads", "followers", "result", "kinds"])

    def clean_verifier(self) -> Body:
        name = collapse(clean(self.cleaned_data["verifier"]))
        found = find(names=[name], on=self.today)
        if name not in found:
            raise forms.ValidationError(unknown_body(name, self.today))
        return found[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("cadence") == Cadence.BEAT and not given.get("beat_days"):
            self.add_error("beat_days", _t("Hãy ghi cứ mấy ngày phải có minh chứng."))
        if given.get("cadence") == Cadence.ONCE and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _t("Hãy ghi hạn."))
        return given

    def details(self) -> TaskDetails:
        given = self.cleaned_data
        beats = given["cadence"] == Cadence.BEAT
        return TaskDetails(
            title=collapse(clean(given["title"])),
            what=clean(given["what"]).strip(),
            result=collapse(clean(given["result"])),
            kinds=tuple(given["kinds"]),
            due_at=self._due(),
            cadence=given["cadence"],
            beat_days=given["beat_days"] if beats else None,
            needs_location=given["needs_location"],
        )

    def _due(self) -> datetime | None:
        given = self.cleaned_data
        if given["cadence"] == Cadence.BEAT:
            habits = terms.habits(on=self.today)
            begun = datetime.combine(self.today, time(), LOCAL)
            return beat(
                begins=self.today, shown=(), every=given["beat_days"], at=begun, habits=habits, calendar=vietnam()
            ).due_at
        return due_moment(
            given["due_on"], at=given["due_time"], kind="BY_HAND", habits=terms.habits(on=self.today),
            calendar=vietnam(),
        )  # fmt: skip


class DutiesForm(forms.Form):
    """Which duties of a directive are given, and what holds for all of them."""

    issuer = forms.ChoiceField(label=_("Cơ quan giao"))
    verifier = forms.ChoiceField(label=_("Cơ quan xác nhận kết quả"))
    beat_days = forms.IntegerField(
        label=_("Việc “thường xuyên”: cứ mấy ngày phải có minh chứng"), required=False, min_value=1,
        max_value=MOST_BEAT_DAYS, help_text=_("Để trống thì việc thường xuyên được hỏi lại cơ quan ban hành."),
    )  # fmt: skip
    ask = forms.BooleanField(label=_("Hỏi lại cơ quan ban hành về việc chưa đủ “4 rõ”"), required=False, initial=True)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("issuer", "verifier"):
            field: Any = self.fields[name]
            field.choices = [(str(body.pk), body.name) for body in bodies]

    @staticmethod
    def chosen(data: Any) -> tuple[set[int], dict[int, tuple[str, ...]]]:
        """Duties ticked, and the kinds of evidence ticked for each; what is no number is ignored."""
        ids = {int(one) for one in data.getlist("duty") if one.isascii() and one.isdecimal() and len(one) < 19}
        kinds = {pk: tuple(kind for kind in data.getlist(f"kinds_{pk}") if kind in EvidenceKind.values) for pk in ids}
        return ids, kinds


class ShowForm(forms.Form):
    """One piece of evidence."""

    kind = forms.ChoiceField(label=_("Loại minh chứng"), choices=EvidenceKind.choices)
    note = forms.CharField(
        label=_("Nội dung"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = Files(
        label=_("Tệp hoặc ảnh"), required=False, allow_empty_file=True,
        widget=ManyFiles(attrs={"accept": "image/*,.pdf,.docx,.xlsx,.odt,.ods"}),
        help_text=_("Chọn được nhiều ảnh một lúc. Ảnh được gỡ nơi chụp và thông tin máy trước khi lưu."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Hoặc số, ký hiệu văn bản đã vào sổ"), max_length=80, required=False, help_text=_("Ví dụ: 02/KH-UBND.")
    )
    value = forms.DecimalField(label=_("Con số"), required=False, max_digits=18, decimal_places=4, localize=True)
    unit = forms.CharField(label=_("Đơn vị tính"), required=False, max_length=60)
    indicator = forms.ChoiceField(
        label=_("Chỉ tiêu"), required=False, help_text=_("Hệ thống đặt số của sổ bên cạnh số anh/chị ghi.")
    )
    as_of = day_field(_("Tính đến ngày"), required=False)
    one_time_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, share: TaskShare, scope: Scope, periods: Sequence[TaskPeriod] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.share, self.scope = share, scope
        field: Any = self.fields["indicator"]
        field.choices = [("", _("Không có trong danh mục")), *((one.code, one.label) for one in figures.known())]
        if periods:
            choices = [(str(one.pk), period_words(one)) for one in periods]
            self.fields["period"] = forms.ChoiceField(label=_("Kỳ"), choices=choices)
        self.order_fields(["one_time_key", "period", "kind"])  # before the files: it arrives though they break off

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["found"] = None
        number = collapse(clean(given.get("document", "")))
        if number:
            found = meant(text=number, scope=self.scope, body=self.share.body_id)
            given["found"] = found[0] if len(found) == 1 else None
            if not found:
                self.add_error("document", _t("Không có văn bản này trong sổ. Hãy chọn tệp, hoặc xem lại số, ký hiệu."))
            elif given["found"] is None:
                self.add_error(
                    "document", _t("Có nhiều văn bản cùng số: hãy ghi cả ngày, ví dụ 02/KH-UBND 05/02/2026.")
                )
        if given.get("kind") == EvidenceKind.NUMBER and given.get("indicator") and not given.get("as_of"):
            self.add_error("as_of", _t("Số này tính đến ngày nào?"))
        return given

    def shown(self) -> Shown:
        given = self.cleaned_data
        number = given["kind"] == EvidenceKind.NUMBER
        document = given["found"] if given["kind"] == EvidenceKind.DOCUMENT else None
        return Shown(
            kind=given["kind"], note=given["note"], document_id=document.pk if document else None,
            indicator=given["indicator"] if number else "", place=self.share.body.area_code if number else "",
            value=given["value"] if number else None, unit=given["unit"] if number else "",
            as_of=given["as_of"] if number else None,
            period_id=int(given["period"]) if given.get("period") else None,
        )  # fmt: skip

    def uploads(self) -> list[Upload]:
        files = self.cleaned_data["file"] if self.cleaned_data["kind"] != EvidenceKind.NUMBER else ()
        return [Upload(one, one.name) for one in files]


def period_words(period: TaskPeriod) -> str:
    """ "Kỳ 3: 01/03/2026 đến 31/03/2026"."""
    days = {"n": period.number, "start": f"{period.starts_on:%d/%m/%Y}", "end": f"{period.ends_on:%d/%m/%Y}"}
    return _t("Kỳ %(n)s: %(start)s đến %(end)s") % days


class StepForm(forms.Form):
    what = forms.CharField(label=_("Bước việc"), max_length=300)
    person = forms.ChoiceField(label=_("Người làm"), required=False)
    due_on = day_field(_("Xong trước ngày"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("Chưa phân công")), *((str(user.pk), str(user)) for user in people)]

    def person_id(self) -> int | None:
        return int(self.cleaned_data["person"]) if self.cleaned_data["person"] else None


class PersonForm(forms.Form):
    person = forms.ChoiceField(label=_("Người phụ trách"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = [("", _("Chưa phân công")), *((str(user.pk), str(user)) for user in people)]

    def person_id(self) -> int | None:
        return int(self.cleaned_data["person"]) if self.cleaned_data["person"] else None


class ReasonForm(forms.Form):
    """Sending back, stopping, withdrawing: each says why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class AskForm(forms.Form):
    gaps = forms.MultipleChoiceField(label=_("Chưa rõ"), choices=UNCLEAR, widget=forms.CheckboxSelectMultiple)
    text = forms.CharField(label=_("Câu hỏi"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Trả lời"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))


class MendForm(AnswerForm):
    """An answer that mends the duty: who leads, by when, what shows it."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    leads = forms.CharField(label=_("Chủ trì"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    deadline = forms.CharField(
        label=_("Thời hạn"), required=False, max_length=300,
        help_text=_("Ví dụ: trước 28/2/2026; hằng tháng, trước ngày 20; quý I/2026."),
    )  # fmt: skip
    result = forms.CharField(label=_("Kết quả phải có"), required=False, max_length=300)

"""Shapes of what people send about work."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.foundation import figures
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.work.models import TaskPeriod, TaskShare
from binhyen.operations.work.queries.papers import meant
from binhyen.operations.work.values import EvidenceKind, Gap, Shown, Upload

from .files import Files, ManyFiles

UNCLEAR = (  # the "4 rõ" as one asks about them
    (Gap.WHO, _("Ai làm")),
    (Gap.WHAT, _("Phải làm gì")),
    (Gap.RESPONSIBLE, _("Ai chịu trách nhiệm chính")),
    (Gap.WHEN, _("Bao giờ xong")),
    (Gap.RESULT, _("Kết quả và minh chứng bằng gì")),
)


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

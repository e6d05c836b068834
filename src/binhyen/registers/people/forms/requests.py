"""What people type about a request of a person: what was asked, until when it is put off, how it is answered."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.registers.people.models import SubjectRequest
from binhyen.registers.people.rules.requests import grounds, longest_extension
from binhyen.registers.people.values import Outcome, RequestDetails, RequestKind


class AskForm(forms.Form):
    kind = forms.ChoiceField(label=_("Người dân yêu cầu"), choices=RequestKind.choices)
    text = forms.CharField(label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    asked_by = forms.CharField(
        label=_("Người đại diện"), max_length=120, required=False, help_text=_("Để trống nếu chính người đó yêu cầu.")
    )
    with_processor = forms.BooleanField(label=_("Có bên khác xử lý dữ liệu thay cho cơ quan"), required=False)

    def details(self) -> RequestDetails:
        return RequestDetails(**self.cleaned_data)


class ExtendForm(forms.Form):
    until = day_field(_("Hạn mới"))
    reason = forms.CharField(label=_("Lý do gia hạn"), max_length=300, help_text=_("Được báo cho người yêu cầu."))

    def __init__(self, data: Any = None, *, row: SubjectRequest, **rest: Any) -> None:
        latest = longest_extension(kind=row.kind, answer_by=row.answer_by)
        super().__init__(data, initial={"until": latest}, auto_id="extend_%s", **rest)
        self.fields["until"].help_text = _("Không quá %(day)s.") % {"day": f"{latest:%d/%m/%Y}"}


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Kết quả"), choices=[c for c in Outcome.choices if c[0]])
    answer = forms.CharField(label=_("Nội dung trả lời"), widget=forms.Textarea(attrs={"rows": 4}))
    ground = forms.ChoiceField(
        label=_("Căn cứ từ chối"), required=False, help_text=_("Bắt buộc khi từ chối toàn bộ hoặc một phần.")
    )

    def __init__(self, data: Any = None, *, row: SubjectRequest, today: date, **rest: Any) -> None:
        super().__init__(data, auto_id="answer_%s", **rest)
        known = [(one.code, f"{one.label} ({one.article})") for one in grounds(kind=row.kind, on=today)]
        self.fields["ground"].choices = [("", _("Không từ chối")), *known]  # type: ignore[attr-defined]

    def answered(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"outcome": Outcome(given["outcome"]), "answer": given["answer"], "ground": given["ground"]}

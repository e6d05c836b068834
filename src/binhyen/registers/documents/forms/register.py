"""Shape of what people type about documents."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.rules import read_citation
from binhyen.registers.documents.values import Direction, DocumentDetails, LinkKind
from binhyen.registers.organisations.forms import COMPLETES_BODIES

SIGNING_FORMS = (("", "–"), ("TM.", "TM."), ("KT.", "KT."), ("TL.", "TL."), ("TUQ.", "TUQ."), ("Q.", "Q."))


class DocumentForm(forms.Form):
    direction = forms.ChoiceField(label=_("Sổ"), choices=Direction.choices)
    kind = forms.CharField(
        label=_("Loại văn bản"), max_length=60, widget=forms.TextInput(attrs={"list": "kinds", "autocomplete": "off"})
    )
    number = forms.CharField(label=_("Số"), max_length=20, required=False, help_text=_("Chỉ ghi số: 02."))
    symbol = forms.CharField(label=_("Ký hiệu"), max_length=60, required=False, help_text=_("Phần sau dấu /: KH-UBND."))
    issued_on = day_field(_("Ngày ban hành"), required=False)
    issuer_name = forms.CharField(
        label=_("Cơ quan ban hành"), max_length=250, widget=forms.TextInput(attrs=COMPLETES_BODIES)
    )
    abstract = forms.CharField(label=_("Trích yếu"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signer_role = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signing_form = forms.ChoiceField(label=_("Hình thức ký"), choices=SIGNING_FORMS, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Mỗi dòng một nơi nhận. Cơ quan có trong danh mục sẽ thấy văn bản."),
    )
    arrival_number = forms.CharField(label=_("Số đến"), max_length=20, required=False)
    arrived_on = day_field(_("Ngày đến"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("number") and not data.get("symbol"):
            self.add_error("symbol", _("Có số thì phải có ký hiệu."))
        if "/" in data.get("number", ""):
            self.add_error("number", _("Chỉ ghi số; phần sau dấu / ghi vào ô Ký hiệu."))
        if data.get("direction") == Direction.OUTGOING and data.get("arrived_on"):
            self.add_error("arrived_on", _("Văn bản đi không có ngày đến."))
        issued, arrived = data.get("issued_on"), data.get("arrived_on")
        if issued and arrived and arrived < issued:
            self.add_error("arrived_on", _("Ngày đến không thể trước ngày ban hành."))
        return data

    def details(self) -> DocumentDetails:
        data = dict(self.cleaned_data)
        lines = tuple(line.strip() for line in data.pop("recipients").splitlines() if line.strip())
        data.pop("reason", None)
        data.pop("file", None)
        return DocumentDetails(recipients=lines, **data)

    @staticmethod
    def initial_of(document: OfficialDocument) -> dict[str, Any]:
        names = [name for name in DocumentForm.base_fields if name != "recipients"]
        return {name: getattr(document, name) for name in names} | {"recipients": "\n".join(document.recipients)}


class RegisterForm(DocumentForm):
    file = forms.FileField(label=_("Tệp văn bản"), required=False, help_text=_("PDF, Word, ảnh quét; không quá 50 MB."))


class AmendForm(DocumentForm):
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)


class LinkForm(forms.Form):
    kind = forms.ChoiceField(label=_("Quan hệ"), choices=LinkKind.choices)
    text = forms.CharField(
        label=_("Văn bản kia"), max_length=300, help_text=_("Như được in: Kế hoạch số 111/KH-UBND ngày 02/10/2025.")
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not read_citation(text).key:
            raise forms.ValidationError(_("Không thấy số, ký hiệu văn bản trong câu này."))
        return text

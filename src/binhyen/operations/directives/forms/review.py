"""Shapes of what a clerk or reviewer sends: a file, a directive's data, a duty's fields, a place in the text."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.queries.as_values import deadline_value
from binhyen.operations.directives.queries.review import Asked
from binhyen.operations.directives.reader.deadlines import render
from binhyen.operations.directives.values import (
    DutyValues,
    Kind,
    MetaValues,
    NamedBody,
    Part,
    Place,
    TargetValues,
)

LONGEST_TEXT = 5_000_000  # letters of pasted text; a 300-page plan has about one million
OPERATORS = [
    ("=", "="),
    (">=", "≥"),
    (">", ">"),
    ("<=", "≤"),
    ("<", "<"),
    ("increase>=", _("tăng từ")),
    ("increase>", _("tăng trên")),
    ("decrease>=", _("giảm từ")),
    ("decrease>", _("giảm trên")),
]
STATES = [("", _("Tất cả")), ("waiting", _("Chờ duyệt")), ("clear", _("Đủ 4 rõ")), ("removed", _("Đã bỏ"))]
FILE_TYPES = ".docx,.pdf,.odt,.txt,.md,.png,.jpg,.jpeg,.tif,.tiff,.webp"


class ReceiveForm(forms.Form):
    """A file or pasted text, one of the two."""

    file = forms.FileField(
        label=_("Tệp văn bản"),
        required=False,
        allow_empty_file=True,  # an empty file gets the sentence of the reader
        widget=forms.FileInput(attrs={"accept": FILE_TYPES}),
    )
    text = forms.CharField(
        label=_("Hoặc dán toàn văn"),
        required=False,
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    issued = forms.DateField(
        label=_("Ngày ban hành"),
        required=False,
        widget=forms.DateInput(attrs={"placeholder": "31/01/2026", "inputmode": "numeric"}),
        help_text=_("Chỉ cần khi văn bản để trống ngày ký."),
    )

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("file") is None and not cleaned.get("text", "").strip():
            raise forms.ValidationError(_("Chưa có gì để đọc. Hãy chọn một tệp, hoặc dán toàn văn vào ô bên dưới."))
        return cleaned


class BodyLines(forms.CharField):
    """Bodies, one a line: the name, and after a tab the key where it was chosen from the list."""

    widget = forms.Textarea(attrs={"rows": 3, "data-bodies": ""})

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        bodies = []
        for line in lines:
            name, _tab, key = line.partition("\t")
            bodies += [NamedBody(collapse(each)[:250], key.strip()[:80]) for each in name.split(";") if each.strip()]
        return tuple(bodies)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return "\n".join(f"{body.name}\t{body.key}" if body.key else body.name for body in value)
        return value


class DutyForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=Kind.choices)
    title = forms.CharField(label=_("Tên nhiệm vụ"), max_length=300)
    leads = BodyLines(label=_("Chủ trì"), required=False, help_text=_("Mỗi dòng một cơ quan."))
    coordinators = BodyLines(label=_("Phối hợp"), required=False)
    deadline = forms.CharField(
        label=_("Thời hạn"),
        required=False,
        max_length=300,
        help_text=_("Ví dụ: trước 28/2/2026; hằng tháng, trước ngày 20; quý I/2026, sau đó thường xuyên."),
    )
    result = forms.CharField(label=_("Sản phẩm, kết quả"), required=False, max_length=300)
    report_to = forms.CharField(label=_("Báo cáo cho"), required=False, max_length=200)
    text = forms.CharField(label=_("Nguyên văn"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(label=_("Lý do đính chính"), required=False, max_length=500)

    def __init__(self, *args: Any, signed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if signed:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    def values(self, targets: tuple[TargetValues, ...]) -> DutyValues:
        given = self.cleaned_data
        return DutyValues(
            kind=given["kind"],
            title=collapse(given["title"]),
            text=given["text"].strip(),
            leads=given["leads"],
            coordinators=given["coordinators"],
            deadline=given["deadline"],
            targets=targets,
            result=given["result"],
            report_to=given["report_to"],
        )


class TargetForm(forms.Form):
    metric = forms.CharField(label=_("Chỉ tiêu"), required=False, max_length=300)
    op = forms.ChoiceField(label=_("So sánh"), required=False, choices=OPERATORS)
    value = forms.DecimalField(label=_("Số"), required=False, max_digits=18, decimal_places=4, localize=True)
    unit = forms.CharField(label=_("Đơn vị"), required=False, max_length=60)
    by = forms.CharField(label=_("Đến"), required=False, max_length=40)
    baseline = forms.CharField(label=_("So với"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = bool(cleaned.get("metric"))
        if named and cleaned.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Chỉ tiêu cần một con số."))
        if not named and cleaned.get("value") is not None:
            self.add_error("metric", _("Con số này đo điều gì?"))
        return cleaned


TargetForms = forms.formset_factory(TargetForm, extra=1, max_num=30)


def targets_of(formset: Any) -> tuple[TargetValues, ...]:
    """The filled rows of a valid formset; an emptied row is a target taken away."""
    rows = (form.cleaned_data for form in formset.forms if form.cleaned_data.get("metric"))
    return tuple(
        TargetValues(row["metric"], row["op"] or "=", float(row["value"]), row["unit"], row["by"], row["baseline"])
        for row in rows
    )


def duty_initial(duty: Duty) -> dict[str, Any]:
    """What the form shows of a duty. ``duty.parts`` prefetched."""
    bodies: dict[str, list[NamedBody]] = {Part.LEAD: [], Part.COORDINATE: []}
    for part in duty.parts.all():
        bodies[part.part].append(NamedBody(part.name, part.body.key if part.body else ""))
    return {
        "version": duty.version,
        "kind": duty.kind,
        "title": duty.title,
        "leads": tuple(bodies[Part.LEAD]),
        "coordinators": tuple(bodies[Part.COORDINATE]),
        "deadline": render(deadline_value(duty)),
        "result": duty.result,
        "report_to": duty.report_to,
        "text": duty.text,
    }


def target_initial(duty: Duty) -> list[dict[str, Any]]:
    return [
        {
            "metric": t.metric,
            "op": t.op,
            "value": t.value.normalize(),
            "unit": t.unit,
            "by": t.by,
            "baseline": t.baseline,
        }
        for t in duty.targets.all()
    ]


class VersionForm(forms.Form):
    """A step on one duty: the version the reviewer saw, and a reason where the register is signed."""

    version = forms.IntegerField(min_value=1)
    reason = forms.CharField(required=False, max_length=500)


class SplitForm(VersionForm):
    """Where the second duty begins: in the duty's text, or in a passage of the left pane."""

    offset = forms.IntegerField(min_value=1, max_value=200_000)
    passage = forms.IntegerField(required=False, min_value=0, max_value=1_000_000)


class PlaceForm(forms.Form):
    """A selection of the text, in characters (code points) of passages."""

    passage = forms.IntegerField(min_value=0, max_value=1_000_000)
    start = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)
    end_passage = forms.IntegerField(min_value=0, max_value=1_000_000, required=False)
    end = forms.IntegerField(min_value=0, max_value=10_000_000, required=False)
    reason = forms.CharField(required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("passage"), cleaned.get("end_passage")
        if first is not None and last is not None and last < first:
            raise forms.ValidationError(gettext("Đoạn chọn kết thúc trước khi bắt đầu."))
        return cleaned

    def place(self) -> Place:
        given = self.cleaned_data
        last = given["end_passage"] if given["end_passage"] is not None else given["passage"]
        end = given["end"] if given["end"] is not None else 10_000_000
        return Place(given["passage"], given["start"] or 0, last, end)


class MetaForm(forms.Form):
    kind = forms.CharField(label=_("Loại văn bản"), required=False, max_length=60)
    number = forms.CharField(label=_("Số"), required=False, max_length=20)
    symbol = forms.CharField(label=_("Ký hiệu"), required=False, max_length=60)
    issued_on = forms.DateField(
        label=_("Ngày ban hành"), required=False, widget=forms.DateInput(attrs={"placeholder": "31/01/2026"})
    )
    issuer_name = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=250)
    abstract = forms.CharField(label=_("Trích yếu"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=120)
    signer_role = forms.CharField(label=_("Chức vụ"), required=False, max_length=120)
    signing_form = forms.CharField(label=_("Thể thức ký"), required=False, max_length=10, help_text="TM. KT. TL. TUQ.")

    def values(self) -> MetaValues:
        given: dict[str, Any] = {
            name: collapse(each) if isinstance(each, str) else each for name, each in self.cleaned_data.items()
        }
        return MetaValues(**given)


def meta_initial(directive: Directive) -> dict[str, Any]:
    return {name: getattr(directive.document, name) for name in MetaForm.base_fields}


class AskedForm(forms.Form):
    """The address of the review page. What it says wrongly is ignored."""

    muc = forms.IntegerField(required=False, min_value=0, max_value=100_000)
    loc = forms.RegexField(r"^[A-Z0-9_]{1,40}$", required=False)
    loai = forms.ChoiceField(required=False, choices=STATES)
    q = forms.CharField(required=False, max_length=200)
    trang = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            section=given.get("muc"),
            finding=given.get("loc") or "",
            state=given.get("loai") or "",
            text=given.get("q") or "",
            page=given.get("trang") or 1,
        )

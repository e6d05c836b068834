"""The form of one kind of fact, made from its description in law/cases: its fields, its authority, its paper."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.rules.facts import FactSpec, Field, authority_label
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import FactDetails, Objection

DATA = "d_"  # prefix of the fields of the kind
Choices = list[tuple[str, Any]]


class FactForm(forms.Form):
    """``details()`` is the fact as the actions take it. ``objections`` of a refusal are put beside their fields."""

    effective_on = day_field(_("Ngày có hiệu lực"))
    effective_time = forms.TimeField(
        label=_("Giờ"),
        required=False,
        input_formats=("%H:%M", "%Hh%M", "%H.%M"),
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "16:50", "inputmode": "numeric"}),
    )
    authority = forms.ChoiceField(label=_("Người có thẩm quyền"), required=False)
    document_number = forms.CharField(label=_("Số, ký hiệu văn bản"), required=False, max_length=60)
    document_on = day_field(_("Ngày văn bản"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=300)
    one_time_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        spec: FactSpec,
        on: date,
        communes: Iterable[tuple[str, str]] = (),
        reason: bool = False,
        **rest: Any,
    ) -> None:
        rest["initial"] = {"one_time_key": uuid4(), **rest.get("initial", {})}
        super().__init__(data, **rest)
        self.spec, self.on = spec, on
        own = [(DATA + field.name, as_field(field, list(communes))) for field in spec.fields]
        rest_of = {name: field for name, field in self.fields.items() if not name.startswith("effective")}
        self.fields = {
            **{name: self.fields[name] for name in ("effective_on", "effective_time")}, **dict(own), **rest_of,
        }  # fmt: skip
        self._shape(reason)

    def _shape(self, reason: bool) -> None:
        """Leave out what this kind has no use for."""
        by = self.spec.on(self.on).by
        if not self.spec.timed:
            del self.fields["effective_time"]
        if by:
            labels = [(code, authority_label(code)) for code in by]
            self.fields["authority"].choices = labels if len(labels) == 1 else [("", _("Hãy chọn")), *labels]  # type: ignore[attr-defined]
        else:
            del self.fields["authority"]
        if not self.spec.on(self.on).document:
            del self.fields["document_number"], self.fields["document_on"]
        if not reason:
            self.fields["reason"].widget = forms.HiddenInput()

    def need_reason(self) -> None:
        """A warning asks why: the field is shown, and required."""
        self.fields["reason"].widget = forms.TextInput(attrs={"maxlength": 300})
        self.fields["reason"].required = True

    def take_version(self, version: int) -> None:
        """Somebody else recorded meanwhile: sent again, the form goes on top of theirs."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]

    def put(self, objections: Iterable[Objection]) -> None:
        """Set what was objected beside the field it speaks of."""
        for one in objections:
            words = f"{one.message} ({one.article})" if one.article else one.message
            name = one.field if one.field in self.fields else DATA + one.field
            self.add_error(name if name in self.fields else None, words)

    def details(self) -> FactDetails:
        data = self.cleaned_data
        at = data.get("effective_time")
        moment = datetime.combine(data["effective_on"], at or time(), VIETNAM)
        return FactDetails(
            kind=self.spec.kind,
            effective_at=moment,
            day_only=at is None,
            data={field.name: plain(data[DATA + field.name]) for field in self.spec.fields if _said(data, field)},
            authority=data.get("authority", ""),
            document_number=data.get("document_number", ""),
            document_on=data.get("document_on"),
            note=data.get("note", ""),
            reason=data.get("reason", ""),
            one_time_key=data.get("one_time_key"),
        )


def initial_of(fact: CaseFact) -> dict[str, object]:
    """A recorded fact as the form shows it, to be corrected."""
    local = fact.effective_at.astimezone(VIETNAM)
    return {
        "effective_on": local.date(),
        "effective_time": None if fact.day_only else local.time(),
        "authority": fact.authority,
        "document_number": fact.document_number,
        "document_on": fact.document_on,
        "note": fact.note,
        **{DATA + name: value for name, value in fact.data.items()},
    }


def _said(data: dict[str, Any], field: Field) -> bool:
    return data.get(DATA + field.name) not in (None, "")


def plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return {"True": True, "False": False}.get(value, value) if isinstance(value, str) else value


YES_NO: Choices = [("", _("Chưa ghi")), ("True", _("Có")), ("False", _("Không"))]


def as_field(field: Field, communes: Sequence[tuple[str, str]] = (), *, required: bool | None = None) -> forms.Field:
    """A field of a form for what the law's form asks. ``required`` overrules where the rows of many judge later."""
    needed = field.required if required is None else required
    common: dict[str, Any] = {"label": field.label, "required": needed, "help_text": field.help}
    if field.type == "choice":
        choices = list((field.choices or {}).items())
        return forms.ChoiceField(choices=[("", _("Hãy chọn") if needed else _("Chưa ghi")), *choices], **common)
    if field.type == "bool":
        return forms.ChoiceField(choices=YES_NO, **common)
    if field.type == "date":
        return day_field(field.label, required=needed, help_text=field.help)
    if field.type in {"int", "hours"}:
        return forms.IntegerField(min_value=field.min, max_value=field.max, **common)
    if field.type == "commune" and communes:
        return forms.ChoiceField(choices=[("", _("Chọn xã, phường")), *communes], **common)
    return forms.CharField(max_length=200, **common)

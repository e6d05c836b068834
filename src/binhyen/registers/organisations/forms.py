"""Shape of what people type about bodies."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.kit.vietnamese.text import clean, collapse, search_key

from .queries import complete, find
from .values import Block, BodyDetails, Level

# a field that asks organisations:complete while typing and offers the answer in the datalist "bodies"
COMPLETES_BODIES = {
    "list": "bodies",
    "autocomplete": "off",
    "hx-get": reverse_lazy("organisations:complete"),
    "hx-trigger": "input changed delay:200ms",
    "hx-target": "#bodies",
}


def _body(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """A body by its name; the names offered while typing come from ``organisations:complete``."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=300,
        help_text=help_text,
        widget=forms.TextInput(attrs=COMPLETES_BODIES),
    )


class BodyName(forms.CharField):
    """One body by its name as in the register. Cleans to the body, None where it may be empty and is."""

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        super().__init__(max_length=300, widget=forms.TextInput(attrs=COMPLETES_BODIES), **kwargs)
        self.on = on

    def clean(self, value: Any) -> Any:
        name = collapse(clean(super().clean(value) or ""))
        if not name:
            return None
        found = find(names=[name], on=self.on)
        if name not in found:
            raise forms.ValidationError(unknown_body(name, self.on))
        return found[name]


class BodyLines(forms.Textarea):
    """Names a line each, and below them a field that completes: what is chosen there becomes a further line.

    Without a script what stands in that field is a line too when the form is sent.
    """

    template_name = "organisations/body_lines.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["completes"] = COMPLETES_BODIES
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        lines, more = super().value_from_datadict(data, files, name), data.get(f"{name}_more", "")
        return f"{lines or ''}\n{more}" if more.strip() else lines


class BodyNames(forms.CharField):
    """Bodies or groups, one a line, by name as in the register. Cleans to bodies, each once."""

    widget = BodyLines(attrs={"rows": 2})

    def __init__(self, *, on: date, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on = on

    def clean(self, value: Any) -> Any:
        names = [collapse(line) for line in clean(super().clean(value) or "").splitlines() if line.strip()]
        known = find(names=names, on=self.on)
        unknown = [name for name in names if name not in known]
        if unknown:
            raise forms.ValidationError([unknown_body(name, self.on) for name in unknown])
        return list(dict.fromkeys(known[name] for name in names))


def unknown_body(name: str, on: date) -> str:
    """What to say of a name the register does not know, with the nearest it does."""
    near = complete(text=name, on=on, limit=1)
    said = _t("Không có “%(name)s” trong danh mục cơ quan.") % {"name": name}
    return f"{said} {_t('Có phải “%(near)s”?') % {'near': near[0].name}}" if near else said


class BodyForm(forms.Form):
    name = forms.CharField(label=_("Tên cơ quan"), max_length=200)
    short_name = forms.CharField(label=_("Tên viết tắt"), max_length=80, required=False)
    level = forms.ChoiceField(label=_("Cấp"), choices=Level.choices)
    block = forms.ChoiceField(label=_("Khối"), choices=Block.choices)
    parent = _body(_("Cơ quan cấp trên"), required=False)
    area_code = forms.RegexField(
        r"^(\d{2}|\d{5})$", label=_("Mã địa bàn"), required=False, help_text=_("Mã tỉnh (2 số) hoặc mã xã (5 số).")
    )
    valid_from = day_field(_("Hoạt động từ ngày"), required=False)
    aliases = forms.CharField(
        label=_("Cách gọi khác"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một cách gọi, như trong các văn bản."),
    )
    source = forms.CharField(label=_("Căn cứ"), max_length=200, required=False, help_text=_("Quyết định thành lập."))

    def details(self, *, parent_key: str) -> BodyDetails:
        data = self.cleaned_data
        aliases = (line.strip() for line in data["aliases"].splitlines())
        names = [data["short_name"], *aliases] if data["short_name"] else list(aliases)
        return BodyDetails(
            key=search_key(data["name"]).replace(" ", "_")[:80],
            name=data["name"],
            level=data["level"],
            block=data["block"],
            valid_from=data["valid_from"],
            short_name=data["short_name"],
            parent_key=parent_key,
            area_code=data["area_code"],
            source=data["source"],
            aliases=tuple(dict.fromkeys(name for name in names if name and name != data["name"])),
        )


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Tên mới"), max_length=200)
    on = day_field(_("Từ ngày"))
    reason = forms.CharField(label=_("Căn cứ"), max_length=200, help_text=_("Số, ngày quyết định đổi tên."))


class AliasForm(forms.Form):
    alias = forms.CharField(
        label=_("Cách gọi khác"), max_length=300, help_text=_("Như viết trong văn bản: “Sở GD&ĐT”, “PC04”.")
    )


class CloseForm(forms.Form):
    on = day_field(_("Ngày hoạt động cuối cùng"))
    successors = forms.CharField(
        label=_("Cơ quan kế thừa"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Mỗi dòng một cơ quan. Bỏ trống nếu không có cơ quan nào kế thừa."),
    )
    reason = forms.CharField(label=_("Căn cứ"), max_length=300)

    def names(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["successors"].splitlines() if line.strip()]


class MemberForm(forms.Form):
    member = _body(_("Thêm cơ quan vào nhóm"))
    valid_from = day_field(_("Từ ngày"), required=False)


class MemberEndForm(forms.Form):
    on = day_field(_("Ngày cuối cùng trong nhóm"))

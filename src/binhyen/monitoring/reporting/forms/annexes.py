"""A file for a report, under its title."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

OTHER = "other"


class AnnexForm(forms.Form):
    """``lacking``: titles the duty names that are not there yet; any other may be attached too."""

    which = forms.ChoiceField(label=_("Tài liệu"))
    title = forms.CharField(label=_("Tên tài liệu"), max_length=300, required=False)
    file = forms.FileField(
        label=_("Tệp"), required=False,
        help_text=_("PDF, Word, Excel hoặc ảnh, không quá 20 MB. Không đính kèm danh sách có tên người trong diện quản lý."),  # noqa: E501
    )  # fmt: skip
    why_not = forms.CharField(
        label=_("Nếu kỳ này không có: vì sao"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, lacking: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lacking = list(lacking)
        if not self.lacking:
            for name in ("which", "why_not"):
                del self.fields[name]
            self.fields["title"].required = self.fields["file"].required = True
            return
        choices = [*((str(number), title) for number, title in enumerate(lacking)), (OTHER, _t("Tài liệu khác"))]
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        self.fields["title"].help_text = _t("Chỉ khi chọn tài liệu khác.")

    def given(self) -> dict[str, Any]:
        """What the action is given."""
        data = self.cleaned_data
        which, file = data.get("which", OTHER), data.get("file")
        return {
            "title": data["title"] if which == OTHER else self.lacking[int(which)],
            "file": (file.file, file.name) if file else None, "why_not": data.get("why_not", ""),
        }  # fmt: skip

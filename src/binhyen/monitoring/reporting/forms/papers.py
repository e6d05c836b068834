"""Who signs the document a consolidated report becomes."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.official_signing import capacities
from binhyen.registers.organisations.models import Body


class PaperForm(forms.Form):
    issuer = forms.ChoiceField(label=_("Cơ quan ban hành"))
    capacity = forms.ChoiceField(
        label=_("Ai ký"),
        choices=lambda: [(one.code, one.label) for one in capacities().values()],
    )
    post = forms.CharField(
        label=_("Chức vụ của người ký"), max_length=120, required=False,
        help_text=_("Chỉ khi ký thừa lệnh hoặc ủy quyền: Trưởng phòng."),
    )  # fmt: skip
    signer = forms.CharField(
        label=_("Họ tên người ký"), max_length=120, help_text=_("Không ghi học hàm, học vị trước tên.")
    )

    def __init__(self, *args: Any, issuers: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.key: body for body in issuers}
        self.fields["issuer"].choices = [(key, body.name) for key, body in self.bodies.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        rule = capacities().get(given.get("capacity", ""))
        if rule and rule.needs_post and not given.get("post"):
            self.add_error("post", _("Ký thừa lệnh, ủy quyền thì ghi chức vụ của người ký."))
        return given

    @property
    def body(self) -> Body:
        """The issuing body that was chosen."""
        return self.bodies[self.cleaned_data["issuer"]]

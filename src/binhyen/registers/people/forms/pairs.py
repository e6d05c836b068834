"""What people decide about two records side by side."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.registers.people.queries.pairs import SideBySide


class MergeForm(forms.Form):
    """Which record stays, and for every field that differs whose word it is."""

    keep = forms.ChoiceField(label=_("Giữ hồ sơ"), choices=(), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Lý do, căn cứ đối chiếu"), max_length=300)

    def __init__(self, data: Any = None, *, sides: SideBySide, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.sides = sides
        left, right = sides.left.person, sides.right.person
        self.fields["keep"].choices = [(str(left.pk), _("Hồ sơ bên trái")), (str(right.pk), _("Hồ sơ bên phải"))]  # type: ignore[attr-defined]
        self.initial.setdefault("keep", str(left.pk))
        reason = self.fields.pop("reason")  # asked last
        for field in sides.fields:
            if not field.same:
                self.fields[f"take_{field.name}"] = forms.ChoiceField(
                    label=field.label,
                    choices=[("left", field.left or _("(trống)")), ("right", field.right or _("(trống)"))],
                    initial="left" if field.left else "right",
                    widget=forms.RadioSelect,
                )
        self.fields["reason"] = reason

    def answer(self) -> dict[str, Any]:
        """What ``actions.pairs.same`` wants: fields are those taken from the record that goes."""
        given = self.cleaned_data
        left, right = self.sides.left.person.pk, self.sides.right.person.pk
        kept, gone = (left, right) if given["keep"] == str(left) else (right, left)
        other = "right" if kept == left else "left"
        taken = [name.removeprefix("take_") for name, side in given.items() if name[:5] == "take_" and side == other]
        return {"kept_id": kept, "gone_id": gone, "fields": taken, "reason": given["reason"]}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=300)

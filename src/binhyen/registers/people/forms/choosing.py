"""A field that links one person of the register: found while typing, chosen from those the reader sees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.registers.people.queries.choosing import Choosing

FIELD = "person"
TYPED, FIND = f"{FIELD}_q", f"{FIELD}_find"  # what is typed, and the button that looks for it without saving
LONGEST, DIGITS = 120, 9


def asked(sent: Any) -> tuple[str, int | None]:
    """What was typed to find somebody, and who is chosen so far, of a form as it was sent."""
    chosen = sent.get(FIELD, "")
    number = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) <= DIGITS else None
    return collapse(clean(sent.get(TYPED, "")))[:LONGEST], number


class PersonWidget(forms.Widget):
    template_name = "people/person_choice.html"
    use_fieldset = True

    def __init__(self, choosing: Choosing) -> None:
        super().__init__()
        self.choosing = choosing

    def id_for_label(self, id_: str | None, index: str | None = None) -> str:
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return {**super().get_context(name, value, attrs), "choosing": self.choosing, "typed": TYPED, "find": FIND}


class PersonField(forms.IntegerField):
    """The number of a person, None for nobody. Whether the reader sees the person is asked where it is stated."""

    def __init__(self, choosing: Choosing, **rest: Any) -> None:
        words = _("Gõ tên, năm sinh hoặc 4 số cuối giấy tờ; không cần dấu. Chỉ tìm trong phạm vi của anh/chị.")
        rest = {"label": _("Là người nào trong sổ"), "help_text": words, **rest}
        super().__init__(required=False, min_value=1, widget=PersonWidget(choosing), **rest)

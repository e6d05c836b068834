"""One form for several people: what holds for all above, what differs for each in a row of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field
from binhyen.operations.cases.queries.register import CaseLine
from binhyen.operations.cases.rules.facts import FactSpec, Field, authority_label
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import BulkOutcome, FactDetails

from .facts import DATA, as_field, plain


@dataclass(frozen=True, slots=True)
class BulkLine:
    """One person of the form."""

    person: CaseLine
    fields: tuple[BoundField, ...]
    note: BoundField
    skip: BoundField


@dataclass(frozen=True, slots=True)
class BulkResult:
    """What became of one person's row, for the page."""

    person: CaseLine
    outcome: BulkOutcome


class BulkForm(forms.Form):
    """``rows()`` is one fact for each person who is not left out; the rules judge each of them for itself."""

    effective_on = day_field(_("Ngày"))
    effective_time = forms.TimeField(label=_("Giờ"), required=False, input_formats=("%H:%M", "%Hh%M"))
    authority = forms.ChoiceField(label=_("Người có thẩm quyền"), required=False)
    reason = forms.CharField(label=_("Lý do, nếu có cảnh báo"), required=False, max_length=300)
    one_time_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, spec: FactSpec, people: Sequence[CaseLine], at: datetime, key: UUID
    ) -> None:
        local = at.astimezone(VIETNAM)
        shown = {"effective_on": local.date(), "effective_time": local.time() if spec.timed else None}
        super().__init__(data, initial={**shown, "one_time_key": key})
        self.spec, self.people = spec, people
        by = spec.on(local.date()).by
        labels = [(code, authority_label(code)) for code in by]
        self.fields["authority"].choices = labels if len(labels) == 1 else [("", _("Hãy chọn")), *labels]  # type: ignore[attr-defined]
        if not by:
            del self.fields["authority"]
        if not spec.timed:
            del self.fields["effective_time"]
        self.own = tuple(field for field in spec.fields if field.required)
        self.shared = tuple(field for field in spec.fields if not field.required)
        for field in self.shared:
            self.fields[DATA + field.name] = as_field(field)
        for person in people:
            self._add(person["id"])

    def _add(self, person_id: int) -> None:
        for field in self.own:
            self.fields[_name(person_id, field)] = as_field(field, required=False)
        self.fields[f"note_{person_id}"] = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
        self.fields[f"skip_{person_id}"] = forms.BooleanField(label=_("Bỏ qua"), required=False)

    def head(self) -> list[BoundField]:
        """What holds for everybody."""
        names = [name for name in self.fields if not name.startswith(("note_", "skip_")) and "__" not in name]
        return [self[name] for name in names]

    def lines(self) -> Iterator[BulkLine]:
        for person in self.people:
            own = tuple(self[_name(person["id"], field)] for field in self.own)
            yield BulkLine(person, own, self[f"note_{person['id']}"], self[f"skip_{person['id']}"])

    def rows(self) -> list[tuple[int, FactDetails]]:
        data = self.cleaned_data
        at = data.get("effective_time")
        shared = {field.name: plain(data[DATA + field.name]) for field in self.shared if data.get(DATA + field.name)}
        return [
            (pk, FactDetails(
                kind=self.spec.kind, effective_at=datetime.combine(data["effective_on"], at or time(), VIETNAM),
                day_only=at is None, data=shared | self._own(pk), authority=data.get("authority", ""),
                note=data[f"note_{pk}"], reason=data["reason"], one_time_key=uuid5(data["one_time_key"], str(pk)),
            ))
            for pk in self._taken()
        ]  # fmt: skip

    def results(self, outcomes: Sequence[BulkOutcome]) -> list[BulkResult]:
        """The outcomes with the people they speak of."""
        known = {person["id"]: person for person in self.people}
        return [BulkResult(known[one.person_id], one) for one in outcomes]

    def _taken(self) -> list[int]:
        return [person["id"] for person in self.people if not self.cleaned_data[f"skip_{person['id']}"]]

    def _own(self, pk: int) -> dict[str, Any]:
        given = {field.name: self.cleaned_data[_name(pk, field)] for field in self.own}
        return {name: plain(value) for name, value in given.items() if value not in (None, "")}


def _name(person_id: int, field: Field) -> str:
    return f"{DATA}{person_id}__{field.name}"

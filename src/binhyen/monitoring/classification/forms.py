"""What people state on the pages of classification."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from binhyen.kit.fields import day_field, read_day
from binhyen.monitoring.classification.queries.evidence import Evidence, Person
from binhyen.monitoring.classification.queries.suppose import Supposed
from binhyen.monitoring.classification.rules.law import Reading
from binhyen.monitoring.classification.values import CHANGE_LABELS, RECOGNISED_LABELS, ChangeKind, RecognisedAs

GOALS = (RecognisedAs.DRUG_FREE, RecognisedAs.TYPE_III, RecognisedAs.TYPE_II)


class ReadingForm(forms.Form):
    """How an open passage is read from a day on, and what settled it."""

    value = forms.ChoiceField(label=_("Cách hiểu"), widget=forms.RadioSelect)
    valid_from = day_field(_("Áp dụng từ ngày"))
    source = forms.CharField(
        label=_("Căn cứ"),
        max_length=300,
        help_text=_("Văn bản, cuộc họp đã thống nhất: số, ngày, cơ quan."),
    )

    def __init__(self, *args: Any, reading: Reading, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = [(one.code, one.label) for one in reading.values]  # type: ignore[attr-defined]


class RoadmapForm(forms.Form):
    goal = forms.ChoiceField(label=_("Đích"), choices=[(one.value, RECOGNISED_LABELS[one]) for one in GOALS])
    target_on = day_field(_("Ngày đích"))
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Kế hoạch, chỉ tiêu hoặc cam kết đặt ra mốc này.")
    )


class StepForm(forms.Form):
    """A step names work, never a person: it is read by everybody who sees the road."""

    text = forms.CharField(
        label=_("Việc phải làm"), max_length=300, help_text=_("Không ghi tên người; tên nằm trong hồ sơ.")
    )
    due_on = day_field(_("Xong trước ngày"))
    owner = forms.CharField(label=_("Cơ quan chịu trách nhiệm"), max_length=120, required=False)
    duty_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class DoneForm(forms.Form):
    done_on = day_field(_("Ngày xong"))
    note = forms.CharField(label=_("Kết quả"), max_length=300, required=False)


class ScenarioForm(forms.Form):
    name = forms.CharField(label=_("Tên phương án"), max_length=120)


PERSON_CHANGES = (
    ChangeKind.SUBSTITUTION, ChangeKind.HOME_REHAB, ChangeKind.FACILITY, ChangeKind.POST_REHAB, ChangeKind.LEAVES_LIST,
    ChangeKind.LEAVES_COMMUNE,
)  # fmt: skip
ROW_CHANGES = {"POINT": ChangeKind.POINT_CLOSED, "WANTED": ChangeKind.WANTED_GONE}
NEW_CHANGES = (ChangeKind.NEW_USER, ChangeKind.NEW_POINT, ChangeKind.NEW_OFFENCE)
SOON = timedelta(days=30)  # the day a change is proposed for
MOST_NEW = 999
LONGEST = timedelta(days=5 * 366)  # ahead


@dataclass(frozen=True, slots=True)
class SupposedLine:
    """A line of the form: what may happen to somebody or something, by when; ``do`` and ``by`` name its fields."""

    do: str
    by: str
    title: str
    detail: str
    choices: tuple[tuple[str, str], ...]
    value: str
    day: date
    subject: str  # PERSON, POINT, WANTED
    id: int


@dataclass(frozen=True, slots=True)
class SupposeForm:
    """The "if …" of a commune as its address states it. Only people and rows of the page may be named."""

    data: Mapping[str, str]
    people: Sequence[Person]
    rows: Sequence[Evidence]
    today: date
    end: date  # of the period

    @property
    def until(self) -> date:
        asked = read_day(self.data.get("den")) or self.end
        return min(max(asked, self.today), self.today + LONGEST)

    def lines(self) -> list[SupposedLine]:
        kinds = tuple((one.value, CHANGE_LABELS[one]) for one in PERSON_CHANGES)
        found = [
            self._line(f"p{one.id}", one.line["name"], one.state, kinds, ("PERSON", one.id))
            for one in self.people
            if one.line is not None
        ]
        return found + [
            self._line(
                f"{one.subject.lower()}{one.id}",
                one.text,
                one.detail,
                ((kind.value, CHANGE_LABELS[kind]),),
                (one.subject, one.id),
            )
            for one in self.rows
            if (kind := ROW_CHANGES.get(one.subject))
        ]

    def news(self) -> list[tuple[str, str, int]]:
        """(field, label, count) of what may arise anew."""
        return [(f"moi-{one.value}", CHANGE_LABELS[one], self._count(f"moi-{one.value}")) for one in NEW_CHANGES]

    def changes(self) -> list[Supposed]:
        people = [self._change(f"p{one.id}", PERSON_CHANGES, person_id=one.id) for one in self.people if one.line]
        rows = [
            self._change(f"{one.subject.lower()}{one.id}", (ROW_CHANGES[one.subject],), row_id=one.id)
            for one in self.rows
            if one.subject in ROW_CHANGES
        ]
        new = [
            Supposed(kind=kind, day=self._day("moi"), count=count)
            for kind in NEW_CHANGES
            if (count := self._count(f"moi-{kind.value}"))
        ]
        return [one for one in (*people, *rows, *new) if one]

    def query(self) -> str:
        """What is supposed, as an address: to open again, to save."""
        kept = {name: value for name, value in self.data.items() if value and name[:2] not in {"cs", "na"}}
        return urlencode(kept)

    def _line(
        self, field: str, title: str, detail: str, choices: tuple[tuple[str, str], ...], what: tuple[str, int]
    ) -> SupposedLine:
        return SupposedLine(
            do=f"lam-{field}", by=f"ngay-{field}", title=title, detail=detail, choices=choices,
            value=self.data.get(f"lam-{field}", ""), day=self._day(field), subject=what[0], id=what[1],
        )  # fmt: skip

    def _change(self, field: str, kinds: Sequence[ChangeKind], **what: int) -> Supposed | None:
        kind = next((one for one in kinds if one.value == self.data.get(f"lam-{field}")), None)
        return Supposed(kind=kind, day=self._day(field), **what) if kind else None

    def _day(self, field: str) -> date:
        return read_day(self.data.get(f"ngay-{field}")) or min(self.today + SOON, max(self.end, self.today))

    def _count(self, field: str) -> int:
        text = self.data.get(field, "")
        return min(int(text), MOST_NEW) if text.isascii() and text.isdigit() else 0


def scenario_query(changes: Sequence[Supposed], rows: Sequence[Evidence]) -> str:
    """A saved supposition as an address of the form."""
    subjects = {(ROW_CHANGES[one.subject], one.id): one.subject.lower() for one in rows if one.subject in ROW_CHANGES}
    given: dict[str, str] = {}
    for one in changes:
        if one.person_id:
            field = f"p{one.person_id}"
        elif one.row_id:
            field = f"{subjects.get((one.kind, one.row_id), 'gone')}{one.row_id}"
        else:
            given[f"moi-{one.kind.value}"] = str(one.count)
            given["ngay-moi"] = f"{one.day:%d/%m/%Y}"
            continue
        given[f"lam-{field}"] = one.kind.value
        given[f"ngay-{field}"] = f"{one.day:%d/%m/%Y}"
    return urlencode(given)

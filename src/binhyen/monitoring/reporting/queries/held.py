"""Everything that stands in a report being written, in one query: values, words, figures, what lies around them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    F,
    IntegerField,
    JSONField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, JSONObject, NullIf

from binhyen.monitoring.reporting.models import (
    Consolidation,
    Report,
    ReportBlock,
    ReportCell,
    RoundFigures,
    WorkLine,
)
from binhyen.monitoring.reporting.values.consolidated import From, Spread
from binhyen.monitoring.reporting.values.drafting import Source
from binhyen.monitoring.reporting.values.reports import HANDED_IN


@dataclass(frozen=True, slots=True)
class Wrote:
    """What somebody wrote at one place: a value or words, an explanation of a cell, the version, who and when."""

    text: str
    note: str
    version: int
    at: datetime
    by: str
    alike: int  # of words: other reports of the round that are in and say the same


@dataclass(frozen=True, slots=True)
class Around:
    """How the numbers of units lay when reports of this form were last put together, and how many live here."""

    round: str
    spreads: Mapping[str, Spread]
    people: int | None


@dataclass(slots=True)
class Held:
    cells: dict[str, Wrote] = field(default_factory=dict)  # values and notes, by place
    words: dict[str, Wrote] = field(default_factory=dict)  # by block
    taken: dict[str, list[Source]] = field(default_factory=dict)  # work words were drawn from, by block
    figures: Mapping[str, list[int | None]] = field(default_factory=dict)
    known_at: datetime | None = None  # of the figures
    around: Around | None = None

    @property
    def alike(self) -> dict[str, int]:
        """Blocks whose words other units sent as well, with how many."""
        return {code: one.alike for code, one in self.words.items() if one.alike}


def held(*, report: Report) -> Held:
    """What stands in a report. One query. ``report`` with its round."""
    found = Held()
    parts = [_cells(report), _blocks(report), _taken(report), _figures(report), _around(report)]
    for row in reduce(lambda one, two: one.union(two, all=True), parts):
        _put(found, *row)
    return found


def _put(
    found: Held, part: str, place: str, text: str, note: str, number: int, at: datetime, by: str, alike: int, data: Any
) -> None:
    if part == "cell":
        found.cells[place] = Wrote(text, note, number, at, by, 0)
    elif part == "block":
        found.words[place] = Wrote(text, "", number, at, by, alike)
    elif part == "taken":
        found.taken.setdefault(place, []).append(Source(From(data["kind"]), data["number"], text))
    elif part == "figures":
        found.figures, found.known_at = data, at
    else:
        spreads = {ref: Spread.of(one) for ref, one in (data["spreads"] or {}).items()}
        found.around = Around(text, spreads, data["people"])


def _cells(report: Report) -> QuerySet[Any, Any]:
    return _part(
        ReportCell.objects.filter(report=report.pk), "cell", place="ref", text="value", note=F("note"),
        number="version", at="changed_at", by=_who("changed_by"),
    )  # fmt: skip


def _blocks(report: Report) -> QuerySet[Any, Any]:
    """Words, with in how many reports of the round that are in the same words stand."""
    others = ReportBlock.objects.filter(
        report__round=report.round_id, report__state__in=HANDED_IN, code=OuterRef("code"),
        likeness=NullIf(OuterRef("likeness"), Value("")),
    ).exclude(report=report.pk)  # fmt: skip
    alike = Coalesce(Subquery(others.order_by().values("code").annotate(n=Count("pk")).values("n")), 0)
    return _part(
        ReportBlock.objects.filter(report=report.pk), "block", place="code", text="text", number="version",
        at="changed_at", by=_who("changed_by"), alike=alike,
    )  # fmt: skip


def _taken(report: Report) -> QuerySet[Any, Any]:
    return _part(
        WorkLine.objects.filter(report=report.pk), "taken", place="code", text="mark", at="at",
        data=JSONObject(kind="kind", number="number"),
    )  # fmt: skip


def _figures(report: Report) -> QuerySet[Any, Any]:
    rows = RoundFigures.objects.filter(round=report.round_id, area_code=report.area_code)
    return _part(rows, "figures", place="area_code", text="area_code", at="known_at", data=F("data"))


def _around(report: Report) -> QuerySet[Any, Any]:
    """The last time reports of the same duty and form were put together."""
    round_ = report.round
    rows = Consolidation.objects.filter(
        round__duty=round_.duty_id, round__form_key=round_.form_key, round__period_end__lte=round_.period_end
    ).order_by("-round__period_end", "-number")[:1]
    said = JSONObject(spreads="content__spreads", people=f"content__sizes__{report.area_code}")
    return _part(rows, "around", place="code", text="round__name", at="at", data=said)


def _who(path: str) -> Any:
    """A name as ``User`` says it."""
    return Coalesce(NullIf(F(f"{path}__full_name"), Value("")), F(f"{path}__username"))


def _part[M: Model](
    rows: QuerySet[M], part: str, *, place: str, text: str, at: str, **given: Any
) -> QuerySet[Any, Any]:
    """One part of the union, its columns in the order of ``_put``."""
    number = given.get("number")
    columns = {
        "a_part": Value(part, CharField()), "a_place": Cast(F(place), TextField()),
        "a_text": Cast(F(text), TextField()),
        "a_note": Cast(given.get("note", Value("")), TextField()),
        "a_number": Cast(F(number) if number else Value(0), IntegerField()), "an_at": Cast(F(at), DateTimeField()),
        "a_name": Cast(given.get("by", Value("")), TextField()),
        "alike_to": Cast(given.get("alike", Value(0)), IntegerField()),
        "some_data": Cast(given.get("data", Value(None, JSONField())), JSONField()),
    }  # fmt: skip
    return rows.annotate(**columns).values_list(*columns)

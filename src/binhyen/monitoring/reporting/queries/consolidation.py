"""Reports of a round put together: what is in, who is missing, and what was put together before."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from django.db.models import QuerySet
from django.utils import timezone

from binhyen.monitoring.reporting.models import Consolidation, Report, ReportVersion, Round
from binhyen.monitoring.reporting.rules import checks
from binhyen.monitoring.reporting.rules.checks import titles
from binhyen.monitoring.reporting.rules.filling import filled_of
from binhyen.monitoring.reporting.rules.sentences import of_lateness, of_numbers, of_words
from binhyen.monitoring.reporting.rules.states import lateness
from binhyen.monitoring.reporting.rules.totals import totals
from binhyen.monitoring.reporting.values.consolidated import Consolidated, Handed, Missing
from binhyen.monitoring.reporting.values.forms import NUMBERS, Cell, Filled, FormDefinition, Gather, Numbers
from binhyen.monitoring.reporting.values.reports import HANDED_IN, STATE_LABELS, Content, State
from binhyen.registers.territories.models import Population
from binhyen.registers.territories.values import PopulationKind

from . import forms, working

AT_ONCE = 300  # contents of reports read together
Told = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A round as it stands at a moment, with the seals of the versions that are in."""

    form: FormDefinition
    whole: Consolidated
    versions: tuple[tuple[int, str], ...]  # number of the ReportVersion row, digest of its seal

    @property
    def numbers(self) -> list[int]:
        return [number for number, _ in self.versions]


def take(*, held: Round, at: datetime, told: Told = lambda done, total, words: None) -> Taken:
    """Put the reports of a round together, as they are at this moment. A query for each 300 reports and ten more.

    A report that was returned, or is being corrected, is missing: what it said may no longer hold.
    """
    form = forms.of_key(key=held.form_key)
    reports = list(owed(held=held))
    inside = [one for one in reports if one.state in HANDED_IN and one.latest_id is not None]
    handed = _read(form, inside, at, told)
    missing = tuple(
        Missing(
            report=one.pk, unit=one.body.key, name=one.body.name, state=STATE_LABELS[State(one.state)],
            excused=one.excused,
        )
        for one in reports if one.state not in HANDED_IN or one.latest_id is None
    )  # fmt: skip
    told(len(inside), len(inside), "Đang cộng số liệu, xếp nhận định")
    summed = totals(form, handed)
    bodies = {one.body_id: one.body.name for one in reports}
    said = (
        *of_numbers(form, handed, summed), *of_words(form, handed), *of_lateness(handed, missing),
        *working.sentences(bodies=bodies, held=held, at=at),
    )  # fmt: skip
    people = _people(handed)
    whole = Consolidated(
        form=form.key, handed=tuple(replace(one, filled=Filled()) for one in handed), missing=missing, totals=summed,
        sentences=tuple(sorted(said, key=lambda one: list(Gather).index(one.gather))),
        spreads=checks.spreads(form, by_unit(form, handed), _sizes(handed, people)), sizes=people,
    )  # fmt: skip
    return Taken(form, whole, tuple((one.latest_id or 0, _seal(one)) for one in inside))


def owed(*, held: Round) -> QuerySet[Report]:
    """All reports of a round in the order of its units, each with its version and seal."""
    found = Report.objects.filter(round=held).select_related("body", "latest__seal")
    return found.defer("latest__content").order_by("body__sort_key", "body_id")


def _seal(report: Report) -> str:
    seal = getattr(report.latest, "seal", None)
    return seal.digest if seal else ""


def _read(form: FormDefinition, inside: Sequence[Report], at: datetime, told: Told) -> list[Handed]:
    found: list[Handed] = []
    for start in range(0, len(inside), AT_ONCE):
        told(start, len(inside), "Đang đọc báo cáo đã gửi")
        batch = inside[start : start + AT_ONCE]
        contents = _contents([one.latest_id or 0 for one in batch])
        found += [_handed(form, one, contents[one.latest_id or 0], at) for one in batch]
    return found


def _contents(numbers: Sequence[int]) -> dict[int, Content]:
    rows = ReportVersion.objects.filter(pk__in=numbers).values_list("pk", "content")
    return {number: Content.of(content) for number, content in rows}


def _handed(form: FormDefinition, report: Report, content: Content, at: datetime) -> Handed:
    late = lateness(due=report.due_at, sent=report.first_sent_at, now=at, excused=report.excused)
    return Handed(
        report=report.pk, version=report.latest_id or 0, unit=report.body.key, name=report.body.name,
        area=report.area_code, sent=f"{timezone.localtime(report.first_sent_at):%H:%M %d/%m/%Y}",
        minutes_late=late.minutes or 0, excused=report.excused, filled=filled_of(form, content),
    )  # fmt: skip


def by_unit(form: FormDefinition, handed: Sequence[Handed]) -> dict[str, Numbers]:
    """What units are compared by, under the number of their report."""
    return {str(one.report): checks.compared(form, one.filled.numbers, area=one.area) for one in handed}


def sizes_of(handed: Sequence[Handed]) -> dict[str, Fraction]:
    """Who actually lives in each unit's commune, under the number of its report. One query."""
    return _sizes(handed, _people(handed))


def _sizes(handed: Sequence[Handed], people: Mapping[str, int]) -> dict[str, Fraction]:
    return {str(one.report): Fraction(people[one.area]) for one in handed if people.get(one.area)}


def _people(handed: Sequence[Handed]) -> dict[str, int]:
    """The latest figure of who actually lives in each commune. One query."""
    found = Population.objects.filter(
        commune_id__in={one.area for one in handed}, kind=PopulationKind.RESIDENCE, replaced_at__isnull=True
    )
    return dict(found.order_by("as_of").values_list("commune_id", "people"))


def one(*, code: str) -> Consolidation | None:
    return Consolidation.objects.select_related("round__duty", "by").filter(code=code).first()


def made(*, held: Round) -> list[Consolidation]:
    """What was put together of a round, the newest first. One query, without the contents."""
    found = Consolidation.objects.filter(round=held).select_related("by").defer("content")
    return list(found.order_by("-number"))


def held_by(*, row: Consolidation, form: FormDefinition) -> list[Handed]:
    """The reports in it with all they hold, from their own frozen versions. A query for each 300."""
    whole = Consolidated.of(row.content)
    found: list[Handed] = []
    for start in range(0, len(whole.handed), AT_ONCE):
        batch = whole.handed[start : start + AT_ONCE]
        contents = _contents([one.version for one in batch])
        found += [replace(one, filled=filled_of(form, contents[one.version])) for one in batch]
    return found


@dataclass(frozen=True, slots=True)
class Said:
    """What one unit says at one place."""

    report: int
    name: str
    value: str | None
    note: str
    late: bool


def place(*, row: Consolidation, cell: Cell) -> list[Said]:
    """What each unit that is in says at one cell, in the order of units. One query."""
    whole = Consolidated.of(row.content)
    versions = ReportVersion.objects.filter(pk__in=[one.version for one in whole.handed])
    given = dict(versions.values_list("pk", f"content__cells__{cell.ref}"))
    return [
        Said(one.report, one.name, *_value_and_note(given.get(one.version)), bool(one.minutes_late))
        for one in whole.handed
    ]


def _value_and_note(given: Sequence[str] | None) -> tuple[str | None, str]:
    return (given[0], given[2]) if given else (None, "")


def heads(form: FormDefinition) -> list[tuple[Cell, str]]:
    """Cells of numbers with what they are called, in printed order: the columns of a table by unit."""
    names: Mapping[str, str] = titles(form)
    return [(cell, names[cell.ref]) for cell in form.cells() if cell.kind in NUMBERS]

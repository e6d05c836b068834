"""Forms and their versions as the province edits them, and a form tried with the figures of a commune."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import FigureRun
from binhyen.monitoring.indicators.queries import boards
from binhyen.monitoring.indicators.rules.dictionary import dictionary
from binhyen.monitoring.indicators.rules.periods import kinds
from binhyen.monitoring.reporting.models import FormVersion, ReportDuty, Round
from binhyen.monitoring.reporting.rules import figures, filling, forms
from binhyen.monitoring.reporting.rules.check_words import said
from binhyen.monitoring.reporting.values.forms import Cell, Check, Column, FormDefinition, Row, Section, Source, Span

from . import forms as published

MONTH, YEAR, BACK = "ADMIN_MONTH", "ADMIN_YEAR", 12


@dataclass(frozen=True, slots=True)
class Known:
    """One form with its versions, the newest first."""

    now: FormDefinition | None  # in force today
    versions: list[FormDefinition]
    draft: FormVersion | None
    duties: list[str]  # names of the duties that ask for it

    @property
    def shown(self) -> FormDefinition:
        return self.now or self.versions[0]


def known(*, province: str, on: date) -> dict[str, Known]:
    """All forms by code, in the order of the files, the province's own last. Three queries."""
    found: dict[str, list[FormDefinition]] = {}
    for form in published.published(province=province):
        found.setdefault(form.code, []).insert(0, form)
    drafts = {one.code: one for one in FormVersion.objects.filter(province_code=province, published_at__isnull=True)}
    duties: dict[str, list[str]] = {}
    for code, name in ReportDuty.objects.filter(ended_at__isnull=True).values_list("form_code", "name"):
        duties.setdefault(code, []).append(name)
    made = {
        code: Known(
            forms.in_force(versions, code=code, on=on, province=province), versions, drafts.get(code),
            sorted(set(duties.get(code, []))),
        )
        for code, versions in found.items()
    }  # fmt: skip
    for code, draft in drafts.items():
        if code not in made:
            made[code] = Known(None, [forms.parsed(draft.data)], draft, [])
    return made


def draft(*, pk: int, province: str) -> FormVersion | None:
    return FormVersion.objects.filter(pk=pk, province_code=province, published_at__isnull=True).first()


def used_by(*, key: str) -> int:
    """How many rounds were opened with a version."""
    return Round.objects.filter(form_key=key).count()


def checks_of(form: FormDefinition) -> list[tuple[Check, str]]:
    """The checks of a form, each in one sentence."""
    return [(one, said(form, one)) for one in form.checks]


SPAN_WORDS = {
    Span.PERIOD: "kỳ này", Span.BEFORE: "kỳ trước", Span.YEAR: "từ đầu năm", Span.YEAR_BEFORE: "cùng kỳ năm trước",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explained:
    """A row of a form in words: where its numbers come from, and what each column holds of it."""

    row: Row
    words: str
    code: str  # of the indicator, to open it; empty where columns have their own
    cells: list[tuple[str, str]]  # words; code of the indicator where it is the column's own


def explained(form: FormDefinition) -> list[tuple[Section, list[Explained]]]:
    """What fills each place of a form, in words."""
    return [(section, [_explained(section, row) for row in section.rows]) for section in form.sections]


def _explained(section: Section, row: Row) -> Explained:
    entry = dictionary().entries.get(row.indicator)
    words = {Source.FORMULA: row.formula, Source.ENTERED: "đơn vị tự ghi"}.get(row.source or Source.FIGURE, "")
    if row.source is Source.FIGURE:
        words = entry.name if entry else "chỉ tiêu của từng cột"
    return Explained(
        row, "dòng đầu mục" if row.heading else words, row.indicator if entry else "",
        [_place(section.cell(row.code, column.code), column) for column in section.columns],
    )  # fmt: skip


def _place(cell: Cell | None, column: Column) -> tuple[str, str]:
    if cell is None:
        return "", ""
    if cell.source is Source.FORMULA:
        return column.formula or cell.formula, ""
    if cell.source is Source.ENTERED:
        return "tự ghi", ""
    entry = dictionary().entries.get(cell.indicator)
    return (entry.name if entry else cell.indicator, cell.indicator) if column.of else (SPAN_WORDS[cell.span], "")


@dataclass(frozen=True, slots=True)
class Tried:
    """A form with the figures of an area: texts by address; of which month, as known when."""

    area: str
    name: str
    month: str
    known_at: str
    texts: Mapping[str, str]


def tried(*, form: FormDefinition, scope: Scope, area: str) -> Tried | None:
    """The form as it would be filled for an area, with the figures of the last whole month; None before there are any.

    Figures come from the boards: of a form of another rhythm they are of another length, and the page says so.
    Three queries.
    """
    run = boards.latest_run()
    if run is None:
        return None
    areas = boards.areas_of(scope=scope, run=run)
    chosen = area if area in areas else next((code for code in areas if len(code) > boards.PROVINCE_CODE), "")
    if not chosen:
        return None
    content = filling.content_of(form, figures=_figures(form, run, chosen), entered={}, words={}, known_at=run.moment)
    texts = {cell.ref: filling.said(cell, content.cells[cell.ref].value) for cell in form.cells()}
    month = kinds()[MONTH].containing(run.as_of).moved(-1)
    return Tried(
        chosen, areas[chosen], month.name, f"{timezone.localtime(run.moment):%H:%M %d/%m/%Y}", texts
    )  # fmt: skip


def _figures(form: FormDefinition, run: FigureRun, area: str) -> dict[str, list[int | None]]:
    """Pairs by indicator and days, as reports store them."""
    codes = {cell.indicator for cell in form.cells() if cell.indicator}
    months = boards.held(run=run, area=area, kind=MONTH, codes=codes)
    years = boards.held(run=run, area=area, kind=YEAR, codes=codes)
    places = {
        Span.PERIOD: (months, 1),
        Span.BEFORE: (months, 2),
        Span.YEAR: (years, 0),
        Span.YEAR_BEFORE: (months, 1 + BACK),
    }
    counted = set(run.codes) - set(run.no_source)
    return {
        figures.key(code, span): _pair(held, code, back)
        for span, (held, back) in places.items()
        for code in codes & counted
    }


def _pair(held: boards.Held, code: str, back: int) -> list[int | None]:
    """What stands there; a series that is not kept is zero throughout."""
    if code not in held:
        return [0, 0]
    above, below = held[code]
    return [above[back] if back < len(above) else None, None if below is None else below[back]]


def areas(*, scope: Scope) -> list[tuple[str, str]]:
    """Communes the reader may try a form with. Two queries."""
    run = boards.latest_run()
    found = boards.areas_of(scope=scope, run=run) if run else {}
    return [(code, name) for code, name in found.items() if len(code) > boards.PROVINCE_CODE]

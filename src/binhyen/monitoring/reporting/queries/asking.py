"""Questions to ask the units of a consolidation: numbers far from everybody else's, words that are another's."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from binhyen.monitoring.reporting.models import CellComment, Consolidation
from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.values.consolidated import Handed, anchor
from binhyen.monitoring.reporting.values.findings import Finding
from binhyen.monitoring.reporting.values.forms import FormDefinition, Numbers, Source
from binhyen.registers.territories.models import Population
from binhyen.registers.territories.values import PopulationKind

from . import consolidation, forms

_PROVINCE = 2  # length of a code


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to one unit. ``said`` was asked on the report already, and whether it is settled."""

    handed: Handed
    finding: Finding
    said: CellComment | None

    @property
    def place(self) -> str:
        return self.finding.places[0]

    @property
    def anchor(self) -> str:
        return anchor(self.place)


def questions(*, row: Consolidation) -> list[Asked]:
    """What is unusual among the reports that are in, by unit. A query for each 300 reports and three more."""
    form = forms.of_key(key=row.round.form_key)
    handed = consolidation.held_by(row=row, form=form)
    numbers = {str(one.report): _own(form, one) for one in handed}
    sizes = _sizes(handed)
    alike = detectors.same_words_units(
        form, {str(one.report): one.filled for one in handed}, {str(one.report): one.name for one in handed}
    )
    far = checks.far_units(form, numbers, sizes)
    asked = _asked([one.report for one in handed])
    found = []
    for one in handed:
        findings = checks.answered([*far.get(str(one.report), ()), *alike.get(str(one.report), ())], one.filled)
        found += [
            Asked(one, finding, asked.get((one.report, finding.places[0]))) for finding in findings if finding.open
        ]
    return found


def _own(form: FormDefinition, one: Handed) -> Numbers:
    """What is compared with others: of an office of the province what it wrote, not the province's figures."""
    if len(one.area) > _PROVINCE:
        return one.filled.numbers
    written = {cell.ref for cell in form.cells() if cell.source is Source.ENTERED}
    return {ref: number for ref, number in one.filled.numbers.items() if ref in written}


def _sizes(handed: Sequence[Handed]) -> dict[str, Fraction]:
    """Who actually lives in each unit's commune, the latest figure; nothing where one of them is not known."""
    people = dict(
        Population.objects.filter(
            commune_id__in={one.area for one in handed}, kind=PopulationKind.RESIDENCE, replaced_at__isnull=True
        )
        .order_by("as_of")
        .values_list("commune_id", "people")
    )
    return {str(one.report): Fraction(people[one.area]) for one in handed if people.get(one.area)}


def _asked(reports: Sequence[int]) -> dict[tuple[int, str], CellComment]:
    rows = CellComment.objects.filter(report__in=reports).order_by("at", "pk")
    return {(one.report_id, one.place): one for one in rows}

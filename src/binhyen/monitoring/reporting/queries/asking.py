"""Questions to ask the units of a consolidation: numbers far from everybody else's, words that are another's."""

from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.monitoring.reporting.models import CellComment, Consolidation
from binhyen.monitoring.reporting.rules import checks, detectors
from binhyen.monitoring.reporting.values.consolidated import Handed, anchor
from binhyen.monitoring.reporting.values.findings import Finding

from . import consolidation, forms


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
    numbers, sizes = consolidation.by_unit(form, handed), consolidation.sizes_of(handed)
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


def _asked(reports: Sequence[int]) -> dict[tuple[int, str], CellComment]:
    rows = CellComment.objects.filter(report__in=reports).order_by("at", "pk")
    return {(one.report_id, one.place): one for one in rows}

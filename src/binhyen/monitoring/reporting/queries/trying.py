"""A check tried on what the units said in the last round, before it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.monitoring.reporting.models import Report, Round
from binhyen.monitoring.reporting.rules.checks import outcome
from binhyen.monitoring.reporting.rules.filling import filled_of
from binhyen.monitoring.reporting.values.forms import Check, FormDefinition
from binhyen.monitoring.reporting.values.reports import HANDED_IN, Content

SHOWN = 30  # reports that do not fit, on the page


@dataclass(frozen=True, slots=True)
class Unfit:
    report: int
    unit: str
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tried:
    """How a check would have gone. ``unfit`` are the first that do not hold, ``broken`` how many in all."""

    held: Round
    holds: int
    broken: int
    unknown: int
    unfit: Sequence[Unfit]

    @property
    def more(self) -> int:
        return self.broken - len(self.unfit)


def last_round(*, code: str, province: str) -> Round | None:
    """The last round of a form, in any version, that units have sent reports of. One query."""
    own = Round.objects.filter(form_key__startswith=f"{code}/") | Round.objects.filter(
        form_key__startswith=f"{code}@{province}/"
    )
    sent = Report.objects.filter(state__in=HANDED_IN, latest__isnull=False).values("round_id")
    return own.filter(pk__in=sent).select_related("duty").order_by("-period_end", "-pk").first()


def tried(*, form: FormDefinition, check: Check, held: Round) -> Tried:
    """A check of a form, over all reports of a round that are in. One query."""
    rows = Report.objects.filter(round=held, state__in=HANDED_IN).exclude(latest=None)
    counts: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    unfit: list[Unfit] = []
    for report in rows.select_related("body", "latest").order_by("body__sort_key", "pk"):
        content = Content.of(report.latest.content if report.latest else {})
        holds, found = outcome(form, check, filled_of(form, content).numbers)
        counts[holds] += 1
        if found and len(unfit) < SHOWN:
            unfit.append(Unfit(report.pk, report.body.name, [one.words for one in found]))
    return Tried(held, counts[True], counts[False], counts[None], unfit)

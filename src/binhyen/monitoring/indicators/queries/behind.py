"""The facts behind a count of work, those the reader may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from binhyen.monitoring.indicators.rules.behind import DETAIL_FIELDS, FACTS
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.queries.labels import reason_label
from binhyen.operations.cases.rules.time import DAY, midnight

from .closings import names_in_order

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class FactLine:
    person_id: int
    name: str
    commune: str
    kind: str
    on: datetime
    recorded_at: datetime
    gone: bool = False  # corrected or taken back since


def facts(*, code: str, start: date, end: date, areas: Sequence[str] | None) -> QuerySet[CaseFact]:
    """Facts counted under ``code`` with a legal day from ``start`` to ``end``, that hold today; the newest first.

    Inside the reader's scope; ``areas`` narrow further. Facts of compartments that stay shut are not among them.
    """
    return _counted(code, start, end, areas).filter(withdrawn=False, superseded_by=None)


def later(*, code: str, start: date, end: date, known_at: datetime, areas: Sequence[str] | None) -> QuerySet[CaseFact]:
    """Those by which the figure differs from what was known at ``known_at``: written since, or no longer held."""
    written = Q(recorded_at__gt=known_at, superseded_by=None)
    gone = Q(recorded_at__lte=known_at, superseded_by__recorded_at__gt=known_at)
    return _counted(code, start, end, areas).filter(written | gone, withdrawn=False)


def _counted(code: str, start: date, end: date, areas: Sequence[str] | None) -> QuerySet[CaseFact]:
    kind, detail = FACTS[code]
    found = CaseFact.objects.filter(
        kind=kind, effective_at__gte=midnight(start), effective_at__lt=midnight(end + DAY),
    )  # fmt: skip
    if areas is not None:
        found = found.filter(commune_code__in=list(areas))
    if detail:
        said: Any = Coalesce(*(KT(f"data__{name}") for name in DETAIL_FIELDS))
        found = found.annotate(detail=said).filter(detail=detail)
    return found.select_related("person", "superseded_by").order_by(F("effective_at").desc(), "-pk")


def page(*, found: QuerySet[CaseFact], number: str | None) -> tuple[Page[CaseFact], list[FactLine]]:
    """One page of them with names. Three queries."""
    here = Paginator(found, PAGE_ROWS).get_page(number)
    names = names_in_order({fact.commune_code for fact in here})
    lines = [
        FactLine(
            fact.person_id, fact.person.full_name, names[fact.commune_code], reason_label(fact.kind),
            fact.effective_at, fact.recorded_at, getattr(fact, "superseded_by", None) is not None,
        )
        for fact in here
    ]  # fmt: skip
    return here, lines

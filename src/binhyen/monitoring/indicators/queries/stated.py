"""Figures units reported of what the product cannot count: beside counted ones, and one by one with their documents."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import FigureRun, StatedFigure
from binhyen.monitoring.indicators.rules.dictionary import Entry, dictionary
from binhyen.monitoring.indicators.rules.spans import kept
from binhyen.monitoring.indicators.rules.stated import Stated, line, of_days
from binhyen.registers.documents.queries.register import visible

type Line = tuple[list[int | None], list[int | None] | None]


def counted(*, run: FigureRun, code: str) -> bool:
    """Whether the product counts it from its own rows."""
    return code in run.codes and code not in run.no_source


def held(*, known_at: datetime | None = None) -> QuerySet[StatedFigure]:
    """Those that hold now, or that were believed at a moment."""
    rows = StatedFigure.objects.filter(withdrawn=False)
    if known_at is None:
        return rows.filter(superseded_by=None)
    return rows.filter(Q(superseded_by=None) | Q(superseded_by__entered_at__gt=known_at), entered_at__lte=known_at)


def lines(*, run: FigureRun, kind: str, codes: Iterable[str], areas: Iterable[str]) -> dict[tuple[str, str], Line]:
    """(code, area): numbers by the periods kept of a kind, as boards have them; without an area nobody reported of.

    At most one query; none where all ``codes`` are counted.
    """
    entries = dictionary().entries
    wanted = [code for code in codes if code in entries and not counted(run=run, code=code)]
    if not wanted:
        return {}
    periods = kept(kind, run.as_of)
    rows = _by_place(held().filter(code__in=wanted, area__in=list(areas)))
    found = {key: line(entries[key[0]], some, periods, today=run.as_of) for key, some in rows.items()}
    return {key: one for key, one in found.items() if any(number is not None for number in one[0])}


def _by_place(rows: QuerySet[StatedFigure]) -> dict[tuple[str, str], list[Stated]]:
    found: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for one in rows:
        found[one.code, one.area].append(Stated(one.start, one.on, one.numerator, one.denominator))
    return found


def of_day(
    *, codes: Collection[str], area: str, start: date, on: date, over: bool, known_at: datetime | None = None
) -> Mapping[str, Stated]:
    """What was reported of the days from ``start`` to ``on`` (a stock: by ``on``), as known at a moment. One query.

    ``over``: these days are a whole period; a flow reported to date in its middle is then not taken for it.
    """
    rows, entries = _by_place(held(known_at=known_at).filter(code__in=list(codes), area=area)), dictionary().entries
    found = {code: of_days(entries[code], some, start=start, end=on, over=over) for (code, _), some in rows.items()}
    return {code: one for code, one in found.items() if one is not None}


def behind(*, entry: Entry, areas: Collection[str]) -> list[StatedFigure]:
    """All that was entered of an indicator in some areas, the latest day first, corrected ones too. One query."""
    rows = StatedFigure.objects.filter(code=entry.code, area__in=list(areas), withdrawn=False)
    return list(
        rows.select_related("document", "entered_by", "superseded_by").order_by("-on", "area", "-entered_at", "-pk")
    )


def seen(*, rows: Collection[StatedFigure], scope: Scope) -> set[int]:
    """Numbers of their documents the reader may see; who reads a figure may not read every document. One query."""
    return set(visible(scope).filter(pk__in={one.document_id for one in rows}).values_list("pk", flat=True))


def one(*, pk: int) -> StatedFigure | None:
    """One that holds now."""
    return held().select_related("document").filter(pk=pk).first()

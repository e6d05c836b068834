"""After an act: the rows of its communes are read again, their figures alone computed, and put beside the others.

What boards show comes first, the rest of the dictionary a moment later. Figures of the province that are sums over its
communes move by as much as theirs; the others wait for the next run.
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.indicators.models import FigureFresh, FigureRun, FigureSeries, Touched
from binhyen.monitoring.indicators.queries.boards import DEFAULT_KIND, PROVINCE_CODE, latest_run, shown_codes
from binhyen.monitoring.indicators.queries.export import made
from binhyen.registers.territories.models import Commune
from binhyen_analytics.measures import CATALOGUE, adds_up, reads
from binhyen_analytics.snapshot import Snapshot

from . import snapshot
from .figures import series_of
from .snapshot import Mark

FEW = 10  # communes computed together
MANY = 60  # waiting: a list of the province was written, and the next run is soon

OF_CASES = frozenset({"case_events", "case_spans"})
ALONG = frozenset({*OF_CASES, "case_terms", "people"})  # what a fact of a case may change
MANAGED = "people.managed"
_warmed: set[date] = set()  # of this process
type Numbers = list[int | None]
type Key = tuple[str, str, str]  # code, area, kind


def freshen_figures(*, scope: Scope, at: datetime) -> int:
    """Compute the communes that were written about since; returns how many. ``scope`` opens everything."""
    run, done = latest_run(), 0
    while run is not None and (waiting := _waiting(run)):
        communes = list(dict.fromkeys(one.commune for one in waiting))
        if len(communes) > MANY:
            break
        now = set(communes[:FEW])
        taken_in = [one for one in waiting if one.commune in now]
        known = sorted(now & {code for code, _ in run.areas})
        if known and not _compute(run, known, {one.written for one in taken_in}, scope, at):
            break  # another run has come, and asks again
        Touched.objects.filter(pk__in=[one.number for one in taken_in]).update(run=run.pk)
        done += len(known)
    return done


def _waiting(run: FigureRun) -> list[Mark]:
    """Marks that these figures have not taken in, the oldest first."""
    rows = Touched.objects.exclude(run=run.pk).order_by("pk").values_list("pk", "commune_code", "written")
    return [Mark(*row) for row in rows]


def _compute(run: FigureRun, communes: list[str], written: set[str], scope: Scope, at: datetime) -> bool:
    """The indicators that look at what was written: those of boards, then the others. False where the run is gone."""
    asked = _looking(run, written)
    taken = snapshot.of_communes(scope=scope, communes=communes, tables=_read(asked), at=at)
    return all(_keep(run, communes, codes, taken) for codes in asked if codes)


def _looking(run: FigureRun, written: Set[str]) -> tuple[list[str], list[str]]:
    """Indicators that look at what was written: those of boards, the others."""
    looked = written | (ALONG if written & OF_CASES else frozenset())
    looked |= {name for name, maker in made().items() if maker.reads & written}
    moved = [code for code in run.codes if code not in run.no_source and reads(CATALOGUE[code]) & looked]
    first = [code for code in shown_codes() if code in moved]
    return first, [code for code in moved if code not in set(first)]


def _read(asked: Iterable[Sequence[str]]) -> Set[str]:
    """All tables these indicators are counted from, whichever of them was written."""
    return {table for codes in asked for code in codes for table in reads(CATALOGUE[code])}


def warm(*, scope: Scope, at: datetime) -> date | None:
    """Ask once what will be asked after an act, and keep nothing: the first act then waits no longer than others.

    Of the commune with the most people, so that nothing is left out. Once a day, for the day the figures are of:
    returns that day where it asked. ``scope`` opens everything.
    """
    run = latest_run()
    if run is None or run.as_of in _warmed:
        return None
    rows = FigureSeries.objects.filter(run=run, code=MANAGED, period_kind=DEFAULT_KIND)
    people = {area: numbers[0] or 0 for area, numbers in rows.values_list("area", "numerators")}
    communes = [area for area in people if len(area) > PROVINCE_CODE]
    if not communes:
        return None
    largest = max(communes, key=lambda area: (people[area], area))
    asked = _looking(run, OF_CASES)
    taken = snapshot.of_communes(scope=scope, communes=[largest], tables=_read(asked), at=at)
    for codes in asked:
        list(series_of(taken, areas=[largest], as_of=run.as_of, codes=codes))
    _warmed.clear()
    _warmed.add(run.as_of)
    return run.as_of


@transaction.atomic
def _keep(run: FigureRun, communes: list[str], codes: Sequence[str], taken: Snapshot) -> bool:
    """Put what differs in the place of what was; False where the run is gone."""
    found = {series[:3]: series[3:] for series in series_of(taken, areas=communes, as_of=run.as_of, codes=codes)}
    if not FigureRun.objects.select_for_update().filter(pk=run.pk).exists():
        return False
    rows = FigureSeries.objects.filter(run=run, area__in=communes, code__in=codes)
    held = {(row.code, row.area, row.period_kind): row for row in rows}
    changes = [(key, *_change(held.get(key), found.get(key))) for key in {*held, *found}]
    changes = [change for change in changes if change[1] != change[2]]
    FigureSeries.objects.filter(pk__in=[held[key].pk for key, *_ in changes if key in held]).delete()
    FigureSeries.objects.bulk_create(_rows(run, ((key, *found[key]) for key, *_ in changes if key in found)))
    _move_province(run, changes)
    for area in communes:
        FigureFresh.objects.update_or_create(run=run, area=area, defaults={"moment": taken.moment})
    return True


type Pair = tuple[Numbers, Numbers | None]
type Change = tuple[Key, Pair | None, Pair | None]


def _change(held: FigureSeries | None, found: Pair | None) -> tuple[Pair | None, Pair | None]:
    return (held.numerators, held.denominators) if held else None, found


def _rows(run: FigureRun, series: Iterable[tuple[Key, Numbers, Numbers | None]]) -> Iterator[FigureSeries]:
    for (code, area, kind), above, below in series:
        yield FigureSeries(run=run, code=code, area=area, period_kind=kind, numerators=above, denominators=below)


def _move_province(run: FigureRun, changes: Sequence[Change]) -> None:
    """Sums over communes move with them; a number that is not known stays so."""
    sums = [change for change in changes if adds_up(CATALOGUE[change[0][0]])]
    above = dict(Commune.objects.filter(pk__in={key[1] for key, *_ in sums}).values_list("code", "province_id"))
    rows = FigureSeries.objects.filter(
        run=run, area__in=set(above.values()), code__in={key[0] for key, *_ in sums}
    ).select_for_update()
    held = {(row.code, row.area, row.period_kind): row for row in rows}
    moved: dict[Key, FigureSeries] = {}
    for (code, area, kind), was, now in sums:
        key = code, above.get(area, ""), kind
        row = moved.get(key) or held.get(key) or _empty(run, key, was or now)
        row.numerators = _moved(row.numerators, was and was[0], now and now[0])
        if row.denominators is not None:
            row.denominators = _moved(row.denominators, was and was[1], now and now[1])
        moved[key] = row
    known = {code for code, _ in run.areas if len(code) == PROVINCE_CODE}
    kept = [row for (_, area, _), row in moved.items() if area in known]
    FigureSeries.objects.bulk_update([row for row in kept if row.pk], ["numerators", "denominators"])
    FigureSeries.objects.bulk_create([row for row in kept if not row.pk])


def _empty(run: FigureRun, key: Key, like: Pair | None) -> FigureSeries:
    above, below = like or ([], None)
    zeros: Numbers = [0] * len(above)
    code, area, kind = key
    return FigureSeries(
        run=run, code=code, area=area, period_kind=kind, numerators=zeros,
        denominators=None if below is None else list(zeros),
    )  # fmt: skip


def _moved(numbers: Numbers, was: Numbers | None, now: Numbers | None) -> Numbers:
    before, after = was or [0] * len(numbers), now or [0] * len(numbers)
    return [
        None if one is None or a is None or b is None else one + b - a
        for one, a, b in zip(numbers, before, after, strict=True)
    ]

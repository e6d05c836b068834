"""Lists as their pages show them: those handed in, one with its counts, its rows by what is to be done with them."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.queries import latest_of
from binhyen.operations.cases.events import ListEvent
from binhyen.operations.cases.models import ListExport, ListImport, ListRow
from binhyen.operations.cases.queries.visible import of_list_keepers
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.rules.rosters import Keeper
from binhyen.operations.cases.values import Fate, ListState
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.visible import people

from .rows import tables_of

SHOWN, AT_ONCE = 50, 500
FILTERS: dict[str, Q] = {
    "": Q(),
    "sua": Q(severity="ERROR", fate=Fate.WAITING),
    "chon": Q(match="MAYBE", fate=Fate.WAITING),
    "moi": Q(match="NEW", fate=Fate.WAITING, accepted=True) & ~Q(severity="ERROR"),
    "co": Q(match="SAME", fate=Fate.WAITING, accepted=True) & ~Q(severity="ERROR"),
    "them": Q(match="SAME", fate=Fate.WAITING, accepted=True, gives__gt=0) & ~Q(severity="ERROR"),
    "khac": Q(match="SAME", asks__gt=0, fate__in=(Fate.WAITING, Fate.BASKET)),
    "bo": Q(accepted=False),
    "da-ghi": Q(fate=Fate.WRITTEN),
    "gio": Q(fate=Fate.BASKET),
}


def imports(*, scope: Scope) -> QuerySet[ListImport]:
    """Lists of the reader's communes, and of the reader's own clinic or facility; the province sees all.

    The list of a clinic is opened in its commune by the body that brought it alone: its columns may tell of health.
    """
    rows = ListImport.objects.select_related("uploaded_by").filter(of_list_keepers(scope=scope))
    if scope.whole_province:
        return rows
    return rows.filter(~Q(roster_kind=Keeper.CLINIC) | Q(body_key__in=sorted(scope.bodies)))


def latest(*, scope: Scope) -> list[ListImport]:
    return list(imports(scope=scope).order_by("-uploaded_at", "-pk")[:SHOWN])


def one(*, scope: Scope, import_id: int) -> ListImport | None:
    return imports(scope=scope).filter(pk=import_id).first()


def same_file(*, scope: Scope, sha256: str, besides: int) -> ListImport | None:
    """An earlier import of the same content that was written."""
    return (
        imports(scope=scope)
        .filter(sha256=sha256, state=ListState.WRITTEN)
        .exclude(pk=besides)
        .order_by("-uploaded_at")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Exported:
    """A sheet of ours that came back: how many of its rows, and how many did not. Nobody is deleted for it."""

    number: int
    rows: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    source: ListImport
    tables: dict[int, Table]
    table: Table | None
    filter: str
    counts: dict[str, int]
    rows: list[ListRow]
    total: int
    job: Job | None
    earlier: ListImport | None
    exported: list["Exported"]

    @property
    def stuck(self) -> bool:
        """The job is over and yet the list still waits: it was interrupted."""
        waiting = self.source.state in {ListState.READING, ListState.WRITING}
        return waiting and self.job is not None and self.job.over

    @property
    def busy(self) -> bool:
        return self.source.state in {ListState.READING, ListState.WRITING} and not self.stuck

    @property
    def written(self) -> int:
        """Rows that have their fate: where an interrupted writing stopped, and goes on."""
        return self.counts["all"] - self.counts["waiting"]

    @property
    def ready(self) -> int:
        """Rows that would be written now."""
        return self.counts["moi"] + self.counts["co"]


def preview(*, scope: Scope, source: ListImport, table: int | None, chosen: str, start: int = 0) -> Preview:
    """A list with the rows of one of its tables under one filter; six queries."""
    tables = tables_of(source) if source.mapping else {}
    counted = source.rows.aggregate(**{name or "all": Count("id", filter=q) for name, q in _named().items()})
    index = table if table in tables else next(iter(tables), None)
    chosen = chosen if chosen in FILTERS else ""
    rows = source.rows.filter(FILTERS[chosen]).order_by("id")
    if index is not None and len(tables) > 1:
        rows = rows.filter(cells__table=index)
    return Preview(
        source=source,
        tables=tables,
        table=tables.get(index) if index is not None else None,
        filter=chosen,
        counts=counted,
        rows=list(rows[start : start + AT_ONCE]),
        total=rows.count(),
        job=latest_of(subject_type=ListEvent.SUBJECT, subject_id=str(source.pk)),
        earlier=same_file(scope=scope, sha256=source.sha256, besides=source.pk),
        exported=_exported(source),
    )


def _exported(source: ListImport) -> list[Exported]:
    back = {int(number): rows for number, rows in source.counts.get("exports", {}).items()}
    left = dict(ListExport.objects.filter(pk__in=list(back)).values_list("pk", "row_count")) if back else {}
    return [Exported(number, rows, max(0, left.get(number, 0) - rows)) for number, rows in back.items()]


def _named() -> dict[str, Q]:
    named = {name.replace("-", "_"): q for name, q in FILTERS.items()}
    return {**named, "waiting": Q(fate=Fate.WAITING)}


def row(*, source: ListImport, row_id: int) -> ListRow | None:
    return source.rows.filter(pk=row_id).first()


def candidates(*, scope: Scope, found: ListRow) -> list[Person]:
    """Persons of the register the row may be, the likeliest first; as far as the reader sees them."""
    wanted = [found.person_id, *found.values.get("others", [])]
    seen = people(scope).select_related("hamlet").in_bulk([one for one in wanted if one])
    return [seen[pk] for pk in wanted if pk in seen]

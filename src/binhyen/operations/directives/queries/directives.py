"""Reading directives as a whole: the list, one directive with its counts and findings."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page
from django.db.models import Count, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import Filter, Listing, ListState, page_of
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty
from binhyen.operations.directives.values import DirectiveState, DutyState, FindingState, finding_label

from .visible import own_bodies, visible_directives, visible_duties

OWN_DUTIES = 50  # shown on the page of a directive; the register has them all

LISTING = Listing(
    sorts={
        "nhan": ("received_at", "id"),
        "ky": ("document__issued_on", "id"),
    },
    default_sort="-nhan",
    filters=(Filter("trang_thai", "Trạng thái", tuple(DirectiveState.choices)),),
    page_size=25,
)


@dataclass(frozen=True, slots=True)
class DirectiveRow:
    """One line of the list, with the duties this reader sees."""

    directive: Directive
    duties: int
    accepted: int
    open_findings: int

    @property
    def percent(self) -> int:
        return round(100 * self.accepted / self.duties) if self.duties else 0


def listed(*, scope: Scope, on: date, state: ListState) -> tuple[Page[Directive], list[DirectiveRow]]:
    """One page of the directives a reader sees. Four queries."""
    found = visible_directives(scope, on).select_related("document", "received_by")
    for word in search_key(state.search).split():
        found = found.filter(document__search_key__contains=word)
    if wanted := state.value("trang_thai"):
        found = found.filter(state=wanted)
    page = page_of(found.order_by(*state.order()), state)
    ids = [directive.pk for directive in page.object_list]
    duties = _duty_counts(visible_duties(scope, on).filter(directive__in=ids))
    findings = dict(
        DirectiveFinding.objects.filter(directive__in=ids, state=FindingState.OPEN)
        .exclude(duty__state=DutyState.REMOVED)
        .values_list("directive_id")
        .annotate(count=Count("pk"))
        .order_by()
    )
    rows = [
        DirectiveRow(directive, *duties.get(directive.pk, (0, 0)), findings.get(directive.pk, 0))
        for directive in page.object_list
    ]
    return page, rows


def _duty_counts(duties: QuerySet[Duty]) -> dict[int, tuple[int, int]]:
    """Directive id -> duties in force, of these accepted."""
    rows = duties.exclude(state=DutyState.REMOVED).values_list("directive_id").order_by()
    counted = rows.annotate(all=Count("pk"), accepted=Count("pk", filter=Q(state=DutyState.ACCEPTED)))
    return {directive_id: (everything, accepted) for directive_id, everything, accepted in counted}


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one kind, in the order of the text."""

    code: str
    label: str
    severity: str  # the gravest among them
    rows: tuple[DirectiveFinding, ...]


def findings_of(*, directive: Directive) -> list[FindingGroup]:
    """Open and kept findings of duties in force by kind, the gravest kind first. One query."""
    rows = directive.findings.exclude(duty__state=DutyState.REMOVED).exclude(state=FindingState.TAKEN)
    by_code: dict[str, list[DirectiveFinding]] = {}
    for row in rows.select_related("duty", "resolved_by").order_by("line", "pk"):
        by_code.setdefault(row.code, []).append(row)
    groups = [
        FindingGroup(code, finding_label(code), min((row.severity for row in same), key=_grave), tuple(same))
        for code, same in by_code.items()
    ]
    return sorted(groups, key=lambda group: (_grave(group.severity), -len(group.rows)))


def _grave(severity: str) -> int:
    return {"error": 0, "warning": 1, "note": 2}.get(severity, 9)


def own_duties(*, scope: Scope, on: date, directive: Directive) -> list[Duty]:
    """The duties of a directive in which the reader's own bodies have a part; empty for readers without a body."""
    if not scope.bodies:
        return []
    duties = visible_duties(scope, on).filter(directive=directive).exclude(state=DutyState.REMOVED)
    return list(duties.filter(parts__body__in=own_bodies(scope, on)).distinct().order_by("position")[:OWN_DUTIES])

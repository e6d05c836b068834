"""What units ask about the clocks of their reports, until somebody decides."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Report, ReportAct, Round
from binhyen.monitoring.reporting.permissions import Permission, may
from binhyen.monitoring.reporting.values.reports import Act


def latest_request(*, report: Report) -> ReportAct | None:
    """What the unit asked and nobody decided; None where nothing waits. One query at most."""
    if report.asked_at is None:
        return None
    return report.acts.filter(act=Act.ASKED).select_related("by").order_by("-at", "-pk").first()


def asked_words(reports: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with ``asked_why`` and ``asked_until`` of what waits; empty where nothing does."""
    last = ReportAct.objects.filter(report=OuterRef("pk"), act=Act.ASKED, at=OuterRef("asked_at")).order_by("-pk")
    return reports.annotate(
        asked_why=Subquery(last.values("reason")[:1]), asked_until=Subquery(last.values("until")[:1])
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A round and how many of its units wait for an answer."""

    held: Round
    units: int


def waiting(*, scope: Scope) -> list[Waiting]:
    """Rounds with requests nobody decided, for who receives, the soonest due first. Two queries at most."""
    if not may(scope, Permission.RECEIVE):
        return []
    asked = Report.objects.filter(asked_at__isnull=False).values_list("round").annotate(units=Count("pk"))
    units = dict(asked)
    rounds = Round.objects.filter(pk__in=units).select_related("duty") if units else ()
    return [Waiting(one, units[one.pk]) for one in sorted(rounds, key=lambda one: (one.due_at, one.pk))]

"""What units ask about the clocks of their reports, until somebody decides."""

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery

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


def waiting(*, scope: Scope) -> list[Round]:
    """Rounds with requests nobody decided, for who receives: ``requests`` how many, ``since`` the newest. One query."""
    if not may(scope, Permission.RECEIVE):
        return []
    asked = Round.objects.select_related("duty").annotate(
        requests=Count("reports", filter=Q(reports__asked_at__isnull=False)), since=Max("reports__asked_at")
    )
    return list(asked.filter(requests__gt=0).order_by(F("due_at").asc(), "pk"))

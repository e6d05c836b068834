"""Rows of lists that are drawn from work and inspections of the unit, for the days of its report."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import lists
from binhyen.monitoring.reporting.values.forms import Draft, Draw, Section
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.inspections.values import Remedy, Stage
from binhyen.operations.work.values import Work

from . import working

type Row = Mapping[str, str]


def drawn(*, report: Report, section: Section, at: datetime) -> str:
    """The rows of a drawn list as they stand at a moment, as a report keeps them. One query."""
    found = _inspections(report) if section.draw is Draw.INSPECTIONS else _work(report, Draft(section.draw), at)
    return lists.drawn(section, found)


def _work(report: Report, draft: Draft, at: datetime) -> Iterator[Row]:
    days = working.days_of(report.round)
    for one in working.rows(bodies=[report.body_id], drafts=[draft], days=days, at=at, most=lists.MOST_ROWS):
        of = f" ({one.starts_on:%d/%m} – {one.ends_on:%d/%m/%Y})" if one.starts_on else ""
        yield {
            "viec": one.title + of, "buoc": str(Work(one.state).label),
            "han": f"{timezone.localtime(one.due_at):%d/%m/%Y}" if one.due_at else "",
            "xong": f"{timezone.localtime(one.verified_at):%d/%m/%Y}" if one.verified_at else "",
        }  # fmt: skip


def _inspections(report: Report) -> Iterator[Row]:
    """Those that were held in the period, of the unit or by it. What is planned is not told ahead.

    Of an inspection of others the unit counts only findings of its own, as it may read them.
    """
    own = Q(inspector=report.body_id) | Q(findings__target=report.body_id) | Q(findings__responsible=report.body_id)
    told = own & Q(findings__state__in=[Remedy.OPEN, Remedy.CLAIMED, Remedy.REMEDIED])
    rows = (
        Inspection.objects.filter(Q(targets=report.body_id) | Q(inspector=report.body_id))
        .filter(stage__in=[Stage.HELD, Stage.CONCLUDED])
        .filter(held_on__gte=report.round.period_start, held_on__lte=report.round.period_end)
        .select_related("inspector")
        .annotate(
            found=Count("findings", filter=told, distinct=True),
            mended=Count("findings", filter=own & Q(findings__state=Remedy.REMEDIED), distinct=True),
        )
        .order_by("held_on", "pk")
        .distinct()
    )
    for one in rows[: lists.MOST_ROWS]:
        over = one.stage == Stage.CONCLUDED
        yield {
            "cuoc": one.title, "co_quan": one.inspector.name, "buoc": one.get_stage_display(),
            "ngay": f"{one.held_on:%d/%m/%Y}" if one.held_on else "",
            "phat_hien": str(one.found) if over else "", "khac_phuc": str(one.mended) if over else "",
        }  # fmt: skip

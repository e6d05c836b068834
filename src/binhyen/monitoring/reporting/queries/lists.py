"""Rows of lists that are drawn from work and inspections of the unit, for the days of its report."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.rules import lists
from binhyen.monitoring.reporting.values.forms import Draw, Section
from binhyen.operations.cases.rules.time import midnight
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.inspections.values import Remedy, Stage
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import TO_DO, Shape, Work

_DAY = timedelta(days=1)
type Row = Mapping[str, str]


def drawn(*, report: Report, section: Section, at: datetime) -> str:
    """The rows of a drawn list as they stand at a moment, as a report keeps them. One query.

    Late is what was due by then: a report may be signed before its period is over.
    """
    start, end = midnight(report.round.period_start), midnight(report.round.period_end + _DAY)
    own = Task.objects.filter(lead=report.body_id).exclude(shape=Shape.HEAD).order_by("due_at", "pk")
    if section.draw is Draw.WORK_DONE:
        found = _tasks(own.filter(state=Work.VERIFIED, verified_at__gte=start, verified_at__lt=end))
    elif section.draw is Draw.WORK_LATE:
        found = _tasks(own.filter(state__in=TO_DO, due_at__lt=min(end, at)))
    else:
        found = _inspections(report)
    return lists.drawn(section, found)


def _tasks(rows: QuerySet[Task]) -> Iterator[Row]:
    for one in rows[: lists.MOST_ROWS]:
        yield {
            "viec": one.title, "buoc": one.get_state_display(),
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

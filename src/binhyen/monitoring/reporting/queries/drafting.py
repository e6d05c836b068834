"""What the work of a unit offers for the words of its report; what of it somebody took."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import Permission, may
from binhyen.monitoring.reporting.rules import drafting
from binhyen.monitoring.reporting.values.drafting import Line, Offers
from binhyen.monitoring.reporting.values.forms import Block, Draft, FormDefinition
from binhyen.operations.work.values import Work

from . import working

MOST = 30  # pieces of work of one kind


def offers(*, report: Report, form: FormDefinition, at: datetime) -> Offers:
    """Lines by block, for blocks that are drafted from work. One query. ``report`` with round and duty."""
    blocks = [one for one in form.blocks() if one.draft is not Draft.NOTHING]
    found: dict[Draft, list[Line]] = defaultdict(list)
    days, drafts = working.days_of(report.round), {one.draft for one in blocks}
    for row in working.rows(bodies=[report.body_id], drafts=sorted(drafts), days=days, at=at, most=MOST):
        found[row.draft].append(drafting.line_of(_piece(row)))
    return {one.code: found[one.draft] for one in blocks if found[one.draft]}


def left(*, offers: Offers, blocks: Iterable[tuple[Block, str]]) -> Offers:
    """Those a text does not hold yet. ``blocks`` with their texts."""
    found = {block.code: drafting.offered(offers.get(block.code, ()), text) for block, text in blocks}
    return {code: lines for code, lines in found.items() if lines}


def opens(*, scope: Scope, report: Report) -> bool:
    """Whether this reader reads the work of the unit: its own people, and who reads all."""
    return report.body.key in scope.bodies or may(scope, Permission.READ_ALL)


def _piece(row: working.Row) -> drafting.Piece:
    result = row.result or {}
    return drafting.Piece(
        draft=row.draft, number=row.number, title=row.title, due=_day(row.due_at), verified=_day(row.verified_at),
        state=str(Work(row.state).label) if row.state in Work.values else "",
        days=(row.starts_on, row.ends_on) if row.starts_on else None,
        value=Decimal(result["value"]) if result.get("value") else None, unit=result.get("unit", ""),
        wants=row.wants, owner=row.owner,
    )  # fmt: skip


def _day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None

"""The reports of a reader's own units, what waits for them, and the list of all a reader may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import Permission, may, may_fill, may_sign
from binhyen.monitoring.reporting.rules import states
from binhyen.monitoring.reporting.rules.duties import steps_for
from binhyen.monitoring.reporting.values.periods import Beat
from binhyen.monitoring.reporting.values.reports import EDITABLE, HANDED_IN, STATE_LABELS, State

from .visible import own, visible

SHOWN_SENT, PAGE_ROWS = 20, 50
LOOK_AHEAD = timedelta(days=7)
_IN = Q(state__in=HANDED_IN)
_ASKED = _IN & Q(questions__gt=0)
LATE_FILTERS = (("cham", "Gửi chậm hoặc quá hạn"), ("thieu", "Chưa gửi"), ("ly-do", "Chậm có lý do"))


@dataclass(frozen=True, slots=True)
class Line:
    """A report in a list, with what this reader is to do about it."""

    report: Report
    lateness: states.Lateness
    asks: str = ""  # "Làm báo cáo", "Ký", "Sửa"; "" where it is somebody else's turn
    questions: int = 0  # of who receives it, not settled yet

    @property
    def state(self) -> State:
        return State(self.report.state)

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]


@dataclass(frozen=True, slots=True)
class Mine:
    open: Sequence[Line]
    sent: Sequence[Line]
    ahead: Sequence[Line]  # rounds that are not open yet


def mine(*, scope: Scope, at: datetime) -> Mine:
    """Reports of the own units: those to be done by due moment, those sent last, those that open soon. Two queries.

    What was sent and is asked about is to be done.
    """
    found = questioned(own(scope=scope))
    waiting = list(found.filter(~_IN | _ASKED).order_by("due_at", "pk"))
    sent = found.filter(_IN & ~_ASKED).order_by("-due_at", "-pk")[:SHOWN_SENT]
    lines = [line(report=one, scope=scope, at=at) for one in waiting]
    return Mine(
        open=[one for one in lines if one.report.round.opens_at <= at],
        ahead=[one for one in lines if one.report.round.opens_at > at],
        sent=[line(report=one, scope=scope, at=at) for one in sent],
    )


def due(*, scope: Scope, at: datetime) -> list[Line]:
    """What the worklist shows: own reports that wait for this very reader, soonest first. One query.

    Reports asked for on demand stand there from the first moment, others a week ahead; sent ones that are asked about.
    """
    if not may(scope, Permission.READ):
        return []
    near = Q(due_at__lte=at + LOOK_AHEAD) | Q(round__duty__beat=Beat.ON_DEMAND)
    waiting = ~_IN & near & Q(round__opens_at__lte=at, locked=False)
    found = questioned(own(scope=scope)).filter(waiting | _ASKED)
    lines = [line(report=one, scope=scope, at=at) for one in found.order_by("due_at", "pk")]
    return [one for one in lines if one.asks]


def line(*, report: Report, scope: Scope, at: datetime) -> Line:
    """A report with round, duty and body as a line of a list. No query."""
    late = states.lateness(due=report.due_at, sent=report.first_sent_at, now=at, excused=report.excused)
    questions = getattr(report, "questions", 0)
    return Line(report, late, _asks(report, scope, questions), questions)


def questioned(found: QuerySet[Report]) -> QuerySet[Report]:
    """Reports with ``questions``: open words of who receives them."""
    asked = Q(comments__settled_at__isnull=True, comments__of_unit=False)
    return found.annotate(questions=Count("comments", filter=asked))


def _asks(report: Report, scope: Scope, questions: int) -> str:
    given = {"body_key": report.body.key, "area_code": report.area_code}
    state = State(report.state)
    if state in EDITABLE and may_fill(scope, **given):
        return {State.OPEN: "Làm báo cáo", State.DRAFT: "Làm tiếp", State.RETURNED: "Sửa theo góp ý"}[state]
    if state in HANDED_IN and questions and may_fill(scope, **given):
        return "Trả lời câu hỏi"
    if state is State.SIGNED:
        steps = steps_for(report.round.duty.steps, report.body.level)
        step = steps[report.signed_steps] if report.signed_steps < len(steps) else None
        if step and may_sign(scope, step.roles, **given):
            return "Ký"
    return ""


def listing(*, scope: Scope, params: Any, at: datetime) -> tuple[Page[Report], list[Line]]:
    """A page of all reports the reader may read, as filtered. Two queries."""
    found = questioned(listed(scope=scope, params=params, at=at))
    page = Paginator(found, PAGE_ROWS).get_page(params.get("trang"))
    return page, [line(report=one, scope=scope, at=at) for one in page]


def listed(*, scope: Scope, params: Mapping[str, str], at: datetime) -> QuerySet[Report]:
    """All reports the reader may read, as the filters of the list choose them, the last due first."""
    return _filtered(visible(scope=scope), params, at).order_by("-due_at", "body__sort_key", "pk")


def _filtered(found: QuerySet[Report], params: Any, at: datetime) -> QuerySet[Report]:
    round_, state, late = params.get("ky", ""), params.get("trang-thai", ""), params.get("cham", "")
    if round_.isdecimal():
        found = found.filter(round=int(round_))
    if state in State:
        found = found.filter(state=state)
    overdue = Q(first_sent_at__gt=F("due_at")) | Q(first_sent_at__isnull=True, due_at__lt=at)
    if late == "cham":
        found = found.filter(overdue)
    elif late == "thieu":
        found = found.filter(first_sent_at__isnull=True)
    elif late == "ly-do":
        found = found.filter(excused=True)
    for word in search_key(params.get("q", "")).split():
        found = found.filter(body__search_key__contains=word)
    return found

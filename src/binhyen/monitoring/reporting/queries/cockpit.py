"""A round as it runs: who has opened, who writes, who sent, who is late, by unit. Two queries, whatever the size."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Report, Round
from binhyen.monitoring.reporting.rules.states import Lateness, lateness
from binhyen.monitoring.reporting.values.periods import Beat
from binhyen.monitoring.reporting.values.reports import State
from binhyen.operations.cases.rules.time import day_of, midnight

from .requests import asked_words
from .visible import visible

ASKS = "xin"  # what addresses say
AT_WORK = timedelta(minutes=15)  # somebody wrote so lately: they are at it


class Stage(StrEnum):
    """Where a unit is with its report."""

    SILENT = "SILENT"
    OPENED = "OPENED"
    WRITING = "WRITING"
    SIGNING = "SIGNING"
    RETURNED = "RETURNED"
    SENT = "SENT"
    ACCEPTED = "ACCEPTED"


STAGE_LABELS = {
    Stage.SILENT: "Chưa mở", Stage.OPENED: "Đã mở", Stage.WRITING: "Đang làm", Stage.SIGNING: "Chờ ký tiếp",
    Stage.RETURNED: "Trả lại để sửa", Stage.SENT: "Đã gửi", Stage.ACCEPTED: "Đã nhận",
}  # fmt: skip
IN = frozenset({Stage.SENT, Stage.ACCEPTED})
_OF_STATE = {
    State.SIGNED: Stage.SIGNING, State.SENT: Stage.SENT, State.RETURNED: Stage.RETURNED,
    State.ACCEPTED: Stage.ACCEPTED,
}  # fmt: skip


def stage_of(report: Report) -> Stage:
    """Where a report is, told by what was done with it."""
    if State(report.state) in _OF_STATE:
        return _OF_STATE[State(report.state)]
    if report.edited_at is not None:
        return Stage.WRITING
    return Stage.OPENED if report.opened_at is not None else Stage.SILENT


@dataclass(frozen=True, slots=True)
class Line:
    """One unit in a round."""

    report: Report
    stage: Stage
    late: Lateness
    now: bool  # somebody is writing at this moment

    @property
    def label(self) -> str:
        return STAGE_LABELS[self.stage]

    @property
    def silent(self) -> bool:
        """Has not sent, and has no accepted reason: may be reminded."""
        return self.stage not in IN and not self.report.excused

    def at(self, stage: str) -> bool:
        """Whether it is at a stage; ASKS: it waits for an answer about its clock; "" any."""
        return self.report.asked_at is not None if stage == ASKS else not stage or self.stage == stage

    @property
    def look(self) -> str:
        """ "ok", "warn", "late" or "" as chips are coloured."""
        if self.late.late and not self.late.excused:
            return "late"
        return "ok" if self.stage in IN else "warn" if self.stage in {Stage.SILENT, Stage.RETURNED} else ""


@dataclass(frozen=True, slots=True)
class Board:
    """A round at a moment."""

    held: Round
    lines: Sequence[Line]

    @property
    def owed(self) -> int:
        return len(self.lines)

    @property
    def sent(self) -> int:
        return sum(1 for one in self.lines if one.stage in IN)

    @property
    def late(self) -> int:
        """Not in the time they had, and no accepted reason: sent or not."""
        return sum(1 for one in self.lines if one.late.late and not one.late.excused)

    @property
    def excused(self) -> int:
        return sum(1 for one in self.lines if one.report.excused)

    @property
    def asks(self) -> int:
        """Units that wait for an answer about their clock."""
        return sum(1 for one in self.lines if one.at(ASKS))

    @property
    def to_remind(self) -> int:
        return sum(1 for one in self.lines if one.silent and not one.report.locked)

    @property
    def counts(self) -> list[tuple[Stage, str, int]]:
        """How many are at each stage, in the order of the way."""
        found = Counter(one.stage for one in self.lines)
        return [(stage, STAGE_LABELS[stage], found[stage]) for stage in Stage]


def board(
    *, held: Round, scope: Scope, at: datetime, stage: str = "", late: bool = False, asked: bool = False
) -> Board:
    """All units of a round the reader may see: those that need something first. One query.

    ``stage`` and ``late`` narrow the lines; stage ASKS is units that wait for an answer about their clock. With
    ``asked`` reports carry ``asked_why`` and ``asked_until``.
    """
    reports = visible(scope=scope).filter(round=held).select_related("body", "edited_by")
    found = asked_words(reports) if asked else reports
    lines = [_line(one, at) for one in found.order_by("body__sort_key", "body_id")]
    chosen = [one for one in lines if one.at(stage) and (not late or one.late.late)]
    return Board(held, sorted(chosen, key=_urgency))


def _line(report: Report, at: datetime) -> Line:
    now = report.edited_at is not None and at - report.edited_at <= AT_WORK and State(report.state) is State.DRAFT
    late = lateness(due=report.due_at, sent=report.first_sent_at, now=at, excused=report.excused)
    return Line(report, stage_of(report), late, now)


def _urgency(line: Line) -> tuple[bool, int]:
    return line.stage in IN, list(Stage).index(line.stage)


def weekly(*, at: datetime) -> Round | None:
    """The weekly round everybody looks at now: today's, else the next one open, else the last. One query."""
    rounds = Round.objects.select_related("duty").filter(duty__beat=Beat.WEEK, opens_at__lte=at)
    ahead = rounds.filter(due_at__gte=midnight(day_of(at))).order_by("due_at", "pk").first()
    return ahead or rounds.order_by("-due_at", "-pk").first()


def near(*, at: datetime) -> list[Round]:
    """Rounds that are open, and those that fell due in the last month: the choice above a board. One query."""
    found = Round.objects.select_related("duty").filter(opens_at__lte=at, due_at__gt=at - timedelta(days=31))
    return list(found.order_by("-due_at", "pk"))


def one(*, pk: int) -> Round | None:
    return Round.objects.select_related("duty").filter(pk=pk).first()

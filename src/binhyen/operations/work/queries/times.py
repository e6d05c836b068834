"""What a task's page says of its times: on time on both days, requests for more time, difficulties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.models import Difficulty, Extension, Task
from binhyen.operations.work.rules.ontime import Judgement, Verdict
from binhyen.operations.work.values import TO_DO, Cadence, ExtensionState

from . import difficulties, extensions

WORDS = {
    Verdict.OPEN: "chưa đến hạn",
    Verdict.PENDING: "chờ quyết định",
    Verdict.ON_TIME: "đúng hạn",
    Verdict.LATE: "trễ hạn",
    Verdict.STOPPED: "đã dừng trước hạn",
    Verdict.NO_DAY: "không có hạn",
}
CHIPS = {Verdict.ON_TIME: "ok", Verdict.LATE: "late", Verdict.PENDING: "warn"}


@dataclass(frozen=True, slots=True)
class Count:
    """One of the two counts in words, with the chip's class; ``minutes`` late."""

    words: str
    chip: str
    minutes: int

    @property
    def late(self) -> str:
        """ "2 ngày 3 giờ", "40 phút"; "" where it is not late."""
        days, minutes = divmod(self.minutes, 24 * 60)
        hours, rest = divmod(minutes, 60)
        if days:
            return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
        return f"{hours} giờ" if hours else f"{rest} phút" if rest else ""


@dataclass(frozen=True, slots=True)
class Times:
    original: Count | None  # None for work without one day: recurring work is counted period by period
    extended: Count | None
    punctual: int  # of periods counted: on the original day
    counted: int
    requests: Sequence[Extension]
    waiting: Extension | None
    difficulties: Sequence[Difficulty]
    may_ask: bool
    may_raise: bool


def times(*, task: Task, scope: Scope, at: datetime) -> Times:
    """About eight queries."""
    judged = extensions.judgements(tasks=[task], at=at).get(task.pk) if task.lead_id else None
    periods = list(extensions.period_judgements(periods=list(task.periods.all()), at=at).values())
    requests = list(extensions.of_task(task=task))
    asks = extensions.may_ask(scope, task) and task.cadence != Cadence.BEAT
    return Times(
        _count(judged.original, judged.late_minutes) if judged and task.original_due_at else None,
        _count(judged.extended, judged.late_minutes_extended) if judged and task.original_due_at else None,
        sum(one.original is Verdict.ON_TIME for one in periods),
        sum(one.original in {Verdict.ON_TIME, Verdict.LATE} for one in periods),
        requests,
        next((one for one in requests if one.state == ExtensionState.ASKED), None),
        list(difficulties.visible(scope=scope).filter(task=task)[:20]),
        asks and task.state in TO_DO,
        difficulties.may_raise(scope) and task.lead_id is not None,
    )


def _count(verdict: Verdict, minutes: int) -> Count:
    return Count(WORDS[verdict], CHIPS.get(verdict, ""), minutes if verdict is Verdict.LATE else 0)


def punctual(judged: Sequence[Judgement]) -> tuple[int, int, int]:
    """Of many: on time on the original day, on the extended one, and how many are counted at all."""
    counted = [one for one in judged if one.extended in {Verdict.ON_TIME, Verdict.LATE}]
    original = sum(one.original is Verdict.ON_TIME for one in counted)
    return original, sum(one.extended is Verdict.ON_TIME for one in counted), len(counted)

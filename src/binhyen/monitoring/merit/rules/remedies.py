"""Whether a remedy was made in time, from the steps of its finding alone; the same way work is judged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.operations.work.rules.ontime import CLAIMED, REJECTED, VERIFIED, Asked, Judgement, Moved, judge

EXTENDED = "EXTENDED"
_MOVES = {"CLAIMED": CLAIMED, "VERIFIED": VERIFIED, "REJECTED": REJECTED}


@dataclass(frozen=True, slots=True)
class Taken:
    """A step about a finding as written; ``to``: of an extension, the end of the day it moved to."""

    at: datetime
    step: str
    to: datetime | None = None


def judged(*, due: datetime, steps: Sequence[Taken], at: datetime) -> Judgement:
    """The two verdicts at a moment. An extension given after the day ran out makes nothing punctual."""
    moves = [Moved(one.at, _MOVES[one.step]) for one in steps if one.step in _MOVES]
    more = [Asked(one.at, one.to, one.at, True) for one in steps if one.step == EXTENDED and one.to and one.at <= at]
    return judge(original=due, moves=moves, extensions=more, at=at)


def rejections(steps: Sequence[Taken], *, at: datetime) -> int:
    return sum(one.step == "REJECTED" and one.at <= at for one in steps)

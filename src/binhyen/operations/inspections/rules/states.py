"""Which step may follow which, and what a conclusion needs. Plain Python: no tables, no clock."""

from collections.abc import Mapping
from datetime import date

DRAFT, OPEN, CLAIMED, REMEDIED, WITHDRAWN = "DRAFT", "OPEN", "CLAIMED", "REMEDIED", "WITHDRAWN"

# step -> (states it may be taken in, state it leads to; None leaves the state)
_STEPS: Mapping[str, tuple[frozenset[str], str | None]] = {
    "CONCLUDED": (frozenset({DRAFT}), OPEN),
    "EXPLAINED": (frozenset({DRAFT, OPEN, CLAIMED}), None),
    "CLAIMED": (frozenset({OPEN}), CLAIMED),
    "VERIFIED": (frozenset({CLAIMED}), REMEDIED),
    "REJECTED": (frozenset({CLAIMED}), OPEN),
    "EXTENDED": (frozenset({OPEN}), None),
    "WITHDRAWN": (frozenset({DRAFT, OPEN, CLAIMED}), WITHDRAWN),
}
_NEEDED = (
    ("responsible", "cơ quan chịu trách nhiệm"),
    ("answerable", "người (chức vụ) chịu trách nhiệm"),
    ("remedy", "việc phải khắc phục"),
    ("due_on", "hạn khắc phục"),
    ("follower", "cơ quan theo dõi"),
)


class NotPossible(Exception):
    """This step may not be taken now. The message is for people."""


def after(step: str, state: str) -> str:
    """The state a step leads to. Raises NotPossible with what to do instead."""
    allowed, leads_to = _STEPS[step]
    if state not in allowed:
        raise NotPossible(_why(state))
    return leads_to or state


def _why(state: str) -> str:
    return {
        DRAFT: "Phát hiện này chưa có trong kết luận. Hãy kết luận đợt kiểm tra trước.",
        OPEN: "Đơn vị chưa báo đã khắc phục nên chưa có gì để xác nhận.",
        CLAIMED: "Đơn vị đã báo khắc phục, đang chờ xác nhận.",
        REMEDIED: "Phát hiện này đã được xác nhận khắc phục xong.",
        WITHDRAWN: "Phát hiện này đã được rút.",
    }[state]


def missing(finding: Mapping[str, object]) -> tuple[str, ...]:
    """What a finding lacks for a conclusion: responsibility, remedy, deadline and the body that follows it up."""
    return tuple(label for name, label in _NEEDED if not finding.get(name))


def check_bodies(*, responsible: int | None, follower: int | None) -> None:
    """Nobody follows up on themselves."""
    if responsible is not None and responsible == follower:
        raise NotPossible("Cơ quan theo dõi phải khác cơ quan chịu trách nhiệm khắc phục.")


def days_late(*, due_on: date | None, state: str, claimed_on: date | None, on: date) -> int:
    """Whole days past the deadline until the remedy was claimed; 0 where it is not late.

    While a claim waits for its verification the days no longer grow: waiting is not the fault of who claimed.
    """
    if due_on is None or state not in {OPEN, CLAIMED}:
        return 0
    return max(0, ((claimed_on or on) - due_on).days)

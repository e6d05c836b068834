"""Which move leads from which state to which. Plain Python: codes are those of ``values``."""

from collections.abc import Mapping
from types import MappingProxyType

GIVEN, OPENED, DOING, CLAIMED, VERIFIED, REJECTED, STOPPED = (
    "GIVEN", "OPENED", "DOING", "CLAIMED", "VERIFIED", "REJECTED", "STOPPED",
)  # fmt: skip
STATES = (GIVEN, OPENED, DOING, CLAIMED, VERIFIED, REJECTED, STOPPED)
OPEN, START, CLAIM, TAKE_BACK, VERIFY, REJECT, STOP = (
    "OPENED", "STARTED", "CLAIMED", "TAKEN_BACK", "VERIFIED", "REJECTED", "STOPPED",
)  # fmt: skip
_BEGUN = (GIVEN, OPENED, DOING, REJECTED)
MOVES: Mapping[str, tuple[frozenset[str], str]] = MappingProxyType(
    {
        OPEN: (frozenset({GIVEN}), OPENED),
        START: (frozenset({GIVEN, OPENED, REJECTED}), DOING),
        CLAIM: (frozenset(_BEGUN), CLAIMED),
        TAKE_BACK: (frozenset({CLAIMED}), DOING),
        VERIFY: (frozenset({CLAIMED}), VERIFIED),
        REJECT: (frozenset({CLAIMED}), REJECTED),
        STOP: (frozenset({*_BEGUN, CLAIMED}), STOPPED),
    }
)
_REFUSALS = {
    VERIFIED: "Việc này đã được xác nhận.",
    STOPPED: "Việc này đã dừng.",
    CLAIMED: "Việc này đã báo xong, đang chờ xác nhận.",
}


class NotPossible(Exception):
    """The move does not lead from where the work stands; the message says where it stands."""


def after(move: str, state: str) -> str:
    """The state after ``move`` from ``state``. Raises NotPossible."""
    sources, target = MOVES[move]
    if state not in sources:
        raise NotPossible(_REFUSALS.get(state, "Việc này chưa được báo xong."))
    return target


def possible(state: str) -> frozenset[str]:
    """Moves that lead from ``state``."""
    return frozenset(move for move, (sources, _) in MOVES.items() if state in sources)


def rolled_up(counts: Mapping[str, int]) -> str:
    """The state of a head from how many of its copies stand where; a stopped copy no longer counts."""
    live = {state: count for state, count in counts.items() if count and state != STOPPED}
    if not live:
        return STOPPED if counts.get(STOPPED) else GIVEN
    if set(live) == {VERIFIED}:
        return VERIFIED
    if set(live) <= {VERIFIED, CLAIMED}:
        return CLAIMED
    if set(live) == {GIVEN}:
        return GIVEN
    return OPENED if set(live) <= {GIVEN, OPENED} else DOING

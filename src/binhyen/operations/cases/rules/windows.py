"""Penal Code 256a stands in front of most re-use: which windows an act falls in, to be referred, never judged."""

from collections.abc import Sequence
from datetime import date

from binhyen.operations.cases.values import Fact, FactKind, Span, State

from .parameters import Parameters, Window
from .steps_rehab import day_in
from .time import add_months

_VOLUNTARY = frozenset({State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC})
_REHAB = _VOLUNTARY | {State.SUBSTITUTION, State.COMPULSORY}
_AFTER = frozenset({State.POST_REHAB, State.AWAITING_POST_REHAB})
REFER = "Chuyển cơ quan điều tra xem xét: hành vi"


def hits(
    test: Fact, day: date, *, rows: Sequence[tuple[date, Fact]], spans: Sequence[Span], parameters: Parameters
) -> tuple[Window, ...]:
    """The windows a positive test's act falls in. Where sources read a window differently, both readings are given."""
    act = day_in(test, "used_on") or day
    codes = [
        *_by_state(act, spans),
        *_after_post_rehab(act, spans, parameters),
        *_after_giving_up(act, rows, parameters),
    ]
    windows = (parameters.windows[code] for code in codes)
    return tuple(window for window in windows if act >= window.valid_from)


def _state_on(act: date, spans: Sequence[Span]) -> State:
    return next((span.state for span in reversed(spans) if span.start <= act), State.NONE)


def _by_state(act: date, spans: Sequence[Span]) -> list[str]:
    state = _state_on(act, spans)
    if state in _VOLUNTARY:
        return ["REHAB", "REHAB_VOLUNTARY"]
    if state in _REHAB:
        return ["REHAB"]
    return ["POST_REHAB"] if state in _AFTER else []


def _after_post_rehab(act: date, spans: Sequence[Span], parameters: Parameters) -> list[str]:
    """Both at once: within two years after, and under the management of an illegal user."""
    window = parameters.windows["AFTER_POST_REHAB"]
    managed = _state_on(act, spans) is State.MANAGED
    ended = max((span.end for span in spans if span.state in _AFTER and span.end and span.end <= act), default=None)
    return [window.code] if managed and ended and act < add_months(ended, window.months) else []


def _after_giving_up(act: date, rows: Sequence[tuple[date, Fact]], parameters: Parameters) -> list[str]:
    window = parameters.windows["AFTER_GIVING_UP"]
    inside = any(day <= act < add_months(day, window.months) for day, fact in rows if _gave_up(fact))
    return [window.code] if inside else []


def _gave_up(fact: Fact) -> bool:
    if fact.kind is FactKind.SUBSTITUTION_ENDED_EARLY:
        return fact.data.get("ground") == "GAVE_UP"
    return fact.kind is FactKind.VOLUNTARY_ENDED_EARLY

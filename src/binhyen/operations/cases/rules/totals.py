"""Totals that balance: for any place and period, opening + in − out = closing, for either measure of a list."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from binhyen.operations.cases.values import ListCode, Span, State

from .clocks import span_on
from .time import DAY


@dataclass(frozen=True, slots=True)
class Balance:
    """One list of one place in one period [start, end). Reasons are codes of ``REASONS``."""

    list: ListCode
    opening: int
    came: Mapping[str, int] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    closing: int = 0

    @property
    def holds(self) -> bool:
        return self.opening + sum(self.came.values()) - sum(self.left.values()) == self.closing


REASONS: Mapping[str, str] = {
    "NEW": "Lần đầu vào danh sách",
    "AGAIN": "Vào danh sách trở lại",
    "ARRIVED": "Chuyển đến",
    "FROM_L1": "Từ danh sách người sử dụng",
    "FROM_L2": "Từ danh sách người nghiện",
    "FROM_L3": "Từ danh sách sau cai",
    "TO_L1": "Sang danh sách người sử dụng",
    "TO_L2": "Sang danh sách người nghiện",
    "TO_L3": "Sang danh sách sau cai",
    "DEPARTED": "Chuyển đi",
    "ENDED": "Hết quản lý",
    "DIED": "Chết, mất tích",
    "PRISON": "Chấp hành án phạt tù",
    "OTHER_MEASURE": "Cơ sở giáo dục bắt buộc, trường giáo dưỡng",
    "FACILITY": "Có quyết định vào cơ sở cai nghiện",
    "RETURNED": "Trở về từ cơ sở, trại giam",
    "OTHER": "Lý do khác",
}
_LEFT = {
    State.DEAD: "DIED",
    State.PRISON: "PRISON",
    State.OTHER_MEASURE: "OTHER_MEASURE",
    State.MOVED_AWAY: "DEPARTED",
    State.ENDED: "ENDED",
    State.AWAITING_EXECUTION: "FACILITY",
    State.COMPULSORY: "FACILITY",
    State.VOLUNTARY_PUBLIC: "FACILITY",
}
_BACK_FROM = frozenset(
    {State.PRISON, State.OTHER_MEASURE, *(state for state, why in _LEFT.items() if why == "FACILITY")}
)
_LISTS = (ListCode.L1, ListCode.L2, ListCode.L3)


def membership(span: Span, *, reported: bool) -> ListCode:
    return span.reported if reported else span.list


def balance(
    spans_by_person: Iterable[Sequence[Span]],
    place: Collection[str] | None,
    start: date,
    end: date,
    *,
    reported: bool = False,
) -> Mapping[ListCode, Balance]:
    """How each list of a place changed in [start, end), and why.

    Opening is the stock of the day before ``start``, closing that of the last day: 15/12 to 14/01 is ``end`` 15/01.

    ``place``: commune codes, None for everywhere. ``reported`` takes the published stock instead of legal membership.
    """
    opening: Counter[ListCode] = Counter()
    closing: Counter[ListCode] = Counter()
    came: dict[ListCode, Counter[str]] = {code: Counter() for code in _LISTS}
    left: dict[ListCode, Counter[str]] = {code: Counter() for code in _LISTS}
    for spans in spans_by_person:
        previous = span_on(spans, start - DAY)
        opening[_here(previous, place, reported)] += 1
        for span in spans:
            if start <= span.start < end:
                _cross(previous, span, place, reported, came, left)
                previous = span
        closing[_here(previous, place, reported)] += 1
    return {code: Balance(code, opening[code], dict(came[code]), dict(left[code]), closing[code]) for code in _LISTS}


def _here(span: Span | None, place: Collection[str] | None, reported: bool) -> ListCode:
    if span is None or (place is not None and span.commune not in place):
        return ListCode.NONE
    return membership(span, reported=reported)


def _cross(
    before: Span | None,
    after: Span,
    place: Collection[str] | None,
    reported: bool,
    came: Mapping[ListCode, Counter[str]],
    left: Mapping[ListCode, Counter[str]],
) -> None:
    old, new = _here(before, place, reported), _here(after, place, reported)
    if old is new:
        return
    if new in came:
        came[new][_why_came(before, old, after, reported)] += 1
    if old in left:
        left[old][_why_left(before, new, after)] += 1


def _why_came(before: Span | None, old: ListCode, after: Span, reported: bool) -> str:
    if before is None:
        return "NEW"
    if old in _LISTS:
        return f"FROM_{old}"
    if before.commune != after.commune:
        return "ARRIVED"
    if before.state in _BACK_FROM:
        return "RETURNED"
    return "AGAIN" if membership(before, reported=reported) is ListCode.HISTORY else "NEW"


def _why_left(before: Span | None, new: ListCode, after: Span) -> str:
    if new in _LISTS:
        return f"TO_{new}"
    if before is not None and before.commune != after.commune:
        return "DEPARTED"
    return _LEFT.get(after.state, "OTHER")


def stock(
    spans_by_person: Iterable[Sequence[Span]], on: date, *, reported: bool = False
) -> Mapping[tuple[str, ListCode], int]:
    """How many persons stand on each list of each commune on a day: everybody once."""
    found: Counter[tuple[str, ListCode]] = Counter()
    for spans in spans_by_person:
        span = span_on(spans, on)
        if span is not None:
            found[span.commune, membership(span, reported=reported)] += 1
    return found

"""The life of a point of organising or harbouring use: suspected, established, eliminated or disproved; and again."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from binhyen.operations.offences.values import STANDING, PointStatus, PointStep

from .checks import day, reference
from .problems import Problem

S, E, X, D = PointStatus.SUSPECTED, PointStatus.ESTABLISHED, PointStatus.ELIMINATED, PointStatus.DISPROVED
ORDER = (S, E, X, D)  # of one day
NEXT: dict[PointStatus | None, frozenset[PointStatus]] = {
    None: frozenset({S, E}),
    S: frozenset({E, X, D}),
    E: frozenset({X}),  # what documents establish is not disproved: a wrong entry is withdrawn
    X: frozenset({S, E}),  # it has come back
    D: frozenset({S, E}),
}


def in_order(steps: Iterable[PointStep]) -> list[PointStep]:
    """By day; of one day as a life goes. A point that comes back does so on a later day."""
    return sorted(steps, key=lambda one: (one.on, ORDER.index(PointStatus(one.status))))


def check(steps: Sequence[PointStep], *, today: date) -> list[Problem]:
    """Whether these steps are the life of a point. Empty where they are."""
    if not steps:
        return [Problem("status", "Hãy ghi điểm được nghi vấn hoặc xác định từ ngày nào.")]
    found: list[Problem] = []
    before: PointStatus | None = None
    for one in in_order(steps):
        found += [*day(one.on, "on", today), *reference(one.reference)]
        status = PointStatus(one.status)
        if status not in NEXT[before]:
            found.append(Problem("status", _words(before, status, one.on)))
        before = status
    return found


def status_on(steps: Iterable[PointStep], on: date) -> PointStatus | None:
    """What the point was at the end of a day; None before anybody suspected it."""
    past = [one for one in in_order(steps) if one.on <= on]
    return PointStatus(past[-1].status) if past else None


def stood_in(steps: Iterable[PointStep], *, start: date, end: date) -> bool:
    """Whether it stood on some day from ``start`` to ``end``, as seen at the end. What was disproved never stood."""
    line = [one for one in in_order(steps) if one.on <= end]
    if not line or line[-1].status == D:
        return False
    ends = [*(one.on for one in line[1:]), end + timedelta(days=1)]
    return any(
        one.status in STANDING and (until > start or (until == one.on and one.on >= start))
        for one, until in zip(line, ends, strict=True)
    )


def offers(status: PointStatus | None) -> list[PointStatus]:
    """What may be stated next."""
    return [one for one in ORDER if one in NEXT[status]]


def _words(before: PointStatus | None, status: PointStatus, on: date) -> str:
    if before is None:
        return f"Ngày {on:%d/%m/%Y}: điểm phải được nghi vấn hoặc xác định trước khi “{status.label}”."
    if before == status:
        return f"Ngày {on:%d/%m/%Y}: điểm đã ở trạng thái “{status.label}”."
    if before in STANDING and status in STANDING:
        return f"Ngày {on:%d/%m/%Y}: điểm đã có tài liệu xác định, không trở lại nghi vấn."
    if status not in STANDING and before not in STANDING:
        return f"Ngày {on:%d/%m/%Y}: điểm đã “{before.label}” thì không thể “{status.label}”."
    return f"Ngày {on:%d/%m/%Y}: điểm đã có tài liệu xác định; nếu ghi nhầm, hãy rút lần ghi đó."

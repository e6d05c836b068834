"""What an area does between two days, whether a recognised one drifts, and which decisions hold on a day."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from binhyen.monitoring.classification.values import (
    SEVERITY,
    Act,
    Classification,
    Direction,
    KeyClass,
    RecognisedAs,
    RecognitionFact,
    Scheme,
)

_SEVERITY_OF = {
    RecognisedAs.TYPE_I: SEVERITY[KeyClass.TYPE_I],
    RecognisedAs.TYPE_II: SEVERITY[KeyClass.TYPE_II],
    RecognisedAs.TYPE_III: SEVERITY[KeyClass.TYPE_III],
}


def month_before(on: date) -> date:
    """The same day of the month before, or its last day."""
    year, month = (on.year, on.month - 1) if on.month > 1 else (on.year - 1, 12)
    for day in (on.day, 30, 29, 28):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    raise AssertionError(on)  # every month has a day 28


def direction(before: Classification, now: Classification) -> Direction:
    """Where the area moves: first by its class, then by how much stands against Article 6.

    From one period to the next the counts of offences begin anew: that is shown by the days, not corrected here.
    """
    if not before.law or not now.law:
        return Direction.UNKNOWN
    then, today = standing(before), standing(now)
    if then is None or today is None:
        return _sign(now.blocking - before.blocking)
    return _sign(today - then) if today != then else _sign(now.blocking - before.blocking)


def standing(one: Classification) -> int | None:
    """How bad a class is: -1 drug-free, 0 nothing, 1 type III or with the reviewer, 2 II, 3 I; None unknown."""
    if one.drug_free:
        return -1
    return SEVERITY.get(one.key)


def _sign(difference: int) -> Direction:
    if difference == 0:
        return Direction.SAME
    return Direction.WORSE if difference > 0 else Direction.BETTER


def effective(facts: Iterable[RecognitionFact], known_at: datetime | None = None) -> list[RecognitionFact]:
    """Lines as known at a moment, without those superseded or withdrawn by then. In order of their day."""
    known = [one for one in facts if known_at is None or one.recorded_at <= known_at]
    replaced = {one.supersedes for one in known if one.supersedes}
    standing_ones = [one for one in known if one.id not in replaced and not one.withdrawn]
    return sorted(standing_ones, key=lambda one: (one.valid_from, one.recorded_at, one.id))


def in_force(
    facts: Iterable[RecognitionFact], on: date, *, known_at: datetime | None = None, scheme: Scheme = Scheme.DEC28
) -> Mapping[tuple[str, RecognisedAs], RecognitionFact]:
    """(area, kind) -> the line by which the area is on that list on a day. Schemes are never mixed."""
    found: dict[tuple[str, RecognisedAs], RecognitionFact] = {}
    for one in effective(facts, known_at):
        if one.scheme != scheme or one.valid_from > on:
            continue
        if one.act == Act.PUT_ON and (one.valid_to is None or on <= one.valid_to):
            found[(one.area, one.kind)] = one
        else:
            found.pop((one.area, one.kind), None)
    return found


def drifts(recognised: Iterable[RecognisedAs], now: Classification) -> tuple[RecognisedAs, ...]:
    """The recognitions an area no longer lives up to: drug-free without 3/3, or a type it has grown worse than."""
    return tuple(kind for kind in recognised if _drifted(kind, now))


def _drifted(kind: RecognisedAs, now: Classification) -> bool:
    if kind == RecognisedAs.DRUG_FREE:
        return bool(now.free) and not now.drug_free
    worse, promised = standing(now), _SEVERITY_OF.get(kind)
    return worse is not None and promised is not None and worse > promised

"""One count against its bounds: integers only, no rounding; and how far it is from the next level down and up."""

from decimal import Decimal

from binhyen.monitoring.classification.values import Level, MeasureResult

from .law import Measure

Number = int | Decimal
Bound = tuple[int, int] | None


def reaches(numerator: Number, denominator: int, bound: Bound) -> bool:
    """numerator / denominator >= bound, by multiplication. No bound: anything above zero (the zero trap)."""
    if numerator <= 0:
        return False
    if bound is None:
        return True
    return numerator * bound[1] >= bound[0] * denominator


def level_of(measure: Measure, numerator: Number, denominator: int) -> Level:
    """The highest level met."""
    return next((level for level, bound in measure.bounds if reaches(numerator, denominator, bound)), Level.NONE)


def possible_levels(measure: Measure, numerator: Number, denominator: int | None) -> tuple[Level, ...]:
    """Levels it may have: one, or, without the denominator it needs, each from "anything above zero" to the highest."""
    if denominator:
        return (level_of(measure, numerator, denominator),)
    if not measure.of:
        return (level_of(measure, numerator, 1),)
    if numerator <= 0:
        return (Level.NONE,)
    certain = next((level for level, bound in measure.bounds if bound is None), Level.NONE)
    return tuple(sorted({certain, *(level for level, _ in measure.bounds)}))


def smallest(bound: Bound, denominator: int) -> int:
    """The smallest whole count that reaches a bound."""
    if bound is None:
        return 1
    return -(-bound[0] * denominator // bound[1])


def measured(measure: Measure, numerator: Number, denominator: int | None) -> MeasureResult:
    """The figure with its level, and the distance to the levels beside it."""
    base = denominator if measure.of else 1
    levels = possible_levels(measure, numerator, base)
    level = levels[0] if len(levels) == 1 else None
    fewer = below = more = None
    if level is not None and base:
        fewer, below = _down(measure, numerator, base, level)
        more = _up(measure, numerator, base, level)
    return MeasureResult(
        code=measure.code,
        label=measure.label,
        unit=measure.unit,
        numerator=numerator,
        denominator=denominator if measure.of else None,
        of=measure.of,
        level=level,
        bounds=dict(measure.bounds),
        fewer=fewer,
        below=below,
        more=more,
        grows=measure.grows,
    )


def _down(measure: Measure, numerator: Number, base: int, level: Level) -> tuple[Number | None, Level | None]:
    if level == Level.NONE:
        return None, None
    bound = next(bound for one, bound in measure.bounds if one == level)
    most = smallest(bound, base) - 1  # the largest whole count that does not reach it
    return numerator - most, level_of(measure, most, base)


def _up(measure: Measure, numerator: Number, base: int, level: Level) -> Number | None:
    above = [bound for one, bound in measure.bounds if one > level]
    return smallest(above[-1], base) - numerator if above else None

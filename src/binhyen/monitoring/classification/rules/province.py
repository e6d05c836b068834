"""A province: key-complex by at least four of the six criteria of Article 5; drug-free by Article 6 over all of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from binhyen.monitoring.classification.values import (
    AreaFacts,
    Classification,
    CriterionResult,
    KeyClass,
    Level,
    MeasureResult,
    PersonKey,
)

from .classify import NO_RESIDENTS, NOT_IN_FORCE, figures, free_criteria, residents
from .law import Criterion, Decision, Measure, decision, defaults
from .measures import measured, reaches

_KEY = {KeyClass.TYPE_I, KeyClass.TYPE_II}


def whole(area: str, on: date, communes: Iterable[AreaFacts]) -> AreaFacts:
    """The facts of a province: the sum of its communes. Residents are known only where every commune's are."""
    every = list(communes)
    people: Counter[PersonKey] = Counter()
    for one in every:
        people.update(one.people)
    known = [one.residents for one in every]
    other = [one.residents or one.other_population for one in every]
    return AreaFacts(
        area=area,
        on=on,
        residents=sum(map(int, filter(None, known))) if all(known) else None,
        other_population=sum(map(int, filter(None, other))) if all(other) else None,
        people=dict(people),
        arrested=sum(one.arrested for one in every),
        resident_offenders=sum(one.resident_offenders for one in every),
        resident_violators=sum(one.resident_violators for one in every),
        unknown_offenders=sum(one.unknown_offenders for one in every),
        wanted_hiding=sum(one.wanted_hiding for one in every),
        points_suspected=sum(one.points_suspected for one in every),
        points_established=sum(one.points_established for one in every),
        points_suspected_period=sum(one.points_suspected_period for one in every),
        points_established_period=sum(one.points_established_period for one in every),
        plants=sum(one.plants for one in every),
        plants_m2=sum((one.plants_m2 for one in every), Decimal(0)),
        routes=frozenset().union(*(one.routes for one in every)),
    )


def classify_province(
    facts: AreaFacts, communes: Sequence[Classification], chosen: Mapping[str, str] | None = None
) -> Classification:
    """The class of a province from its summed facts and the classes of its communes."""
    chosen = chosen or defaults()
    rule = decision(facts.on)
    if rule is None:
        return Classification(
            area=facts.area, on=facts.on, law="", key=KeyClass.UNKNOWN, possible=(), criteria=(), counts={}, free=(),
            missing=(NOT_IN_FORCE,),
        )  # fmt: skip
    results = tuple(_criterion(one, rule, facts, communes, chosen) for one in rule.province.criteria)
    met = sum(one.level == Level.I for one in results)
    open_ones = sum(one.level is None for one in results)
    key, possible = _verdict(met, open_ones, rule.province.needs)
    return Classification(
        area=facts.area,
        on=facts.on,
        law=rule.code,
        key=key,
        possible=possible,
        criteria=results,
        counts={Level.I: met},
        free=free_criteria(rule, facts, chosen),
        missing=tuple(dict.fromkeys(one.missing for one in results if one.missing)),
    )


def _verdict(met: int, unknown: int, needs: int) -> tuple[KeyClass, tuple[KeyClass, ...]]:
    if met >= needs:
        return KeyClass.KEY_PROVINCE, ()
    if met + unknown < needs:
        return KeyClass.NONE, ()
    return KeyClass.UNKNOWN, (KeyClass.KEY_PROVINCE, KeyClass.NONE)


def _criterion(
    criterion: Criterion,
    rule: Decision,
    facts: AreaFacts,
    communes: Sequence[Classification],
    chosen: Mapping[str, str],
) -> CriterionResult:
    if criterion.routes:
        on_route = bool(facts.routes & criterion.routes)
        return _result(criterion, Level.I if on_route else Level.NONE, on_route=on_route)
    measure = criterion.measures[0]
    if measure.of == "communes":
        return _communes(criterion, measure, communes)
    numbers, base = figures(facts, chosen), residents(facts, chosen)
    results = tuple(measured(one, numbers[one.code], base if one.of else None) for one in criterion.measures)
    levels = [one.level for one in results]
    if None in levels:
        return _result(criterion, None, results, NO_RESIDENTS)
    return _result(criterion, max(level for level in levels if level is not None), results)


def _communes(criterion: Criterion, measure: Measure, communes: Sequence[Classification]) -> CriterionResult:
    """The share of communes of type I and II, where some may be unknown: met for certain, or never, or open."""
    certain = sum(one.key in _KEY for one in communes)
    may_be = sum(one.key == KeyClass.UNKNOWN and bool(_KEY.intersection(one.possible)) for one in communes)
    bound = measure.bounds[0][1]
    result = measured(measure, certain, len(communes) or None)
    if communes and not reaches(certain, len(communes), bound) and reaches(certain + may_be, len(communes), bound):
        return _result(criterion, None, (result,), "Có xã chưa xếp được loại vì thiếu số liệu")
    return _result(criterion, result.level, (result,))


def _result(
    criterion: Criterion,
    level: Level | None,
    measures: tuple[MeasureResult, ...] = (),
    missing: str = "",
    on_route: bool | None = None,
) -> CriterionResult:
    return CriterionResult(
        code=criterion.code, label=criterion.label, article=criterion.article, level=level, measures=measures,
        missing=missing, on_route=on_route,
    )  # fmt: skip

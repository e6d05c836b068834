"""From the facts of a commune to its class under Decision 28/2025, with every reason. No database, no clock, no float.

Each criterion has the highest level it meets; a higher level counts for the lower one. Type I and II need three of
five, type III one of the three it has, met at level III itself. What meets something at level II or higher but not
enough for any type is the hole of Article 4: it goes to a reviewer unless the province reads it otherwise.
"""

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from binhyen.monitoring.classification.values import (
    AreaFacts,
    Classification,
    CriterionResult,
    FreeCriterion,
    KeyClass,
    Level,
)

from .law import CommuneRule, Criterion, Decision, decision, defaults
from .measures import measured, possible_levels
from .people import breaking, with_file

NO_RESIDENTS = "Chưa có số nhân khẩu đang cư trú"
NOT_IN_FORCE = "Ngày này Quyết định 28/2025/QĐ-TTg chưa có hiệu lực"
_TYPES = {Level.I: KeyClass.TYPE_I, Level.II: KeyClass.TYPE_II, Level.III: KeyClass.TYPE_III}
_GROWING = {"resident_offenders"}  # counts of the period: they cannot become less before the next one begins


def classify(facts: AreaFacts, chosen: Mapping[str, str] | None = None) -> Classification:
    """The class of a commune on ``facts.on`` under the readings ``chosen`` (the defaults where None)."""
    chosen = chosen or defaults()
    rule = decision(facts.on)
    if rule is None:
        return _not_in_force(facts)
    base, numbers = residents(facts, chosen), figures(facts, chosen)
    possible = [_levels(one, numbers, base) for one in rule.commune.criteria]
    on_route = bool(facts.routes & rule.commune.combined.routes)
    classes = {
        _class(rule.commune, dict(zip(_codes(rule.commune), levels, strict=True)), on_route, chosen)
        for levels in product(*possible)
    }
    missing = _missing(possible)
    results = tuple(
        _criterion(one, numbers, base, levels, missing)
        for one, levels in zip(rule.commune.criteria, possible, strict=True)
    )
    results += (_combined(rule.commune, possible, on_route, missing),)
    return Classification(
        area=facts.area,
        on=facts.on,
        law=rule.code,
        key=classes.pop() if len(classes) == 1 else KeyClass.UNKNOWN,
        possible=tuple(sorted(classes, key=list(KeyClass).index)) if len(classes) > 1 else (),
        criteria=results,
        counts=_counted(rule.commune, results),
        free=free_criteria(rule, facts, chosen),
        missing=(missing,) if missing else (),
    )


def residents(facts: AreaFacts, chosen: Mapping[str, str]) -> int | None:
    """The denominator: people actually residing, or another figure where the province lets it stand in. 0 is none."""
    if facts.residents:
        return facts.residents
    return (facts.other_population or None) if chosen["RESIDENTS"] == "ANY" else None


def points(facts: AreaFacts, chosen: Mapping[str, str]) -> int:
    """Points of organising or harbouring use: suspected ones are points by Art. 2.1, unless read otherwise.

    Those that stand on the day; or, where the province reads it so, all that stood on some day of the period.
    """
    established, suspected = facts.points_established, facts.points_suspected
    if chosen["POINTS_PERIOD"] == "YES":
        established = max(established, facts.points_established_period)
        suspected = max(suspected, facts.points_suspected_period)
    return established + (suspected if chosen["POINTS_SUSPECTED"] == "YES" else 0)


def figures(facts: AreaFacts, chosen: Mapping[str, str]) -> dict[str, int | Decimal]:
    """Numerators by code of measure, and the counts of Article 6."""
    unsure = facts.unknown_offenders if chosen["RESIDENCE_UNKNOWN"] == "YES" else 0
    minor = facts.resident_violators if chosen["VIOLATIONS"] == "ALL" else 0
    return {
        "people": with_file(facts.people, chosen),
        "people_breaking": breaking(facts.people, chosen),
        "points": points(facts, chosen),
        "arrested": facts.arrested,
        "resident_offenders": facts.resident_offenders + minor + unsure,
        "wanted_hiding": facts.wanted_hiding,
        "plants": facts.plants,
        "plants_m2": facts.plants_m2,
    }


def free_criteria(rule: Decision, facts: AreaFacts, chosen: Mapping[str, str]) -> tuple[FreeCriterion, ...]:
    """The three criteria of Article 6, the same for a commune and a province."""
    numbers = figures(facts, chosen)
    return tuple(
        FreeCriterion(
            code=one.code,
            label=one.label,
            note=one.note,
            article=one.article,
            parts=tuple((code, int(numbers[code])) for code in one.counts),
            grows=bool(_GROWING.intersection(one.counts)),
        )
        for one in rule.free
    )


def _not_in_force(facts: AreaFacts) -> Classification:
    return Classification(
        area=facts.area, on=facts.on, law="", key=KeyClass.UNKNOWN, possible=(), criteria=(), counts={}, free=(),
        missing=(NOT_IN_FORCE,),
    )  # fmt: skip


def _codes(rule: CommuneRule) -> list[str]:
    return [one.code for one in rule.criteria]


def _levels(criterion: Criterion, numbers: Mapping[str, int | Decimal], base: int | None) -> tuple[Level, ...]:
    """Levels a criterion may have. Either of two measures is enough: the higher one counts."""
    each = [possible_levels(one, numbers[one.code], base if one.of else 1) for one in criterion.measures]
    return tuple(sorted({max(levels) for levels in product(*each)}))


def _combined_level(rule: CommuneRule, levels: Mapping[str, Level], on_route: bool) -> Level:
    if not on_route:
        return Level.NONE
    for level, counted in rule.combined.counts:
        if sum(one >= counted for one in levels.values()) >= rule.combined.needs:
            return level
    return Level.NONE


def _class(rule: CommuneRule, levels: Mapping[str, Level], on_route: bool, chosen: Mapping[str, str]) -> KeyClass:
    every = [*levels.values(), _combined_level(rule, levels, on_route)]
    for level in (Level.I, Level.II):
        if sum(one >= level for one in every) >= rule.needs[level]:
            return _TYPES[level]
    if sum(levels[code] == Level.III for code in rule.of_third) >= rule.needs[Level.III]:
        return KeyClass.TYPE_III
    if not any(every):
        return KeyClass.NONE
    return KeyClass.TYPE_III if chosen["HOLE"] == "TYPE_III" else KeyClass.REVIEWER


def _missing(possible: list[tuple[Level, ...]]) -> str:
    return NO_RESIDENTS if any(len(levels) > 1 for levels in possible) else ""


def _criterion(
    criterion: Criterion,
    numbers: Mapping[str, int | Decimal],
    base: int | None,
    levels: tuple[Level, ...],
    missing: str,
) -> CriterionResult:
    known = len(levels) == 1
    return CriterionResult(
        code=criterion.code,
        label=criterion.label,
        article=criterion.article,
        level=levels[0] if known else None,
        measures=tuple(measured(one, numbers[one.code], base if one.of else None) for one in criterion.measures),
        missing="" if known else missing,
    )


def _combined(rule: CommuneRule, possible: list[tuple[Level, ...]], on_route: bool, missing: str) -> CriterionResult:
    codes = _codes(rule)
    levels = {_combined_level(rule, dict(zip(codes, each, strict=True)), on_route) for each in product(*possible)}
    known = len(levels) == 1
    lowest = rule.combined.counts[-1][1]
    certain = all(len(each) == 1 for each in possible)
    return CriterionResult(
        code=rule.combined.code,
        label=rule.combined.label,
        article=rule.combined.article,
        level=levels.pop() if known else None,
        others=sum(each[0] >= lowest for each in possible) if certain else None,
        on_route=on_route,
        missing="" if known else missing,
    )


def _counted(rule: CommuneRule, results: tuple[CriterionResult, ...]) -> dict[Level, int]:
    """How many criteria are known to be met: at I, at II or higher, and of those of type III at III itself."""
    levels = {one.code: one.level for one in results if one.level is not None}
    return {
        Level.I: sum(level >= Level.I for level in levels.values()),
        Level.II: sum(level >= Level.II for level in levels.values()),
        Level.III: sum(levels.get(code) == Level.III for code in rule.of_third),
    }

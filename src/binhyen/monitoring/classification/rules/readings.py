"""Both readings of every open passage: what the class would be if one of them were read the other way."""

from collections.abc import Callable, Mapping

from binhyen.monitoring.classification.values import Alternative, AreaFacts, Classification

from .classify import classify
from .law import defaults, readings


def settled(chosen: Mapping[str, str]) -> Mapping[str, str]:
    """The defaults with what the province chose. What the data no longer knows is left aside."""
    known = readings()
    valid = {
        code: value
        for code, value in chosen.items()
        if code in known and value in {one.code for one in known[code].values}
    }
    return {**defaults(), **valid}


def alternatives(
    facts: AreaFacts,
    chosen: Mapping[str, str],
    *,
    base: Classification | None = None,
    by: Callable[[AreaFacts, Mapping[str, str]], Classification] = classify,
) -> tuple[Alternative, ...]:
    """Each open passage read the other way, the others as chosen. In the order of the law's file."""
    base = base or by(facts, chosen)
    found = []
    for code, reading in readings().items():
        for value in reading.values:
            if value.code == chosen[code]:
                continue
            other = by(facts, {**chosen, code: value.code})
            found.append(
                Alternative(
                    reading=code,
                    value=value.code,
                    key=other.key,
                    drug_free=other.drug_free,
                    free_met=other.free_met,
                    blocking=other.blocking,
                    changes=(other.key, other.free_met) != (base.key, base.free_met),
                )
            )
    return tuple(found)

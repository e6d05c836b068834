"""Whether a unit meets its criteria: the engine of the classes, on what the register holds and what is stated.

Counts are held against exact fractions by ``classification.rules.measures``; in a hamlet the three criteria of Article
6 are counted by ``classification.rules.classify``, so that a hamlet and its commune are never read differently.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from binhyen.monitoring.classification.rules.classify import free_criteria
from binhyen.monitoring.classification.rules.law import Measure, decision
from binhyen.monitoring.classification.rules.measures import measured
from binhyen.monitoring.classification.values import AreaFacts, Level
from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Figure,
    Statement,
    UnitCriterion,
    UnitResult,
    Weight,
)

_NOT_ANSWERED = Statement()


def figures(here: AreaFacts, nowhere: AreaFacts, chosen: Mapping[str, str]) -> dict[str, Figure]:
    """What the register holds against each criterion of Article 6 in a hamlet, and in no hamlet of its commune.

    Empty before the Decision: older days are not counted.
    """
    rule = decision(here.on)
    if rule is None:
        return {}
    loose = {one.code: one.count for one in free_criteria(rule, nowhere, chosen)}
    return {one.code: Figure(count=one.count, unplaced=loose[one.code]) for one in free_criteria(rule, here, chosen)}


def judge(
    criteria: Sequence[UnitCriterion], register: Mapping[str, Figure], stated: Mapping[str, Statement]
) -> tuple[UnitResult, ...]:
    """Every criterion with what it rests on. ``register`` by criterion of Article 6, ``stated`` by criterion."""
    return tuple(_one(one, register.get(one.facts), stated.get(one.code, _NOT_ANSWERED)) for one in criteria)


def met(results: Collection[UnitResult]) -> bool:
    """Whether the unit meets what its kind requires: something is required, and all of it is known to be met."""
    required = [one for one in results if one.criterion.weight is Weight.REQUIRED]
    return bool(required) and all(one.met for one in required)


def failing(results: Collection[UnitResult]) -> list[UnitResult]:
    """Required criteria that are not met, or not known to be."""
    return [one for one in results if one.criterion.weight is Weight.REQUIRED and not one.met]


def score(results: Collection[UnitResult]) -> tuple[int, int]:
    """How many of the required criteria are met."""
    required = [one for one in results if one.criterion.weight is Weight.REQUIRED]
    return sum(bool(one.met) for one in required), len(required)


def needing_evidence(results: Collection[UnitResult]) -> list[UnitResult]:
    """Required criteria that rest on somebody's word: a paper must stand behind each."""
    return [one for one in results if one.criterion.weight is Weight.REQUIRED and one.stated]


def as_data(results: Collection[UnitResult]) -> list[dict[str, Any]]:
    """Results as plain data, to be kept with an assessment and read when criteria have moved on."""
    return [
        {
            "code": one.criterion.code, "label": one.criterion.label, "form": one.criterion.form.value,
            "weight": one.criterion.weight.value, "source": one.criterion.source, "met": one.met,
            "stated": one.stated, "count": one.count, "total": one.total, "unplaced": one.unplaced,
            "bound": list(one.criterion.bound) if one.criterion.bound else None,
        }
        for one in results
    ]  # fmt: skip


def statements(data: Sequence[Mapping[str, Any]]) -> dict[str, Statement]:
    """What an assessment stated, from what it kept: to be judged again beside the register of another day."""
    return {
        one["code"]: Statement(
            yes=one["met"] if _answered_yes(one) else None,
            unplaced=one["unplaced"],
            count=None if _answered_yes(one) else one["count"],
            total=one["total"],
        )
        for one in data
        if one["stated"]
    }


def _answered_yes(one: Mapping[str, Any]) -> bool:
    return one["form"] == CriterionForm.YES or one["unplaced"] > 0


def _one(criterion: UnitCriterion, figure: Figure | None, said: Statement) -> UnitResult:
    if criterion.form is CriterionForm.YES:
        return UnitResult(criterion=criterion, met=said.yes, stated=True)
    if criterion.form is CriterionForm.SHARE:
        return _share(criterion, said)
    if criterion.facts and figure is not None:
        return _counted(criterion, figure, said)
    return UnitResult(
        criterion=criterion, met=None if said.count is None else said.count == 0, stated=True, count=said.count
    )


def _counted(criterion: UnitCriterion, figure: Figure, said: Statement) -> UnitResult:
    """From the register. Those of the commune without a hamlet may be of this one: somebody must say that none is."""
    if figure.count or not figure.unplaced:
        return UnitResult(
            criterion=criterion, met=not figure.count, stated=False, count=figure.count, unplaced=figure.unplaced
        )
    answered = said.yes if figure.unplaced <= said.unplaced else None
    return UnitResult(criterion=criterion, met=answered, stated=True, count=0, unplaced=figure.unplaced)


def _share(criterion: UnitCriterion, said: Statement) -> UnitResult:
    """At least a share of all: integers only, nothing is rounded. Of nobody nothing is known."""
    if criterion.bound is None or said.count is None or not said.total:
        return UnitResult(criterion=criterion, met=None, stated=True, count=said.count, total=said.total)
    found = measured(_measure(criterion, criterion.bound), said.count, said.total)
    return UnitResult(
        criterion=criterion, met=found.level == Level.I, stated=True, count=said.count, total=said.total,
        more=int(found.more) if found.more is not None else None,
    )  # fmt: skip


def _measure(criterion: UnitCriterion, bound: tuple[int, int]) -> Measure:
    return Measure(
        code=criterion.code, label=criterion.label, unit=criterion.counted, of=criterion.of or "tổng số",
        bounds=((Level.I, bound),),
    )  # fmt: skip

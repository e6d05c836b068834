""" "If …": supposed changes folded into the facts of an area. Nothing is written anywhere."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from binhyen.monitoring.classification.values import AreaFacts, Change, ChangeKind, Classification, PersonKey
from binhyen.operations.cases.values import State

from .classify import classify

# how a person stands after a change; None: no longer counted in this area
_AFTER: Mapping[ChangeKind, PersonKey | None] = {
    ChangeKind.SUBSTITUTION: PersonKey(State.SUBSTITUTION.value, addict=True),
    ChangeKind.HOME_REHAB: PersonKey(State.VOLUNTARY_HOME.value, addict=True, measure="HOME"),
    ChangeKind.FACILITY: PersonKey(State.COMPULSORY.value, addict=True),
    ChangeKind.POST_REHAB: PersonKey(State.POST_REHAB.value),
    ChangeKind.LEAVES_LIST: None,
    ChangeKind.LEAVES_COMMUNE: None,
}
_NEW_USER = PersonKey(State.MANAGED.value)


@dataclass(frozen=True, slots=True)
class Step:
    """The class on one day, with what was supposed until then."""

    on: date
    result: Classification


def apply(facts: AreaFacts, changes: Iterable[Change]) -> AreaFacts:
    """The facts as they would be on ``facts.on`` if the changes until that day happened. The order does not matter.

    A person counts once: of several changes of one ``row`` the last by day holds. Nothing falls below zero.
    """
    due = [one for one in changes if one.day <= facts.on]
    last: dict[str, Change] = {}
    loose = []
    for one in sorted(due, key=lambda one: (one.day, one.kind.value)):
        if one.row:
            last[one.row] = one
        else:
            loose.append(one)
    for one in (*last.values(), *loose):
        facts = _one(facts, one)
    return facts


def course(
    days: Sequence[date],
    facts_on: Callable[[date], AreaFacts],
    changes_on: Callable[[date], Iterable[Change]],
    chosen: Mapping[str, str],
) -> tuple[Step, ...]:
    """The class on each day. Facts of a day to come already hold the terms that end by law until then."""
    return tuple(Step(day, classify(apply(facts_on(day), changes_on(day)), chosen)) for day in sorted(set(days)))


def reached(steps: Sequence[Step], goal: Callable[[Classification], bool]) -> date | None:
    """The first day from which the goal is met on every later step as well."""
    found = None
    for step in steps:
        if not goal(step.result):
            found = None
        elif found is None:
            found = step.on
    return found


def _one(facts: AreaFacts, change: Change) -> AreaFacts:
    kind = change.kind
    if kind in _AFTER:
        return replace(facts, people=_moved(facts.people, change.before, _AFTER[kind]))
    if kind == ChangeKind.NEW_USER:
        return replace(facts, people=_added(facts.people, _NEW_USER, change.count))
    if kind == ChangeKind.POINT_CLOSED:
        name = "points_established" if change.established else "points_suspected"
        return replace(facts, **{name: max(0, getattr(facts, name) - change.count)})
    if kind == ChangeKind.NEW_POINT:
        return replace(
            facts,
            points_established=facts.points_established + change.count,
            points_established_period=facts.points_established_period + change.count,
        )
    if kind == ChangeKind.WANTED_GONE:
        return replace(facts, wanted_hiding=max(0, facts.wanted_hiding - change.count))
    return replace(
        facts, arrested=facts.arrested + change.count, resident_offenders=facts.resident_offenders + change.count
    )


def _moved(people: Mapping[PersonKey, int], before: PersonKey | None, after: PersonKey | None) -> dict[PersonKey, int]:
    """One person from one standing to another; somebody who is no longer there stays where nobody is."""
    if before is None or people.get(before, 0) < 1:
        return dict(people)
    less = _added(people, before, -1)
    return _added(less, after, 1) if after else less


def _added(people: Mapping[PersonKey, int], key: PersonKey, number: int) -> dict[PersonKey, int]:
    found = {**people, key: people.get(key, 0) + number}
    return {one: count for one, count in found.items() if count > 0}

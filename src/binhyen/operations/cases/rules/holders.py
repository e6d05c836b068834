"""Which body has a person by the facts of the case: a clinic its patients, a facility those who are in it.

Such bodies have no area: they read the people they have, as long as they have them, and of those what their work needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from binhyen.operations.cases.values import Compartment, Fact, FactKind, State

_SUBSTITUTION = (FactKind.SUBSTITUTION_REGISTERED, FactKind.SUBSTITUTION_STARTED)
_VOLUNTARY = (FactKind.VOLUNTARY_REGISTERED, FactKind.VOLUNTARY_STARTED, FactKind.ADMITTED)
_HELD = {
    State.SUBSTITUTION: (_SUBSTITUTION, (Compartment.HEALTH,)),
    State.VOLUNTARY_PRIVATE: (_VOLUNTARY, (Compartment.MANAGEMENT, Compartment.HEALTH)),
    State.VOLUNTARY_PUBLIC: (_VOLUNTARY, (Compartment.MANAGEMENT, Compartment.HEALTH)),
    State.COMPULSORY: ((FactKind.ADMITTED,), (Compartment.MANAGEMENT, Compartment.HEALTH)),
}


@dataclass(frozen=True, slots=True)
class Holder:
    """``body`` is a key or a name, as the fact says it; ``compartments`` are the most it reads."""

    body: str
    compartments: tuple[str, ...]


def holder(*, state: State, facts: Iterable[Fact]) -> Holder | None:
    """The body that has the person while the case stands in ``state``, by the latest fact that names one."""
    if state not in _HELD:
        return None
    kinds, compartments = _HELD[state]
    facts = list(facts)
    replaced = {fact.supersedes for fact in facts}
    naming = [
        fact
        for fact in facts
        if fact.kind in {*kinds, FactKind.OPENING}
        and fact.id not in replaced
        and not fact.withdrawn
        and fact.data.get("facility")
    ]
    if not naming:
        return None
    latest = max(naming, key=lambda fact: (fact.effective_at, fact.id))
    return Holder(str(latest.data["facility"]).strip(), tuple(compartment.value for compartment in compartments))

"""The rules as the other rooms use them: with the parameters of the law folder, on the legal day of a moment."""

from collections.abc import Iterable
from datetime import date, datetime

from binhyen.operations.cases.rules import fold as folds
from binhyen.operations.cases.rules.facts import spec
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import (
    CaseView,
    Fact,
    FactDetails,
    FactKind,
    ListCode,
    Objection,
    PersonFacts,
    Span,
    State,
)

from .whole import WholeCase

UNBORN = 2**62  # the number of a fact that is not recorded yet


def today(at: datetime) -> date:
    return at.astimezone(VIETNAM).date()


def timeline(facts: Iterable[Fact], *, person: PersonFacts) -> tuple[Span, ...]:
    return folds.timeline(facts, person=person, parameters=load())


def fold(facts: Iterable[Fact], *, person: PersonFacts, at: datetime) -> CaseView:
    """What the rules say of a case on the day of ``at``. A case without facts says nothing: no spans."""
    on = today(at)
    spans = timeline(facts, person=person)
    span = next((one for one in reversed(spans) if one.start <= on), None) or _nothing(on)
    return CaseView(on=on, span=span, spans=spans, flags=frozenset(), clocks=(), moves=())


def _nothing(on: date) -> Span:
    return Span(
        start=on, end=None, state=State.NONE, list=ListCode.NONE, reported=ListCode.NONE, commune="", article=""
    )


def check(
    whole: WholeCase, details: FactDetails, *, commune: str, at: datetime, supersedes: int | None = None
) -> tuple[Objection, ...]:
    """What the law says against recording ``details`` in this case at a moment. Empty: nothing."""
    return ()


def compartment(kind: FactKind) -> str:
    return spec(kind).compartment.value

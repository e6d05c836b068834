"""The rules as the other rooms use them: with the parameters of the law folder, on the legal day of a moment."""

from collections.abc import Iterable
from datetime import date, datetime

from binhyen.kit.calendar import vietnam
from binhyen.operations.cases.rules.clocks import running, span_on
from binhyen.operations.cases.rules.facts import spec
from binhyen.operations.cases.rules.flags import flags
from binhyen.operations.cases.rules.fold import timeline as spans_of
from binhyen.operations.cases.rules.moves import check as objections
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.rules.view import at_moment
from binhyen.operations.cases.rules.view import view as whole_view
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
    return spans_of(facts, person=person, parameters=load())


def fold(facts: Iterable[Fact], *, person: PersonFacts, at: datetime) -> CaseView:
    """State, flags and clocks of a case at ``at``, without the moves: what is stored. Without facts: no spans."""
    moment = at_moment(facts, person=person, at=at, known_at=None, parameters=load(), holidays=vietnam())
    span = span_on(moment.spans, moment.day) or _nothing(moment.day)
    return CaseView(on=moment.day, span=span, spans=moment.spans, flags=flags(moment), clocks=running(moment), moves=())


def _nothing(on: date) -> Span:
    return Span(start=on, end=None, state=State.NONE, list=ListCode.NONE, reported=ListCode.NONE, commune="")


def view(facts: Iterable[Fact], *, person: PersonFacts, at: datetime, known_at: datetime | None = None) -> CaseView:
    """The same with what may be recorded next, as known at a moment (None: now): what a page shows."""
    return whole_view(facts, person=person, at=at, known_at=known_at, parameters=load(), holidays=vietnam())


def check(
    whole: WholeCase,
    details: FactDetails,
    *,
    commune: str,
    at: datetime,
    supersedes: int | None = None,
    withdrawn: bool = False,
) -> tuple[Objection, ...]:
    """What the law says against recording ``details`` in this case at a moment. Empty: nothing."""
    new = Fact(
        id=UNBORN, kind=details.kind, effective_at=details.effective_at, recorded_at=at, commune=commune,
        day_only=details.day_only, authority=details.authority, data=details.data, supersedes=supersedes,
        withdrawn=withdrawn,
    )  # fmt: skip
    return objections(whole.facts, new, person=whole.person, parameters=load(), at=at, holidays=vietnam())


def compartment(kind: FactKind) -> str:
    return spec(kind).compartment.value

"""What the rules would propose for a period, and of whom they would not and why not. Nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.rules import sentences
from binhyen.monitoring.merit.rules.facts import About, Item
from binhyen.monitoring.merit.rules.law import Term
from binhyen.monitoring.merit.rules.periods import Period
from binhyen.monitoring.merit.rules.proposing import Ground, Weighed, weigh
from binhyen.monitoring.merit.values import Kind, State
from binhyen.registers.organisations.models import Body

from . import facts
from .terms import terms as terms_of

PAGES = {About.WORK: "work:task", About.REMEDY: "inspections:finding", About.ANSWER: "work:difficulty"}
ALREADY, OWN = "đã có đề nghị cho kỳ này", "cơ quan của anh/chị: cơ quan khác lập"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body with what the rules found; ``hindrance``: why it cannot be proposed now although they would."""

    body: Body
    weighed: Weighed
    hindrance: str = ""

    @property
    def not_counted(self) -> list[str]:
        return [sentences.not_counted(code, count) for code, count in self.weighed.not_counted]


@dataclass(frozen=True, slots=True)
class Preview:
    terms: Mapping[str, Term]
    proposed: Sequence[Candidate]
    hindered: Sequence[Candidate]
    others: Sequence[Candidate]  # by name, never by a figure
    known_at: datetime


def preview(*, kind: str, period: Period, scope: Scope, at: datetime, bodies: Collection[int] | None = None) -> Preview:
    """Every body with anything to count in the period. Criteria are those in force on its first day."""
    terms = terms_of(on=period.first)
    found = facts.collect(first=period.first, last=period.last, at=at, bodies=bodies)
    held = set(
        Proposal.objects.filter(kind=kind, first=period.first, last=period.last)
        .exclude(state=State.WITHDRAWN)
        .values_list("body_id", flat=True)
    )
    rows = Body.objects.filter(pk__in=found).order_by("sort_key", "id")
    weighed = [(body, weigh(kind, found[body.pk], terms, facts.local)) for body in rows]
    candidates = [Candidate(body, one, _hindrance(body, held, scope)) for body, one in weighed if one.proposed]
    return Preview(
        terms=terms,
        proposed=[one for one in candidates if not one.hindrance],
        hindered=[one for one in candidates if one.hindrance],
        others=[Candidate(body, one) for body, one in weighed if not one.proposed],
        known_at=at,
    )


def _hindrance(body: Body, held: Collection[int], scope: Scope) -> str:
    if body.key in scope.bodies:
        return OWN
    return ALREADY if body.pk in held else ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One piece of work, remedy or answer as its own body sees it counted; ``to``: name of its page."""

    title: str
    due: date
    words: str
    excuses: Sequence[str]
    to: str
    opens: int


@dataclass(frozen=True, slots=True)
class OwnFigures:
    """What stands of one body in a running period, beside the criteria: for itself to see before anybody proposes."""

    body: Body
    rows: Sequence[OwnRow]
    not_counted: Sequence[str]
    commend: Sequence[Ground]
    account: Sequence[Ground]


def own_figures(*, scope: Scope, period: Period, at: datetime) -> list[OwnFigures]:
    """Of each body the reader acts for."""
    rows = list(Body.objects.filter(key__in=scope.bodies).order_by("sort_key", "id"))
    if not rows:
        return []
    terms = terms_of(on=period.first)
    found = facts.collect(first=period.first, last=period.last, at=at, bodies=[body.pk for body in rows])
    return [_own(body, found.get(body.pk, []), terms) for body in rows]


def _own(body: Body, items: Sequence[Item], terms: Mapping[str, Term]) -> OwnFigures:
    commend, account = (weigh(kind, items, terms, facts.local) for kind in Kind.values)
    return OwnFigures(
        body=body,
        rows=[
            OwnRow(
                one.title, facts.local(one.due_at).date(), _words(one), [each.words for each in one.excuses],
                PAGES[one.about], one.opens,
            )
            for one in items
        ],
        not_counted=[sentences.not_counted(code, count) for code, count in commend.not_counted],
        commend=commend.grounds,
        account=account.grounds,
    )  # fmt: skip


def _words(item: Item) -> str:
    code = sentences.why_not_counted(item)
    return f"{sentences.NOT_COUNTED[code]}: không tính" if code else sentences.outcome(item)

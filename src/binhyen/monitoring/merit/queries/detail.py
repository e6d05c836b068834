"""One proposal as its page shows it: lines with evidence, words and excuses, what changed since, who may do what."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.merit.models import Line, LineMark, Move, Proposal
from binhyen.monitoring.merit.permissions import Permission, may
from binhyen.monitoring.merit.rules import frozen, law, periods, proposing, sentences, steps
from binhyen.monitoring.merit.rules.facts import About, Item
from binhyen.monitoring.merit.rules.frozen import Difference
from binhyen.monitoring.merit.rules.proposing import Ground, Opens
from binhyen.monitoring.merit.values import Kind, Mark
from binhyen.operations.inspections.queries.visible import visible_findings
from binhyen.operations.work.queries.difficulties import visible as visible_difficulties
from binhyen.operations.work.queries.visible import visible_tasks
from binhyen.operations.work.rules.ontime import Verdict

from . import facts
from .intact import differing, line_intact
from .preview import PAGES
from .visible import standing

CHANGES = 30  # of differences shown


@dataclass(frozen=True, slots=True)
class Evidence:
    """A row of evidence; ``to``: name of its page, "" where this reader may not open it."""

    row: Opens
    to: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    evidence: Sequence[Evidence]
    struck: LineMark | None
    words: Sequence[LineMark]  # of the body, in order
    intact: bool  # as it was written


@dataclass(frozen=True, slots=True)
class Acts:
    """What the reader may do now, and in ``hindered`` why not yet, for who otherwise may."""

    prepare: bool
    word: bool
    decide: bool
    appeal: bool
    answer_appeal: bool
    hindered: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    proposal: Proposal
    period: str
    grounds: Sequence[Ground]
    not_counted: Sequence[str]
    lines: Sequence[ShownLine]
    moves: Sequence[Move]
    broken: Sequence[str]  # what is not as it was proposed, or not as the journal says; empty where it is whole
    differences: Sequence[Difference]
    acts: Acts

    @property
    def intact(self) -> bool:
        return not self.broken


def proposal_page(*, proposal: Proposal, scope: Scope, on: date, at: datetime) -> ProposalPage:
    """Some twenty-five queries, of which fifteen are what changed since."""
    marks: dict[int, list[LineMark]] = defaultdict(list)
    for mark in LineMark.objects.filter(line__proposal=proposal).select_related("by").order_by("pk"):
        marks[mark.line_id].append(mark)
    lines = list(proposal.lines.all())
    opens = _openable([row for line in lines for row in frozen.opens_of(line.rows)], scope)
    period = periods.of_code(proposal.period)
    return ProposalPage(
        proposal=proposal,
        period=period.label if period else proposal.period,
        grounds=frozen.grounds_of(proposal.grounds),
        not_counted=[sentences.not_counted(code, count) for code, count in proposal.not_counted],
        lines=[_shown(line, opens, marks[line.pk]) for line in lines],
        moves=list(proposal.moves.select_related("by", "file")),
        broken=differing([proposal]).get(proposal.pk, []),
        differences=_differences(proposal, lines, at) if proposal.running else [],
        acts=acts(proposal=proposal, scope=scope, on=on),
    )


def _openable(rows: Iterable[Opens], scope: Scope) -> set[tuple[str, int]]:
    """Which rows of evidence this reader may open: (about, id). Three queries."""
    asked: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        asked[row.about].add(row.opens)
    found = {
        About.WORK: visible_tasks(scope).filter(pk__in=asked[About.WORK]),
        About.REMEDY: visible_findings(scope).filter(pk__in=asked[About.REMEDY]),
        About.ANSWER: visible_difficulties(scope=scope).filter(pk__in=asked[About.ANSWER]),
    }
    return {(str(about), pk) for about, seen in found.items() for pk in seen.values_list("pk", flat=True)}


def _shown(line: Line, opens: Collection[tuple[str, int]], marks: Sequence[LineMark]) -> ShownLine:
    rows = frozen.opens_of(line.rows)
    return ShownLine(
        line=line,
        evidence=[
            Evidence(row, PAGES[About(row.about)] if (row.about, row.opens) in opens else "") for row in rows
        ],
        struck=next((one for one in marks if one.mark == Mark.STRUCK), None),
        words=[one for one in marks if one.mark != Mark.STRUCK],
        intact=line_intact(line),
    )  # fmt: skip


def _differences(proposal: Proposal, lines: Sequence[Line], at: datetime) -> list[Difference]:
    """What the rules would say now, by the limits of then, beside what they said."""
    items = _items(proposal, at)
    terms = {
        code: replace(term, value=proposal.limits.get(code, term.value))
        for code, term in law.terms(proposal.first).items()
    }
    now = proposing.weigh(proposal.kind, items, terms, facts.local)
    before = [(one.code, one.ref, one.sentence) for one in lines if one.added_by_id is None]
    return frozen.differences(before, now.lines)[:CHANGES]


def _items(proposal: Proposal, at: datetime) -> list[Item]:
    found = facts.collect(first=proposal.first, last=proposal.last, at=at, bodies=[proposal.body_id])
    return found.get(proposal.body_id, [])


def addable(*, proposal: Proposal, at: datetime) -> list[Item]:
    """Final facts of the body in the period that a line may be added about: praise rests on what was verified in time,
    accountability on what is late or was sent back; none that has a line of its own already.
    """
    taken = set(proposal.lines.exclude(ref="").values_list("ref", flat=True))
    wanted = _praised if proposal.kind == Kind.COMMEND else _blamed
    return [one for one in _items(proposal, at) if wanted(one) and one.ref not in taken]


def _praised(item: Item) -> bool:
    return item.verified and item.extended is Verdict.ON_TIME


def _blamed(item: Item) -> bool:
    return item.extended is Verdict.LATE or bool(item.rejected)


def acts(*, proposal: Proposal, scope: Scope, on: date) -> Acts:
    """What this reader may do about it now. No query."""
    one, me = standing(proposal), scope.user_id
    prepares = may(scope, Permission.PREPARE) and _allowed(lambda: steps.check_prepares(one, bodies=scope.bodies))
    decides = ""
    if may(scope, Permission.DECIDE) and proposal.state in {steps.SENT, steps.ANSWERED}:
        decides = _refusal(lambda: steps.check_decides(one, user=me, bodies=scope.bodies, on=on))
    answers = may(scope, Permission.ANSWER)
    return Acts(
        prepare=prepares,
        word=answers and _allowed(lambda: steps.check_word(one, bodies=scope.bodies)),
        decide=may(scope, Permission.DECIDE) and proposal.state in {steps.SENT, steps.ANSWERED} and not decides,
        appeal=answers and _allowed(lambda: steps.check_appeals(one, bodies=scope.bodies, on=on)),
        answer_appeal=may(scope, Permission.ANSWER_APPEAL)
        and _allowed(lambda: steps.check_answers_appeal(one, user=me, bodies=scope.bodies)),
        hindered=decides,
    )


def _refusal(check: Callable[[], None]) -> str:
    try:
        check()
    except steps.NotPossible as refusal:
        return str(refusal)
    return ""


def _allowed(check: Callable[[], None]) -> bool:
    return not _refusal(check)

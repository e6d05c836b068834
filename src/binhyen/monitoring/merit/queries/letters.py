"""What letters about proposals say: of each its body, lines that stand, excuses, the body's word. No persons."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.merit.models import LineMark, Move, Proposal
from binhyen.monitoring.merit.rules import sentences
from binhyen.monitoring.merit.rules.periods import Period
from binhyen.monitoring.merit.values import Mark, State, Step

from .intact import check_whole
from .visible import visible

TOLD = (State.SENT, State.ANSWERED)


@dataclass(frozen=True, slots=True)
class ToldLine:
    sentence: str
    excuses: Sequence[str]
    objection: str


@dataclass(frozen=True, slots=True)
class Told:
    body: str
    answerable: str
    lines: Sequence[ToldLine]
    not_counted: Sequence[str]
    word: str
    number: str  # "Quyết định số 12/QĐ-UBND ngày …" of the decision, where it is known
    appeal: str


def of_period(*, kind: str, period: Period, scope: Scope, on: date) -> list[Told]:
    """Proposals of a period that wait for a decision, by the names of bodies. Raises MeritRefused as ``of``."""
    rows = visible(scope).filter(kind=kind, first=period.first, last=period.last, state__in=TOLD)
    rows = rows.exclude(body__key__in=scope.bodies)
    return of(
        proposals=list(rows.select_related("body").prefetch_related("lines").order_by("body__sort_key", "pk")), on=on
    )


def of(*, proposals: Sequence[Proposal], on: date) -> list[Told]:
    """Each with what stands of it; ``on``: day of the letter. Five queries.

    Raises MeritRefused where one is not what was proposed: nothing is printed of it, and what differs is said.
    """
    check_whole(proposals, refused="Không in")
    marks: dict[int, list[LineMark]] = defaultdict(list)
    for mark in LineMark.objects.filter(line__proposal__in=proposals).order_by("pk"):
        marks[mark.line_id].append(mark)
    words = {
        move.proposal_id: move.text
        for move in Move.objects.filter(proposal__in=proposals, step=Step.ANSWERED).order_by("pk")
    }
    return [_told(one, marks, words.get(one.pk), on) for one in proposals]


def _told(one: Proposal, marks: dict[int, list[LineMark]], word: str | None, on: date) -> Told:
    standing = [
        line for line in one.lines.all() if not any(mark.mark == Mark.STRUCK for mark in marks.get(line.pk, ()))
    ]
    day = f" ngày {one.issued_on:%d/%m/%Y}" if one.issued_on else ""
    appeal = ""
    if one.appeal_to and one.appeal_due_on:
        appeal = f"Đơn vị có quyền kiến nghị đến {one.appeal_to.name} chậm nhất ngày {one.appeal_due_on:%d/%m/%Y}."
    return Told(
        body=one.body.name, answerable=one.answerable,
        lines=[ToldLine(line.sentence, line.excuses, _objection(marks.get(line.pk, ()))) for line in standing],
        not_counted=[sentences.not_counted(code, count) for code, count in one.not_counted],
        word=_said(one, word, on), number=f"văn bản số {one.number}{day}" if one.number else "", appeal=appeal,
    )  # fmt: skip


def _said(one: Proposal, word: str | None, on: date) -> str:
    """The body's word. Silence says something only once its time is over."""
    running = one.state == State.SENT and one.word_due_on is not None and on <= one.word_due_on
    until = f"còn hạn đến hết ngày {one.word_due_on:%d/%m/%Y}" if running else ""
    if word is None:
        return f"chưa có ý kiến, {until}" if until else "không có ý kiến trong hạn"
    words = word or "đã có ý kiến theo từng dòng"
    return f"{words} (đang được hỏi lại, {until})" if until else words


def _objection(marks: Sequence[LineMark]) -> str:
    """The latest word on a line, where it is an objection."""
    words = [one for one in marks if one.mark != Mark.STRUCK]
    return words[-1].text if words and words[-1].mark == Mark.OBJECTED else ""

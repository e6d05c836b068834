"""Changing the cut of duties: make one from a stretch of text, split one in two, merge two into one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Min, Model

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive, Duty, DutyReference, DutyTarget, Passage
from binhyen.operations.directives.queries.as_values import span_row
from binhyen.operations.directives.reader import values as reader
from binhyen.operations.directives.values import DeadlineKind, DutyState, Place, StepKind

from .derived import refresh
from .desk import Hand, leave_step, open_directive, open_duty
from .fields import rows_of
from .prefill import read_stretch
from .snapshots import absent, take

TITLE_LETTERS = 300


@transaction.atomic
def make_duty(*, directive_id: int, place: Place, by: User, at: datetime, reason: str | None = None) -> Duty:
    """A duty from a stretch of the text that the reader had not seen as one; its fields are read from these words.

    Raises ``rules.NotPossible`` where the stretch is empty or outside of the directive.
    """
    hand = Hand(by, at, reason)
    directive = open_directive(directive_id=directive_id, hand=hand)
    spans, text, first = _stretch(directive, place)
    read, known = read_stretch(directive=directive, text=text, spans=spans)
    duty = Duty(
        directive=directive,
        position=_room_after(directive, _last_before(directive, place)),
        section=first.section,
        text=text,
        path=list(read.path),
        line=first.line,
        col=place.start,
        page=first.page,
        spans=spans,
        state=DutyState.PROPOSED,
        certain=False,
    )
    _take_over(duty, read)
    duty.save()
    _insert(rows_of(duty=duty, read=read, known=known))
    refresh(directive=directive, duties=[duty])
    leave_step(directive=directive, kind=StepKind.MAKE, before=[absent(duty=duty)], touched=[duty], hand=hand)
    fact = events.DutyMade(subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


@transaction.atomic
def split_duty(
    *, duty_id: int, version: int, offset: int, by: User, at: datetime, reason: str | None = None
) -> tuple[Duty, Duty]:
    """Cut the duty's text at ``offset``: the first keeps the fields, the second is read anew from its own words.

    What the second does not name itself (leads, deadline) it takes from the first. Both texts together are the whole.
    """
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.SPLIT, duty.state)
    first_text, second_text = rules.split_text(duty.text, offset)
    before = take(duties=[duty])
    spans = _cut_spans(directive, duty, offset)
    second = _second_half(directive, duty, second_text, spans[1])
    duty.text, duty.spans = first_text, spans[0]
    duty.state, duty.reviewed_at, duty.reviewed_by = DutyState.PROPOSED, None, None
    duty.version += 1
    refresh(directive=directive, duties=[duty, second])
    leave_step(
        directive=directive,
        kind=StepKind.SPLIT,
        before=[*before, absent(duty=second)],
        touched=[duty, second],
        hand=hand,
    )
    fact = events.DutySplit(subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version, new_id=second.pk)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty, second


@transaction.atomic
def merge_duties(*, duty_id: int, version: int, by: User, at: datetime, reason: str | None = None) -> Duty:
    """Join the duty with the next one in force: texts, leads, coordinators, targets and references together.

    The first keeps its title and its deadline where it has one; the second is kept as removed.
    """
    hand = Hand(by, at, reason)
    directive, duty = open_duty(duty_id=duty_id, version=version, hand=hand)
    rules.check_move(StepKind.MERGE, duty.state)
    following = directive.duties.select_for_update().exclude(state=DutyState.REMOVED)
    second = following.filter(position__gt=duty.position).order_by("position").first()
    if second is None:
        raise rules.NotPossible("Sau nhiệm vụ này không còn nhiệm vụ nào để gộp.")
    before = take(duties=[duty, second])
    _absorb(duty, second)
    for each, state in ((duty, DutyState.PROPOSED), (second, DutyState.REMOVED)):
        kept = state == DutyState.PROPOSED
        each.state, each.reviewed_at, each.reviewed_by = state, None if kept else at, None if kept else by
        each.version += 1
    second.save()
    refresh(directive=directive, duties=[duty])
    leave_step(directive=directive, kind=StepKind.MERGE, before=before, touched=[duty, second], hand=hand)
    fact = events.DutiesMerged(
        subject_id=str(duty.pk), directive_id=directive.pk, version=duty.version, merged_id=second.pk
    )
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


def _stretch(directive: Directive, place: Place) -> tuple[list[dict[str, int]], str, Passage]:
    """Spans, words and first passage of a stretch, trimmed of white space."""
    passages = list(directive.passages.filter(index__gte=place.passage, index__lte=place.end_passage).order_by("index"))
    spans = []
    words = []
    for passage in passages:
        start = place.start if passage.index == place.passage else 0
        end = place.end if passage.index == place.end_passage else len(passage.text)
        piece = passage.text[start:end]
        start += len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append({"block": passage.index, "start": start, "end": start + len(piece.strip())})
            words.append(piece.strip())
    text = rules.joined(words)
    rules.check_stretch(text)
    return spans, text, next(passage for passage in passages if passage.index == spans[0]["block"])


def _cut_spans(directive: Directive, duty: Duty, offset: int) -> tuple[list[dict[str, int]], list[dict[str, int]]]:
    blocks = {span["block"] for span in duty.spans}
    texts = dict(directive.passages.filter(index__in=blocks).values_list("index", "text"))
    printed = " ".join(texts[span["block"]][span["start"] : span["end"]] for span in duty.spans)
    return rules.split_spans(duty.spans, rules.twin_offset(duty.text, offset, printed))


def _second_half(directive: Directive, duty: Duty, text: str, spans: list[dict[str, int]]) -> Duty:
    read, known = read_stretch(directive=directive, text=text, spans=spans or duty.spans, near=duty)
    second = Duty(
        directive=directive,
        position=_room_after(directive, duty.position),
        section=duty.section,
        text=text,
        path=duty.path,
        line=duty.line,
        col=spans[0]["start"] if spans else duty.col,
        page=duty.page,
        spans=spans,
        certain=False,
    )
    _take_over(second, read)
    second.save()
    _insert(rows_of(duty=second, read=read, known=known))
    return second


def _take_over(duty: Duty, read: reader.Duty) -> None:
    duty.kind, duty.title = read.kind.value, read.title[:TITLE_LETTERS]
    duty.lead_basis, duty.result, duty.report_to = read.lead_basis, read.result[:300], read.report_to[:200]
    duty.why = dict(read.why)
    deadline = read.deadline
    duty.deadline_type, duty.deadline_value = deadline.type.value, deadline.value
    duty.deadline_raw, duty.deadline_basis, duty.deadline_at = deadline.raw, deadline.basis, deadline.at
    duty.deadline_span = span_row(deadline.span)


def _absorb(duty: Duty, second: Duty) -> None:
    """Everything of ``second`` that ``duty`` does not have yet."""
    duty.text = rules.joined((duty.text, second.text))
    duty.spans = [*duty.spans, *second.spans]
    if duty.deadline_type == DeadlineKind.NONE:
        for name in ("type", "value", "raw", "basis", "at", "span"):
            setattr(duty, f"deadline_{name}", getattr(second, f"deadline_{name}"))
    duty.result, duty.report_to = duty.result or second.result, duty.report_to or second.report_to
    named = set(duty.parts.values_list("part", "name"))
    start = duty.parts.aggregate(last=Max("position"))["last"] or 0
    rows: list[Model] = []
    for number, part in enumerate(second.parts.order_by("part", "position"), start + 1):
        if (part.part, part.name) not in named:
            part.pk, part.duty, part.position = None, duty, number
            rows.append(part)
    more: list[DutyTarget | DutyReference] = [*second.targets.all(), *second.references.all()]
    for row in more:
        row.pk, row.duty = None, duty
        rows.append(row)
    _insert(rows)


def _insert(rows: Iterable[Model]) -> None:
    by_model: dict[type[Model], list[Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, same in by_model.items():
        model._default_manager.bulk_create(same)


def _last_before(directive: Directive, place: Place) -> int:
    """Position of the last duty that begins before this place; 0 where there is none."""
    earlier = 0
    for position, spans in directive.duties.order_by("position").values_list("position", "spans"):
        if spans and (spans[0]["block"], spans[0]["start"]) > (place.passage, place.start):
            break
        earlier = position
    return earlier


def _room_after(directive: Directive, position: int) -> int:
    """A free position behind ``position``. Where the gap is used up, everything behind moves on."""
    following = directive.duties.filter(position__gt=position)
    next_position = following.aggregate(next=Min("position"))["next"]
    if next_position is None:
        return position + rules.POSITION_GAP
    if next_position - position < 2:
        following.update(position=F("position") + rules.POSITION_GAP)
        next_position += rules.POSITION_GAP
    return (position + next_position) // 2

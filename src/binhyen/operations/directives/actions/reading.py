"""Turning a reading into a directive: everything in one transaction, or nothing."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty, Intake, Passage
from binhyen.operations.directives.queries.as_values import span_row
from binhyen.operations.directives.queries.bodies import known_mentions, province_code
from binhyen.operations.directives.reader import values as reader
from binhyen.operations.directives.values import IntakeState

from . import papers
from .derived import describe, finding_row, refresh_clarity
from .fields import rows_of
from .places import Places

BATCH_ROWS = 2000
HEADINGS = frozenset(
    {
        reader.Level.PART,
        reader.Level.CHAPTER,
        reader.Level.SECTION,
        reader.Level.ARTICLE,
        reader.Level.ROMAN,
        reader.Level.NUMBER,
        reader.Level.LETTER,
        reader.Level.LABEL,
    }
)
HEADING_LETTERS = 120
LONGEST_HEADING = 240  # a numbered paragraph longer than this is text, not a heading


@transaction.atomic
def store_reading(*, intake_id: int, reading: reader.Reading, at: datetime) -> Directive | None:
    """The directive with its passages, duties, parts, targets, references and findings. None where it is there already.

    Safe to run twice: an intake that is no longer waiting is left alone.
    """
    intake = Intake.objects.select_for_update(of=("self",)).select_related("received_by", "file").get(pk=intake_id)
    if intake.state != IntakeState.READING:
        return None
    directive = _directive(intake, reading, at)
    sections = _sections(reading)
    directive.outline = _outline(reading, sections)
    directive.sections = [{"title": s.title, "first": s.first, "last": s.last} for s in sections]
    directive.save()
    window = {block: number for number, s in enumerate(sections) for block in range(s.first, s.last + 1)}
    Passage.objects.bulk_create(_passages(directive, reading, window), batch_size=BATCH_ROWS)
    duties = _duties(directive, reading, window)
    _findings(directive, reading, duties)
    refresh_clarity(directive=directive)
    intake.state, intake.directive, intake.finished_at = IntakeState.READ, directive, at
    intake.save(update_fields=["state", "directive", "finished_at"])
    fact = events.DirectiveRead(
        subject_id=str(directive.pk),
        area=directive.province_code,
        intake_id=intake.pk,
        passages=len(reading.blocks),
        duties=len(duties),
        findings=len(reading.findings),
    )
    journal.record(fact, by=intake.received_by, at=at)
    return directive


def _sections(reading: reader.Reading) -> list[rules.Section]:
    headings = [rules.Heading(node.span.block, node.depth, _words(node)) for node in _headings(reading)]
    starts = Counter(duty.spans[0].block for duty in reading.duties if duty.spans)
    return rules.sections(len(reading.blocks), headings, starts)


def _headings(reading: reader.Reading) -> Iterator[reader.Node]:
    for node in reading.outline:
        long = node.span.end - node.span.start > LONGEST_HEADING
        if node.level in HEADINGS and not (long and node.level not in {reader.Level.PART, reader.Level.ARTICLE}):
            yield node


def _words(node: reader.Node) -> str:
    return f"{node.marker} {node.title}".strip()[:HEADING_LETTERS]


def _outline(reading: reader.Reading, sections: Sequence[rules.Section]) -> list[dict[str, Any]]:
    window = {block: number for number, s in enumerate(sections) for block in range(s.first, s.last + 1)}
    return [
        {"title": _words(node), "depth": node.depth, "passage": node.span.block, "section": window[node.span.block]}
        for node in _headings(reading)
    ]


def _passages(directive: Directive, reading: reader.Reading, window: dict[int, int]) -> Iterator[Passage]:
    levels = {node.span.block: node.level.value for node in reversed(reading.outline)}
    for block in reading.blocks:
        yield Passage(
            directive=directive,
            index=block.index,
            section=window[block.index],
            text=block.text,
            line=block.line,
            page=block.page,
            pieces=[[piece.start, piece.end, piece.line, piece.col, piece.page] for piece in block.pieces],
            level=levels.get(block.index, ""),
            cells=list(block.cells),
        )


def _duties(directive: Directive, reading: reader.Reading, window: dict[int, int]) -> list[Duty]:
    mentions = [mention for duty in reading.duties for mention in (*duty.leads, *duty.coordinators)]
    known = known_mentions(mentions=mentions, directive=directive)
    duties = []
    for number, read in enumerate(reading.duties, 1):
        duty = _duty(directive, read, number * rules.POSITION_GAP, window)
        describe(duty=duty, value=read)
        duties.append(duty)
    Duty.objects.bulk_create(duties, batch_size=BATCH_ROWS)
    places = Places(reading)
    rows: dict[type[Model], list[Model]] = {}
    for duty, read in zip(duties, reading.duties, strict=True):
        for row in rows_of(duty=duty, read=places.placed(read), known=known):
            rows.setdefault(type(row), []).append(row)
    for model, same in rows.items():
        model._default_manager.bulk_create(same, batch_size=BATCH_ROWS)
    return duties


def _duty(directive: Directive, read: reader.Duty, position: int, window: dict[int, int]) -> Duty:
    deadline = read.deadline
    return Duty(
        directive=directive,
        position=position,
        section=window[read.spans[0].block] if read.spans else 0,
        kind=read.kind.value,
        title=read.title[:300],
        text=read.text,
        path=list(read.path),
        line=read.line,
        col=read.col,
        page=read.page,
        spans=[span_row(span) for span in read.spans],
        lead_basis=read.lead_basis,
        deadline_type=deadline.type.value,
        deadline_value=deadline.value,
        deadline_raw=deadline.raw,
        deadline_basis=deadline.basis,
        deadline_at=deadline.at,
        deadline_span=span_row(deadline.span),
        result=read.result[:300],
        report_to=read.report_to[:200],
        why=dict(read.why),
        certain=read.certain,
        as_read=as_read(read=read),
    )


def as_read(*, read: reader.Duty) -> dict[str, Any]:
    """What the reader had read, kept for scoring whatever reviewers change. Plain JSON."""
    deadline = read.deadline
    return {
        "kind": read.kind.value,
        "title": read.title,
        "text": read.text,
        "line": read.line,
        "path": list(read.path),
        "leads": [mention.name for mention in read.leads],
        "coordinators": [mention.name for mention in read.coordinators],
        "lead_basis": read.lead_basis,
        "deadline": {"type": deadline.type.value, "value": deadline.value, "raw": deadline.raw},
        "targets": [{key: value for key, value in asdict(target).items() if key != "span"} for target in read.targets],
        "result": read.result,
        "report_to": read.report_to,
    }


def _findings(directive: Directive, reading: reader.Reading, duties: Sequence[Duty]) -> None:
    DirectiveFinding.objects.bulk_create(
        (
            finding_row(directive=directive, duty=duties[found.duty] if found.duty is not None else None, found=found)
            for found in reading.findings
        ),
        batch_size=BATCH_ROWS,
    )


def _directive(intake: Intake, reading: reader.Reading, at: datetime) -> Directive:
    if intake.file is None:
        raise ValueError("an intake that waits has its file")
    document, remarks = papers.enter(
        meta=reading.meta,
        name=intake.name,
        issued=intake.issued_on,
        file=intake.file,
        by=intake.received_by,
        at=at,
    )
    return Directive(
        document=document,
        province_code=province_code(name=reading.meta.province),
        notes=[*reading.notes, *remarks],
        received_at=intake.received_at,
        received_by=intake.received_by,
    )

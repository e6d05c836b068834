"""Rows of duties as the reader's values: what the grammar, the check and the printed forms work on."""

from collections.abc import Iterable, Mapping

from binhyen.operations.directives.models import Directive, Duty, DutyPart
from binhyen.operations.directives.reader import values as reader
from binhyen.operations.directives.values import Part


def span_value(span: Mapping[str, int] | None) -> reader.Span | None:
    return reader.Span(span["block"], span["start"], span["end"]) if span else None


def span_row(span: reader.Span | None) -> dict[str, int] | None:
    return {"block": span.block, "start": span.start, "end": span.end} if span else None


def deadline_value(duty: Duty) -> reader.Deadline:
    return reader.Deadline(
        type=reader.DeadlineType(duty.deadline_type),
        value=duty.deadline_value,
        raw=duty.deadline_raw,
        basis=duty.deadline_basis,
        at=duty.deadline_at,
        span=span_value(duty.deadline_span),
        why=duty.why.get("deadline", ""),
    )


def duty_values(duties: Iterable[Duty]) -> list[reader.Duty]:
    """The duties as values, ``index`` being the place in ``duties``. Prefetch parts__body, targets and references."""
    return [_duty(index, duty) for index, duty in enumerate(duties)]


def _duty(index: int, duty: Duty) -> reader.Duty:
    parts = sorted(duty.parts.all(), key=lambda part: part.position)
    return reader.Duty(
        index=index,
        kind=reader.DutyKind(duty.kind),
        title=duty.title,
        text=duty.text,
        path=tuple(duty.path),
        line=duty.line,
        col=duty.col,
        page=duty.page,
        spans=tuple(reader.Span(each["block"], each["start"], each["end"]) for each in duty.spans),
        leads=tuple(_mention(part) for part in parts if part.part == Part.LEAD),
        coordinators=tuple(_mention(part) for part in parts if part.part == Part.COORDINATE),
        lead_basis=duty.lead_basis,
        deadline=deadline_value(duty),
        targets=tuple(
            reader.Target(t.metric, t.op, float(t.value), t.unit, t.by, t.baseline, span_value(t.span))
            for t in duty.targets.all()
        ),
        references=tuple(
            reader.LegalRef(r.kind, r.number, r.surface, r.issued_on, span=span_value(r.span))
            for r in duty.references.all()
        ),
        report_to=duty.report_to,
        result=duty.result,
        why=dict(duty.why),
        certain=duty.certain,
    )


def _mention(part: DutyPart) -> reader.BodyMention:
    return reader.BodyMention(part.name, part.surface, part.body.key if part.body else "", span_value(part.span))


def meta_value(directive: Directive) -> reader.Meta:
    document = directive.document
    return reader.Meta(
        issuer=document.issuer_name,
        number=document.number,
        symbol=document.symbol,
        issued_on=document.issued_on,
        issued_text=document.issued_text,
        kind=document.kind,
        abstract=document.abstract,
        signer=document.signer,
        signer_role=document.signer_role,
        signing_form=document.signing_form,
        recipients=tuple(document.recipients),
    )

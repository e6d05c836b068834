"""Setting the fields of a duty from what a reviewer entered, and the rows that go with them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from binhyen.operations.directives import rules
from binhyen.operations.directives.models import Directive, Duty, DutyPart, DutyReference, DutyTarget
from binhyen.operations.directives.queries.as_values import deadline_value, span_row
from binhyen.operations.directives.queries.bodies import known_bodies
from binhyen.operations.directives.reader import values as reader
from binhyen.operations.directives.reader.deadlines import parse, render
from binhyen.operations.directives.values import DutyValues, NamedBody, Part, TargetValues

_PLAIN = ("kind", "title", "text", "result", "report_to")


class NotUnderstood(Exception):
    """A field cannot be read. ``field`` names it, the message says how to write it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def apply_values(*, directive: Directive, duty: Duty, values: DutyValues) -> list[str]:
    """Set what differs and return the names of the fields that changed. The caller saves the duty itself."""
    changed = [name for name in _PLAIN if getattr(duty, name) != getattr(values, name)]
    for name in changed:
        setattr(duty, name, getattr(values, name))
    if values.deadline.strip() != render(deadline_value(duty)).strip():
        set_deadline(duty=duty, text=values.deadline, directive=directive)
        changed.append("deadline")
    for part, bodies in ((Part.LEAD, values.leads), (Part.COORDINATE, values.coordinators)):
        if set_parts(directive=directive, duty=duty, part=part, bodies=bodies):
            changed.append("leads" if part == Part.LEAD else "coordinators")
    if _same_targets(duty, values.targets) is False:
        duty.targets.all().delete()
        DutyTarget.objects.bulk_create(_target_rows(duty, values.targets))
        changed.append("targets")
    for name in changed:
        duty.why[name] = ""
    return changed


def set_deadline(*, duty: Duty, text: str, directive: Directive) -> None:
    """Set the deadline from Vietnamese words. Raises ``NotUnderstood`` where they speak of no time."""
    found = understood(text=text, directive=directive)
    duty.deadline_type, duty.deadline_value = found.type.value, found.value
    duty.deadline_raw, duty.deadline_at, duty.deadline_basis = found.raw, found.at, found.basis
    duty.deadline_span = None


def set_deadline_value(*, duty: Duty, value: str) -> None:
    """Set the deadline from a value in the reader's own syntax (a finding's proposal)."""
    duty.deadline_type, duty.deadline_value = rules.deadline_type_of(value), value
    duty.deadline_basis = "own"


def understood(*, text: str, directive: Directive) -> reader.Deadline:
    """What the words of a deadline mean in this directive; "" is no deadline."""
    if not text.strip():
        return reader.Deadline()
    issued = directive.document.issued_on
    found = parse(text, issued=issued)
    if found is None:
        raise NotUnderstood(
            "deadline",
            gettext(
                "Chưa hiểu thời hạn “%(text)s”. Hãy viết như: 28/02/2026; quý I/2026; hằng tháng, trước ngày 20; "
                "thường xuyên."
            )
            % {"text": text.strip()[:80]},
        )
    return found


def set_parts(*, directive: Directive, duty: Duty, part: str, bodies: Sequence[NamedBody]) -> bool:
    """Set who leads or coordinates; bodies that stay keep their printed words and place. True where it changed."""
    old = {row.name: row for row in duty.parts.filter(part=part).order_by("position")}
    wanted = list(dict.fromkeys(body.name.strip() for body in bodies if body.name.strip()))
    if list(old) == wanted:
        return False
    keys = {body.name.strip(): body.key for body in bodies if body.key}
    known = known_bodies(names=wanted, keys=keys, directive=directive)
    duty.parts.filter(part=part).delete()
    DutyPart.objects.bulk_create(
        DutyPart(
            duty=duty,
            part=part,
            body_id=known.get(name),
            name=name,
            surface=old[name].surface if name in old else "",
            span=old[name].span if name in old else None,
            position=position,
        )
        for position, name in enumerate(wanted)
    )
    if part == Part.LEAD:
        duty.lead_basis = "explicit" if wanted else "none"
    return True


def rows_of(*, duty: Duty, read: reader.Duty, known: dict[str, int]) -> list[Any]:
    """Unsaved rows of parts, targets and references of a duty as read. ``known``: id of the body by name."""
    rows: list[Any] = []
    for part, mentions in ((Part.LEAD, read.leads), (Part.COORDINATE, read.coordinators)):
        named = {mention.name: mention for mention in reversed(mentions)}
        for position, name in enumerate(dict.fromkeys(mention.name for mention in mentions)):
            mention = named[name]
            rows.append(
                DutyPart(
                    duty=duty,
                    part=part,
                    body_id=known.get(name),
                    name=name[:250],
                    surface=mention.surface[:400],
                    span=span_row(mention.span),
                    position=position,
                )
            )
    rows += _target_rows(duty, read.targets)
    rows += [
        DutyReference(
            duty=duty,
            kind=each.kind[:60],
            number=each.number[:80],
            surface=each.surface[:400],
            issued_on=each.issued_on,
            span=span_row(each.span),
        )
        for each in read.references
    ]
    return rows


def _target_rows(duty: Duty, targets: Iterable[reader.Target | TargetValues]) -> list[DutyTarget]:
    return [
        DutyTarget(
            duty=duty,
            metric=each.metric[:300],
            op=each.op,
            value=Decimal(str(each.value)),
            unit=each.unit[:60],
            by=each.by[:40],
            baseline=each.baseline[:200],
            span=span_row(each.span) if isinstance(each, reader.Target) else None,
        )
        for each in targets
    ]


def _same_targets(duty: Duty, targets: Sequence[TargetValues]) -> bool:
    old = [(t.metric, t.op, float(t.value), t.unit, t.by, t.baseline) for t in duty.targets.order_by("pk")]
    return old == [(t.metric, t.op, float(t.value), t.unit, t.by, t.baseline) for t in targets]

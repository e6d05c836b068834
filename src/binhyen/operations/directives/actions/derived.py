"""What follows from a duty's fields and is stored for lists: names, words, search key, 4 rõ, findings."""

from collections.abc import Sequence

from django.db.models import Count, Q, prefetch_related_objects

from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty
from binhyen.operations.directives.queries.as_values import duty_values
from binhyen.operations.directives.reader import values as reader
from binhyen.operations.directives.reader.clarity import clarity
from binhyen.operations.directives.reader.deadlines import last_day, printed
from binhyen.operations.directives.reader.lint import lint_duties
from binhyen.operations.directives.values import DutyState, FindingState

DEADLINE_TEXT_LETTERS = 200
COMPARING = frozenset({"DUPLICATE_DUTY", "TARGET_CONFLICT", "RECIPIENT_MISSING"})  # need the whole directive


def describe(*, duty: Duty, value: reader.Duty) -> None:
    """Set the stored words of one duty from its value. Nothing is saved."""
    leads, coordinators = ([mention.name for mention in each] for each in (value.leads, value.coordinators))
    duty.lead_names, duty.coordinator_names = "; ".join(leads), "; ".join(coordinators)
    deadline = value.deadline
    duty.deadline_text = words_of(deadline)[:DEADLINE_TEXT_LETTERS]
    duty.due_on = last_day(deadline)
    clear = clarity(value)
    duty.clarity = {"who": clear.who, "what": clear.what, "responsible": clear.responsible, "when": clear.when}
    duty.four_clear = all(duty.clarity.values())
    duty.search_key = search_key(" ".join((duty.title, duty.text, *leads, *coordinators)))


def words_of(deadline: reader.Deadline) -> str:
    """The deadline in a few words; the printed words where it has no value; "" where there is none."""
    return deadline.raw if deadline.type is reader.DeadlineType.NONE else printed(deadline)


def refresh(*, directive: Directive, duties: Sequence[Duty]) -> None:
    """After a change: derived words and open findings of these duties, and the clarity of the directive. Saves them."""
    prefetch_related_objects(list(duties), "parts__body", "targets", "references")
    values = duty_values(duties)
    for duty, value in zip(duties, values, strict=True):
        describe(duty=duty, value=value)
        duty.save()
    _check_again(directive, duties, values)
    refresh_clarity(directive=directive)


def refresh_clarity(*, directive: Directive) -> None:
    """Percent of the duties in force that are 4 rõ; None where there are none."""
    counts = directive.duties.exclude(state=DutyState.REMOVED).aggregate(
        all=Count("pk"), clear=Count("pk", filter=Q(four_clear=True))
    )
    directive.clarity = round(100 * counts["clear"] / counts["all"]) if counts["all"] else None
    directive.save(update_fields=["clarity"])


def _check_again(directive: Directive, duties: Sequence[Duty], values: Sequence[reader.Duty]) -> None:
    """Open findings of these duties anew. What a reviewer has answered stays answered.

    Checks that compare a duty with others (conflicts, doubles) see only these duties here; open findings of such
    checks stay as they are until the duty is looked at in the whole directive.
    """
    ids = [duty.pk for duty in duties]
    old = directive.findings.filter(duty__in=ids)
    answered = set(old.exclude(state=FindingState.OPEN).values_list("duty_id", "code"))
    old.filter(state=FindingState.OPEN).exclude(code__in=COMPARING).delete()
    found = lint_duties(values, issued=directive.document.issued_on)
    DirectiveFinding.objects.bulk_create(
        finding_row(directive=directive, duty=duties[each.duty], found=each)
        for each in found
        if each.duty is not None and each.code not in COMPARING and (duties[each.duty].pk, each.code) not in answered
    )


def finding_row(*, directive: Directive, duty: Duty | None, found: reader.Finding) -> DirectiveFinding:
    """One unsaved finding."""
    return DirectiveFinding(
        directive=directive,
        duty=duty,
        code=found.code,
        severity=found.severity.value,
        message=found.message,
        suggestion=found.suggestion,
        proposed=found.proposed[:300],
        field=found.field,
        line=found.line,
        passage=found.span.block if found.span and found.span.block >= 0 else None,
    )

"""What a reviewer does about a finding: take the mend it proposes, or leave the text and ask the issuer."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty
from binhyen.operations.directives.values import DutyState, FindingState, NamedBody, Part, StepKind

from .derived import refresh
from .desk import Hand, leave_step, open_directive, open_duty
from .fields import set_deadline_value, set_parts
from .snapshots import finding_only, take


@transaction.atomic
def take_finding(*, finding_id: int, version: int, by: User, at: datetime, reason: str | None = None) -> Duty:
    """Apply what the finding proposes to its duty. ``version``: of the duty. Raises as ``review.edit_duty`` does."""
    hand = Hand(by, at, reason)
    finding = DirectiveFinding.objects.get(pk=finding_id)
    rules.check_finding(finding.state, proposal=bool(finding.proposed and finding.duty_id), take=True)
    directive, duty = open_duty(duty_id=finding.duty_id or 0, version=version, hand=hand)
    rules.check_move(StepKind.FINDING, duty.state)
    before = take(duties=[duty])
    _apply(directive, duty, finding)
    _resolve(finding, FindingState.TAKEN, hand)
    duty.state, duty.reviewed_at, duty.reviewed_by = DutyState.ACCEPTED, at, by
    duty.version += 1
    refresh(directive=directive, duties=[duty])
    leave_step(directive=directive, kind=StepKind.FINDING, before=before, touched=[duty], hand=hand)
    fact = events.FindingTaken(
        subject_id=str(duty.pk),
        directive_id=directive.pk,
        version=duty.version,
        finding_id=finding_id,
        code=finding.code,
    )
    journal.record(fact, by=by, at=at, reason=reason or "")
    return duty


@transaction.atomic
def keep_finding(*, finding_id: int, by: User, at: datetime, reason: str | None = None) -> DirectiveFinding:
    """Leave the text as it stands; the finding goes into the questions to the issuer."""
    hand = Hand(by, at, reason)
    directive_id = DirectiveFinding.objects.values_list("directive_id", flat=True).get(pk=finding_id)
    directive = open_directive(directive_id=directive_id, hand=hand)
    finding = DirectiveFinding.objects.select_for_update().get(pk=finding_id)
    rules.check_finding(finding.state, proposal=False, take=False)
    before = [finding_only(finding=finding)]
    _resolve(finding, FindingState.KEPT, hand)
    leave_step(directive=directive, kind=StepKind.FINDING, before=before, touched=[], hand=hand)
    fact = events.FindingKept(subject_id=str(directive.pk), finding_id=finding.pk, code=finding.code)
    journal.record(fact, by=by, at=at, reason=reason or "")
    return finding


def _apply(directive: Directive, duty: Duty, finding: DirectiveFinding) -> None:
    if finding.field == "deadline":
        set_deadline_value(duty=duty, value=finding.proposed)
        return
    parts = {"leads": Part.LEAD, "coordinators": Part.COORDINATE}
    if finding.field not in parts:
        raise rules.NotPossible("Đề nghị này cần sửa tay. Hãy bấm Sửa.")
    part = parts[finding.field]
    names = list(duty.parts.filter(part=part).order_by("position").values_list("name", flat=True))
    if finding.code == "TWO_LEADS":
        helpers = list(duty.parts.filter(part=Part.COORDINATE).order_by("position").values_list("name", flat=True))
        others = [name for name in names if name != finding.proposed]
        set_parts(directive=directive, duty=duty, part=Part.LEAD, bodies=[NamedBody(finding.proposed)])
        set_parts(
            directive=directive, duty=duty, part=Part.COORDINATE, bodies=[NamedBody(n) for n in (*others, *helpers)]
        )
        return
    replaced = [finding.proposed if finding.message.startswith(name) else name for name in names]
    set_parts(directive=directive, duty=duty, part=part, bodies=[NamedBody(name) for name in replaced])


def _resolve(finding: DirectiveFinding, state: FindingState, hand: Hand) -> None:
    finding.state, finding.resolved_at, finding.resolved_by = state, hand.at, hand.by
    finding.save(update_fields=["state", "resolved_at", "resolved_by"])

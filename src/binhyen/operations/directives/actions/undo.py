"""Taking back the latest step of a reviewer."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive, DirectiveFinding, Duty, ReviewStep
from binhyen.operations.directives.values import FindingState

from .derived import refresh_clarity
from .desk import Hand, last_change, open_directive
from .snapshots import put_back


@transaction.atomic
def undo(*, directive_id: int, by: User, at: datetime, reason: str | None = None) -> ReviewStep:
    """Put back the rows of this reviewer's latest step. Again: the step before it.

    Raises ``rules.NotPossible`` where there is none, or where somebody changed one of its duties since.
    """
    hand = Hand(by, at, reason)
    directive = open_directive(directive_id=directive_id, hand=hand)
    step = directive.steps.filter(by=by, undone_at__isnull=True).order_by("-id").first()
    if step is None:
        raise rules.NotPossible("Không còn bước nào của anh/chị để hoàn tác.")
    left = {each["id"]: each["version"] for each in step.after}
    duties = {duty.pk: duty for duty in Duty.objects.select_for_update().filter(pk__in=left).order_by("pk")}
    _refuse_where_moved_on(left, duties)
    returned = _put_back_all(step, duties)
    _follow(directive, step, returned)
    step.undone_at = at
    step.save(update_fields=["undone_at"])
    refresh_clarity(directive=directive)
    fact = events.StepUndone(
        subject_id=str(directive.pk), step_id=step.pk, step_kind=step.kind, duty_ids=tuple(sorted(left))
    )
    journal.record(fact, by=by, at=at, reason=reason or "")
    return step


def _refuse_where_moved_on(left: dict[int, int], duties: dict[int, Duty]) -> None:
    for pk, version in left.items():
        duty = duties.get(pk)
        if duty is None:
            raise rules.NotPossible("Nhiệm vụ của bước này không còn nữa nên không hoàn tác được.")
        if duty.version != version:
            who, _ = last_change(duty=duty)
            raise rules.NotPossible(
                f"Không hoàn tác được: {who or 'người khác'} đã sửa “{duty.title[:80]}” sau bước này. "
                "Hãy sửa trực tiếp nhiệm vụ đó."
            )


def _put_back_all(step: ReviewStep, duties: dict[int, Duty]) -> dict[int, tuple[int, int]]:
    """Rows as they were. Returns duty id -> (its version before the step, its version now)."""
    returned = {}
    same_state: dict[str, list[int]] = {}
    for kept in step.before:
        if "finding_id" in kept:
            _reopen(kept)
            continue
        duty = duties[kept["id"]]
        if kept.get("absent"):
            duty.delete()
            continue
        returned[duty.pk] = (kept["version"], duty.version + 1)
        if "parts" in kept:
            put_back(duty=duty, kept=kept)
            duty.version += 1
            duty.save()
        else:
            same_state.setdefault(json.dumps(kept["fields"], sort_keys=True), []).append(duty.pk)
    for fields, ids in same_state.items():  # a step on thousands of duties left them in one or two states
        Duty.objects.filter(pk__in=ids).update(**json.loads(fields), version=F("version") + 1)
    return returned


def _reopen(kept: dict[str, Any]) -> None:
    DirectiveFinding.objects.filter(pk=kept["finding_id"]).update(
        state=FindingState.OPEN, resolved_at=None, resolved_by=None
    )


def _follow(directive: Directive, step: ReviewStep, returned: dict[int, tuple[int, int]]) -> None:
    """Earlier steps left these duties at the version before this step; they are at a new version with the same content.

    Versions never go back, or a page opened in between would overwrite what it has not seen.
    """
    earlier: Sequence[ReviewStep] = list(directive.steps.filter(undone_at__isnull=True, pk__lt=step.pk))
    changed = []
    for other in earlier:
        moved = False
        for each in other.after:
            before, now = returned.get(each["id"], (0, 0))
            if each["version"] == before:
                each["version"] = now
                moved = True
        if moved:
            changed.append(other)
    ReviewStep.objects.bulk_update(changed, ["after"])

"""What every review step shares: the locks it takes, the refusals it raises, the step it leaves behind.

The directive row is locked first, then duties by id: two reviewers wait, they never block each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from binhyen.foundation.accounts.models import User
from binhyen.operations.directives import rules
from binhyen.operations.directives.models import Directive, Duty, ReviewStep


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose step it is. ``reason`` is None for those who may not correct a signed register."""

    by: User
    at: datetime
    reason: str | None = None


class StaleEdit(Exception):
    """Somebody changed the duty after the reviewer had opened it. Nothing was saved.

    ``duty`` is the duty as it stands now; ``changed_by`` the name of who changed it last, "" when unknown.
    """

    def __init__(self, duty: Duty, changed_by: str, changed_at: datetime | None) -> None:
        super().__init__(
            gettext("Nhiệm vụ này vừa được %(who)s sửa. Thay đổi của anh/chị chưa được lưu.")
            % {"who": changed_by or gettext("người khác")}
        )
        self.duty = duty
        self.changed_by = changed_by
        self.changed_at = changed_at


def open_directive(*, directive_id: int, hand: Hand) -> Directive:
    """The directive, locked for this step. Raises ``rules.NotPossible`` where it is signed and may not be corrected."""
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    rules.check_open(directive.state, reason=hand.reason)
    return directive


def open_duty(*, duty_id: int, version: int, hand: Hand) -> tuple[Directive, Duty]:
    """Directive and duty, locked. Raises ``StaleEdit`` where the duty is not at ``version`` any more."""
    directive_id = Duty.objects.values_list("directive_id", flat=True).get(pk=duty_id)
    directive = open_directive(directive_id=directive_id, hand=hand)
    duty = Duty.objects.select_for_update().get(pk=duty_id)
    if duty.version != version:
        who, when = last_change(duty=duty)
        raise StaleEdit(duty, who, when)
    return directive, duty


def last_change(*, duty: Duty) -> tuple[str, datetime | None]:
    """Who took the latest step on this duty, and when."""
    step = (
        ReviewStep.objects.filter(directive_id=duty.directive_id, after__contains=[{"id": duty.pk}])
        .select_related("by")
        .order_by("-id")
        .first()
    )
    return (str(step.by), step.undone_at or step.at) if step else ("", None)


def leave_step(
    *,
    directive: Directive,
    kind: str,
    before: list[dict[str, Any]],
    touched: Sequence[Duty] | Iterable[tuple[int, int]],
    hand: Hand,
) -> ReviewStep:
    """Keep the rows as they were, so that the step can be taken back. ``touched``: duties, or (id, version) pairs."""
    pairs = [(each.pk, each.version) if isinstance(each, Duty) else each for each in touched]
    return ReviewStep.objects.create(
        directive=directive,
        kind=kind,
        before=before,
        after=[{"id": pk, "version": version} for pk, version in pairs],
        at=hand.at,
        by=hand.by,
    )

"""Steps on a directive as a whole: close its register, correct its data, throw an unreviewed reading away."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import events, rules
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.values import DirectiveState, DutyState, MetaValues
from binhyen.registers.documents import actions as documents

from . import papers, telling
from .derived import refresh
from .desk import Hand, open_directive

CORRECTED_IN_REVIEW = "Sửa khi rà soát bản đọc máy."


@transaction.atomic
def sign(*, directive_id: int, by: User, at: datetime) -> Directive:
    """Close the review: the register stands. Afterwards only corrections with a reason."""
    directive = Directive.objects.select_for_update().get(pk=directive_id)
    counts = directive.duties.aggregate(
        accepted=Count("pk", filter=Q(state=DutyState.ACCEPTED)),
        proposed=Count("pk", filter=Q(state=DutyState.PROPOSED)),
        removed=Count("pk", filter=Q(state=DutyState.REMOVED)),
    )
    rules.check_sign(directive.state, accepted=counts["accepted"], proposed=counts["proposed"])
    directive.state, directive.signed_at, directive.signed_by = DirectiveState.SIGNED, at, by
    directive.save(update_fields=["state", "signed_at", "signed_by"])
    fact = events.RegisterSigned(
        subject_id=str(directive.pk),
        area=directive.province_code,
        accepted=counts["accepted"],
        removed=counts["removed"],
    )
    journal.record(fact, by=by, at=at)
    telling.signed(directive=directive, at=at)
    return directive


@transaction.atomic
def correct(*, directive_id: int, values: MetaValues, by: User, at: datetime, reason: str | None = None) -> list[str]:
    """Correct the directive's own data. Where the day of issue changes, every duty is checked against the new day.

    Returns the names of the fields that changed.
    """
    directive = open_directive(directive_id=directive_id, hand=Hand(by, at, reason))
    changed = papers.correct(
        document=directive.document, values=values, by=by, at=at, reason=reason or CORRECTED_IN_REVIEW
    )
    if not changed:
        return changed
    if "issued_on" in changed:
        refresh(directive=directive, duties=list(directive.duties.exclude(state=DutyState.REMOVED)))
    fact = events.DirectiveCorrected(subject_id=str(directive.pk), area=directive.province_code, fields=tuple(changed))
    journal.record(fact, by=by, at=at, reason=reason or "")
    return changed


@transaction.atomic
def discard(*, directive_id: int, by: User, at: datetime) -> None:
    """Throw away a reading nobody has reviewed, with its document and its file."""
    directive = Directive.objects.select_for_update(of=("self",)).select_related("document__file").get(pk=directive_id)
    reviewed = directive.duties.filter(reviewed_at__isnull=False).count()
    rules.check_discard(directive.state, reviewed=reviewed)
    document, file = directive.document, directive.document.file
    fact = events.DirectiveDiscarded(
        subject_id=str(directive.pk),
        area=directive.province_code,
        sha256=file.sha256 if file else "",
        duties=directive.duties.count(),
    )
    directive.delete()
    documents.withdraw(document_id=document.pk, by=by, at=at)
    if file is not None:
        files.forget(file=file, by=by, at=at)
    journal.record(fact, by=by, at=at)

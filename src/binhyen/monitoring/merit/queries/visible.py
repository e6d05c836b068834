"""What one reader sees of proposals. Every page, letter and file starts here."""

from uuid import UUID

from django.db.models import Q, QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.merit.models import Move, Proposal
from binhyen.monitoring.merit.permissions import Permission, may
from binhyen.monitoring.merit.rules.steps import Standing
from binhyen.registers.organisations.models import Body


def own_bodies(scope: Scope) -> QuerySet[Body]:
    """Bodies the reader acts for."""
    return Body.objects.filter(key__in=scope.bodies).order_by("sort_key", "id")


def visible(scope: Scope) -> QuerySet[Proposal]:
    """All for those who prepare, decide and audit; a body what was sent to it about itself; who answers appeals those.

    Of a body the reader acts for nothing is shown before it is sent, not even to the province's own: preparing about
    oneself is another's work.
    """
    rows = Proposal.objects.select_related("body", "proposer", "appeal_to")
    own = Q(body__key__in=scope.bodies)
    if may(scope, Permission.READ_ALL):
        return rows.exclude(own & Q(sent_at__isnull=True))
    if not may(scope, Permission.READ_OWN) or not scope.bodies:
        return rows.none()
    appeals = Q(appeal_to__key__in=scope.bodies, appealed_at__isnull=False)
    return rows.filter(own & Q(sent_at__isnull=False) | appeals)


def one(*, scope: Scope, pk: int) -> Proposal | None:
    """The proposal, or None where the reader may not see it."""
    people = ("proposed_by", "decided_by", "appeal_answered_by")
    return visible(scope).select_related("body", "proposer", "appeal_to", *people).filter(pk=pk).first()


def standing(found: Proposal) -> Standing:
    """What the rules ask of a proposal to say who may act."""
    return Standing(
        body=found.body.key, state=found.state, proposed_by=found.proposed_by_id, decided_by=found.decided_by_id,
        appeal_to=found.appeal_to.key if found.appeal_to else "", word_due_on=found.word_due_on,
        appeal_due_on=found.appeal_due_on,
    )  # fmt: skip


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether a step of a proposal the reader may see holds the file."""
    return Move.objects.filter(file=file_id, proposal__in=visible(scope).values("pk")).exists()

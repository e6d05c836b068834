"""A letter about proposals becomes a draft in the numbering book of the body that writes it."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.monitoring.merit.events import MeritLetterDrafted
from binhyen.monitoring.merit.values import RECIPIENTS, Letter, MeritRefused
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions.handing import Handed, draft_from
from binhyen.registers.documents.actions.outgoing import NotYours
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.organisations.models import Body


@transaction.atomic
def hand_over(
    *, letter: Letter, issuer: Body, subject: str, url: str, scope: Scope, by: User, at: datetime
) -> Outgoing:
    """Begin the document. ``subject``: id of the proposal, or kind and period. Raises MeritRefused."""
    handed = Handed(
        kind=letter.kind, abstract=letter.abstract, text=letter.text, addressed=(letter.addressed,),
        recipients=RECIPIENTS, origin=letter.origin, origin_url=url,
    )  # fmt: skip
    try:
        made = draft_from(scope=scope, issuer=issuer, handed=handed, by=by, at=at)
    except NotYours as refused:
        raise MeritRefused(f"Chỉ cán bộ của {issuer.name} lập được văn bản của cơ quan này.") from refused
    except DocumentRefused as refused:
        raise MeritRefused(str(refused)) from refused
    journal.record(MeritLetterDrafted(subject_id=subject, outgoing_id=made.pk), by=by, at=at)
    return made

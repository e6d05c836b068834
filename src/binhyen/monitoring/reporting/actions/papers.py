"""A consolidated report becomes an official document: handed over to be numbered, signed and sent."""

from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import ConsolidationHandedOver
from binhyen.monitoring.reporting.models import Consolidation, HandedOver
from binhyen.monitoring.reporting.rules.signing import plain_digest
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions.handing import Handed, draft_from
from binhyen.registers.documents.actions.outgoing import NotYours
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.rules.lines import rows_in
from binhyen.registers.organisations.models import Body

from .refusals import ReportRefused


@transaction.atomic
def hand_over(*, row: Consolidation, issuer: Body, handed: Handed, scope: Scope, by: User, at: datetime) -> Outgoing:
    """Begin the document ``handed`` of ``issuer``. Raises ReportRefused: not an office of it, or it cannot stand so."""
    try:
        made = draft_from(scope=scope, issuer=issuer, handed=handed, by=by, at=at)
    except NotYours as refused:
        raise ReportRefused(f"Chỉ cán bộ của {issuer.name} lập được văn bản của cơ quan này.") from refused
    except DocumentRefused as refused:
        raise ReportRefused(str(refused)) from refused
    figures = plain_digest(rows_in(made.text))
    HandedOver.objects.create(consolidation=row, outgoing=made, figures=figures, at=at, by=by)
    record(ConsolidationHandedOver(subject_id=row.code, outgoing=made.pk), by=by, at=at)
    return made

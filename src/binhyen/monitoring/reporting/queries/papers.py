"""Documents begun from a consolidated report: how far each is, and whether it still says the same numbers."""

from dataclasses import dataclass

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.reporting.models import Consolidation
from binhyen.monitoring.reporting.rules.signing import plain_digest
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.queries.outgoing import visible
from binhyen.registers.documents.rules.lines import rows_in
from binhyen.registers.documents.values import OutgoingState


@dataclass(frozen=True, slots=True)
class Paper:
    outgoing: Outgoing
    opens: bool  # the reader may open it
    altered: bool  # somebody has changed a table since it was handed over

    @property
    def done(self) -> bool:
        return self.outgoing.state in {OutgoingState.SIGNED, OutgoingState.SENT}


def papers(*, row: Consolidation, scope: Scope) -> list[Paper]:
    """The documents begun from it, the first first. Two queries."""
    found = list(row.papers.select_related("outgoing__number", "outgoing__issuer"))
    seen = set(visible(scope).filter(pk__in=[one.outgoing_id for one in found]).values_list("pk", flat=True))
    return [
        Paper(one.outgoing, one.outgoing_id in seen, plain_digest(rows_in(one.outgoing.text)) != one.figures)
        for one in found
    ]

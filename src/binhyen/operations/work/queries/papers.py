"""The registered document a body means when it gives a number as evidence."""

from collections.abc import Sequence

from binhyen.foundation.access.values import Scope
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.queries.register import visible
from binhyen.registers.documents.rules import read_citation

MOST = 20


def meant(*, text: str, scope: Scope, body: int) -> Sequence[OfficialDocument]:
    """Documents the reader may see with the number in ``text``, and its day where one is printed. One query.

    Numbers repeat by body and by year: where the reader's ``body`` issued one of them, others are not meant.
    """
    cited = read_citation(text.upper())
    if not cited.key:
        return []
    rows = visible(scope).filter(number_key=cited.key)
    if cited.issued_on:
        rows = rows.filter(issued_on=cited.issued_on)
    found = list(rows.order_by("-issued_on", "-id")[:MOST])
    return [row for row in found if row.issuer_id == body] or found

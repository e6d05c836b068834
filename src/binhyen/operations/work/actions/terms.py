"""The province sets a term of work, from a day on."""

from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.work.events import TermSet
from binhyen.operations.work.models import WorkTerm
from binhyen.operations.work.rules import terms as law
from binhyen.operations.work.values import WorkRefused


@transaction.atomic
def set_term(*, code: str, value: int, valid_from: date, source: str, by: User, at: datetime) -> WorkTerm:
    """``source``: the paper or the reason it rests on. What was due before ``valid_from`` stays as it was.

    Raises WorkRefused for a code the law files do not have, and for a number outside their bounds.
    """
    term = law.terms().get(code)
    if term is None:
        raise WorkRefused("Không có thông số này.")
    if not term.least <= value <= term.most:
        raise WorkRefused(f"Giá trị phải từ {term.least} đến {term.most}.", "value")
    row = WorkTerm.objects.create(
        code=code, value=value, valid_from=valid_from, source=source, recorded_at=at, recorded_by=by
    )
    record(TermSet(subject_id=code, value=value, valid_from=valid_from.isoformat()), by=by, at=at, reason=source)
    return row

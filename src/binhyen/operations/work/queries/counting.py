"""The four numbers above a list of work: asked with every opening of it and of the first page, so put once into SQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.permissions import commune_areas
from binhyen.operations.work.values import TO_DO, Cadence, Shape, Work

from .lists import SOON_DAYS
from .visible import reads_for

_COUNTS: Final = """
SELECT count(*) FILTER (WHERE t.due_at < %(at)s),
       count(*) FILTER (WHERE t.due_at >= %(at)s AND t.due_at < %(soon)s),
       count(*) FILTER (WHERE t.state = %(given)s),
       count(*) FILTER (WHERE t.state = %(rejected)s OR t.cadence <> %(once)s AND EXISTS (
           SELECT FROM work_taskperiod p WHERE p.task_id = t.id AND p.state = %(rejected)s))
FROM work_task t
WHERE t.lead_id IN (
        SELECT id FROM organisations_body WHERE key = ANY(%(bodies)s)
        UNION ALL SELECT id FROM organisations_body WHERE area_code = ANY(%(areas)s))
  AND t.state = ANY(%(to_do)s) AND t.shape <> %(head)s
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """What the reader's bodies lead and have still to do."""

    overdue: int = 0
    soon: int = 0
    unopened: int = 0
    sent_back: int = 0


def counts(*, scope: Scope, at: datetime) -> Counts:
    """One query, none for somebody without a body. The bodies are those of ``visible.reads_for``."""
    if reads_for(scope) is None:
        return Counts()
    asked: dict[str, Any] = {
        "at": at, "soon": at + timedelta(days=SOON_DAYS), "given": Work.GIVEN, "rejected": Work.REJECTED,
        "once": Cadence.ONCE, "head": Shape.HEAD, "to_do": list(TO_DO), "bodies": list(scope.bodies),
        "areas": list(commune_areas(scope)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, asked)
        return Counts(*(cursor.fetchone() or ()))

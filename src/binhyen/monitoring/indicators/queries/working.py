"""The work behind a figure of duties, what the reader may see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from binhyen.foundation.access.values import Scope
from binhyen.operations.work.queries.visible import visible_tasks

from .duties import COUNTED, DUTIES


@dataclass(frozen=True, slots=True)
class Work:
    """A task done once, or a period of one, behind a figure; days as known now."""

    task_id: int
    title: str
    body: str
    due_on: date
    done_on: date | None
    in_time: bool


def behind(*, scope: Scope, code: str, start: date, end: date, areas: Sequence[str] | None) -> list[Work]:
    """Work counted under ``code``, what this reader may see of it, the earliest due first. Two queries."""
    here = "" if areas is None else "AND x.commune_code = ANY(%(areas)s)"
    sql = f"""SELECT x.task_id, x.due_on, x.done_on, x.in_time FROM ({DUTIES}) x
              WHERE x.known_to IS NULL AND {COUNTED[code]} {here} ORDER BY x.due_on, x.task_id, x.duty_id"""  # noqa: S608 - made of our own pieces
    with connection.cursor() as cursor:
        cursor.execute(sql, {"start": start, "end": end, "areas": list(areas or ())})
        rows = cursor.fetchall()
    tasks = visible_tasks(scope).filter(pk__in={row[0] for row in rows}).select_related("lead")
    seen = {task.pk: task for task in tasks}
    return [Work(row[0], seen[row[0]].title, str(seen[row[0]].lead), *row[1:]) for row in rows if row[0] in seen]

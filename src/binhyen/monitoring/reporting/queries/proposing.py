"""What a directive's recurring duty proposes for a duty to report: its words, its rhythm, whom it names."""

from datetime import date
from typing import Any

from binhyen.monitoring.reporting.rules.proposing import rhythm_of
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.values import Part
from binhyen.operations.work.models import Task


def initial_of_task(task: Task, *, today: date) -> dict[str, Any]:
    """What the form of a new duty begins with for recurring work: whoever leads it or its copies owes the report.

    Of work a directive gave, the directive's own words stand: the group it named, its number and line. Three queries.
    """
    begun = initial(task.duty, today=today) if task.duty else {"name": task.title[:200], "valid_from": today}
    if task.lead or not begun.get("units"):
        copies = Task.objects.filter(parent=task, lead__isnull=False).values_list("lead__name", flat=True)
        begun["units"] = "\n".join([task.lead.name] if task.lead else copies.order_by("pk"))
    usual = {"chain": "unit", "source": f"Công việc số {task.pk}"}
    return usual | begun | {"receiver": task.verifier.name, **rhythm_of(task.rhythm)}


def initial(found: Duty | None, *, today: date) -> dict[str, Any]:
    """What the form of a new duty begins with. Two queries."""
    if found is None:
        return {"starts": "15", "valid_from": today, "chain": "unit"}
    document = found.directive.document
    number = "/".join(part for part in (document.number, document.symbol) if part)
    leads = found.parts.filter(part=Part.LEAD, body__isnull=False).select_related("body").order_by("position")
    return {
        "name": found.title[:200],
        "units": "\n".join(one.body.name for one in leads if one.body),
        "valid_from": today,
        "chain": "unit",
        "source": f"{document.kind} {number}, dòng {found.line}"[:300],
        **rhythm_of(found.deadline_value),
    }

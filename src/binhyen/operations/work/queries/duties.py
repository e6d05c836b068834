"""Which duties of the register have become work."""

from django.urls import reverse

from binhyen.foundation.access.values import Scope
from binhyen.operations.directives.followed import Followed
from binhyen.operations.work.models import Task
from binhyen.operations.work.values import Shape, Work

from .visible import visible_tasks

MOST_LINKS = 5


def given(duty_ids: list[int]) -> set[int]:
    """Of these duties, those with a task that was not stopped: its clocks remind."""
    tasks = Task.objects.filter(duty__in=duty_ids).exclude(state=Work.STOPPED)
    return set(tasks.values_list("duty_id", flat=True))


def links(duty_id: int, scope: Scope) -> list[Followed]:
    """The tasks a duty became, as far as the reader may see them, the latest first: heads rather than copies."""
    found = visible_tasks(scope).filter(duty=duty_id).order_by("-id")
    own = list(found.exclude(shape=Shape.COPY)[:MOST_LINKS]) or list(found[:MOST_LINKS])
    return [Followed(task.title, str(Work(task.state).label), reverse("work:task", args=[task.pk])) for task in own]

"""Which duties of the register have become work."""

from binhyen.operations.work.models import Task
from binhyen.operations.work.values import Work


def given(duty_ids: list[int]) -> set[int]:
    """Of these duties, those with a task that was not stopped: its clocks remind."""
    tasks = Task.objects.filter(duty__in=duty_ids).exclude(state=Work.STOPPED)
    return set(tasks.values_list("duty_id", flat=True))

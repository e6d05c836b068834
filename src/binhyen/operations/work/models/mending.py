"""What was made clearer of given work: as it read before, and as it reads since."""

from typing import ClassVar

from django.db import models

from .progress import TaskMove
from .task import Task
from .timing import STAYS


class TaskMending(models.Model):
    """One field of a task as its giver mended it. Of work given to a group it stands once, on the head.

    The move says when, by whom and why. ``before`` and ``after`` are words as people read them: names of bodies stand
    in them as they were called then.
    """

    APPEND_ONLY: ClassVar[bool] = True

    task = models.ForeignKey(Task, models.PROTECT, related_name="mendings")
    move = models.ForeignKey(TaskMove, models.PROTECT, related_name="mendings")
    field = models.CharField(max_length=12)  # of values.Mendable
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        triggers = STAYS
        indexes = [models.Index(fields=["task", "-id"], name="task_mending_of_task")]

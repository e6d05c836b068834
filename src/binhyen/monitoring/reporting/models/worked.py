"""What the words of a report were drawn from: work of the unit, taken by somebody with one press. Rows stay."""

from typing import ClassVar

import pgtrigger
from django.db import models

from .duties import USER
from .reports import Report


class WorkLine(models.Model):
    """A line taken into a block from a task or a difficulty. It is told beside the text as long as ``mark`` stands there."""  # noqa: E501

    APPEND_ONLY: ClassVar[bool] = True

    report = models.ForeignKey(Report, models.PROTECT, related_name="work_lines")
    code = models.CharField(max_length=60)  # of the block
    kind = models.CharField(max_length=10)  # values.consolidated.From: TASK, DIFFICULTY
    number = models.BigIntegerField()
    mark = models.CharField(max_length=300)  # the words it is known by
    at = models.DateTimeField()
    by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="rows_stay", operation=pgtrigger.Update | pgtrigger.Delete)]

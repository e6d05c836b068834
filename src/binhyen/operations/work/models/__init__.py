"""Tables of work."""

from .asking import Difficulty, Extension, Question
from .handing import Handover, HandoverItem
from .progress import Evidence, TaskMove
from .task import Task, TaskPeriod, TaskShare, TaskStep

__all__ = [
    "Difficulty",
    "Evidence",
    "Extension",
    "Handover",
    "HandoverItem",
    "Question",
    "Task",
    "TaskMove",
    "TaskPeriod",
    "TaskShare",
    "TaskStep",
]

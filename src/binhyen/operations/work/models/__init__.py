"""Tables of work."""

from .asking import Difficulty, Extension, Question
from .handing import Handover, HandoverItem
from .mending import TaskMending
from .progress import Evidence, TaskMove
from .task import Task, TaskPeriod, TaskShare, TaskStep
from .timing import DifficultyPaper, DifficultyPass, HandoverMatter, Nudge, Told, WorkFeed, WorkTerm

__all__ = [
    "Difficulty",
    "DifficultyPaper",
    "DifficultyPass",
    "Evidence",
    "Extension",
    "Handover",
    "HandoverItem",
    "HandoverMatter",
    "Nudge",
    "Question",
    "Task",
    "TaskMending",
    "TaskMove",
    "TaskPeriod",
    "TaskShare",
    "TaskStep",
    "Told",
    "WorkFeed",
    "WorkTerm",
]

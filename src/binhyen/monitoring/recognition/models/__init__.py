"""Tables of the yearly procedure."""

from .council import Council, CouncilMember, Decision, DecisionLine, Session, Vote
from .files import ProcedureSetting, ReviewFile, ReviewPaper, ReviewStep

__all__ = [
    "Council", "CouncilMember", "Decision", "DecisionLine", "ProcedureSetting", "ReviewFile", "ReviewPaper",
    "ReviewStep", "Session", "Vote",
]  # fmt: skip

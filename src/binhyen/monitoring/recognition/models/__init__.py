"""Tables of the yearly procedure."""

from .council import Council, CouncilMember, Decision, DecisionLine, Session, Vote
from .files import ProcedureSetting, ReviewFile, ReviewPaper, ReviewStep
from .units import Unit, UnitDecision, UnitDecisionLine, UnitEvidence, UnitFile, UnitSetting, UnitStep

__all__ = [
    "Council", "CouncilMember", "Decision", "DecisionLine", "ProcedureSetting", "ReviewFile", "ReviewPaper",
    "ReviewStep", "Session", "Unit", "UnitDecision", "UnitDecisionLine", "UnitEvidence", "UnitFile", "UnitSetting",
    "UnitStep", "Vote",
]  # fmt: skip

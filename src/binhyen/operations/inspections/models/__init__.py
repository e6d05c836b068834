"""Tables of inspections."""

from .finding import Finding, FindingStep
from .inspection import Inspection, TeamMember

__all__ = ["Finding", "FindingStep", "Inspection", "TeamMember"]

"""Tables of proposals."""

from .proposal import Line, LineMark, Move, Proposal
from .terms import Circumstance, MeritTerm

__all__ = ["Circumstance", "Line", "LineMark", "MeritTerm", "Move", "Proposal"]

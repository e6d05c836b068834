"""Tables of classification. Django wants them importable from here."""

from .planning import Roadmap, RoadmapStep, Scenario, ScenarioChange
from .recognition import ReadingChoice, Recognition

__all__ = ["ReadingChoice", "Recognition", "Roadmap", "RoadmapStep", "Scenario", "ScenarioChange"]

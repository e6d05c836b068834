"""Tables of reports that fall due."""

from .duties import DutyLock, ReportDuty, Round, RoundFigures
from .forms import Consolidation, FormVersion, HandedOver
from .reports import (
    CellComment,
    Report,
    ReportAct,
    ReportBlock,
    ReportCell,
    ReportSeal,
    ReportVersion,
    Signature,
)

__all__ = [
    "CellComment", "Consolidation", "DutyLock", "FormVersion", "HandedOver", "Report", "ReportAct", "ReportBlock",
    "ReportCell", "ReportDuty", "ReportSeal", "ReportVersion", "Round", "RoundFigures", "Signature",
]  # fmt: skip

"""Tables of reports that fall due."""

from .attached import ReportAnnex, ReportNumber, UnitNumbering
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
from .worked import WorkLine

__all__ = [
    "CellComment", "Consolidation", "DutyLock", "FormVersion", "HandedOver", "Report", "ReportAct", "ReportAnnex",
    "ReportBlock", "ReportCell", "ReportDuty", "ReportNumber", "ReportSeal", "ReportVersion", "Round", "RoundFigures",
    "Signature", "UnitNumbering", "WorkLine",
]  # fmt: skip

"""Tables of cases, by what they hold. Django wants them importable from here."""

from .case import Case, CaseClock, CaseFact, CaseHelper, CaseSpan, Transfer
from .lists import ColumnMapping, ListExport, ListImport, ListRow
from .papers import CasePaper, PaperTemplate
from .rosters import Difference, Roster, RosterEntry

__all__ = [
    "Case",
    "CaseClock",
    "CaseFact",
    "CaseHelper",
    "CasePaper",
    "CaseSpan",
    "ColumnMapping",
    "Difference",
    "ListExport",
    "ListImport",
    "ListRow",
    "PaperTemplate",
    "Roster",
    "RosterEntry",
    "Transfer",
]

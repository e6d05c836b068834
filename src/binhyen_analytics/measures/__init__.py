"""Indicators: written once as predicates (``catalogue``), computed for any areas, periods and knowledge (``compute``).

``periods`` makes the periods, ``counts`` names what can be counted, ``sources`` the rows; ``standing``, ``happened``,
``moved`` and ``residents`` are the passes over them.
"""

from .behind import behind, behind_on
from .catalogue import CATALOGUE
from .compute import compute, compute_on
from .counts import Indicator
from .differs import Difference, differs
from .evaluate import adds_up, reads
from .periods import Calendar, Length, Period, day, last, of_day, period
from .plan import WHOLE, NotComputable
from .strays import strays

__all__ = [
    "CATALOGUE",
    "WHOLE",
    "Calendar",
    "Difference",
    "Indicator",
    "Length",
    "NotComputable",
    "Period",
    "adds_up",
    "behind",
    "behind_on",
    "compute",
    "compute_on",
    "day",
    "differs",
    "last",
    "of_day",
    "period",
    "reads",
    "strays",
]

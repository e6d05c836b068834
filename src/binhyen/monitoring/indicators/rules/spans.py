"""Which periods figures are kept of, so that pages need compute nothing."""

from datetime import date

from .periods import Period, PeriodKind, kinds

# how many of each kind, the running one included
KEPT = {"ADMIN_MONTH": 25, "ADMIN_HALF": 3, "ADMIN_YEAR": 3, "STAT_MONTH": 13, "STAT_YEAR": 2}


def kept_kinds() -> list[PeriodKind]:
    """Kinds figures are kept of, in the order of the law's file."""
    return [kinds()[code] for code in KEPT]


def kept(kind: str, as_of: date) -> list[Period]:
    """The periods kept of a kind, the running one of ``as_of`` first."""
    running = kinds()[kind].containing(as_of)
    return [running.moved(-back) for back in range(KEPT[kind])]


def ends(as_of: date) -> list[date]:
    """The last days of all periods kept; of running ones ``as_of``."""
    return sorted({min(one.end, as_of) for kind in KEPT for one in kept(kind, as_of)})

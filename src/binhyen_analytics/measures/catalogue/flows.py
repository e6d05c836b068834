"""How the lists change: opening + came − went = closing, for every area, period and way of counting.

The reasons are complete: each coming and going has exactly one of them.
"""

from collections.abc import Iterator

from ibis import _

from binhyen_analytics.measures.counts import Came, Indicator, Standing, Went

from .people import LISTS, MANAGED

SPANS = "spans"
WAYS = {"": "list_code", ".reported": "reported_list"}
CAME = {
    "taken_over": ("OPENING",),  # from a list, when the register was begun
    "moved_in": ("MOVED_IN", "MOVE_REFUSED"),
    "found": ("MANAGEMENT_DECIDED", "ASSESSMENT_RESULT"),
    "from_facility": ("COMPULSORY_COMPLETED", "VOLUNTARY_COMPLETED", "SUBSTITUTION_COMPLETED", "VOLUNTARY_PHASES_DONE"),
    "from_prison": ("PRISON_ENDED", "OTHER_MEASURE_ENDED", "CUSTODY_ENDED"),
}
WENT = {
    "term": ("TERM",),
    "moved_out": ("MOVED_OUT", "MOVED_IN"),
    "died": ("DIED", "DECLARED_MISSING"),
    "to_facility": ("COURT_DECIDED", "ADMITTED", "VOLUNTARY_STARTED"),
    "to_prison": ("PRISON_STARTED", "OTHER_MEASURE_STARTED", "CUSTODY_STARTED"),
    "completed": (
        "MANAGEMENT_TERMINATED", "POST_REHAB_COMPLETED", "VOLUNTARY_COMPLETED", "SUBSTITUTION_COMPLETED",
        "COMPULSORY_COMPLETED", "LIST_REMOVED",
    ),
    "other_list": ("MANAGEMENT_STOPPED", "ASSESSMENT_RESULT", "MANAGEMENT_DECIDED"),
}  # fmt: skip


def _lists() -> Iterator[Indicator]:
    for suffix, column in WAYS.items():
        for name, codes in {"people": MANAGED, **{name: (code,) for name, code in LISTS.items()}}.items():
            listed = _[column].isin(codes)
            yield Indicator(f"{name}.opening{suffix}", Standing(SPANS, listed, opening=True))
            yield Indicator(f"{name}.came{suffix}", Came(SPANS, listed))
            yield Indicator(f"{name}.went{suffix}", Went(SPANS, listed))


def _reasons() -> Iterator[Indicator]:
    for name, code in LISTS.items():
        listed = _.list_code == code
        for reason, kinds in CAME.items():
            yield Indicator(f"{name}.came.{reason}", Came(SPANS, listed, _.because_kind.isin(kinds)))
        others = sum(CAME.values(), ())
        yield Indicator(f"{name}.came.other", Came(SPANS, listed, ~_.because_kind.isin(others)))
        for reason, kinds in WENT.items():
            yield Indicator(f"{name}.went.{reason}", Went(SPANS, listed, _.because_kind.isin(kinds)))
        others = sum(WENT.values(), ())
        yield Indicator(f"{name}.went.other", Went(SPANS, listed, ~_.because_kind.isin(others)))


FLOWS = (*_lists(), *_reasons())

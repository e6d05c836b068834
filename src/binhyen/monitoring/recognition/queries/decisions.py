"""What a decision of the day may say: files that are ready, and recognitions that were not renewed."""

from datetime import date, datetime

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.classification.queries.recognitions import recognised
from binhyen.monitoring.classification.values import Act, RecognisedAs
from binhyen.monitoring.recognition.values import Line, Stage

from .files import Entry, Period, period_board

_KEY_READY = frozenset({Stage.CHECKED, Stage.PASSED, Stage.NOT_PASSED})


def offered(*, scope: Scope, province: str, period: Period, today: date, at: datetime) -> list[Line]:
    """Lines in the order of a decision: recognised anew, key areas, then areas to be taken off a list.

    Nobody is taken off by offering it: an area recognised for an earlier period that is not passed again is only named.
    """
    found = period_board(scope=scope, province=province, period=period, today=today, at=at)
    free = [
        Line(area_code=one.row.place.code, kind=RecognisedAs.DRUG_FREE)
        for one in found.entries
        if one.stage is Stage.PASSED
    ]
    keyed = [Line(area_code=one.row.place.code, kind=kind) for one in found.entries if (kind := _key(one))]
    renewed = {(one.area_code, one.kind) for one in (*free, *keyed)}
    decided = {one.row.place.code for one in found.entries if one.stage is Stage.DECIDED}
    mine = [one.row.place.code for one in found.entries]
    off = [
        Line(area_code=area, kind=kind, act=Act.TAKEN_OFF)
        for area, kind in sorted(recognised(on=today, areas=mine))
        if (area, kind) not in renewed and area not in decided
    ]
    return [*free, *keyed, *off]


def _key(one: Entry) -> RecognisedAs | None:
    """The list of Article 4 its figures put a checked commune on."""
    if one.stage not in _KEY_READY:
        return None
    return next((kind for kind in RecognisedAs if kind.value == one.row.now.key.value), None)

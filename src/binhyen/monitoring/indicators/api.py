"""JSON doors of figures: the dictionary, an indicator over its periods, closed books: what the reader may know."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router

from binhyen.foundation.access.middleware import ReaderRequest

from .permissions import Permission, may
from .queries import boards, closings, words
from .rules.dictionary import entry as entry_of
from .schemas import ClosingsOut, EntriesOut, FigureProblem, SeriesOut

REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 422), FigureProblem)
router = Router(tags=["figures"])


def _needs_reader(request: ReaderRequest) -> None:
    if not may(request.scope, Permission.READ):
        raise PermissionDenied


@router.get("/indicators", response={200: EntriesOut, **REFUSALS}, operation_id="listIndicators")
def indicators(request: ReaderRequest, q: str = Query("", max_length=200), group: str = "") -> dict[str, Any]:
    """The dictionary; ``q`` needs no tones."""
    _needs_reader(request)
    found = words.find(text=q, group=group)
    return {"count": len(found), "items": found}


@router.get("/indicators/{str:code}", response={200: SeriesOut, **REFUSALS}, operation_id="getIndicator")
def indicator(
    request: ReaderRequest, code: str, area: str = "", period_kind: str = boards.DEFAULT_KIND
) -> dict[str, Any]:
    """One indicator of an area the reader may know, the reader's own by default. 404 before anything was computed."""
    _needs_reader(request)
    run = boards.latest_run()
    if entry_of(code) is None or run is None:
        raise Http404
    areas = boards.areas_of(scope=request.scope, run=run)
    if area and area not in areas:
        raise Http404
    wanted = boards.asked(params={"dia-ban": area, "loai-ky": period_kind}, areas=areas, as_of=run.as_of)
    found = boards.held(run=run, area=wanted.area, kind=wanted.kind, codes=[code]).get(code)
    source = code in run.codes and code not in run.no_source
    empty: list[int | None] = [0 if source else None] * len(wanted.periods)
    above, below = found or (empty, None)
    return {
        "code": code, "area": wanted.area, "period_kind": wanted.kind, "source": source,
        "reported": found is not None and not source,
        "known_at": boards.known_at(run=run, area=wanted.area),
        "items": [
            {
                "period": one.code, "start": one.start, "end": one.end, "running": place == 0,
                "numerator": above[place], "denominator": below[place] if below else None,
            }
            for place, one in enumerate(wanted.periods)
        ],
    }  # fmt: skip


@router.get("/closings", response={200: ClosingsOut, **REFUSALS}, operation_id="listClosings")
def closed(request: ReaderRequest) -> dict[str, Any]:
    """Books that were closed, the newest first."""
    _needs_reader(request)
    found = list(closings.closings())
    return {"count": len(found), "items": found}

"""Doors of the province's board: classes of all communes, its spreadsheet, the road of the province."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.monitoring.classification.permissions import READERS, Permission, may
from binhyen.monitoring.classification.queries import overview
from binhyen.monitoring.classification.reports import board_sheet

from .asking import asked_days, days_query


@require_GET
@reads_people(*READERS)
def board(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=overview.LISTING)
    on, known = asked_days(request)
    found = overview.board_of(scope=request.scope, on=on, at=request.at, known_at=known)
    rows = overview.chosen_rows(found, state)
    context = {
        "board": found, "state": state, "page": page_of(rows, state), "on": on, "known": known,
        "query": days_query(on, known, request.today), "classes": overview.class_counts(found),
        "words": overview.province_words(found), "differing": overview.differing(found),
    }  # fmt: skip
    return render_list(request, "classification/board.html", context)


@require_GET
@reads_people(*READERS)
def board_export(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=overview.LISTING)
    on, known = asked_days(request)
    found = overview.board_of(scope=request.scope, on=on, at=request.at, known_at=known)
    data = board_sheet(
        rows=overview.chosen_rows(found, state), on=on, known_at=known, who=str(request.user), at=request.at,
        why=state.described(),
    )  # fmt: skip
    return attachment(data=data, file_name=f"phan-loai-dia-ban-{on:%Y%m%d}.xlsx")


@require_GET
@reads_people(*READERS)
def road(request: ReaderRequest) -> HttpResponse:
    """The province's curve against its targets, and the roads of its communes."""
    on, known = asked_days(request)
    context = {
        "road": overview.province_road(scope=request.scope, on=on, at=request.at, known_at=known),
        "on": on, "known": known, "query": days_query(on, known, request.today),
        "may_plan": may(request.scope, Permission.PLAN),
    }  # fmt: skip
    return render(request, "classification/road.html", context)

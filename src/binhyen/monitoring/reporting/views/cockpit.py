"""Doors of the cockpit: a round as it runs, fresh every half minute, and the reminder to those who are silent."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import nudging
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import Round
from binhyen.monitoring.reporting.permissions import ALL_READERS, RECEIVERS, Permission, may
from binhyen.monitoring.reporting.queries import cockpit as queries
from binhyen.monitoring.reporting.queries import consolidation


@require_GET
@requires(*ALL_READERS)
def monday(request: ReaderRequest) -> HttpResponse:
    """The weekly round of now."""
    return _board(request, queries.weekly(at=request.at))


@require_GET
@requires(*ALL_READERS)
def watch(request: ReaderRequest, pk: int) -> HttpResponse:
    """Any round."""
    return _board(request, held_of(request, pk))


@require_POST
@requires(*RECEIVERS)
def nudge(request: ReaderRequest, pk: int) -> HttpResponse:
    held = held_of(request, pk)
    try:
        units, people = nudging.nudge(round_id=held.pk, scope=request.scope, by=request.user, at=request.at)
    except ReportRefused as refused:
        messages.warning(request, str(refused))
    else:
        said = _("Đã nhắc %(people)d người của %(units)d đơn vị chưa gửi.")
        messages.success(request, said % {"people": people, "units": units})
    return redirect("reporting:watch", pk=held.pk)


def held_of(request: ReaderRequest, pk: int) -> Round:
    """A round, for an office that reads all of it; 404 where there is none or the reader may not."""
    found = queries.one(pk=pk)
    if found is None or not may(request.scope, Permission.READ_ALL):
        raise Http404
    return found


def _board(request: ReaderRequest, held: Round | None) -> HttpResponse:
    if not may(request.scope, Permission.READ_ALL):
        raise Http404
    if held is None:
        return render(request, "reporting/watch_none.html")
    stage, late = request.GET.get("buoc", ""), "muon" in request.GET
    whole = queries.board(held=held, scope=request.scope, at=request.at)
    shown = (
        queries.board(held=held, scope=request.scope, at=request.at, stage=stage, late=late) if stage or late else whole
    )
    context = {
        "held": held, "board": whole, "lines": shown.lines, "stage": stage, "late": late,
        "rounds": queries.near(at=request.at), "made": consolidation.made(held=held)[:1],
        "receives": may(request.scope, Permission.RECEIVE), "over": request.at > held.due_at,
    }  # fmt: skip
    fragment = request.htmx and request.htmx.target == "board"
    return render(request, "reporting/watch_board.html" if fragment else "reporting/watch.html", context)

"""Doors of the board "ai có, ai thiếu"."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.fields import read_day
from binhyen.operations.cases.actions import rosters as acts
from binhyen.operations.cases.forms.rosters import SettleForm
from binhyen.operations.cases.permissions import ROSTER_BRINGERS
from binhyen.operations.cases.queries import rosters as queries
from binhyen.operations.cases.queries.lists import pages


@require_GET
@reads_people(*ROSTER_BRINGERS)
def board(request: ReaderRequest) -> HttpResponse:
    pair = request.GET.get("cap", "")
    found = queries.board(scope=request.scope, as_of=read_day(request.GET.get("ngay")), pair=pair)
    return render(request, "cases/rosters.html", {"board": found, "pair": pair})


@require_POST
@reads_people(*ROSTER_BRINGERS)
def make(request: ReaderRequest, pk: int) -> HttpResponse:
    """A list that was read becomes one keeper's list, and is compared at once."""
    source = pages.one(scope=request.scope, import_id=pk)
    if source is None:
        raise Http404
    try:
        acts.make_roster(import_id=pk, by=request.user, at=request.at)
    except acts.NotCompared as refused:
        messages.warning(request, str(refused))
        return redirect("cases:list-import", pk)
    return _compared(request, source.as_of)


@require_POST
@reads_people(*ROSTER_BRINGERS)
def compare(request: ReaderRequest) -> HttpResponse:
    day = read_day(request.POST.get("ngay"))
    if day is None:
        raise Http404
    return _compared(request, day)


def _compared(request: ReaderRequest, day: date) -> HttpResponse:
    try:
        new, standing, gone = acts.compare(as_of=day, scope=request.scope, by=request.user, at=request.at)
    except acts.NotCompared as refused:
        messages.warning(request, str(refused))
    else:
        says = _("Đã đối chiếu: %(new)d chỗ lệch mới, %(standing)d còn lại, %(gone)d đã khớp.")
        messages.success(request, says % {"new": new, "standing": standing, "gone": gone})
    return redirect("cases:rosters")


@require_http_methods(["GET", "POST"])
@reads_people(*ROSTER_BRINGERS)
def settle(request: ReaderRequest, pk: int) -> HttpResponse:
    line = queries.difference(scope=request.scope, pk=pk)
    if line is None:
        raise Http404
    if request.method == "POST" and not line.mine:
        raise PermissionDenied
    form = SettleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.settle(
                difference_id=pk, outcome=form.chosen(), explanation=form.cleaned_data["explanation"],
                by=request.user, at=request.at,
            )  # fmt: skip
        except acts.NotCompared as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi cách giải quyết."))
            return redirect("cases:rosters")
    return render(request, "cases/roster_settle.html", {"form": form, "line": line}, status=422 if form.errors else 200)

"""Doors of moves, of people about to come home, and of what runs today."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.cases.actions import transfers as acts
from binhyen.operations.cases.actions.refusals import CaseRefused
from binhyen.operations.cases.forms.transfers import AcceptForm, RefuseForm
from binhyen.operations.cases.permissions import MOVERS, READERS, Permission, may, recordable
from binhyen.operations.cases.queries import clocks as running
from binhyen.operations.cases.queries import transfers as queries
from binhyen.operations.cases.rules.time import VIETNAM

PAGE_ROWS = 50


@require_GET
@reads_people(*READERS)
def transfers(request: ReaderRequest) -> HttpResponse:
    context = {
        "open": queries.open_moves(scope=request.scope),
        "closed": queries.closed_moves(scope=request.scope, at=request.at),
    }
    return render(request, "cases/transfers.html", context)


@require_GET
@reads_people(*READERS)
def transfer(request: ReaderRequest, pk: int) -> HttpResponse:
    return _page(request, pk)


@require_POST
@reads_people(*MOVERS)
def accept(request: ReaderRequest, pk: int) -> HttpResponse:
    move = _move(request, pk)
    form = AcceptForm(request.POST, auto_id="accept_%s")
    if not form.is_valid():
        return _page(request, pk, accept=form)
    try:
        acts.accept(
            transfer_id=pk, areas=_acting(request), arrived_at=form.arrived_at(), by=request.user, at=request.at
        )
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, pk, accept=form)
    messages.success(request, _("Đã tiếp nhận. Hồ sơ từ nay thuộc nơi đến."))
    return redirect("cases:file", move.person_id) if not move.outside else redirect("cases:transfers")


@require_POST
@reads_people(*MOVERS)
def refuse(request: ReaderRequest, pk: int) -> HttpResponse:
    _move(request, pk)
    form = RefuseForm(request.POST, auto_id="refuse_%s")
    if not form.is_valid():
        return _page(request, pk, refuse=form)
    reason = form.cleaned_data["reason"]
    try:
        acts.refuse(transfer_id=pk, areas=_acting(request), reason=reason, by=request.user, at=request.at)
    except CaseRefused as refused:
        form.add_error(None, str(refused))
        return _page(request, pk, refuse=form)
    messages.success(request, _("Đã trả lời. Nơi đi tiếp tục quản lý và đã được báo."))
    return redirect("cases:transfers")


@require_GET
@reads_people(*READERS)
def returning(request: ReaderRequest) -> HttpResponse:
    people = running.coming_home(scope=request.scope, at=request.at)
    may_plan = may(request.scope, Permission.RECORD)
    return render(request, "cases/returning.html", {"people": people, "may_plan": may_plan})


@require_GET
@reads_people(*READERS)
def clocks(request: ReaderRequest) -> HttpResponse:
    asked = {"commune": request.GET.get("xa", ""), "code": request.GET.get("loai", ""), "which": _which(request)}
    found = running.asked(scope=request.scope, at=request.at, **asked)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "page": page, "lines": running.lines(page.object_list, scope=request.scope), "asked": asked,
        "codes": running.codes(), "may": {kind.value for kind in recordable(request.scope)},
    }  # fmt: skip
    if request.scope.whole_province:
        context["places"] = running.by_commune(scope=request.scope, at=request.at)
    return render(request, "cases/clocks.html", context)


def _which(request: ReaderRequest) -> str:
    return {"tre": "LATE", "24h": "DAY", "het-han": "TERM"}.get(request.GET.get("xem", ""), "")


def _acting(request: ReaderRequest) -> frozenset[str]:
    """The communes the reader answers for; somebody of the province answers for any."""
    return frozenset() if request.scope.whole_province else request.scope.areas


def _move(request: ReaderRequest, pk: int) -> queries.Move:
    found = queries.one_move(transfer_id=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def _page(
    request: ReaderRequest, pk: int, *, accept: AcceptForm | None = None, refuse: RefuseForm | None = None
) -> HttpResponse:
    local = request.at.astimezone(VIETNAM)
    initial = {"arrived_on": local.date(), "arrived_time": f"{local:%H:%M}"}
    context = {
        "move": _move(request, pk), "may_answer": may(request.scope, Permission.TRANSFER),
        "accept": accept or AcceptForm(auto_id="accept_%s", initial=initial),
        "refuse": refuse or RefuseForm(auto_id="refuse_%s"),
    }  # fmt: skip
    return render(request, "cases/transfer.html", context, status=422 if accept or refuse else 200)

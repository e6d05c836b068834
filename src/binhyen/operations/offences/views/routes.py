"""Doors of the routes: approved by decision, with their communes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.offences.actions import routes
from binhyen.operations.offences.forms import RouteForm, WithdrawForm
from binhyen.operations.offences.permissions import COUNTERS, ROUTE_KEEPERS, Permission, may
from binhyen.operations.offences.queries import choices, detail
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.offences.values import Table

from .common import page


@require_GET
@requires(*COUNTERS)
def route_list(request: ReaderRequest) -> HttpResponse:
    context = {
        "routes": detail.routes(), "may_record": request.scope.has(*ROUTE_KEEPERS), "tables": Table,
        "may_read": may(request.scope, Permission.READ),
    }  # fmt: skip
    return render(request, "offences/routes.html", context)


@require_GET
@requires(*COUNTERS)
def route(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _route(pk)
    codes = [{one.commune_code for one in version.stretches.all()} for version in found.versions]
    names = detail.names_of(codes=set().union(*codes))
    told = [
        (version, sorted(names.get(code, code) for code in own))
        for version, own in zip(found.versions, codes, strict=True)
    ]
    context = {"record": found, "versions": told, "may_record": found.now and request.scope.has(*ROUTE_KEEPERS)}
    return render(request, "offences/route.html", context)


@requires(*ROUTE_KEEPERS)
def route_add(request: ReaderRequest) -> HttpResponse:
    form = RouteForm(request.POST or None, communes=_communes(request), correcting=False)
    if form.is_valid():
        try:
            row = routes.record_route(details=form.details(), by=request.user, at=request.at)
        except OffenceRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã ghi tuyến."))
            return redirect("offences:route", row.record_id)
    return page(request, "route_form", {"form": form, "title": _("Ghi tuyến trọng điểm")})


@requires(*ROUTE_KEEPERS)
def route_correct(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _route(pk).now
    if found is None:
        raise Http404
    names = ("name", "kind", "axis", "approver", "decision", "valid_from", "valid_to", "end_decision")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names} | {"version": found.pk}
    initial["communes"] = [one.commune_code for one in found.stretches.all()]
    form = RouteForm(request.POST or None, communes=_communes(request), correcting=True, initial=initial)
    if form.is_valid():
        try:
            routes.correct_route(record_id=pk, details=form.details(), by=request.user, at=request.at, **form.who())
        except OffenceRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã sửa. Nội dung cũ vẫn đọc được ở cuối trang."))
            return redirect("offences:route", pk)
    return page(request, "route_form", {"form": form, "title": _("Sửa tuyến trọng điểm"), "pk": pk})


@requires(*ROUTE_KEEPERS)
def route_withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    if _route(pk).now is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        routes.withdraw_route(record_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        messages.success(request, _("Đã rút tuyến."))
        return redirect("offences:route", pk)
    return page(request, "route_form", {"form": form, "title": _("Rút tuyến trọng điểm"), "pk": pk, "grave": True})


def _route(pk: int) -> detail.Record:
    found = detail.route(record_id=pk)
    if found is None:
        raise Http404
    return found


def _communes(request: ReaderRequest) -> list[tuple[str, str]]:
    return choices.communes(scope=request.scope, on=request.today)

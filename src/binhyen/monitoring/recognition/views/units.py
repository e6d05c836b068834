"""Doors of the register of units and of one unit."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.monitoring.recognition.actions import units as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import units as forms
from binhyen.monitoring.recognition.permissions import ASSESSORS, READERS, may_assess
from binhyen.monitoring.recognition.queries import files, unit_listing
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.reports import units as reports
from binhyen.registers.territories.models import Hamlet, valid_on

from .asking import period_of
from .unit_asking import back_to_unit, offered, opened_of, own_communes, unit_of


@require_GET
@reads_people(*READERS)
def units(request: ReaderRequest) -> HttpResponse:
    period = period_of(request)
    state = read_state(params=request.GET, listing=unit_listing.LISTING)
    on = min(period.last, request.today)
    page = page_of(queries.units(scope=request.scope, state=state, period=period, on=on), state)
    context = {
        "period": period, "periods": files.periods(request.today), "state": state, "page": page,
        "entries": queries.entries(rows=list(page), period=period, today=on, at=request.at),
        "own": own_communes(request), "counts": unit_listing.counts(scope=request.scope, period=period, on=on),
    }  # fmt: skip
    return render_list(request, "recognition/units/list.html", context)


@require_GET
@reads_people(*READERS)
def units_export(request: ReaderRequest) -> HttpResponse:
    period = period_of(request)
    state: ListState = read_state(params=request.GET, listing=unit_listing.LISTING)
    on = min(period.last, request.today)
    rows = list(queries.units(scope=request.scope, state=state, period=period, on=on))
    lines = queries.entries(rows=rows, period=period, today=on, at=request.at)
    data = reports.register(rows=lines, period=period, who=str(request.user), at=request.at, why=state.described())
    return attachment(data=data, file_name=f"don-vi-khong-ma-tuy-{period.year}.xlsx")


@require_GET
@reads_people(*READERS)
def unit(request: ReaderRequest, pk: int) -> HttpResponse:
    opened = opened_of(request, pk)
    context = {
        "opened": opened, "period": opened.period, "periods": files.periods(request.today),
        **offered(request, opened),
    }  # fmt: skip
    return render(request, "recognition/units/unit.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*ASSESSORS)
def unit_enter(request: ReaderRequest) -> HttpResponse:
    communes = [(one.code, one.name) for one in own_communes(request)]
    codes = [code for code, _name in communes]
    hamlets = Hamlet.objects.filter(valid_on(request.today), commune__in=codes).order_by("commune", "sort_key")
    form = forms.UnitForm(
        request.POST or None, communes=communes, hamlets=[(one.pk, str(one)) for one in hamlets],
        initial={"kind": request.GET.get("loai", "")},
    )  # fmt: skip
    if form.is_valid():
        try:
            made = acts.enter_unit(details=form.details(), by=request.user, at=request.at, today=request.today)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi %(name)s vào sổ.") % {"name": made.name})
            return redirect("recognition:unit", made.pk)
    context = {"form": form, "title": _("Ghi đơn vị vào sổ"), "period": period_of(request)}
    return render(request, "recognition/units/form.html", context)


@require_POST
@reads_people(*ASSESSORS)
def hamlets_enter(request: ReaderRequest) -> HttpResponse:
    """Every hamlet of the reader's own communes that is not in the register yet."""
    made = sum(
        acts.enter_hamlets(commune_code=one.code, by=request.user, at=request.at, today=request.today)
        for one in own_communes(request)
    )
    if made:
        messages.success(request, _("Đã ghi %(n)d thôn, bản, tổ dân phố vào sổ.") % {"n": made})
    else:
        messages.info(request, _("Không còn thôn nào trong danh sách của xã chưa vào sổ."))
    return redirect("recognition:units")


@require_http_methods(["GET", "POST"])
@reads_people(*ASSESSORS)
def unit_amend(request: ReaderRequest, pk: int) -> HttpResponse:
    found = unit_of(request, pk)
    if not may_assess(request.scope, found.commune_code):
        raise PermissionDenied
    form = forms.UnitAmendForm(request.POST or None, initial={"name": found.name, "address": found.address})
    if found.hamlet_id:
        del form.fields["name"]
    if form.is_valid():
        try:
            given = {"name": "", **form.cleaned_data}
            acts.amend_unit(unit_id=pk, by=request.user, at=request.at, **given)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa."))
            return redirect("recognition:unit", pk)
    context = {"form": form, "title": _("Sửa tên, địa chỉ"), "period": period_of(request), "unit": found}
    return render(request, "recognition/units/form.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*ASSESSORS)
def unit_close(request: ReaderRequest, pk: int) -> HttpResponse:
    found = unit_of(request, pk)
    if not may_assess(request.scope, found.commune_code):
        raise PermissionDenied
    form = forms.UnitCloseForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        try:
            acts.close_unit(unit_id=pk, by=request.user, at=request.at, today=request.today, **form.cleaned_data)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi đơn vị thôi hoạt động."))
            return back_to_unit(pk, period_of(request).year)
    context = {"form": form, "title": _("Đơn vị thôi hoạt động"), "period": period_of(request), "unit": found}
    return render(request, "recognition/units/form.html", context)

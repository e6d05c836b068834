"""Doors of inspections: the list, one of them, planning, holding, concluding, cancelling."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import page_of, read_state, render_list
from binhyen.operations.inspections.actions import planning
from binhyen.operations.inspections.actions.noticing import draft_notice
from binhyen.operations.inspections.forms import ConclusionForm, HeldForm, PlanForm, ReasonForm, plan_initial
from binhyen.operations.inspections.permissions import PLANNERS, READERS
from binhyen.operations.inspections.queries import detail, lists, visible
from binhyen.operations.inspections.values import InspectionRefused, Kind

from .common import inspection_of, own_inspection, page


@require_GET
@requires(*READERS)
def inspection_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.inspection_listing())
    found = page_of(lists.inspections(scope=request.scope, state=state, on=request.today), state)
    context: dict[str, Any] = {
        "state": state, "page": found, "may_plan": request.scope.has(*PLANNERS), "here": "inspections",
        "waiting": lists.waiting(scope=request.scope, on=request.today),
    }  # fmt: skip
    return render_list(request, "inspections/list.html", context)


@requires(*PLANNERS)
def add(request: ReaderRequest) -> HttpResponse:
    own = visible.acting_bodies(request.scope)
    form = PlanForm(request.POST or None, inspectors=own, today=request.today, initial={"kind": Kind.PERIODIC})
    if form.is_valid():
        try:
            made = planning.plan(details=form.details(), by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã lập đợt kiểm tra."))
            return redirect("inspections:inspection", made.pk)
    return page(request, "plan", {"form": form, "title": _("Lập đợt kiểm tra")})


@requires(*PLANNERS)
def change(request: ReaderRequest, pk: int) -> HttpResponse:
    found = own_inspection(request, pk)
    own = visible.acting_bodies(request.scope)
    form = PlanForm(request.POST or None, inspectors=own, today=request.today, initial=plan_initial(found))
    if form.is_valid():
        try:
            seen = form.cleaned_data["version"] or 0
            planning.change(inspection_id=pk, version=seen, details=form.details(), by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã sửa đợt kiểm tra."))
            return redirect("inspections:inspection", pk)
    return page(request, "plan", {"form": form, "title": _("Sửa đợt kiểm tra"), "inspection": found})


@require_GET
@requires(*READERS)
def inspection(request: ReaderRequest, pk: int) -> HttpResponse:
    found = inspection_of(request, pk)
    shown = detail.inspection_page(inspection=found, scope=request.scope)
    context = {
        "page": shown,
        "inspection": found,
        "today": request.today,
        "targets": found.targets.order_by("sort_key"),
    }
    return render(request, "inspections/inspection.html", context)


@requires(*PLANNERS)
def hold(request: ReaderRequest, pk: int) -> HttpResponse:
    found = own_inspection(request, pk)
    form = HeldForm(request.POST or None, initial={"on": request.today})
    if form.is_valid():
        try:
            planning.hold(inspection_id=pk, on=form.cleaned_data["on"], by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Đã ghi ngày kiểm tra. Bây giờ ghi từng phát hiện, rồi kết luận."))
            return redirect("inspections:inspection", pk)
    words = _("Ghi ngày đoàn đã đến kiểm tra.")
    return page(request, "step", _asked(found, form, _("Đã kiểm tra"), words))


@requires(*PLANNERS)
def conclude(request: ReaderRequest, pk: int) -> HttpResponse:
    found = own_inspection(request, pk)
    form = ConclusionForm(request.POST or None)
    if form.is_valid():
        try:
            words = form.cleaned_data["conclusion"]
            planning.conclude(inspection_id=pk, conclusion=words, by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Đã kết luận. Các cơ quan chịu trách nhiệm và theo dõi đã được báo."))
            return redirect("inspections:inspection", pk)
    words = _("Từ lúc kết luận, từng phát hiện chạy hạn khắc phục và không sửa được nữa.")
    return page(request, "step", _asked(found, form, _("Kết luận kiểm tra"), words))


@requires(*PLANNERS)
def cancel(request: ReaderRequest, pk: int) -> HttpResponse:
    found = own_inspection(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            planning.cancel(inspection_id=pk, reason=reason, by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Đã hủy đợt kiểm tra."))
            return redirect("inspections:inspection", pk)
    words = _("Đợt kiểm tra vẫn đọc được, kèm lý do hủy.")
    return page(request, "step", _asked(found, form, _("Hủy đợt kiểm tra"), words))


def _asked(found: object, form: object, title: str, words: str) -> dict[str, Any]:
    return {"inspection": found, "form": form, "title": title, "words": words}


@require_POST
@requires(*PLANNERS)
def notice(request: ReaderRequest, pk: int) -> HttpResponse:
    """Begin the notice of the conclusion, or go on with the one begun."""
    own_inspection(request, pk)
    try:
        made = draft_notice(scope=request.scope, inspection_id=pk, by=request.user, at=request.at)
    except InspectionRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("inspections:inspection", pk)
    return redirect("documents:outgoing", made.pk)

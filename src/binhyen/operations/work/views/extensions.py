"""Doors of more time: asked for by the lead, decided by whoever gave or verifies the work."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.work.actions import extensions as acts
from binhyen.operations.work.forms.time import DecisionForm, ExtensionForm
from binhyen.operations.work.models import Extension
from binhyen.operations.work.permissions import DOERS, READERS
from binhyen.operations.work.queries import extensions as queries
from binhyen.operations.work.queries.awaited import DECIDE
from binhyen.operations.work.queries.terms import answer_end, chosen
from binhyen.operations.work.values import TO_DO, ExtensionState, WorkRefused

from .common import page as form_page
from .common import task_of, told

ROWS, NEWEST = 50, 10


@require_GET
@requires(*READERS)
def listing(request: ReaderRequest) -> HttpResponse:
    """Requests that wait for the reader and the newest of the others; those page by page with ``xem=khac``."""
    whole, asked = request.GET.get("xem") == "khac", queries.to_decide(scope=request.scope)
    past = (
        queries.visible(scope=request.scope).exclude(pk__in=asked.order_by().values("pk")).order_by("-asked_at", "-pk")
    )
    page = Paginator(past if whole else asked, ROWS).get_page(request.GET.get("trang"))
    others = past.count()
    context = {
        "page": page, "whole": whole, "waiting": () if whole else _clocks(page, request), "at": request.at,
        "past": page if whole else past[:NEWEST],
        "others": others, "more": not whole and others > NEWEST, "here": "extensions",
    }  # fmt: skip
    return render(request, "work/extensions.html", context)


def _clocks(page: Iterable[Extension], request: ReaderRequest) -> list[tuple[Extension, datetime]]:
    """Each with when it has to be decided."""
    own = chosen(on=request.today)
    return [(one, answer_end(DECIDE, since=one.asked_at, own=own)) for one in page]


@require_http_methods(["GET", "POST"])
@requires(*DOERS)
def ask(request: ReaderRequest, pk: int) -> HttpResponse:
    task = task_of(request, pk)
    if not queries.may_ask(request.scope, task):
        raise PermissionDenied
    periods = task.periods.filter(state__in=TO_DO).order_by("due_at")
    form = ExtensionForm(request.POST or None, task=task, periods=periods)
    if form.is_valid():
        try:
            acts.ask(
                task_id=pk, period_id=form.period_id(), to_due_at=form.moment(), by=request.user, at=request.at,
                reason=form.cleaned_data["reason"],
            )  # fmt: skip
        except WorkRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return told(request, pk, _("Đã gửi đề nghị gia hạn."))
    judged = queries.judgements(tasks=[task], at=request.at).get(pk)
    return form_page(request, "extension_ask", {"form": form, "task": task, "judged": judged, "at": request.at})


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def decide(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not queries.may_decide(request.scope, row.task):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        granted = request.POST.get("act") == "grant"
        try:
            acts.decide(
                extension_id=pk, granted=granted, words=form.cleaned_data["words"], by=request.user, at=request.at
            )
        except WorkRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("Đã đồng ý gia hạn.") if granted else _("Đã không đồng ý gia hạn."))
            return redirect("work:extensions")
    return form_page(request, "extension_decide", {"form": form, "row": row, "open": row.state == ExtensionState.ASKED})


@require_POST
@requires(*DOERS)
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not queries.may_ask(request.scope, row.task):
        raise PermissionDenied
    try:
        acts.withdraw(extension_id=pk, by=request.user, at=request.at)
    except WorkRefused as refused:
        messages.error(request, refused.message)
        return redirect("work:task", row.task_id)
    return told(request, row.task_id, _("Đã rút đề nghị gia hạn."))


def _row(request: ReaderRequest, pk: int) -> Extension:
    row = queries.visible(scope=request.scope).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row

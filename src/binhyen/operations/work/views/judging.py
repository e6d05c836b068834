"""Doors of whoever verifies: what waits, confirming, sending back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.work.actions import claiming
from binhyen.operations.work.forms.reason import ReasonForm
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.permissions import VERIFIERS
from binhyen.operations.work.queries import judging
from binhyen.operations.work.values import WorkRefused

from .common import acting_as, page, task_of, told
from .task import number

ROWS = 50


@require_GET
@requires(*VERIFIERS)
def queue(request: ReaderRequest) -> HttpResponse:
    shown = Paginator(judging.waiting(scope=request.scope), ROWS).get_page(request.GET.get("trang"))
    claims = judging.claims(page=list(shown.object_list), scope=request.scope, on=request.today)
    return render(request, "work/verify.html", {"page": shown, "claims": claims, "at": request.at, "here": "verify"})


@require_POST
@requires(*VERIFIERS)
def verify(request: ReaderRequest, pk: int, share_id: int) -> HttpResponse:
    found, share = _judged(request, pk, share_id)
    hand = acting_as(request, claiming.judge_of(task=found, share=share))
    period = number(request.POST.get("period", ""))
    try:
        claiming.verify(task_id=pk, share_id=share_id, period_id=period, hand=hand)
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("work:task", pk)
    return told(request, pk, _("Đã xác nhận."))


@requires(*VERIFIERS)
def reject(request: ReaderRequest, pk: int, share_id: int) -> HttpResponse:
    found, share = _judged(request, pk, share_id)
    hand = acting_as(request, claiming.judge_of(task=found, share=share))
    form = ReasonForm(request.POST or None)
    period = number(request.GET.get("ky", ""))
    if form.is_valid():
        try:
            claiming.reject(
                task_id=pk, share_id=share_id, period_id=period, reason=form.cleaned_data["reason"], hand=hand
            )
        except WorkRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return told(request, pk, _("Đã trả lại, kèm lý do."))
    words = {"title": _("Trả lại cho %(body)s") % {"body": share.body.name}, "act": _("Trả lại")}
    return page(request, "reason", {"form": form, "task": found, **words})


def _judged(request: ReaderRequest, pk: int, share_id: int) -> tuple[Task, TaskShare]:
    found = task_of(request, pk)
    share = found.shares.filter(pk=share_id).select_related("body").first()
    if share is None:
        raise Http404
    return found, share

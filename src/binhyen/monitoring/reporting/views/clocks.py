"""Doors of clocks: what a unit asks about its own, what is decided for many units of a round in one act."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import receiving, requesting
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.acts import DECISIONS, DecideForm, RequestForm
from binhyen.monitoring.reporting.permissions import FILLERS, RECEIVERS, Permission, may
from binhyen.monitoring.reporting.queries import cockpit
from binhyen.monitoring.reporting.rules.states import WISH_LABELS, Wish, wish_of

from .asking import own_report
from .cockpit import held_of

SAID = 5  # refusals named in words


@require_http_methods(["GET", "POST"])
@requires(*FILLERS)
def ask(request: ReaderRequest, pk: int) -> HttpResponse:
    """The unit asks for a later day, to have its lateness excused, or to have the report unlocked."""
    report = own_report(request, pk)
    wish = wish_of(report, request.at)
    if wish is None or report.asked_at is not None:
        return redirect("reporting:fill", pk)
    form = RequestForm(request.POST or None, later=wish is Wish.LATER)
    if form.is_valid():
        try:
            requesting.request(report_id=pk, **form.cleaned_data, by=request.user, at=request.at)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã gửi đề nghị. Nơi nhận trả lời thì anh/chị được báo."))
            return redirect("reporting:fill", pk)
    context = {"report": report, "form": form, "title": _(WISH_LABELS[wish]), "act": _("Gửi đề nghị"), "wish": wish}
    return render(request, "reporting/reason.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVERS)
def decide(request: ReaderRequest, pk: int) -> HttpResponse:
    """One decision on the chosen units of a round: a storm asks for one page, not for forty."""
    held = held_of(request, pk)
    if not may(request.scope, Permission.RECEIVE):
        raise Http404
    stage, late = request.GET.get("buoc", ""), "muon" in request.GET
    board = cockpit.board(held=held, scope=request.scope, at=request.at, stage=stage, late=late, asked=True)
    here = {one.report.pk for one in board.lines}
    chosen = {int(one) for one in request.POST.getlist("bao-cao") if one.isdecimal()} & here
    form = DecideForm(request.POST or None, initial={"what": "extend" if request.at < held.due_at else "excuse"})
    if form.is_valid() and not chosen:
        form.add_error(None, _("Hãy chọn ít nhất một đơn vị."))
    if form.is_valid():
        _decide(request, chosen, form)
        return redirect(f"{reverse('reporting:decide', args=[held.pk])}?{request.GET.urlencode()}")
    context = {
        "held": held, "board": board, "form": form, "stage": stage, "late": late,
        "chosen": chosen if request.method == "POST" else here if "het" in request.GET else frozenset(),
    }  # fmt: skip
    return render(request, "reporting/decide.html", context, status=422 if form.errors else 200)


def _decide(request: ReaderRequest, chosen: set[int], form: DecideForm) -> None:
    given = form.cleaned_data
    made = receiving.decide(
        report_ids=chosen, what=DECISIONS[given["what"]], reason=given["reason"], until=given["until"],
        by=request.user, at=request.at,
    )  # fmt: skip
    if made.done:
        messages.success(request, _("Đã ghi cho %(n)d đơn vị.") % {"n": len(made.done)})
    for report, why in made.refused[:SAID]:
        messages.warning(request, f"{report.body.name}: {why}")
    if len(made.refused) > SAID:
        messages.warning(request, _("Còn %(n)d đơn vị khác không ghi được.") % {"n": len(made.refused) - SAID})

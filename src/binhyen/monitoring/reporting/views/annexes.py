"""Doors of what is attached to a report."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import annexes as acts
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.annexes import AnnexForm
from binhyen.monitoring.reporting.permissions import FILLERS
from binhyen.monitoring.reporting.queries import annexes as queries
from binhyen.monitoring.reporting.rules.annexes import lacking

from .asking import own_report


@require_http_methods(["GET", "POST"])
@requires(*FILLERS)
def annexes(request: ReaderRequest, pk: int) -> HttpResponse:
    """What is attached, what the duty names and is not there, and one more file or the reason why not."""
    report = own_report(request, pk)
    rows = queries.rows(report=report)
    missing = lacking(report.round.duty.annexes, [queries.value(one) for one in rows])
    form = AnnexForm(request.POST or None, request.FILES or None, lacking=missing)
    if form.is_valid():
        try:
            acts.attach(report_id=pk, **form.given(), by=request.user, at=request.at)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi tài liệu kèm theo."))
            return redirect("reporting:annexes", pk)
    context = {"report": report, "rows": rows, "lacking": missing, "form": form}
    return render(request, "reporting/annexes.html", context, status=422 if form.errors else 200)


@require_POST
@requires(*FILLERS)
def drop(request: ReaderRequest, pk: int, annex: int) -> HttpResponse:
    report = own_report(request, pk)
    try:
        acts.drop(report_id=report.pk, annex_id=annex, by=request.user, at=request.at)
    except ReportRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã bỏ tài liệu ấy khỏi báo cáo."))
    return redirect("reporting:annexes", pk)

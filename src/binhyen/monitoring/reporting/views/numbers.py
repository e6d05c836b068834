"""The door of the number a signed report bears."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import numbering as acts
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.numbers import NumberForm
from binhyen.monitoring.reporting.models import ReportNumber
from binhyen.monitoring.reporting.permissions import FILLERS
from binhyen.monitoring.reporting.queries import numbers as queries

from .asking import own_report


@require_http_methods(["GET", "POST"])
@requires(*FILLERS)
def number(request: ReaderRequest, pk: int) -> HttpResponse:
    """Take the number from the unit's book, write the one given elsewhere, or put a wrong one right."""
    report = own_report(request, pk)
    known = queries.numbering(report=report, today=request.today)
    form = NumberForm(
        request.POST or None, symbol=known.symbol, last=known.last, change=known.given is not None,
        today=request.today, initial={"at_once": known.at_once},
    )  # fmt: skip
    if form.is_valid():
        try:
            made = _give(request, pk, form)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Báo cáo mang số %(n)s.") % {"n": made.printed})
            return redirect("reporting:fill", pk)
    context = {"report": report, "known": known, "form": form}
    return render(request, "reporting/number.html", context, status=422 if form.errors else 200)


def _give(request: ReaderRequest, pk: int, form: NumberForm) -> ReportNumber:
    given, common = form.cleaned_data, {"report_id": pk, "by": request.user, "at": request.at}
    if not form.elsewhere:
        return acts.take(at_once=given["at_once"], **common)
    elsewhere = acts.Elsewhere(number=given["number"], symbol=given["symbol"], day=given["day"])
    return acts.write(given=elsewhere, reason=given.get("reason", ""), **common)

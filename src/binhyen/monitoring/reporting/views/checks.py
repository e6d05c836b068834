"""Doors of the checks of a draft: made and changed by the names of cells, tried on the last round before they count."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import editing as acts
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.checks import CheckForm
from binhyen.monitoring.reporting.models import FormVersion
from binhyen.monitoring.reporting.permissions import KEEPERS
from binhyen.monitoring.reporting.queries import trying
from binhyen.monitoring.reporting.rules import forms as law
from binhyen.monitoring.reporting.rules.cells import FormulaError
from binhyen.monitoring.reporting.rules.editing import CHECKS, Doing, Edit

from .asking import NEW, draft_of, revision_of


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def check(request: ReaderRequest, pk: int, code: str) -> HttpResponse:
    """One check of a draft. Posted with ``thu`` it is only tried."""
    row = draft_of(request, pk)
    form = law.parsed(row.data)
    begun = next((one for one in form.checks if one.code == code), None)
    if begun is None and code != NEW:
        raise Http404
    asked = CheckForm(request.POST or None, form=form, begun=begun)
    held = trying.last_round(code=row.code, province=row.province_code)
    tried = None
    if request.method == "POST" and asked.is_valid():
        if "thu" not in request.POST and _kept(request, row, asked, code):
            return redirect(f"{reverse('reporting:draft', args=[row.pk])}#s-checks")
        if held and "thu" in request.POST:
            try:
                tried = trying.tried(form=form, check=asked.check(code), held=held)
            except FormulaError as wrong:
                asked.add_error(None, str(wrong).capitalize())
    elif begun and held and request.method == "GET" and not begun.off:
        tried = trying.tried(form=form, check=begun, held=held)
    context = {"row": row, "form": form, "asked": asked, "new": code == NEW, "held": held, "tried": tried}
    return render(request, "reporting/draft_check.html", context, status=422 if asked.errors else 200)


def _kept(request: ReaderRequest, row: FormVersion, asked: CheckForm, code: str) -> bool:
    doing = Doing.ADD if code == NEW else Doing.SET
    edit = Edit(doing=doing, part=CHECKS, code=code, fields=asked.fields_of())
    try:
        acts.change(row_id=row.pk, revision=revision_of(request), edit=edit, by=request.user, at=request.at)
    except acts.StaleForm:
        asked.add_error(None, _("Người khác vừa sửa mẫu này. Hãy tải lại trang rồi sửa."))
    except ReportRefused as refused:
        asked.add_error(None, str(refused))
    else:
        return True
    return False

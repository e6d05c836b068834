"""Doors of the procedure itself: steps, papers and numbers, with what the province set of them."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.recognition.actions import councils as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import procedure as forms
from binhyen.monitoring.recognition.permissions import KEEPERS, READERS, Permission, may
from binhyen.monitoring.recognition.queries import settings as queries
from binhyen.monitoring.recognition.rules import law
from binhyen.monitoring.recognition.values import StepKind

from .asking import period_of


@require_GET
@requires(*READERS)
def procedure(request: ReaderRequest) -> HttpResponse:
    context = {
        "period": period_of(request), "steps": law.steps(), "province_steps": law.steps(province=True),
        "papers": queries.papers(on=request.today), "terms": queries.terms(on=request.today).values(),
        "keeps": may(request.scope, Permission.KEEP),
    }  # fmt: skip
    return render(request, "recognition/procedure.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def term(request: ReaderRequest, code: str) -> HttpResponse:
    found = queries.terms(on=request.today).get(code)
    if found is None:
        raise Http404
    form = forms.TermForm(request.POST or None, initial={"value": found.value, "valid_from": request.today})
    if form.is_valid():
        try:
            acts.set_term(code=code, by=request.user, at=request.at, **form.cleaned_data)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đặt thông số."))
            return redirect("recognition:procedure")
    return render(request, "recognition/plain.html", {"form": form, "period": period_of(request), "title": found.label})


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def paper_rule(request: ReaderRequest, code: str = "") -> HttpResponse:
    found = next((one for one in queries.papers(on=request.today) if one.code == code), None)
    if code and found is None:
        raise Http404
    form = forms.PaperRuleForm(request.POST or None, initial={"valid_from": request.today, **_of(found)})
    if form.is_valid():
        given = dict(form.cleaned_data)
        given["needed_for"] = StepKind(given["needed_for"])
        try:
            acts.set_paper(code=code, by=request.user, at=request.at, **given)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đặt danh mục giấy tờ."))
            return redirect("recognition:procedure")
    title = found.label if found else _("Thêm giấy tờ vào danh mục")
    return render(request, "recognition/plain.html", {"form": form, "period": period_of(request), "title": title})


def _of(found: queries.PaperRule | None) -> dict[str, object]:
    if found is None:
        return {"required": True}
    return {"label": found.label, "required": found.required, "needed_for": found.needed_for}

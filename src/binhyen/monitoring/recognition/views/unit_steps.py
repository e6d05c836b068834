"""Doors of what is done with a unit's file: assessing, checking, papers behind what is stated."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.actions import FileRefused, hand_out
from binhyen.foundation.files.models import FileState
from binhyen.monitoring.recognition.actions import unit_papers as papers
from binhyen.monitoring.recognition.actions import units as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import procedure
from binhyen.monitoring.recognition.forms import units as forms
from binhyen.monitoring.recognition.permissions import READERS, may_assess, may_check_unit
from binhyen.monitoring.recognition.queries.units import Opened

from .unit_asking import back_to_unit, opened_of


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def unit_assess(request: ReaderRequest, pk: int, year: int) -> HttpResponse:
    opened = _own(request, pk, year)
    last = opened.assessed.data if opened.assessed else {}
    form = forms.UnitAssessForm(
        request.POST or None, results=opened.results, initial={"said_by": last.get("said_by", ""), "asks": True}
    )
    if form.is_valid():
        try:
            acts.assess_unit(
                unit_id=pk, period=opened.period, given=form.given(), by=request.user, at=request.at,
                today=request.today,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi kết quả tự đánh giá. Hãy thêm minh chứng, người khác sẽ thẩm tra."))
            return back_to_unit(pk, year)
    context = {"form": form, "opened": opened, "period": opened.period}
    return render(request, "recognition/units/assess.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def unit_check(request: ReaderRequest, pk: int, year: int) -> HttpResponse:
    opened = opened_of(request, pk, year)
    if not may_check_unit(request.scope, opened.unit.commune_code, opened.rule.decided_by):
        raise PermissionDenied
    if opened.file is None:
        raise Http404
    form = procedure.CheckForm(request.POST or None)
    form.fields["agreed"].choices = [  # type: ignore[attr-defined]
        ("yes", _("Hồ sơ đủ, nội dung đúng")), ("no", _("Trả lại để làm lại")),
    ]  # fmt: skip
    if form.is_valid():
        try:
            acts.check_unit(
                file_id=opened.file.pk, agreed=form.cleaned_data["agreed"] == "yes", note=form.cleaned_data["note"],
                by=request.user, at=request.at, today=request.today,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi kết quả thẩm tra."))
            return back_to_unit(pk, year)
    context = {"form": form, "opened": opened, "period": opened.period}
    return render(request, "recognition/units/check.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def evidence_add(request: ReaderRequest, pk: int, year: int, code: str) -> HttpResponse:
    opened = _own(request, pk, year)
    asked = next((one.criterion for one in opened.results if one.criterion.code == code), None)
    if asked is None:
        raise Http404
    form = procedure.PaperForm(request.POST or None, request.FILES or None, initial={"abstract": asked.label})
    if form.is_valid():
        try:
            papers.hand_in_evidence(
                unit_id=pk, period=opened.period, code=code, given=form.cleaned_data, by=request.user, at=request.at,
                today=request.today,
            )  # fmt: skip
        except (RecognitionRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm minh chứng."))
            return back_to_unit(pk, year)
    context = {
        "form": form, "title": _("Minh chứng"), "note": asked.label, "opened": opened, "period": opened.period,
        "unit": opened.unit,
    }  # fmt: skip
    return render(request, "recognition/units/form.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def evidence_remove(request: ReaderRequest, pk: int, year: int, paper: int) -> HttpResponse:
    opened = _own(request, pk, year)
    if opened.file is None:
        raise Http404
    form = procedure.ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            papers.remove_evidence(
                file_id=opened.file.pk, evidence_id=paper, reason=form.cleaned_data["reason"], by=request.user,
                at=request.at,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã bỏ minh chứng."))
            return back_to_unit(pk, year)
    context = {"form": form, "title": _("Bỏ minh chứng"), "period": opened.period, "unit": opened.unit}
    return render(request, "recognition/units/form.html", context)


@require_GET
@reads_people(*READERS)
def evidence(request: ReaderRequest, pk: int, year: int, paper: int) -> HttpResponse:
    """The paper itself, for whoever sees the unit; that it was taken is a fact."""
    opened = opened_of(request, pk, year)
    held = next((one for rows in opened.evidence.values() for one in rows if one.pk == paper), None)
    file = held.document.file if held else None
    if file is None or file.state != FileState.CLEAN:
        raise Http404
    content = hand_out(file=file, by=request.user, at=request.at)
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]


def _own(request: ReaderRequest, pk: int, year: int) -> Opened:
    """A unit of the reader's own commune; the province assesses for nobody."""
    opened = opened_of(request, pk, year)
    if not may_assess(request.scope, opened.unit.commune_code):
        raise PermissionDenied
    return opened

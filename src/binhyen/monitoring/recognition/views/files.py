"""Doors of the period and of one commune's file."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.actions import FileRefused
from binhyen.kit.listing import page_of, read_state, render_list
from binhyen.kit.official_pdf import MEDIA_TYPE, NoLetters
from binhyen.monitoring.recognition.actions import files as acts
from binhyen.monitoring.recognition.actions import papers
from binhyen.monitoring.recognition.actions.files import Assessment, RecognitionRefused
from binhyen.monitoring.recognition.forms import procedure as forms
from binhyen.monitoring.recognition.permissions import READERS, Permission, may, may_assess
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.queries import listing
from binhyen.monitoring.recognition.queries.files import Opened
from binhyen.monitoring.recognition.reports import bound, documents, dossiers
from binhyen.monitoring.recognition.rules.course import may_follow
from binhyen.monitoring.recognition.values import StepKind

from .asking import back_to_file, handed_out, opened_of, period_of, province_code


@require_GET
@reads_people(*READERS)
def period(request: ReaderRequest) -> HttpResponse:
    asked = period_of(request)
    state = read_state(params=request.GET, listing=listing.LISTING)
    found = queries.period_board(
        scope=request.scope, province=province_code(request), period=asked, today=request.today, at=request.at
    )
    context = {
        "found": found, "period": asked, "periods": queries.periods(request.today), "state": state,
        "page": page_of(listing.chosen(found, state), state), "stages": listing.stage_counts(found),
        "keeps": may(request.scope, Permission.KEEP),
    }  # fmt: skip
    return render_list(request, "recognition/period.html", context)


@require_GET
@reads_people(*READERS)
def file(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    opened = opened_of(request, year, code)
    context = {"opened": opened, "period": opened.period, **_offered(request, opened)}
    return render(request, "recognition/file.html", context)


def _offered(request: ReaderRequest, opened: Opened) -> dict[str, Any]:
    """What this reader may do with the file now."""
    own = may_assess(request.scope, opened.place.code)
    checks = may(request.scope, Permission.CHECK)
    open_now = opened.stage != "DECIDED"
    return {
        "own": own,
        "may_assess": own and may_follow(opened.stage, StepKind.SELF_ASSESSED),
        "runs": request.today <= opened.period.last,
        "may_check": checks and may_follow(opened.stage, StepKind.CHECKED),
        "may_return": checks and may_follow(opened.stage, StepKind.RETURNED),
        "may_file": (own or checks) and opened.file is not None and open_now,
        "changes": listing.changes(opened),
    }


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def assess(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    opened = opened_of(request, year, code)
    if not may_assess(request.scope, code):
        raise PermissionDenied
    form = forms.AssessForm(request.POST or None, initial={"asks": opened.row.now.drug_free})
    if form.is_valid():
        try:
            acts.self_assess(
                area_code=code, period=opened.period, given=Assessment(**form.cleaned_data), by=request.user,
                at=request.at, today=request.today,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi kết quả tự đánh giá. Công an tỉnh sẽ thẩm tra."))
            return back_to_file(year, code)
    return render(request, "recognition/assess.html", {"form": form, "opened": opened, "period": opened.period})


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def check(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    opened = opened_of(request, year, code)
    if not may(request.scope, Permission.CHECK):
        raise PermissionDenied
    if opened.file is None:
        raise Http404
    form = forms.CheckForm(request.POST or None)
    if form.is_valid():
        try:
            acts.check(
                file_id=opened.file.pk, agreed=form.cleaned_data["agreed"] == "yes", note=form.cleaned_data["note"],
                by=request.user, at=request.at, today=request.today,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi kết quả thẩm tra."))
            return back_to_file(year, code)
    return _plain(request, opened, form, _("Thẩm tra hồ sơ"), changes=listing.changes(opened))


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def paper_add(request: ReaderRequest, year: int, code: str, paper: str) -> HttpResponse:
    opened = opened_of(request, year, code)
    rule = next((one for one, _held in opened.papers if one.code == paper), None)
    if rule is None or opened.file is None:
        raise Http404
    if not (may_assess(request.scope, code) or may(request.scope, Permission.CHECK)):
        raise PermissionDenied
    form = forms.PaperForm(request.POST or None, request.FILES or None, initial={"abstract": rule.label})
    if form.is_valid():
        try:
            papers.hand_in(
                file_id=opened.file.pk, code=paper, given=form.cleaned_data, by=request.user, at=request.at,
                today=request.today,
            )  # fmt: skip
        except (RecognitionRefused, FileRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm giấy tờ vào hồ sơ."))
            return back_to_file(year, code)
    return _plain(request, opened, form, rule.label)


@require_http_methods(["GET", "POST"])
@reads_people(*READERS)
def paper_remove(request: ReaderRequest, year: int, code: str, pk: int) -> HttpResponse:
    opened = opened_of(request, year, code)
    if opened.file is None:
        raise Http404
    if not (may_assess(request.scope, code) or may(request.scope, Permission.CHECK)):
        raise PermissionDenied
    form = forms.ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            acts.remove_paper(
                file_id=opened.file.pk, paper_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at
            )
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã bỏ giấy tờ khỏi hồ sơ."))
            return back_to_file(year, code)
    return _plain(request, opened, form, _("Bỏ giấy tờ khỏi hồ sơ"))


@require_GET
@reads_people(*READERS)
def report(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    """The commune's own report as a .docx, from the figures it assessed or, before that, from those of today."""
    opened = opened_of(request, year, code)
    return handed_out(documents.self_report(opened, on=request.today), f"bao-cao-tu-danh-gia-{code}-{year}.docx")


@require_GET
@reads_people(*READERS)
def dossier(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    opened = opened_of(request, year, code)
    if opened.file is None:
        return redirect("recognition:file", year, code)
    content = dossiers.dossier(opened=opened, by=request.user, at=request.at)
    return handed_out(content, f"ho-so-{code}-{year}.zip", "application/zip")


@require_GET
@reads_people(*READERS)
def dossier_pdf(request: ReaderRequest, year: int, code: str) -> HttpResponse:
    """The whole file as one PDF; where the server cannot draw it, the page says so and the .zip is still there."""
    opened = opened_of(request, year, code)
    if opened.file is None:
        return redirect("recognition:file", year, code)
    try:
        content = bound.bound_dossier(opened=opened, by=request.user, at=request.at)
    except NoLetters as refused:
        messages.error(request, str(refused))
        return back_to_file(year, code)
    return handed_out(content, f"ho-so-{code}-{year}.pdf", MEDIA_TYPE)


def _plain(request: ReaderRequest, opened: Opened, form: django_forms.Form, title: str, **more: Any) -> HttpResponse:
    page = {"form": form, "opened": opened, "period": opened.period, "title": title, **more}
    return render(request, "recognition/form.html", page)

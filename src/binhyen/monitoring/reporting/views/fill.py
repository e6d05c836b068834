"""Doors of one report: the page, rows and words as they are written, comments, its versions, its files."""

from collections.abc import Mapping

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.kit.official_pdf import NoLetters, pdf_of
from binhyen.kit.spreadsheets import attachment
from binhyen.monitoring.reporting.actions import figures
from binhyen.monitoring.reporting.actions import filling as acts
from binhyen.monitoring.reporting.actions.drafting import take_work
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.actions.taking import taken
from binhyen.monitoring.reporting.forms.acts import CommentForm
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import FILLERS, READERS, Permission, may, may_sign
from binhyen.monitoring.reporting.queries import drafting, forms
from binhyen.monitoring.reporting.queries import report as queries
from binhyen.monitoring.reporting.reports import one
from binhyen.monitoring.reporting.values.reports import State
from binhyen.operations.cases.permissions import COUNTERS

from .asking import fills, no_letters, own_report, report_of


@require_GET
@requires(*READERS)
def fill(request: ReaderRequest, pk: int) -> HttpResponse:
    """The report: to write in for its unit while it may be written, to read for others and afterwards."""
    report = report_of(request, pk)
    if report.state == State.OPEN and fills(request, report):
        report = acts.open_report(report_id=pk, by=request.user, at=request.at)
    return render(request, "reporting/fill.html", _context(request, report))


@require_POST
@requires(*FILLERS)
def row(request: ReaderRequest, pk: int, row: str) -> HttpResponse:
    """One row as somebody wrote it: values, explanations, with the versions they saw."""
    report = own_report(request, pk)
    try:
        kept = acts.set_cells(report_id=pk, changes=_changes(request, report, row), by=request.user, at=request.at)
    except ReportRefused as refused:
        return _refused(request, pk, str(refused))
    if not request.htmx:
        for words in [*kept.wrong.values(), *(str(one) for one in kept.stale.values())]:
            messages.error(request, words)
        return redirect("reporting:fill", pk)
    context = _context(request, report) | {"row_code": row, "stale": kept.stale, "wrong": kept.wrong}
    return render(request, "reporting/row_saved.html", context)


@require_POST
@requires(*FILLERS)
def block(request: ReaderRequest, pk: int, code: str) -> HttpResponse:
    """The words of one block, and the answer to what is asked about them."""
    report = own_report(request, pk)
    stale: dict[str, StaleCell] = {}
    try:
        try:
            _write(request, pk, code)
        except StaleCell as found:
            stale[code] = found
        acts.set_cells(report_id=pk, changes=_changes(request, report, code), by=request.user, at=request.at)
    except ReportRefused as refused:
        return _refused(request, pk, str(refused))
    if not request.htmx:
        for one_stale in stale.values():
            messages.error(request, str(one_stale))
        return redirect(f"{reverse('reporting:fill', args=[pk])}#p-{code}")
    context = {"block_code": code, "stale": stale, "taken": "lay" in request.POST and not stale}
    return render(request, "reporting/block_saved.html", _context(request, report) | context)


def _write(request: ReaderRequest, pk: int, code: str) -> None:
    """What stands in the field, with lines of work below it where those were asked for."""
    written = {
        "report_id": pk, "code": code, "text": request.POST.get("text", ""), "version": _number(request, "version"),
        "by": request.user, "at": request.at,
    }  # fmt: skip
    if "lay" in request.POST:
        take_work(**written, key=request.POST["lay"])
    elif not request.POST.get(f"k:{code}") or "ghi-de" in request.POST:
        acts.set_block(**written)


@require_POST
@requires(*READERS)
def comment(request: ReaderRequest, pk: int) -> HttpResponse:
    """Words about a cell: by the unit itself, or by who receives."""
    report = report_of(request, pk)
    if not (fills(request, report) or may(request.scope, Permission.RECEIVE)):
        raise PermissionDenied
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            acts.comment(report_id=pk, **form.cleaned_data, by=request.user, at=request.at)
        except ReportRefused as refused:
            messages.error(request, str(refused))
    return redirect("reporting:fill", pk)


@require_POST
@requires(*READERS)
def settle(request: ReaderRequest, pk: int, comment: int) -> HttpResponse:
    report = report_of(request, pk)
    if not (fills(request, report) or may(request.scope, Permission.RECEIVE)):
        raise PermissionDenied
    acts.settle(report_id=pk, comment_id=comment, by=request.user, at=request.at)
    return redirect("reporting:fill", pk)


@require_GET
@requires(*READERS)
def version(request: ReaderRequest, pk: int, number: int) -> HttpResponse:
    """A version as it was frozen: what it said, who signed it, what it changed."""
    report = report_of(request, pk)
    versions = report.versions.select_related("seal", "paper_number").prefetch_related("signatures")
    found = versions.filter(number=number).first()
    if found is None:
        raise Http404
    form = forms.of_key(key=found.content["form"])
    sheet = queries.of_version(version=found, form=form, report=report, at=request.at)
    opens = drafting.opens(scope=request.scope, report=report)
    context = {"sheet": sheet, "version": found, "report": report, "opens_work": opens}
    return render(request, "reporting/version.html", context)


@require_GET
@requires(*READERS)
def word(request: ReaderRequest, pk: int) -> HttpResponse:
    sheet = queries.sheet(report=report_of(request, pk), at=request.at)
    try:
        content = one.word(sheet)
    except NoLetters as missing:
        return _not_laid_out(request, pk, missing)
    taken(report=sheet.report, form="docx", by=request.user, at=request.at)
    answer = attachment(data=content, file_name=one.file_name(sheet, "docx"))
    answer["Content-Type"] = MEDIA_TYPE
    return answer


@require_GET
@requires(*READERS)
def pdf(request: ReaderRequest, pk: int) -> HttpResponse:
    """The same document as PDF, to be looked at in the browser; what is not signed says so across its pages."""
    sheet = queries.sheet(report=report_of(request, pk), at=request.at)
    try:
        content = pdf_of(one.word(sheet), at=sheet.version.frozen_at if sheet.version else request.at)
    except NoLetters as missing:
        return _not_laid_out(request, pk, missing)
    taken(report=sheet.report, form="pdf", by=request.user, at=request.at)
    answer = HttpResponse(content, content_type="application/pdf", headers={"Cache-Control": "private, no-store"})
    answer["Content-Disposition"] = content_disposition_header(False, one.file_name(sheet, "pdf")) or ""
    return answer


def _not_laid_out(request: ReaderRequest, pk: int, missing: NoLetters) -> HttpResponse:
    messages.error(request, no_letters(missing))
    return redirect("reporting:fill", pk)


@require_GET
@requires(*READERS)
def excel(request: ReaderRequest, pk: int) -> HttpResponse:
    sheet = queries.sheet(report=report_of(request, pk), at=request.at)
    content = one.excel(sheet, who=str(request.user), at=request.at)
    taken(report=sheet.report, form="xlsx", by=request.user, at=request.at)
    return attachment(data=content, file_name=one.file_name(sheet, "xlsx"))


@require_POST
@requires(*FILLERS)
def refresh(request: ReaderRequest, pk: int) -> HttpResponse:
    """Have the figures counted anew, for who mended a file a minute ago."""
    report = own_report(request, pk)
    figures.ask_for_figures(by=request.user, at=request.at, url=f"/bao-cao/{report.pk}/")
    messages.info(request, _("Đang tính lại số từ sổ. Xong thì tải lại trang này."))
    return redirect("reporting:fill", pk)


def _context(request: ReaderRequest, report: Report) -> dict[str, object]:
    report = report_of(request, report.pk) if request.method == "POST" else report
    sheet = queries.sheet(report=report, at=request.at)
    own, step = fills(request, report), sheet.next_step
    writes = own and sheet.editable and request.at >= report.round.opens_at
    given = {"body_key": report.body.key, "area_code": report.area_code}
    return {
        "sheet": sheet, "report": report, "round": report.round, "own": own, "writes": writes,
        "signs": bool(step and may_sign(request.scope, step.roles, **given)) and report.state not in _DONE,
        "receives": may(request.scope, Permission.RECEIVE), "speaks": own or may(request.scope, Permission.RECEIVE),
        "people": request.scope.has(*COUNTERS), "acts": report.acts.select_related("by"),
        "offers": queries.offers(sheet=sheet, at=request.at) if writes else {},
        "opens_work": drafting.opens(scope=request.scope, report=report),
    }  # fmt: skip


_DONE = frozenset({State.SENT, State.ACCEPTED})


def _changes(request: ReaderRequest, report: Report, row: str) -> list[acts.Change]:
    """What was sent of a row (or of the notes of a block); a place in conflict only where the writer says so."""
    sent: Mapping[str, str] = request.POST
    refs = [name.removeprefix("s:") for name in sent if name.startswith("s:")]
    return [
        acts.Change(
            ref=ref, value=sent.get(f"v:{ref}", ""), note=sent.get(f"n:{ref}", ""), version=_number(request, f"s:{ref}")
        )
        for ref in refs
        if ref.split(".")[0] == row and (not sent.get(f"k:{ref}") or "ghi-de" in sent)
    ]


def _number(request: ReaderRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0


def _refused(request: ReaderRequest, pk: int, words: str) -> HttpResponse:
    if request.htmx:
        return render(request, "reporting/refused.html", {"words": words})
    messages.error(request, words)
    return redirect("reporting:fill", pk)

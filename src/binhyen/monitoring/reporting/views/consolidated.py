"""Doors of what was put together: making it, reading it, opening each number, asking units, taking it as files."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.jobs import queries as jobs
from binhyen.kit.official_document import MEDIA_TYPE as WORD
from binhyen.kit.official_pdf import NoLetters, pdf_of
from binhyen.kit.spreadsheets import MEDIA_TYPE as EXCEL
from binhyen.kit.spreadsheets import Header
from binhyen.monitoring.reporting.actions import consolidating, filling
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import Consolidation
from binhyen.monitoring.reporting.permissions import ALL_READERS, RECEIVERS, Permission, may
from binhyen.monitoring.reporting.queries import asking, cockpit
from binhyen.monitoring.reporting.queries import consolidation as queries
from binhyen.monitoring.reporting.queries import forms as forms_of
from binhyen.monitoring.reporting.queries.papers import papers
from binhyen.monitoring.reporting.reports import printing
from binhyen.monitoring.reporting.reports.consolidated import Printed, by_heading, sending, total_texts, word
from binhyen.monitoring.reporting.reports.sheets import excel
from binhyen.monitoring.reporting.rules.checks import titles
from binhyen.monitoring.reporting.rules.filling import said
from binhyen.monitoring.reporting.rules.sentences import HEADINGS
from binhyen.monitoring.reporting.rules.totals import partly
from binhyen.monitoring.reporting.values.consolidated import Consolidated

from .asking import no_letters
from .cockpit import held_of

AT_SIGHT, SHOWN = 4, 40  # sentences under a heading; those folded below it, before the reader asks for all
QUESTIONS = 50  # on a page
TOO_MANY = 400  # reports; a PDF of more takes longer than anybody waits: Word and Excel are there


@require_http_methods(["GET", "POST"])
@requires(*ALL_READERS)
def consolidations(request: ReaderRequest, pk: int) -> HttpResponse:
    """What was put together of a round; the button puts it together now, large rounds in the background."""
    held = held_of(request, pk)
    if request.method == "POST":
        return _consolidate(request, pk)
    number = request.GET.get("viec", "")
    job = jobs.visible(scope=request.scope).filter(pk=int(number)).first() if number.isdecimal() else None
    board = cockpit.board(held=held, scope=request.scope, at=request.at)
    context = {
        "held": held, "made": queries.made(held=held), "board": board, "job": job,
        "receives": may(request.scope, Permission.RECEIVE),
    }  # fmt: skip
    return render(request, "reporting/consolidations.html", context)


def _consolidate(request: ReaderRequest, pk: int) -> HttpResponse:
    held = held_of(request, pk)
    if not may(request.scope, Permission.RECEIVE):
        raise Http404
    if held.reports.count() > consolidating.AT_THE_DOOR:
        job = consolidating.ask(held=held, by=request.user, at=request.at)
        return redirect(f"{reverse('reporting:consolidations', args=[pk])}?viec={job.pk}")
    try:
        row = consolidating.consolidate(round_id=pk, by=request.user, at=request.at)
    except ReportRefused as refused:
        messages.warning(request, str(refused))
        return redirect("reporting:consolidations", pk=pk)
    return redirect("reporting:consolidated", code=row.code)


@require_GET
@requires(*ALL_READERS)
def consolidated(request: ReaderRequest, code: str) -> HttpResponse:
    row = one_or_404(request, code)
    form, whole = forms_of.of_key(key=row.round.form_key), Consolidated.of(row.content)
    texts = total_texts(form, whole.totals)
    tables = [
        (one, [(line, [(f"{line.code}.{column.code}", texts.get(f"{line.code}.{column.code}", "")) for column in one.columns]) for line in one.rows])  # noqa: E501
        for one in form.sections if one.columns
    ]  # fmt: skip
    most = len(whole.sentences) if "het" in request.GET else SHOWN
    parts = [
        {
            "code": gather.lower(), "title": HEADINGS[gather], "count": len(found), "first": found[:AT_SIGHT],
            "rest": found[AT_SIGHT:most], "more": max(0, len(found) - most),
        }
        for gather, found in by_heading(whole.sentences)
    ]  # fmt: skip
    context = {
        "row": row, "held": row.round, "form": form, "whole": whole, "tables": tables, "parts": parts,
        "sending": list(sending(printing.bare(row=row, form=form, whole=whole))),
        "pdf": len(whole.handed) <= TOO_MANY, "receives": may(request.scope, Permission.RECEIVE),
        "partly": partly(form, whole.handed, whole.totals), "papers": papers(row=row, scope=request.scope),
    }  # fmt: skip
    return render(request, "reporting/consolidated.html", context)


@require_GET
@requires(*ALL_READERS)
def place(request: ReaderRequest, code: str, ref: str) -> HttpResponse:
    """What each unit says at one cell of a consolidation."""
    row = one_or_404(request, code)
    form = forms_of.of_key(key=row.round.form_key)
    cell = next((one for one in form.cells() if one.ref == ref), None)
    if cell is None:
        raise Http404
    whole = Consolidated.of(row.content)
    lines = [(one, said(cell, one.value)) for one in queries.place(row=row, cell=cell)]
    context = {
        "row": row, "held": row.round, "cell": cell, "name": titles(form)[ref], "lines": lines, "whole": whole,
        "total": total_texts(form, whole.totals).get(ref, ""),
    }  # fmt: skip
    return render(request, "reporting/consolidated_place.html", context)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVERS)
def questions(request: ReaderRequest, code: str) -> HttpResponse:
    """What is unusual among the units, as questions; asked with a comment at the very place of the report."""
    row = one_or_404(request, code)
    if request.method == "POST":
        return _ask(request, row)
    page = Paginator(asking.questions(row=row), QUESTIONS).get_page(request.GET.get("trang"))
    context = {"row": row, "held": row.round, "page": page}
    return render(request, "reporting/consolidated_questions.html", context)


def _ask(request: ReaderRequest, row: Consolidation) -> HttpResponse:
    number, asked_at = request.POST.get("bao-cao", ""), request.POST.get("o", "")
    mine = {one.report for one in Consolidated.of(row.content).handed}
    if not number.isdecimal() or int(number) not in mine:
        raise Http404
    try:
        filling.comment(
            report_id=int(number), place=asked_at, text=request.POST.get("hoi", ""), by=request.user, at=request.at
        )
    except ReportRefused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("Đã gửi câu hỏi vào đúng chỗ ấy của báo cáo."))
    return redirect("reporting:consolidated-questions", code=row.code)


@require_GET
@requires(*ALL_READERS)
def taken(request: ReaderRequest, code: str, form: str) -> HttpResponse:
    """The consolidation as docx, xlsx or pdf."""
    row = one_or_404(request, code)
    printed = printing.printed(row=row, at=request.at)
    if form == "pdf" and len(printed.handed) > TOO_MANY:
        raise Http404
    try:
        content, kind = _file(request, row, printed, form)
    except NoLetters as missing:
        messages.error(request, no_letters(missing))
        return redirect("reporting:consolidated", code=code)
    consolidating.note_taken(row=row, form=form, by=request.user, at=request.at)
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(form != "pdf", f"tong-hop-{row.code}.{form}") or ""
    answer["Cache-Control"] = "private, no-store"
    return answer


def _file(request: ReaderRequest, row: Consolidation, printed: Printed, form: str) -> tuple[bytes, str]:
    """Content and media type. Raises NoLetters."""
    if form == "docx":
        return word(printed), WORD
    if form == "pdf":
        return pdf_of(word(printed), at=row.at), "application/pdf"
    header = Header(
        title=f"{row.round.duty.name}, {row.round.name}: tổng hợp".upper(), who=str(request.user), at=request.at,
        why=f"Mã tổng hợp {row.code}",
    )  # fmt: skip
    return excel(printed, header), EXCEL


def one_or_404(request: ReaderRequest, code: str) -> Consolidation:
    """A consolidation, for an office that reads all reports; 404 otherwise."""
    found = queries.one(code=code)
    if found is None or not may(request.scope, Permission.READ_ALL):
        raise Http404
    return found

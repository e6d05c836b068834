"""Doors of papers: what may be printed for a person, one paper, the same for many, printed ones, templates."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.operations.cases.actions import papers as acts
from binhyen.operations.cases.actions.papers import File
from binhyen.operations.cases.forms.papers import ManyForm, PrintForm, ids_of
from binhyen.operations.cases.permissions import PRINTERS, READERS
from binhyen.operations.cases.queries import papers as queries
from binhyen.operations.cases.queries.papers import MOST_AT_ONCE, NotPrintable
from binhyen.operations.cases.rules.paper_fields import SEALED, TABLES
from binhyen.operations.cases.rules.paper_forms import forms as all_forms

PRINT = "print"


@require_GET
@reads_people(*READERS)
def papers(request: ReaderRequest, pk: int) -> HttpResponse:
    """Papers of a person: those that may be printed now, those not yet, those printed before."""
    found = acts.open_papers(scope=request.scope, person_id=pk, by=request.user, at=request.at)
    if found is None:
        raise Http404
    may = request.scope.has(*PRINTERS)
    context = {
        "person": found.person,
        "due": [row for row in found.rows if row.offer.due and not row.why_not] if may else [],
        "possible": [row for row in found.rows if not row.offer.due and not row.why_not] if may else [],
        "not_yet": [row for row in found.rows if row.why_not] if may else [],
        "printed": [(all_forms()[paper.form].title, paper) for paper in found.printed if paper.form in all_forms()],
        "may_print": may,
    }
    return render(request, "cases/papers.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*PRINTERS)
def paper(request: ReaderRequest, pk: int, code: str) -> HttpResponse:
    """One paper before it is printed; with the button, the Word file."""
    form = PrintForm(request.POST or None, initial={"day": request.today})
    given: dict[str, Any] = {
        "scope": request.scope, "person_id": pk, "code": code.upper(), "by": request.user, "at": request.at,
        "today": request.today,
    }  # fmt: skip
    try:
        if request.POST.get("act") == PRINT and form.is_valid():
            file = acts.print_one(asked=form.asked(), **given)
            return _handed_out(file)
        draft = acts.look(asked=form.asked(), **given)
    except NotPrintable as refused:
        messages.error(request, str(refused))
        return redirect("cases:papers", pk=pk)
    if draft is None:
        raise Http404
    form.ask_for(draft.missing)
    page = "cases/paper.html#preview" if request.htmx else "cases/paper.html"
    context = {"draft": draft, "form": form, **_gaps(draft.missing)}
    return render(request, page, context, status=422 if form.errors else 200)


def _gaps(missing: tuple[str, ...]) -> dict[str, list[str]]:
    """What is still missing, by where it is mended."""
    return {
        "gaps": [name for name in missing if name not in SEALED and name not in TABLES],
        "in_register": [name for name in missing if name in SEALED],
        "in_file": [name for name in missing if name in TABLES],
    }


def _handed_out(file: File | None) -> HttpResponse:
    if file is None:
        raise Http404
    headers = {
        "Content-Disposition": f'attachment; filename="{file.name}"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(file.content, content_type=MEDIA_TYPE, headers=headers)


@require_POST
@reads_people(*READERS)
def paper_again(request: ReaderRequest, paper_id: int) -> HttpResponse:
    """A printed paper once more."""
    found = queries.printed(scope=request.scope, paper_id=paper_id)
    if found is None:
        raise Http404
    return _handed_out(acts.take_again(paper=found, by=request.user, at=request.at))


@require_http_methods(["GET", "POST"])
@reads_people(*PRINTERS)
def papers_many(request: ReaderRequest) -> HttpResponse:
    """The same paper for many people: who it can be printed for, then one Word file."""
    sent, form = request.POST or request.GET, _many_form(request)
    ids = ids_of(_chosen(request))
    code = sent.get("code", "")
    if code not in all_forms() or not ids:
        return render(request, "cases/papers_many.html", {"form": form, "count": len(ids), "most": MOST_AT_ONCE})
    form.ask_for(queries.common_fields(code=code, on=request.today))
    given: dict[str, Any] = {
        "scope": request.scope, "ids": ids, "code": code, "by": request.user, "at": request.at, "today": request.today,
    }  # fmt: skip
    if request.POST.get("act") == PRINT and form.is_valid():
        try:
            return _handed_out(acts.print_many(asked=form.asked(), **given))
        except NotPrintable as reason:
            messages.error(request, str(reason))
    made, refused = acts.look_at_many(asked=form.asked(), **given)
    context = {"form": form, "made": made, "refused": refused, "count": len(ids), "most": MOST_AT_ONCE}
    return render(request, "cases/papers_many.html", context | {"left": max(len(ids) - MOST_AT_ONCE, 0)})


def _many_form(request: ReaderRequest) -> ManyForm:
    """Bound as soon as a paper is chosen; until somebody says otherwise it is signed today."""
    if "code" in request.POST:
        return ManyForm(request.POST)
    sent = request.GET.copy()
    sent.setdefault("day", f"{request.today:%d/%m/%Y}")
    return ManyForm(sent if "code" in sent else None, initial={"day": request.today, "people": _chosen(request)})


def _chosen(request: ReaderRequest) -> str:
    """The people as their numbers with commas; a list of cases sends each ticked row as ``ids``."""
    sent = request.POST or request.GET
    return sent.get("people", "") or ",".join(sent.getlist("ids"))

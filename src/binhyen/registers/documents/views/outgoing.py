"""Doors of documents being made: the list, beginning one, its page with what will be printed, every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit import official_document, official_pdf
from binhyen.kit.listing import Filter, Listing, page_of, read_state, render_list
from binhyen.kit.official_pdf import NoLetters, page_count, page_picture
from binhyen.registers.documents.actions import DocumentRefused, signing
from binhyen.registers.documents.actions import outgoing as acts
from binhyen.registers.documents.actions.outgoing import NotYours
from binhyen.registers.documents.forms.outgoing import NumberForm, ReasonForm, SendForm, SignedForm, WordsForm
from binhyen.registers.documents.laying import pdf_shown, word_of
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.permissions import DRAFTERS, may_draft
from binhyen.registers.documents.queries import numbering as books
from binhyen.registers.documents.queries import outgoing as queries
from binhyen.registers.documents.queries import templates
from binhyen.registers.documents.rules.templates import Template
from binhyen.registers.documents.rules.wording import lacking
from binhyen.registers.documents.values import OutgoingState
from binhyen.registers.organisations.models import Body

LISTING = Listing(
    sorts={"moi": ("changed_at", "id")}, default_sort="-moi",
    filters=(Filter("buoc", "Bước", tuple(OutgoingState.choices)),),
)  # fmt: skip


@require_GET
@requires()
def drafts(request: ReaderRequest) -> HttpResponse:
    """Documents on their way, of the reader's own bodies."""
    state = read_state(params=request.GET, listing=LISTING)
    rows = queries.outgoing(scope=request.scope, state=state.value("buoc"), search=state.search)
    context = {"state": state, "page": page_of(rows, state), "may_draft": request.scope.has(*DRAFTERS)}
    return render_list(request, "documents/outgoing_list.html", context)


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def begin(request: ReaderRequest) -> HttpResponse:
    """First who issues it and from which template; then its words."""
    issuers = queries.issuers(scope=request.scope)
    given = request.POST or request.GET
    issuer = next((body for body in issuers if body.key == given.get("co-quan")), None)
    template = templates.template(code=given.get("mau", ""), on=request.today)
    if issuer is None:
        context = {"issuers": issuers, "templates": templates.templates(on=request.today)}
        return render(request, "documents/outgoing_begin.html", context)
    form = WordsForm(request.POST or None, initial=_initial(issuer, template))
    if form.is_valid():
        begun = f"{template.code}@{template.version}" if template else ""
        made = _tried(form, lambda: acts.draft(
            scope=request.scope, issuer=issuer, words=form.words(), template=begun, by=request.user, at=request.at,
        ))  # fmt: skip
        if made:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:outgoing", made.pk)
    context = {"form": form, "issuer": issuer, "template": template}
    return render(request, "documents/outgoing_form.html", context, status=422 if request.POST else 200)


@require_GET
@requires()
def outgoing(request: ReaderRequest, pk: int) -> HttpResponse:
    """One document: its pages, where it stands, and what can be done next."""
    return _page(request, _found(request, pk))


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def edit(request: ReaderRequest, pk: int) -> HttpResponse:
    """Write a draft anew."""
    row = _own(request, pk)
    initial = {name: getattr(row, name, None) for name in WordsForm.base_fields} | {"seen": row.saved}
    form = WordsForm(request.POST or None, initial=initial)
    if form.is_valid():
        saved = _tried(form, lambda: acts.change(
            scope=request.scope, outgoing_id=pk, words=form.words(), seen=form.cleaned_data["seen"], by=request.user,
            at=request.at,
        ))  # fmt: skip
        if saved:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect("documents:outgoing", pk)
    context = {"form": form, "issuer": row.issuer, "outgoing": row}
    return render(request, "documents/outgoing_form.html", context, status=422 if request.POST else 200)


@require_GET
@requires()
def picture(request: ReaderRequest, pk: int, page: int) -> HttpResponse:
    """One page as it will be, or was, printed."""
    row = _found(request, pk)
    try:
        content = page_picture(pdf_shown(row), page)
    except NoLetters as missing:
        raise Http404(str(missing)) from missing
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "private, no-store"})


@require_GET
@requires()
def word(request: ReaderRequest, pk: int) -> HttpResponse:
    """A draft for Word. A document with a number is its PDF and nothing else."""
    row = _found(request, pk)
    if row.state != OutgoingState.DRAFT:
        raise Http404
    return _file(request, row, word_of, official_document.MEDIA_TYPE, "docx")


@require_GET
@requires()
def pdf(request: ReaderRequest, pk: int) -> HttpResponse:
    """A draft as PDF, which says so across its pages; a document with a number as the file that was kept."""
    row = _found(request, pk)
    kept = row.signed or row.to_sign
    if kept and row.state != OutgoingState.CANCELLED:
        return redirect("files:download", kept.pk)
    return _file(request, row, pdf_shown, official_pdf.MEDIA_TYPE, "pdf")


@require_POST
@requires(*DRAFTERS)
def number(request: ReaderRequest, pk: int) -> HttpResponse:
    """Give it its number: from now on its words stand."""
    row = _own(request, pk)
    form = NumberForm(request.POST, kept=_kept(row, request.today))
    return _step(request, row, "number", form, _("Đã cấp số. Tải tệp trình ký để ký số."), lambda: acts.number(
        scope=request.scope, outgoing_id=pk, day=form.cleaned_data["day"], today=request.today,
        kept=int(form.cleaned_data["kept"]) if form.cleaned_data["kept"] else None, seen=form.cleaned_data["seen"],
        by=request.user, at=request.at,
    ))  # fmt: skip


@require_POST
@requires(*DRAFTERS)
def signed(request: ReaderRequest, pk: int) -> HttpResponse:
    """The signed file comes back and is looked at."""
    row = _own(request, pk)
    form = SignedForm(request.POST, request.FILES)
    return _step(request, row, "signed", form, _("Đã nhận văn bản đã ký."), lambda: signing.take_signed(
        scope=request.scope, outgoing_id=pk, content=form.cleaned_data["file"].read(),
        name=form.cleaned_data["file"].name, on_paper=form.cleaned_data["on_paper"], because=form.because(),
        by=request.user, at=request.at,
    ))  # fmt: skip


@require_POST
@requires(*DRAFTERS)
def send(request: ReaderRequest, pk: int) -> HttpResponse:
    """It was sent to its recipients."""
    row = _own(request, pk)
    form = SendForm(request.POST)
    return _step(request, row, "send", form, _("Đã ghi phát hành."), lambda: acts.send(
        scope=request.scope, outgoing_id=pk, on=form.cleaned_data["on"], how=form.cleaned_data["how"],
        by=request.user, at=request.at,
    ))  # fmt: skip


@require_POST
@requires(*DRAFTERS)
def cancel(request: ReaderRequest, pk: int) -> HttpResponse:
    """Drop it before it is signed."""
    row = _own(request, pk)
    form = ReasonForm(request.POST)
    return _step(request, row, "cancel", form, _("Đã hủy văn bản."), lambda: acts.cancel(
        scope=request.scope, outgoing_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at,
    ))  # fmt: skip


def _step(
    request: ReaderRequest, row: Outgoing, name: str, form: Any, done: str, act: Callable[[], Outgoing]
) -> HttpResponse:
    if form.is_valid() and _tried(form, act):
        messages.success(request, done)
        return redirect("documents:outgoing", row.pk)
    return _page(request, row, status=422, **{name: form})


def _tried(form: Any, act: Callable[[], Outgoing]) -> Outgoing | None:
    try:
        return act()
    except NotYours:
        raise PermissionDenied from None
    except DocumentRefused as refused:
        if isinstance(refused, signing.NotConfirmed):
            form.ask_why()
        form.add_error(None, str(refused))
        return None


def _page(request: ReaderRequest, row: Outgoing, *, status: int = 200, **forms: Any) -> HttpResponse:
    try:
        pages, trouble = range(1, page_count(pdf_shown(row)) + 1), ""
    except NoLetters as missing:
        pages, trouble = range(0), str(missing)
    context = {
        "outgoing": row, "pages": pages, "trouble": trouble, "steps": OutgoingState.choices[:4],
        "left": lacking(queries.words_of(row)),
        "own": may_draft(scope=request.scope, body=row.issuer.key),
        "number": NumberForm(kept=_kept(row, request.today), initial={"day": request.today, "seen": row.saved}),
        "signed": SignedForm(), "send": SendForm(initial={"on": request.today}), "cancel": ReasonForm(),
    } | forms  # fmt: skip
    return render(request, "documents/outgoing_detail.html", context, status=status)


def _initial(issuer: Body, template: Template | None) -> dict[str, Any]:
    given: dict[str, Any] = asdict(queries.begun(issuer=issuer))
    if template:
        given |= {name: getattr(template, name) for name in ("kind", "abstract", "text", "addressed", "recipients")}
        for name in ("abstract", "text", "addressed", "recipients"):
            given[name] = given[name].replace("{cơ quan ban hành}", issuer.name)
    return given


def _kept(row: Outgoing, today: date) -> list[tuple[str, str]]:
    series = books.counting(body=row.issuer, year=today.year).series(row.kind)
    held = books.kept(body=row.issuer, year=today.year, series=series).filter(kind=row.kind)
    return [(str(one.pk), f"{one.number:02d}: {one.reason}") for one in held]


def _file(
    request: ReaderRequest, row: Outgoing, make: Callable[[Outgoing], bytes], media_type: str, ending: str
) -> HttpResponse:
    try:
        content = make(row)
    except NoLetters as missing:  # the page of the document says so too
        messages.error(request, str(missing))
        return redirect("documents:outgoing", row.pk)
    headers = {
        "Content-Disposition": f'attachment; filename="van-ban-{row.pk}.{ending}"', "Cache-Control": "private, no-store"
    }  # fmt: skip
    return HttpResponse(content, content_type=media_type, headers=headers)


def _found(request: ReaderRequest, pk: int) -> Outgoing:
    row = queries.one(pk=pk, scope=request.scope)
    if row is None:
        raise Http404
    return row


def _own(request: ReaderRequest, pk: int) -> Outgoing:
    row = _found(request, pk)
    if not may_draft(scope=request.scope, body=row.issuer.key):
        raise PermissionDenied
    return row

"""Doors of the books of numbers: what was given, keeping one back, cancelling, how a body counts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import Filter, Listing, ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.registers.documents import reports
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions import numbering as acts
from binhyen.registers.documents.forms.outgoing import GoOnForm, KeepForm, ReasonForm, RuleForm
from binhyen.registers.documents.models import BookNumber
from binhyen.registers.documents.permissions import BOOK_READERS, DRAFTERS, may_draft
from binhyen.registers.documents.queries import numbering as queries
from binhyen.registers.documents.queries.outgoing import issuers, sign_for
from binhyen.registers.documents.values import NumberState
from binhyen.registers.organisations.models import Body


@require_GET
@requires(*BOOK_READERS)
def numbers(request: ReaderRequest) -> HttpResponse:
    """Every number that was given, whatever became of it."""
    state = _state(request)
    context = {
        "state": state, "page": page_of(_rows(request, state), state), "may_draft": request.scope.has(*DRAFTERS),
        "own": request.scope.bodies,
    }  # fmt: skip
    return render_list(request, "documents/number_list.html", context)


@require_GET
@requires(*BOOK_READERS)
def numbers_export(request: ReaderRequest) -> HttpResponse:
    """The book as a spreadsheet, in the columns of the decree."""
    state = _state(request)
    data = reports.numbers(
        rows=_rows(request, state), who=str(request.user), at=request.at, why=state.described()
    )  # fmt: skip
    return attachment(data=data, file_name=f"so-van-ban-di-{request.today:%Y%m%d}.xlsx")


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def keep(request: ReaderRequest) -> HttpResponse:
    """Keep the next number back for a document that is signed later."""
    bodies = issuers(scope=request.scope)
    initial = {"symbol": f"KH-{sign_for(bodies[0])}" if bodies else "", "kind": "Kế hoạch"}
    form = KeepForm(request.POST or None, bodies=bodies, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            row = acts.reserve(
                body=_body(bodies, data["body"]), kind=data["kind"], symbol=data["symbol"], year=request.today.year,
                reason=data["reason"], by=request.user, at=request.at,
            )  # fmt: skip
        except DocumentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã giữ số %(number)s.") % {"number": row.printed})
            return redirect("documents:numbers")
    return _form(request, form, _("Giữ trước một số"), _("Giữ số"))


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def number_cancel(request: ReaderRequest, pk: int) -> HttpResponse:
    """Cancel a number that was kept back; one a document carries is cancelled with the document."""
    row = queries.number(pk=pk, scope=request.scope)
    if row is None:
        raise Http404
    if not may_draft(scope=request.scope, body=row.book.body.key):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            acts.cancel_kept(number_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        except DocumentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã hủy số %(number)s.") % {"number": row.printed})
            return redirect("documents:numbers")
    return _form(request, form, _("Hủy số %(number)s") % {"number": row.printed}, _("Hủy số"))


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def rule(request: ReaderRequest) -> HttpResponse:
    """How a body counts from a year on."""
    bodies = issuers(scope=request.scope)
    form = RuleForm(request.POST or None, bodies=bodies, initial={"from_year": request.today.year})
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.set_rule(
                body=_body(bodies, data["body"]), from_year=data["from_year"], mode=data["mode"],
                own_kinds=data["own_kinds"], source=data["source"], by=request.user, at=request.at,
            )  # fmt: skip
        except DocumentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi cách đánh số."))
            return redirect("documents:numbers")
    return _form(request, form, _("Cách đánh số văn bản đi"), _("Ghi cách đánh số"), rules=_rules(bodies, request))


@require_http_methods(["GET", "POST"])
@requires(*DRAFTERS)
def go_on(request: ReaderRequest) -> HttpResponse:
    """Numbers given on paper before the book was kept here."""
    bodies = issuers(scope=request.scope)
    form = GoOnForm(request.POST or None, bodies=bodies, initial={"year": request.today.year})
    if form.is_valid():
        data = form.cleaned_data
        try:
            acts.go_on_from(
                body=_body(bodies, data["body"]), kind=data["kind"], year=data["year"], last=data["last"],
                by=request.user, at=request.at,
            )  # fmt: skip
        except DocumentRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Sổ sẽ cấp tiếp từ số sau số này."))
            return redirect("documents:numbers")
    return _form(request, form, _("Nối tiếp sổ giấy"), _("Nối tiếp"))


def _form(request: ReaderRequest, form: Any, title: str, button: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "button": button, **more}
    return render(request, "documents/number_form.html", context, status=422 if request.POST else 200)


def _rules(bodies: list[Body], request: ReaderRequest) -> list[tuple[Body, queries.Counting]]:
    return [(body, queries.counting(body=body, year=request.today.year)) for body in bodies]


def _body(bodies: list[Body], key: str) -> Body:
    found = next((body for body in bodies if body.key == key), None)
    if found is None:
        raise PermissionDenied
    return found


def _state(request: ReaderRequest) -> ListState:
    found = list(queries.books(scope=request.scope))
    years = tuple((str(year), str(year)) for year in dict.fromkeys(book.year for book in found))
    bodies = tuple({book.body.key: book.body.name for book in found}.items())
    filters = (
        Filter("nam", "Năm", years), Filter("co-quan", "Cơ quan", bodies),
        Filter("tinh-trang", "Tình trạng", tuple(NumberState.choices)),
    )  # fmt: skip
    return read_state(
        params=request.GET, listing=Listing(sorts={"so": ("number",)}, default_sort="-so", filters=filters)
    )


def _rows(request: ReaderRequest, state: ListState) -> QuerySet[BookNumber]:
    return queries.numbers(
        scope=request.scope, body=state.value("co-quan"), year=state.value("nam"), state=state.value("tinh-trang"),
        search=state.search,
    )  # fmt: skip

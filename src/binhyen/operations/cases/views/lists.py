"""Doors of lists in: handing one in, its preview, its columns, one row, writing and taking back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.grid.changes import answered
from binhyen.kit.grid.rows import Grid
from binhyen.kit.grid.rows import page as grid_page
from binhyen.operations.cases.actions.lists import mending, receiving, undoing
from binhyen.operations.cases.actions.lists.refusals import ListRefused
from binhyen.operations.cases.forms.lists import ColumnsForm, ListForm
from binhyen.operations.cases.forms.rosters import roster_choices
from binhyen.operations.cases.models import ListImport, ListRow
from binhyen.operations.cases.permissions import LIST_KEEPERS, ROSTER_BRINGERS, rosters_brought
from binhyen.operations.cases.queries.lists import grid, offer_words, pages, units
from binhyen.operations.cases.queries.lists.rows import tables_of
from binhyen.operations.cases.values import ListState

INVALID = 422
TOO_LARGE = "Tệp quá lớn nên không được nhận. Hãy tách thành nhiều tệp theo từng xã."


@reads_people(*ROSTER_BRINGERS)
def lists(request: ReaderRequest) -> HttpResponse:
    communes = units.communes(scope=request.scope, on=request.today)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    keeps = request.scope.has(*LIST_KEEPERS)
    rosters = roster_choices(keepers=rosters_brought(request.scope), register=keeps)
    initial = {"as_of": request.today, "commune": communes[0][0]}
    form = ListForm(*given, communes=communes, rosters=rosters, today=request.today, initial=initial)
    if request.method == "POST":
        valid = form.is_valid()
        if getattr(request, "upload_too_large", False):
            form.errors.clear()
            form.add_error("file", TOO_LARGE)
        elif valid and (source := _received(request, form)):
            return redirect("cases:list-import", source.pk)
    context = {"form": form, "imports": pages.latest(scope=request.scope), "several": len(communes) > 1,
               "keeps": keeps}  # fmt: skip
    return render(request, "cases/lists.html", context, status=INVALID if form.errors else 200)


def _received(request: ReaderRequest, form: ListForm) -> ListImport | None:
    data = form.cleaned_data
    try:
        return receiving.receive(
            content=data["file"],
            name=data["file"].name,
            as_of=data["as_of"],
            commune_code=data["commune"],
            roster_kind=data["roster"],
            body_key=units.body_of(scope=request.scope),
            by=request.user,
            at=request.at,
        )
    except ListRefused as refused:
        form.add_error("file", str(refused))
        return None


@require_GET
@reads_people(*ROSTER_BRINGERS)
def one(request: ReaderRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    found = _preview(request, source)
    if request.htmx and not found.busy:  # what was waited for is there: the whole page, with its grid
        return HttpResponse(headers={"HX-Refresh": "true"})
    context: dict[str, Any] = {"view": found, "source": source}
    if found.table and not found.busy:
        context["grid"] = _grid(found)
        context["chips"] = units.chips(found)
    template = "cases/list_import.html" + ("#state" if request.htmx else "")
    return render(request, template, context)


def _grid(found: pages.Preview) -> Grid:
    source, table = found.source, found.table
    assert table is not None  # noqa: S101 - asked by the caller
    editable = source.state in {ListState.PREVIEW, ListState.WRITTEN}
    return Grid(
        f"list-{table.mapping.fingerprint}",
        _("Các dòng của danh sách"),
        grid.columns_of(table, editable=editable),
        grid.rows_of(found.rows, table),
        save=units.address("list-save", found) if editable else "",
        more=units.address("list-more", found, start=pages.AT_ONCE) if found.total > pages.AT_ONCE else "",
        total=found.total,
        bulk="choose-rows" if editable else "",
    )


@require_GET
@reads_people(*ROSTER_BRINGERS)
def more(request: ReaderRequest, pk: int) -> HttpResponse:
    """The next rows of the grid."""
    source = _source(request, pk)
    start = units.number(request.GET.get("tu"), default=0)
    found = _preview(request, source, start=start)
    if found.table is None:
        raise Http404
    end = start + pages.AT_ONCE
    onward = units.address("list-more", found, start=end) if end < found.total else ""
    columns = grid.columns_of(found.table, editable=True)
    return JsonResponse(grid_page(columns, grid.rows_of(found.rows, found.table), total=found.total, more=onward))


@require_POST
@reads_people(*ROSTER_BRINGERS)
def save(request: ReaderRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    tables = tables_of(source)
    table = tables[units.number(request.GET.get("bang"), default=min(tables))]
    return answered(
        request,
        grid.columns_of(table, editable=True),
        lambda changes: mending.mend_cells(
            import_id=pk, changes=changes, scope=request.scope, by=request.user, at=request.at
        ),
        renew=lambda ids: grid.rows_of(
            source.rows.filter(pk__in=[int(one) for one in ids if one.isdecimal()]).order_by("id"), table
        ),
    )


@reads_people(*ROSTER_BRINGERS)
def columns(request: ReaderRequest, pk: int) -> HttpResponse:
    source = _source(request, pk)
    tables = tables_of(source)
    form = ColumnsForm(request.POST if request.method == "POST" else None, tables=tables)
    if request.method == "POST" and form.is_valid():
        changed, of_lists = form.changes()
        try:
            mending.mend_columns(import_id=pk, columns=changed, lists=of_lists, by=request.user, at=request.at)
            receiving.ask_to_read(import_id=pk, by=request.user, at=request.at)
        except ListRefused as refused:
            messages.warning(request, str(refused))
        return redirect("cases:list-import", pk)
    context = {"form": form, "source": source, "tables": units.column_rows(source, tables, form)}
    return render(request, "cases/list_columns.html", context, status=INVALID if form.errors else 200)


@reads_people(*ROSTER_BRINGERS)
def row(request: ReaderRequest, pk: int, row_id: int) -> HttpResponse:
    source = _source(request, pk)
    found = pages.row(source=source, row_id=row_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _row_posted(request, source, found)
    context = {
        "source": source,
        "row": found,
        "fields": units.row_fields(source, found),
        "candidates": units.side_by_side(scope=request.scope, found=found),
        "words": grid.known_words(found),
        "lines": offer_words.lines(found),
        "as_left": offer_words.as_they_left(found, tables_of(source)[found.cells["table"]]),
    }
    return render(request, "cases/list_row.html", context)


def _row_posted(request: ReaderRequest, source: ListImport, found: ListRow) -> HttpResponse:
    """Who the row is, which of its cells are taken, or its cells typed without the grid."""
    try:
        if "who" in request.POST:
            who = units.number(request.POST["who"], default=0) or None
            mending.choose(
                import_id=source.pk, row_id=found.pk, person_id=who, scope=request.scope, by=request.user, at=request.at
            )
        elif "takes" in request.POST:
            mending.take_cells(
                import_id=source.pk, row_id=found.pk, takes=units.posted_takes(request.POST, found),
                version=units.number(request.POST.get("version"), default=0), by=request.user, at=request.at,
            )  # fmt: skip
        else:
            changes = units.posted_cells(request.POST, found)
            answers = mending.mend_cells(
                import_id=source.pk, changes=changes, scope=request.scope, by=request.user, at=request.at
            )
            if wrong := next((one.message for one in answers if one.outcome != "saved"), ""):
                messages.warning(request, wrong)
                return redirect("cases:list-row", source.pk, found.pk)
    except ListRefused as refused:
        messages.warning(request, str(refused))
        return redirect("cases:list-row", source.pk, found.pk)
    messages.success(request, _("Đã sửa dòng %(number)d.") % {"number": found.number})
    return redirect("cases:list-import", source.pk)


@require_POST
@reads_people(*ROSTER_BRINGERS)
def choose_rows(request: ReaderRequest, pk: int) -> HttpResponse:
    """Leave the chosen rows out, or take them in again; or decide their cells that differ from the register."""
    _source(request, pk)
    ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal()]
    if request.POST.get("what") in {"take", "keep"}:
        return _cells_chosen(request, pk, None if "all" in request.POST else ids)
    taken = request.POST.get("what") == "in"
    number = mending.accept(import_id=pk, row_ids=ids, accepted=taken, by=request.user, at=request.at)
    messages.success(request, _("Đã đổi %(n)d dòng.") % {"n": number})
    return redirect("cases:list-import", pk)


def _cells_chosen(request: ReaderRequest, pk: int, ids: list[int] | None) -> HttpResponse:
    take = request.POST.get("what") == "take"
    try:
        done, left = mending.take_all(import_id=pk, row_ids=ids, take=take, by=request.user, at=request.at)
    except ListRefused as refused:
        messages.warning(request, str(refused))
        return redirect("cases:list-import", pk)
    messages.success(request, _("Đã chọn cho %(n)d ô.") % {"n": done})
    if left:
        messages.warning(request, _("Còn %(n)d ô mà tệp và sổ cùng đã sửa: hãy mở từng dòng để chọn.") % {"n": left})
    return redirect("cases:list-import", pk)


@require_POST
@reads_people(*ROSTER_BRINGERS)
def read_again(request: ReaderRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, receiving.ask_to_read)


@require_POST
@reads_people(*LIST_KEEPERS)
def write(request: ReaderRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, receiving.ask_to_write)


@require_POST
@reads_people(*LIST_KEEPERS)
def undo(request: ReaderRequest, pk: int) -> HttpResponse:
    return _asked(request, pk, undoing.undo)


def _asked(request: ReaderRequest, pk: int, step: Any) -> HttpResponse:
    _source(request, pk)
    try:
        step(import_id=pk, by=request.user, at=request.at)
    except ListRefused as refused:
        messages.warning(request, str(refused))
    return redirect("cases:list-import", pk)


def _source(request: ReaderRequest, pk: int) -> ListImport:
    source = pages.one(scope=request.scope, import_id=pk)
    if source is None:
        raise Http404
    return source


def _preview(request: ReaderRequest, source: ListImport, start: int = 0) -> pages.Preview:
    table = request.GET.get("bang", "")
    return pages.preview(
        scope=request.scope,
        source=source,
        table=int(table) if table.isdecimal() else None,
        chosen=request.GET.get("loc", ""),
        start=start,
    )

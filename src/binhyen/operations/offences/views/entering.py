"""Doors of entering many rows: the grid, and a file with its preview."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.grid.changes import answered
from binhyen.kit.grid.columns import Column
from binhyen.kit.grid.rows import Grid
from binhyen.kit.listing import read_state
from binhyen.operations.offences import imports
from binhyen.operations.offences.actions import bringing, sheet
from binhyen.operations.offences.actions.bulk import record_rows
from binhyen.operations.offences.forms import ImportForm
from binhyen.operations.offences.permissions import RECORDERS
from binhyen.operations.offences.queries import lists
from binhyen.operations.offences.queries import sheet as sheets
from binhyen.operations.offences.queries.visible import communes
from binhyen.operations.offences.values import Table

from .common import INVALID, columns_for, only_commune, table_of

MOST_SAID = 5


@require_GET
@reads_people(*RECORDERS)
def grid(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    specs = columns_for(request, kind)
    places = communes(scope=request.scope, on=request.today)
    state = read_state(params=request.GET, listing=lists.listing(kind, places=places))
    found = lists.found(table=kind, state=state, scope=request.scope, places=places)[: sheets.MOST_ROWS]
    rows = [
        *sheets.typed(table=kind, user=request.user, columns=specs, only=only_commune(specs)),
        *sheets.standing(table=kind, rows=list(found)),
    ]
    save = reverse("offences:grid-save", args=[kind.value])
    context = {"table": kind, "grid": Grid(f"offences-{kind.value}", kind.label, specs, rows, save=save)}
    return render(request, "offences/grid.html", context)


@require_POST
@reads_people(*RECORDERS)
def grid_save(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    specs = columns_for(request, kind)
    held = _sheet(request, kind, specs)
    return answered(
        request,
        specs,
        lambda changes: sheet.save_cells(changes=changes, sheet=held),
        renew=lambda ids: sheets.renewed(table=kind, ids=ids, user=request.user, columns=specs, only=held.only),
    )


@require_POST
@reads_people(*RECORDERS)
def grid_state(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    written, waiting = sheet.state_drafts(sheet=_sheet(request, kind, columns_for(request, kind)))
    if written:
        words = ngettext("Đã ghi %(n)d dòng vào sổ.", "Đã ghi %(n)d dòng vào sổ.", written)
        messages.success(request, words % {"n": written})
    elif not waiting:
        messages.info(request, _("Chưa có dòng mới nào để ghi."))
    for words in waiting[:MOST_SAID]:
        messages.warning(request, _("Một dòng chưa ghi được. %(why)s") % {"why": words})
    return redirect("offences:grid", kind.value)


def _sheet(request: ReaderRequest, kind: Table, specs: tuple[Column, ...]) -> sheet.Sheet:
    return sheet.Sheet(
        table=kind,
        columns={one.name: one for one in specs},
        scope=request.scope,
        today=request.today,
        by=request.user,
        at=request.at,
        only=only_commune(specs),
    )


@reads_people(*RECORDERS)
def bring(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            stored = bringing.receive(content=file, name=file.name, by=request.user, at=request.at)
        except bringing.FileNotTaken as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("offences:import-preview", kind.value, stored.pk)
    status = INVALID if request.method == "POST" else 200
    heads = [str(one.label) for one in columns_for(request, kind)]
    return render(request, "offences/import.html", {"form": form, "table": kind, "heads": heads}, status=status)


@require_GET
@reads_people(*RECORDERS)
def preview(request: ReaderRequest, table: str, file_id: UUID) -> HttpResponse:
    kind, specs, name, found = _preview(request, table, file_id)
    shown = (Column("number", _("Dòng"), width=70, editable=False, frozen=True), *_told(specs))
    rows = imports.grid_rows(found)
    context: dict[str, Any] = {"table": kind, "found": found, "file_id": file_id, "file_name": name}
    context["grid"] = Grid(f"offences-import-{kind.value}", _("Các dòng của tệp"), shown, rows)
    return render(request, "offences/import_preview.html", context)


def _told(specs: tuple[Column, ...]) -> tuple[Column, ...]:
    problem = Column("problem", _("Cần sửa, hoặc đã có"), width=320, editable=False)
    still = [
        Column(
            one.name, one.label, one.kind, width=one.width, choices=one.choices, editable=False, decimals=one.decimals
        )
        for one in specs
    ]
    return (problem, *still)


@require_POST
@reads_people(*RECORDERS)
def import_write(request: ReaderRequest, table: str, file_id: UUID) -> HttpResponse:
    kind, _specs, _name, found = _preview(request, table, file_id)
    rows = [(one.stated, one.key) for one in found.good if one.stated]
    outcomes = record_rows(rows=rows, by=request.user, at=request.at, source=f"file:{file_id}", table=kind.value)
    done = sum(one.record_id is not None for one in outcomes)
    messages.success(request, ngettext("Đã ghi %(n)d dòng vào sổ.", "Đã ghi %(n)d dòng vào sổ.", done) % {"n": done})
    if found.bad:
        words = ngettext("%(n)d dòng cần sửa chưa ghi.", "%(n)d dòng cần sửa chưa ghi.", len(found.bad))
        messages.warning(request, words % {"n": len(found.bad)})
    return redirect("offences:import-preview", kind.value, file_id)


def _preview(
    request: ReaderRequest, table: str, file_id: UUID
) -> tuple[Table, tuple[Column, ...], str, imports.Preview]:
    kind = table_of(table)
    specs = columns_for(request, kind)
    given = bringing.own_file(file_id=file_id, user=request.user)
    if given is None:
        raise Http404
    reader = imports.Reader(table=kind, columns=specs, scope=request.scope, today=request.today)
    return kind, specs, given.name, imports.preview(data=given.data, reader=reader)

"""Doors of the tables: lists, one record, stating, correcting, withdrawing, taking a list along."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.operations.offences import reports
from binhyen.operations.offences.actions import correcting, told
from binhyen.operations.offences.actions.bulk import state_row
from binhyen.operations.offences.forms import CorrectForm, PointForm, RowForm, WithdrawForm, initial_of
from binhyen.operations.offences.permissions import READERS, RECORDERS, may_record_in
from binhyen.operations.offences.queries import detail, lists
from binhyen.operations.offences.queries.columns import columns, shown
from binhyen.operations.offences.queries.ground import on_the_ground
from binhyen.operations.offences.queries.rows import values
from binhyen.operations.offences.queries.visible import communes, recordable
from binhyen.operations.offences.rules.entries import row_of
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.offences.values import PointStatus, Table

from . import linking
from .common import columns_for, page, table_of

HELD = frozenset({"here", "elsewhere", "unknown", "substance", "amount", "unit"})  # parts of their own
DEFAULTS = {"nature": "CRIME", "agency": "POLICE", "unit": "GRAM", "plant": "POPPY"}
MOST_EXPORTED = 20_000


@require_GET
@reads_people(*READERS)
def row_list(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    state, found, places = _found(request, kind)
    shown = page_of(found, state)
    context = {
        "table": kind, "state": state, "page": shown, "tables": Table,
        "lines": lists.lines(table=kind, rows=list(shown), places=places), "heads": _heads(kind, places),
        "may_record": bool(recordable(scope=request.scope, on=request.today)),
    }  # fmt: skip
    return render_list(request, "offences/rows.html", context)


def _found(request: ReaderRequest, kind: Table) -> tuple[ListState, Any, Any]:
    places = communes(scope=request.scope, on=request.today)
    state = read_state(params=request.GET, listing=lists.listing(kind, places=places))
    return state, lists.found(table=kind, state=state, scope=request.scope, places=places), places


def _heads(kind: Table, places: Any) -> list[tuple[Any, str]]:
    """Columns with the word they sort by, "" where they do not."""
    sorts = {
        "occurred_on": "ngay", "suspected_on": "ngay", "found_on": "ngay", "from_on": "ngay", "commune": "xa",
        "hamlet": "thon", "reference": "so", "plants": "cay", "area_m2": "dien-tich",
    }  # fmt: skip
    known = tuple((code, one.full_name) for code, one in places.items())
    return [(one, sorts.get(one.name, "")) for one in shown(kind, communes=known)]


@require_GET
@reads_people(*READERS)
def row_export(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    state, found, places = _found(request, kind)
    rows = list(found[:MOST_EXPORTED])
    known = tuple((code, one.full_name) for code, one in places.items())
    heads = [(one.name, str(one.label)) for one in columns(kind, communes=known)]
    lines = lists.lines(table=kind, rows=rows, places=places)
    data = reports.rows(
        table=kind, columns=heads, lines=lines, who=str(request.user), at=request.at, why=state.described()
    )
    told.exported(table=kind, rows=len(rows), by=request.user, at=request.at)
    return attachment(data=data, file_name=f"{kind.value}-{request.today:%Y%m%d}.xlsx")


@reads_people(*RECORDERS)
def row_add(request: ReaderRequest, table: str) -> HttpResponse:
    kind = table_of(table)
    initial = {"commune": request.GET.get("xa", ""), "occurred_on": request.today, **DEFAULTS}
    person = linking.person(request) if kind is Table.WANTED else None
    form = RowForm(columns=columns_for(request, kind), person=person, **linking.typed(request, initial))
    if form.is_valid():
        given = form.given()
        try:
            linking.hold(request, given.get("person_id"))
            stated = row_of(kind, given, today=request.today)
            key = form.cleaned_data["one_time_key"]
            number = state_row(row=stated, key=key, by=request.user, at=request.at)
        except OffenceRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("offences:row", kind.value, number)
    return page(request, "row_form", {"form": form, "table": kind, "title": _("Ghi: %(what)s") % {"what": kind.label}})


@require_GET
@reads_people(*READERS)
def row(request: ReaderRequest, table: str, pk: int) -> HttpResponse:
    kind = table_of(table)
    found = _record(request, kind, pk)
    places = detail.names_of(codes={one.commune_code for one in found.versions})
    known = communes(scope=request.scope, on=request.today)
    context: dict[str, Any] = {
        "table": kind, "record": found, "commune": places.get(found.last.commune_code, ""), "places": places,
        "may_record": found.now is not None and may_record_in(request.scope, found.last.commune_code),
        "line": lists.lines(table=kind, rows=[found.last], places=known)[0],
        "heads": [head for head in columns(kind, communes=()) if head.name not in HELD | {"commune"}],
        **_parts(kind, found.last),
    }  # fmt: skip
    if context.get("name") or any(one.name for one in context.get("parties", ())):
        told.opened(table=kind, record_id=pk, area=found.last.commune_code, by=request.user, at=request.at)
    return render(request, "offences/row.html", context)


def _parts(kind: Table, row: Any) -> dict[str, Any]:
    """What belongs to a record besides its columns: its persons, its life, its place on the ground."""
    life = detail.life(point_id=row.record_id) if kind is Table.POINTS else None
    established = life is not None and any(one.status == PointStatus.ESTABLISHED for one in life.steps)
    parts: dict[str, Any] = {"ground": on_the_ground(table=kind, row=row, established=established)}
    if kind is Table.OFFENCES:
        parts |= {
            "parties": detail.parties(offence_id=row.record_id), "seizures": detail.seizures(offence_id=row.record_id)
        }  # fmt: skip
    if life is not None:
        parts["life"] = life
    if kind is Table.WANTED and row.person_id:
        parts |= {"linked": row.person_id, "name": detail.name_of(person_id=row.person_id)}
    return parts


@reads_people(*RECORDERS)
def row_correct(request: ReaderRequest, table: str, pk: int) -> HttpResponse:
    kind = table_of(table)
    found = _own(request, kind, pk)
    form = _correct_form(request, kind, found)
    if form.is_valid():
        try:
            who = {"by": request.user, "at": request.at, "today": request.today, **form.who()}
            given = form.given()
            linking.hold(request, given.get("person_id"), getattr(found, "person_id", None))
            correcting.correct(table=kind, record_id=pk, given=given, **who)
        except OffenceRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã sửa. Nội dung cũ vẫn đọc được ở cuối trang."))
            return redirect("offences:row", kind.value, pk)
    return page(
        request, "row_form", {"form": form, "table": kind, "pk": pk, "title": _("Sửa: %(what)s") % {"what": kind.label}}
    )


def _correct_form(request: ReaderRequest, kind: Table, found: Any) -> Any:
    initial = {**initial_of(values(kind, [found])[found.record_id]), "version": found.pk}
    if kind is Table.POINTS:
        places = recordable(scope=request.scope, on=request.today)
        return PointForm(request.POST or None, communes=places, initial=initial)
    specs = [one for one in columns_for(request, kind) if one.name not in HELD]
    person = linking.person(request, found.person_id) if kind is Table.WANTED else None
    return CorrectForm(columns=specs, person=person, **linking.typed(request, initial))


@reads_people(*RECORDERS)
def row_withdraw(request: ReaderRequest, table: str, pk: int) -> HttpResponse:
    kind = table_of(table)
    _own(request, kind, pk)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        correcting.withdraw(
            table=kind, record_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        )  # fmt: skip
        messages.success(request, _("Đã rút. Dòng này không còn được tính."))
        return redirect("offences:row", kind.value, pk)
    context = {"form": form, "table": kind, "pk": pk, "title": _("Rút: %(what)s") % {"what": kind.label}, "grave": True}
    return page(request, "row_form", context)


def _record(request: ReaderRequest, kind: Table, pk: int) -> detail.Record:
    found = detail.record(table=kind, record_id=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def _own(request: ReaderRequest, kind: Table, pk: int) -> Any:
    """The version believed now of a record the reader may change."""
    found = _record(request, kind, pk)
    if found.now is None:
        raise Http404
    if not may_record_in(request.scope, found.now.commune_code):
        raise PermissionDenied
    return found.now

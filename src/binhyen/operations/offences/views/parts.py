"""Doors of the parts of a record: persons and seizures of an offence, steps of a point."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.offences.actions import offences, points
from binhyen.operations.offences.forms import PartyForm, SeizureForm, StepForm, WithdrawForm
from binhyen.operations.offences.models import Offence, OffenceParty, Seizure, UsePoint, UsePointFact
from binhyen.operations.offences.permissions import RECORDERS, may_record_in
from binhyen.operations.offences.queries import choices, detail
from binhyen.operations.offences.queries.rows import plain
from binhyen.operations.offences.rules.problems import OffenceRefused
from binhyen.operations.offences.values import PointStatus, Table
from binhyen.registers.people.forms.choosing import FIND
from binhyen.registers.substances.rules import label_of

from . import linking
from .common import page


@reads_people(*RECORDERS)
def party_add(request: ReaderRequest, pk: int) -> HttpResponse:
    offence = _whole(request, Offence, pk)
    form = _party_form(request, offence.commune_code, correcting=False)
    if form.is_valid() and _done(
        form, lambda: offences.add_party(offence_id=pk, details=_person(request, form), **_who(request))
    ):
        messages.success(request, _("Đã thêm một người vào vụ việc."))
        return redirect("offences:row", Table.OFFENCES, pk)
    return _page(request, form, _("Thêm người của vụ việc"), Table.OFFENCES, pk)


@reads_people(*RECORDERS)
def party_correct(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _part(request, OffenceParty, pk)
    form = _party_form(request, row.commune_code, correcting=True, row=row)
    if form.is_valid() and _done(
        form,
        lambda: offences.correct_party(
            record_id=pk, details=_person(request, form, row), **form.who(), **_who(request)
        ),
    ):
        messages.success(request, _("Đã sửa."))
        return _back(request, row)
    return _page(request, form, _("Sửa người của vụ việc"), Table.OFFENCES, row.offence_id)


def _party_form(
    request: ReaderRequest, commune: str, *, correcting: bool, row: OffenceParty | None = None
) -> PartyForm:
    others = choices.communes(scope=request.scope, on=request.today, besides=commune)
    names = ("residence", "residence_commune", "arrested")
    initial = {**{name: getattr(row, name) for name in names}, "version": row.pk} if row else {}
    typed = linking.typed(request, initial)
    if FIND in request.POST:  # a box that is not ticked is not sent: shown again it stays as it was
        typed["initial"]["arrested"] = "arrested" in request.POST
    person = linking.person(request, row.person_id if row else None)
    return PartyForm(commune=commune, communes=others, correcting=correcting, person=person, **typed)


def _person(request: ReaderRequest, form: PartyForm, row: OffenceParty | None = None) -> Any:
    """The person as stated; a link only to somebody the reader sees, or to who is linked already.

    Who has only the commune of residence to do with it may not send the person away.
    """
    details = form.details()
    elsewhere = row is not None and not may_record_in(request.scope, row.commune_code)
    if row is not None and elsewhere and details.residence_commune != row.residence_commune:
        raise choices.not_theirs()
    linking.hold(request, details.person_id, row.person_id if row else None)
    return details


@reads_people(*RECORDERS)
def seizure_add(request: ReaderRequest, pk: int) -> HttpResponse:
    _whole(request, Offence, pk)
    form = SeizureForm(request.POST or None, correcting=False)
    if form.is_valid() and _done(
        form, lambda: offences.add_seizure(offence_id=pk, details=form.details(), **_who(request))
    ):
        messages.success(request, _("Đã ghi tang vật."))
        return redirect("offences:row", Table.OFFENCES, pk)
    return _page(request, form, _("Ghi tang vật"), Table.OFFENCES, pk)


@reads_people(*RECORDERS)
def seizure_correct(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _part(request, Seizure, pk)
    shown = {"substance": label_of(row.substance), "amount": plain(row.amount), "unit": row.unit}
    form = SeizureForm(request.POST or None, correcting=True, initial={**shown, "version": row.pk})
    if form.is_valid() and _done(
        form, lambda: offences.correct_seizure(record_id=pk, details=form.details(), **form.who(), **_who(request))
    ):
        messages.success(request, _("Đã sửa."))
        return _back(request, row)
    return _page(request, form, _("Sửa tang vật"), Table.OFFENCES, row.offence_id)


@reads_people(*RECORDERS)
def step_add(request: ReaderRequest, pk: int) -> HttpResponse:
    _whole(request, UsePoint, pk)
    form = StepForm(request.POST or None, offers=detail.life(point_id=pk).offers, correcting=False)
    if form.is_valid() and _done(form, lambda: points.add_step(point_id=pk, step=form.step(), **_who(request))):
        messages.success(request, _("Đã ghi diễn biến của điểm."))
        return redirect("offences:row", Table.POINTS, pk)
    return _page(request, form, _("Ghi diễn biến của điểm"), Table.POINTS, pk)


@reads_people(*RECORDERS)
def step_correct(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _part(request, UsePointFact, pk)
    initial = {"status": row.status, "on": row.on, "reference": row.reference, "version": row.pk}
    form = StepForm(request.POST or None, offers=tuple(PointStatus), correcting=True, initial=initial)
    if form.is_valid() and _done(
        form, lambda: points.correct_step(record_id=pk, step=form.step(), **form.who(), **_who(request))
    ):
        messages.success(request, _("Đã sửa."))
        return _back(request, row)
    return _page(request, form, _("Sửa diễn biến của điểm"), Table.POINTS, row.point_id)


@reads_people(*RECORDERS)
def party_withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    return _withdraw(request, _part(request, OffenceParty, pk), offences.withdraw_party, _("Rút người khỏi vụ việc"))


@reads_people(*RECORDERS)
def seizure_withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    return _withdraw(request, _part(request, Seizure, pk), offences.withdraw_seizure, _("Rút tang vật"))


@reads_people(*RECORDERS)
def step_withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    return _withdraw(request, _part(request, UsePointFact, pk), points.withdraw_step, _("Rút một lần ghi của điểm"))


def _withdraw(request: ReaderRequest, row: Any, act: Any, title: str) -> HttpResponse:
    form = WithdrawForm(request.POST or None)
    if form.is_valid() and _done(
        form, lambda: act(record_id=row.record_id, reason=form.cleaned_data["reason"], **_who(request))
    ):
        messages.success(request, _("Đã rút."))
        return _back(request, row)
    table, whole = _home(row)
    return _page(request, form, title, table, whole, grave=True)


def _who(request: ReaderRequest) -> dict[str, Any]:
    return {"by": request.user, "at": request.at}


def _done(form: Any, act: Any) -> bool:
    """Whether the act was done; a refusal stands in the form."""
    try:
        act()
    except OffenceRefused as refusal:
        form.put(refusal)
        return False
    return True


def _whole(request: ReaderRequest, model: Any, pk: int) -> Any:
    row = model.objects.filter(record_id=pk, known_to__isnull=True).first()
    if row is None:
        raise Http404
    if not may_record_in(request.scope, row.commune_code):
        raise PermissionDenied
    return row


def _part(request: ReaderRequest, model: Any, pk: int) -> Any:
    row = detail.row_of(model=model, record_id=pk, scope=request.scope)
    if row is None:
        raise Http404
    return row


def _home(row: Any) -> tuple[Table, int]:
    return (Table.POINTS, row.point_id) if isinstance(row, UsePointFact) else (Table.OFFENCES, row.offence_id)


def _back(request: ReaderRequest, row: Any) -> HttpResponse:
    """To the record; to the commune of residence where only the part is within reach."""
    table, pk = _home(row)
    if may_record_in(request.scope, row.commune_code):
        return redirect("offences:row", table, pk)
    return redirect("offences:area", row.residence_commune)


def _page(request: ReaderRequest, form: Any, title: str, table: Table, pk: int, *, grave: bool = False) -> HttpResponse:
    return page(request, "row_form", {"form": form, "title": title, "table": table, "pk": pk, "grave": grave})

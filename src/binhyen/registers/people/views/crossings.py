"""Doors of crossings: what is open, asking, closing, objecting, explaining; and who read a file."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.registers.people import permissions
from binhyen.registers.people.actions import crossings as actions
from binhyen.registers.people.actions.reading import state_reading
from binhyen.registers.people.forms.crossings import AreaForm, ExplanationForm, GroundForm, ObjectionForm
from binhyen.registers.people.models import Crossing, Person
from binhyen.registers.people.queries import crossings as queries
from binhyen.registers.people.queries.reading import readers_of
from binhyen.registers.people.queries.visible import people
from binhyen.registers.people.rules.crossings import crossing_grounds
from binhyen.registers.people.values import Compartment, CrossingKind
from binhyen.registers.territories.queries import communes, own_provinces

FAR_BACK = timedelta(days=365)


@require_GET
@reads_people(*permissions.READERS)
def crossing_list(request: ReaderRequest) -> HttpResponse:
    scope = request.scope
    answers, leads = permissions.sees_crossings(scope=scope), permissions.leads(scope=scope)
    context = {
        "own": queries.own(user_id=request.user.pk, at=request.at),
        "answers": answers,
        "may_object": permissions.may_object(scope=scope),
        "of_unit": queries.of_unit(scope=scope, at=request.at) if answers else [],
        "leads": leads,
        "officers": queries.by_own_officers(scope=scope, on=request.today) if leads else [],
        "may_ask": bool(_grounds(request, CrossingKind.AREA)),
    }
    return render(request, "people/crossing_list.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.READERS)
def area(request: ReaderRequest) -> HttpResponse:
    grounds = _grounds(request, CrossingKind.AREA)
    form = AreaForm(request.POST or None, grounds=grounds, communes=_communes(request))
    if form.is_valid():
        try:
            crossing = actions.open_area(
                asked=form.asked(), ground=form.cleaned_data["ground"], reason=form.cleaned_data["reason"],
                scope=request.scope, by=request.user, at=request.at,
            )  # fmt: skip
        except actions.CrossingRefused as refused:
            form.add_error(None, str(refused))
        else:
            if crossing is not None:
                return _opened(request, crossing)
            form.add_error(None, _("Không có ai đúng như vậy trong sổ của tỉnh. Lần hỏi này đã được ghi nhật ký."))
    return _form(request, form, _("Xin xem người của địa bàn khác"), grounds=grounds)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.READERS)
def compartment(request: ReaderRequest, person_id: int, compartment: str) -> HttpResponse:
    person = _visible(request, person_id)
    if compartment not in Compartment.values:
        raise Http404
    grounds = _grounds(request, CrossingKind.COMPARTMENT, compartment)
    form = GroundForm(request.POST or None, grounds=grounds)
    if form.is_valid():
        try:
            crossing = actions.open_compartment(
                person_id=person_id, compartment=compartment, **form.cleaned_data,
                scope=request.scope, by=request.user, at=request.at,
            )  # fmt: skip
        except actions.CrossingRefused as refused:
            form.add_error(None, str(refused))
        else:
            return _opened(request, crossing)
    title = _("Xin mở ngăn %(compartment)s") % {"compartment": Compartment(compartment).label}
    return _form(request, form, title, grounds=grounds, person=person)


@require_POST
@reads_people(*permissions.READERS)
def close(request: ReaderRequest, crossing_id: int) -> HttpResponse:
    try:
        actions.close_crossing(crossing_id=crossing_id, by=request.user, at=request.at)
    except Crossing.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("Đã đóng. Cảm ơn anh/chị đã đóng sớm."))
    return redirect("people:crossings")


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.OBJECTORS)
def object_to(request: ReaderRequest, crossing_id: int) -> HttpResponse:
    found = queries.crossing(crossing_id=crossing_id, scope=request.scope)
    if found is None or found.user_id == request.user.pk:
        raise Http404
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.object_to_crossing(
                crossing_id=crossing_id, objection=form.cleaned_data["words"],
                scope=request.scope, by=request.user, at=request.at,
            )  # fmt: skip
        except actions.CrossingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã dừng lượt mở xem và yêu cầu giải trình."))
            return redirect("people:crossings")
    return _form(request, form, _("Lượt mở xem này không đúng"), crossing=found)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.READERS)
def explain(request: ReaderRequest, crossing_id: int) -> HttpResponse:
    found = queries.crossing(crossing_id=crossing_id, scope=request.scope)
    if found is None or found.user_id != request.user.pk or found.objected_at is None:
        raise Http404
    form = ExplanationForm(request.POST or None, initial={"words": found.explanation})
    if form.is_valid():
        actions.explain_crossing(
            crossing_id=crossing_id, explanation=form.cleaned_data["words"], by=request.user, at=request.at
        )  # fmt: skip
        messages.success(request, _("Đã gửi giải trình."))
        return redirect("people:crossings")
    return _form(request, form, _("Giải trình lượt mở xem"), crossing=found)


@require_GET
@reads_people(*permissions.READERS)
def readers(request: ReaderRequest, person_id: int) -> HttpResponse:
    person = _visible(request, person_id)
    state_reading(person_id=person_id, area=person.commune_code, by=request.user, at=request.at)
    readings = readers_of(person_id=person_id, since=request.at - FAR_BACK)
    page = "people/parts/readers_short.html" if request.htmx else "people/readers.html"  # in a file: the latest
    return render(request, page, {"person": person, "readings": readings})


def _visible(request: ReaderRequest, person_id: int) -> Person:
    person = people(request.scope).filter(pk=person_id).first()
    if person is None:
        raise Http404
    return person


def _grounds(request: ReaderRequest, kind: str, compartment: str = "") -> tuple[Any, ...]:
    return crossing_grounds(kind=kind, roles=request.scope.roles, on=request.today, compartment=compartment)


def _communes(request: ReaderRequest) -> list[tuple[str, str]]:
    rows = [
        (row.code, row.full_name)
        for province in sorted(own_provinces(scope=request.scope))
        for row in communes(on=request.today, province_code=province)
    ]
    return [row for row in rows if row[0] not in request.scope.people_areas]


def _opened(request: ReaderRequest, crossing: Crossing) -> HttpResponse:
    messages.success(request, _("Đã mở. Lãnh đạo đơn vị quản lý và đơn vị của anh/chị đã được báo."))
    return redirect("people:crossings")


def _form(request: ReaderRequest, form: forms.Form, title: str, **context: Any) -> HttpResponse:
    context |= {"form": form, "title": title}
    return render(request, "people/crossing_form.html", context, status=422 if request.method == "POST" else 200)

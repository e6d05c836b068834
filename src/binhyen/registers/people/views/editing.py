"""Doors that change one person: mending, adding, ending, a photo."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.registers.people import permissions
from binhyen.registers.people.actions import parts
from binhyen.registers.people.actions.amending import StaleEdit, amend
from binhyen.registers.people.forms.parts import PARTS, EndForm, PhotoForm, part_form
from binhyen.registers.people.forms.person import AmendForm
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries.choices import places, places_of
from binhyen.registers.people.rules.problems import PersonRefused

from .person import visible

PHOTO_LIMIT = 5 * files.MEGABYTE
_ADD: dict[str, Any] = {
    "so": parts.add_number, "lien-he": parts.add_contact, "dia-chi": parts.add_address, "ten": parts.add_alias,
    "ho-gia-dinh": parts.add_household, "nhay-cam": parts.add_sensitive,
}  # fmt: skip
TITLES = {
    "so": "Thêm giấy tờ", "lien-he": "Thêm liên hệ", "dia-chi": "Thêm địa chỉ", "ten": "Thêm tên khác",
    "ho-gia-dinh": "Thêm người trong hộ", "nhay-cam": "Thêm dữ liệu nhạy cảm",
}  # fmt: skip


def _kept(request: ReaderRequest, pk: int) -> Person:
    """The person where the reader keeps its commune; 404 where it is not seen, 403 where it is another's."""
    found = visible(request, pk)
    if not permissions.may_keep_in(scope=request.scope, commune_code=found.commune_code):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def change(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    chosen = places_of(commune_code=found.commune_code, on=request.today)
    form = AmendForm(request.POST or None, places=chosen, today=request.today, initial=AmendForm.initial_of(found))
    stale = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            amend(
                person_id=pk, version=given["version"], changes=form.changes(), by=request.user, at=request.at,
                reason=given["reason"], keep_name=given["keep_name"],
            )  # fmt: skip
        except StaleEdit as refused:
            stale = refused
            form.data = {**form.data.dict(), "version": str(refused.person.version)}  # type: ignore[attr-defined]
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa."))
            return redirect("people:person", pk)
    return render(request, "people/person_amend.html", {"form": form, "person": found, "stale": stale})


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.READERS)
def add(request: ReaderRequest, pk: int, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    found = _noting(request, pk, part)
    chosen = places(scope=request.scope, on=request.today)
    form = part_form(
        part, request.POST or None, scope=request.scope, places=chosen,
        communes=(found.commune_code, found.to_commune_code),
    )  # fmt: skip
    if form.is_valid():
        try:
            _ADD[part](person_id=pk, by=request.user, at=request.at, **form.value())  # type: ignore[attr-defined]
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm."))
            return redirect("people:person", pk)
    context = {"form": form, "person": found, "title": TITLES[part], "places": chosen if part == "dia-chi" else None}
    return render(request, "people/part_form.html", context)


def _noting(request: ReaderRequest, pk: int, part: str) -> Person:
    """Sensitive notes are for whoever opens a compartment (a health officer too), the rest for the keepers."""
    if part != "nhay-cam":
        if not permissions.may_keep(scope=request.scope):
            raise PermissionDenied
        return _kept(request, pk)
    found = visible(request, pk)
    if not permissions.may_note(scope=request.scope, communes=(found.commune_code, found.to_commune_code)):
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def end(request: ReaderRequest, pk: int, part: str, row_id: str) -> HttpResponse:
    found = _kept(request, pk)
    form = EndForm(request.POST or None, today=request.today)
    if form.is_valid():
        try:
            parts.end(person_id=pk, part=part, row_id=row_id, by=request.user, at=request.at, **form.cleaned_data)
        except parts.NoSuchPart as unknown:
            raise Http404 from unknown
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi ngày kết thúc."))
            return redirect("people:person", pk)
    return render(request, "people/part_form.html", {"form": form, "person": found, "title": _("Không còn đúng")})


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def photo(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            stored = files.store(
                content=given["file"], name=given["file"].name, by=request.user, at=request.at,
                allowed=frozenset({kinds.JPEG, kinds.PNG}), limit=PHOTO_LIMIT,
            )  # fmt: skip
            parts.add_photo(person_id=pk, file=stored, taken_on=given["taken_on"], by=request.user, at=request.at)
        except (files.FileRefused, PersonRefused) as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("Đã lưu ảnh."))
            return redirect("people:person", pk)
    context = {"form": form, "person": found, "title": _("Ảnh chân dung"), "multipart": True}
    return render(request, "people/part_form.html", context)

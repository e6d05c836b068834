"""What the doors of inspections share: the row a reader may see, a refusal as a page, a file as taken in."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files import kinds
from binhyen.foundation.files.actions import MEGABYTE, FileRefused, store
from binhyen.foundation.files.models import StoredFile
from binhyen.operations.inspections.models import Finding, Inspection
from binhyen.operations.inspections.queries import detail, visible

INVALID = 422
TAKEN = (kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PNG, kinds.JPEG)
LARGEST = 20 * MEGABYTE


def inspection_of(request: ReaderRequest, pk: int) -> Inspection:
    """Raises Http404 for an inspection the reader may not see."""
    found = visible.inspection(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def own_inspection(request: ReaderRequest, pk: int) -> Inspection:
    """An inspection of the reader's own body. Raises Http404 unseen, PermissionDenied where another body inspects."""
    found = inspection_of(request, pk)
    if not detail.inspects(inspection=found, scope=request.scope):
        raise PermissionDenied
    return found


def finding_of(request: ReaderRequest, pk: int) -> Finding:
    """Raises Http404 for a finding the reader may not see."""
    found = visible.finding(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def page(request: ReaderRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form: 422 where what was sent is not right."""
    status = INVALID if context["form"].is_bound else 200
    return render(request, f"inspections/{template}.html", context, status=status)


def taken_in(request: ReaderRequest, form: forms.Form) -> StoredFile | None:
    """The file of a form, examined and kept; None where there is none or it was refused (the form then says why)."""
    given = form.cleaned_data.get("file")
    if not given:
        return None
    try:
        return store(content=given.file, name=given.name, by=request.user, at=request.at, allowed=TAKEN, limit=LARGEST)
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None

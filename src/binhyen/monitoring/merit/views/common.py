"""What the doors of proposals share: the row a reader may see, a form as a page, a file as taken in."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files import kinds
from binhyen.foundation.files.actions import MEGABYTE, FileRefused, store
from binhyen.foundation.files.models import StoredFile
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.queries import visible

INVALID = 422
TAKEN = (kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PNG, kinds.JPEG)
LARGEST = 20 * MEGABYTE


def proposal_of(request: ReaderRequest, pk: int) -> Proposal:
    """Raises Http404 for a proposal the reader may not see."""
    found = visible.one(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def page(request: ReaderRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with a form: 422 where what was sent is not right."""
    status = INVALID if context["form"].is_bound else 200
    return render(request, f"merit/{template}.html", context, status=status)


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


def as_word(data: bytes, name: str) -> HttpResponse:
    """A Word file to be kept."""
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

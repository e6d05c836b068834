"""A paper that comes with a form: examined and kept, or the form says why not."""

from django import forms

from binhyen.foundation.access.middleware import ReaderRequest

from . import kinds
from .actions import MEGABYTE, FileRefused, store
from .models import StoredFile

PAPERS = (kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PNG, kinds.JPEG)
LARGEST = 20 * MEGABYTE


def taken_in(request: ReaderRequest, form: forms.Form) -> StoredFile | None:
    """The file of a form; None where there is none or it was refused (the form then says why)."""
    given = form.cleaned_data.get("file")
    if not given:
        return None
    try:
        return store(content=given.file, name=given.name, by=request.user, at=request.at, allowed=PAPERS, limit=LARGEST)
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None

"""Doors of the two checks anybody with an office may use: the layout of a Word file, the signatures of a PDF.

What is brought here is looked at and forgotten; nothing is stored.
"""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_letters import NoLetters
from binhyen.kit.official_lint import NotDocument, lint
from binhyen.kit.official_signatures import NotReadable, examine
from binhyen.registers.documents.forms.outgoing import CheckForm
from binhyen.registers.documents.trust import trust

LARGEST = 30 * 1024 * 1024  # bytes


@require_http_methods(["GET", "POST"])
@requires()
def layout(request: ReaderRequest) -> HttpResponse:
    """What is off in a Word file, by how much, where, and how to mend it."""
    form, report = CheckForm(request.POST or None, request.FILES or None), None
    if form.is_valid() and (content := _content(form)):
        try:
            report = lint(content)
        except (NotDocument, NoLetters) as refused:
            form.add_error("file", str(refused))
    return _shown(request, "documents/check_layout.html", form, report)


@require_http_methods(["GET", "POST"])
@requires()
def signatures(request: ReaderRequest) -> HttpResponse:
    """Who signed a PDF, whether it was changed, whom the certificate leads to."""
    form, found = CheckForm(request.POST or None, request.FILES or None), None
    held = trust()
    if form.is_valid() and (content := _content(form)):
        try:
            found = examine(content, roots=held.roots, lists=held.lists).as_data()
        except NotReadable as refused:
            form.add_error("file", str(refused))
    return _shown(request, "documents/check_signatures.html", form, found, trust=held)


def _shown(request: ReaderRequest, page: str, form: CheckForm, found: Any, **more: Any) -> HttpResponse:
    context = {"form": form, "found": found, **more}
    return render(request, page, context, status=422 if form.errors else 200)


def _content(form: CheckForm) -> bytes:
    upload: UploadedFile = form.cleaned_data["file"]
    if (upload.size or 0) > LARGEST:
        form.add_error("file", _("Tệp lớn hơn 30 MB."))
        return b""
    return upload.read()

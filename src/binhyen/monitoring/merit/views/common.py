"""What the doors of proposals share: the row a reader may see, a form as a page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit import form_pages
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.queries import visible
from binhyen.monitoring.merit.values import MeritRefused

INVALID, page = form_pages.INVALID, form_pages.form_page("merit")


def proposal_of(request: ReaderRequest, pk: int) -> Proposal:
    """Raises Http404 for a proposal the reader may not see."""
    found = visible.one(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def acted(request: ReaderRequest, form: Any, act: Callable[[], object], words: str, *to: Any) -> HttpResponse | None:
    """Do it once the form holds: back to ``to`` with ``words``. None: the form is shown, with why it was refused."""
    if not form.is_valid():
        return None
    try:
        act()
    except MeritRefused as refusal:
        form.put(refusal)
        return None
    messages.success(request, words)
    return redirect(*to)


def refused(request: ReaderRequest, refusal: MeritRefused, *to: Any) -> HttpResponse:
    """Back to ``to``, with why it was refused."""
    messages.error(request, refusal.message)
    return redirect(*to)


def as_word(data: bytes, name: str) -> HttpResponse:
    """A Word file to be kept."""
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

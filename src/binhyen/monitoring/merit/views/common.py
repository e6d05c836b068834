"""What the doors of proposals share: the row a reader may see, a form as a page."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.queries import visible

INVALID = 422


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


def as_word(data: bytes, name: str) -> HttpResponse:
    """A Word file to be kept."""
    answer = HttpResponse(data, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

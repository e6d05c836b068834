"""Handing out a file: as an attachment, never shown inside a page of ours."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_GET

from binhyen.foundation.access.middleware import ReaderRequest

from . import actions, queries


@require_GET
@login_required
def download(request: ReaderRequest, file_id: UUID) -> HttpResponse:
    file = queries.readable(file_id=file_id, scope=request.scope)
    if file is None:
        raise Http404
    content = actions.hand_out(file=file, by=request.user, at=request.at)
    answer = FileResponse(content, as_attachment=True, filename=file.name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]

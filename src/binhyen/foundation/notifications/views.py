"""One's own messages."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.middleware import ReaderRequest

from . import actions, queries
from .values import KINDS


@require_GET
@login_required
def notification_list(request: ReaderRequest) -> HttpResponse:
    messages, last = queries.page(scope=request.scope, before=_place(request.GET.get("truoc", "")))
    rows = [(message, KINDS[message.kind].label if message.kind in KINDS else "") for message in messages]
    page = {"rows": rows, "unread": any(not m.read_at for m in messages), "last": last}
    return render(request, "notifications/notification_list.html", page)


@require_GET
def unread(request: ReaderRequest) -> HttpResponse:
    """The number in the header, as a fragment of its own: a page does not wait for it."""
    return render(request, "notifications/unread.html", {"count": queries.unread_count(scope=request.scope)})


@require_GET
@login_required
def notification_open(request: ReaderRequest, notification_id: UUID) -> HttpResponse:
    message = queries.one(scope=request.scope, notification_id=notification_id)
    if message is None:
        raise Http404
    actions.mark_read(scope=request.scope, notification_id=notification_id, at=request.at)
    ours = url_has_allowed_host_and_scheme(message.url, allowed_hosts=None)
    return redirect(message.url if message.url and ours else "notifications:list")


@require_POST
@login_required
def all_read(request: ReaderRequest) -> HttpResponse:
    actions.mark_read(scope=request.scope, notification_id=None, at=request.at)
    return redirect("notifications:list")


def _place(text: str) -> tuple[datetime, UUID] | None:
    """Where a page ends, as it stands in the address: "moment,id". Anything else means the first page."""
    moment, _, last = text.partition(",")
    try:
        at, number = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
    return (at, number) if at.tzinfo else None

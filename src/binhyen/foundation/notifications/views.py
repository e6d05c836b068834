"""One's own messages."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.middleware import ReaderRequest

from . import actions, push, queries
from .forms import SubscriptionForm, device
from .values import KINDS

WORKER = Path(__file__).parent / "static" / "notifications" / "worker.js"
UNPROCESSABLE = 422


@require_GET
@login_required
def notification_list(request: ReaderRequest) -> HttpResponse:
    found, last = queries.page(scope=request.scope, before=_place(request.GET.get("truoc", "")))
    rows = [(message, KINDS[message.kind].label if message.kind in KINDS else "") for message in found]
    key = push.public_key()
    page = {
        "rows": rows, "unread": any(not m.read_at for m in found), "last": last, "key": key,
        "browsers": queries.browsers(user_id=request.user.pk) if key else [],
    }  # fmt: skip
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


@require_POST
@login_required
def subscribe(request: ReaderRequest) -> HttpResponse:
    """Sent by the page's script once the browser agreed."""
    form = SubscriptionForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=UNPROCESSABLE)
    named = device(request.headers.get("User-Agent", ""))
    try:
        actions.subscribe(user=request.user, device=named, at=request.at, **form.cleaned_data)
    except actions.PushRefused as refused:
        return HttpResponse(str(refused), status=UNPROCESSABLE, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
@login_required
def unsubscribe(request: ReaderRequest, pk: int) -> HttpResponse:
    actions.unsubscribe(user=request.user, subscription_id=pk)
    return redirect("notifications:list")


@require_POST
@login_required
def try_push(request: ReaderRequest) -> HttpResponse:
    """A message to one's own browsers, to see that it arrives."""
    if actions.try_push(user=request.user, at=request.at):
        messages.success(request, _("Đang gửi thử. Nếu sau một phút máy không hiện tin, hãy tắt đi rồi bật lại."))
    else:
        messages.error(request, _("Chưa có máy nào được bật báo tin."))
    return redirect("notifications:list")


@require_GET
def service_worker(_request: ReaderRequest) -> HttpResponse:
    """At an address of ours that does not change: a browser asks for it again by itself."""
    return HttpResponse(
        WORKER.read_bytes(), content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
    )


def _place(text: str) -> tuple[datetime, UUID] | None:
    """Where a page ends, as it stands in the address: "moment,id". Anything else means the first page."""
    moment, _, last = text.partition(",")
    try:
        at, number = datetime.fromisoformat(moment), UUID(last)
    except ValueError:
        return None
    return (at, number) if at.tzinfo else None

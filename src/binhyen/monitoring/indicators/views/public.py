"""Doors of what everybody may read, and of putting it there."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.indicators.actions.asking import ask_to_publish
from binhyen.monitoring.indicators.permissions import CLOSERS
from binhyen.monitoring.indicators.queries import closings, published


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    lists = [label for _code, label in closings.list_heads()[:-1]] + [_("Cả ba danh sách")]
    return render(request, "indicators/public.html", {"shown": published.latest(), "lists": lists})


@require_POST
@requires(*CLOSERS)
def publish(request: ReaderRequest, code: str) -> HttpResponse:
    found = closings.one(code=code)
    if found is None:
        raise Http404
    job = ask_to_publish(closing=found, by=request.user, at=request.at)
    messages.info(request, _("Đang che những số nhỏ rồi công khai."))
    return redirect(f"{reverse('indicators:closing', args=[code])}?viec={job.pk}")

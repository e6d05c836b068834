"""Doors of the terms of work, of ready texts, and of calendar feeds."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.work.actions import feeds
from binhyen.operations.work.actions import terms as acts
from binhyen.operations.work.forms.time import MOVE_LABELS, MeetingForm, TermForm
from binhyen.operations.work.permissions import PROVINCE_GIVERS, READERS, Permission, may
from binhyen.operations.work.queries import calendar as calendars
from binhyen.operations.work.queries import terms as queries
from binhyen.operations.work.queries.late import late_bodies
from binhyen.operations.work.queries.visible import acting_bodies
from binhyen.operations.work.reports.calendar import Entry, calendar
from binhyen.operations.work.rules import texts
from binhyen.operations.work.rules.recurrence import Move
from binhyen.operations.work.rules.terms import MINUTE, MOVE, Term
from binhyen.operations.work.values import WorkRefused
from binhyen.registers.organisations.models import Body

from .common import page


@require_GET
@requires(*READERS)
def terms(request: ReaderRequest) -> HttpResponse:
    rows = [(term, words(term)) for term in queries.terms(on=request.today)]
    context = {"rows": rows, "keeps": may(request.scope, Permission.GIVE), "here": "terms"}
    return render(request, "work/terms.html", context)


def words(term: Term) -> str:
    """The number of a term as people say it."""
    if term.unit == MINUTE:
        return f"{term.value // 60:02d}:{term.value % 60:02d}"
    return str(MOVE_LABELS[Move(term.value)]) if term.unit == MOVE else str(term.value)


@require_http_methods(["GET", "POST"])
@requires(*PROVINCE_GIVERS)
def term(request: ReaderRequest, code: str) -> HttpResponse:
    found = next((one for one in queries.terms(on=request.today) if one.code == code), None)
    if found is None or not may(request.scope, Permission.GIVE):
        raise Http404
    form = TermForm(request.POST or None, term=found, initial={"valid_from": request.today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            acts.set_term(
                code=code, value=form.number(), valid_from=given["valid_from"], source=given["source"],
                by=request.user, at=request.at,
            )  # fmt: skip
        except WorkRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            messages.success(request, _("Đã đặt thông số."))
            return redirect("work:terms")
    return page(request, "term", {"form": form, "term": found})


@require_GET
@requires(*READERS)
def ready_texts(request: ReaderRequest) -> HttpResponse:
    """Short words to copy into a chat group. Nothing is sent and nothing kept."""
    rows = late_bodies(scope=request.scope, at=request.at)
    address = request.build_absolute_uri(reverse("work:list"))
    form = MeetingForm(request.GET if "title" in request.GET else None)
    meeting = ""
    if form.is_valid():
        given = form.cleaned_data
        meeting = texts.meeting(title=given["title"], at=form.moment(), place=given["place"])
    context = {
        "bodies": [(one, texts.to_body(one, at=request.at, address=address)) for one in rows],
        "group": texts.to_group(rows, at=request.at, address=address), "form": form, "meeting": meeting,
        "here": "texts",
    }  # fmt: skip
    return render(request, "work/texts.html", context)


@require_GET
@requires(*READERS)
def feed_list(request: ReaderRequest) -> HttpResponse:
    context = {
        "feeds": calendars.own(scope=request.scope), "bodies": acting_bodies(request.scope), "here": "feeds"
    }  # fmt: skip
    return render(request, "work/feeds.html", context)


@require_POST
@requires(*READERS)
def make_feed(request: ReaderRequest) -> HttpResponse:
    key = request.POST.get("body", "")
    body = get_object_or_404(Body, key=key) if key else None
    if body is not None and not calendars.may_feed(request.scope, body):
        raise Http404
    token = feeds.make(body=body, by=request.user, at=request.at)
    address = request.build_absolute_uri(reverse("work:feed", args=[token]))
    return render(request, "work/feed_made.html", {"body": body, "address": address})


@require_POST
@requires(*READERS)
def revoke_feed(request: ReaderRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(calendars.own(scope=request.scope), pk=pk)
    feeds.revoke(feed_id=row.pk, by=request.user, at=request.at)
    messages.success(request, _("Đã thu hồi địa chỉ lịch."))
    return redirect("work:feeds")


@require_GET
def feed(request: ReaderRequest, token: str) -> HttpResponse:
    """Read by calendar programs: the secret address is the key; a wrong or revoked one does not exist."""
    found = calendars.opened(token_hash=feeds.hash_of(token), at=request.at)
    if found is None:
        raise Http404
    feeds.note_read(feed=found, at=request.at)
    content = calendar(
        name=found.body.name if found.body else _("việc của tôi"),
        entries=(Entry(*day) for day in calendars.days(feed=found, at=request.at)),
        at=request.at, address=request.build_absolute_uri("/").rstrip("/"),
    )  # fmt: skip
    return HttpResponse(
        content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )

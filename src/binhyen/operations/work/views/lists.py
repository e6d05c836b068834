"""Doors of lists: one's work, heads and their roll-up, who has not opened, the spreadsheet."""

from typing import Any, cast

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.journal import actions as journal
from binhyen.kit.listing import read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.operations.work.actions import doing
from binhyen.operations.work.events import WorkExported
from binhyen.operations.work.models import TaskShare
from binhyen.operations.work.permissions import DOERS, GIVERS, READERS, Permission, may
from binhyen.operations.work.queries import counting, lists, rolling
from binhyen.operations.work.queries import heads as head_queries
from binhyen.operations.work.queries.visible import acting_bodies
from binhyen.operations.work.reports import lists as reports
from binhyen.operations.work.values import Shape, Work
from binhyen.registers.territories.queries import own_provinces

from .common import task_of

HEADS_PAGE = 30
MOST_EXPORTED = 50_000


@require_GET
@requires(*READERS)
def task_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.listing())
    found = lists.found(scope=request.scope, state=state, at=request.at)
    page = Paginator(found.values_list("pk", flat=True), state.listing.page_size).get_page(state.page)
    context: dict[str, Any] = {
        "state": state, "page": page, "wide": may(request.scope, Permission.READ_ALL),
        "lines": lists.lines(page=cast("lists.Ids", page.object_list), state=state, scope=request.scope, at=request.at),
        "may_give": request.scope.has(*GIVERS), "here": "list",
    }  # fmt: skip
    if not request.htmx:
        context["counts"] = counting.counts(scope=request.scope, at=request.at)
        context["bodied"] = bool(request.scope.bodies)
    return render_list(request, "work/list.html", context)


@require_GET
@requires(*READERS)
def export(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.listing())
    found = lists.found(scope=request.scope, state=state, at=request.at)
    whole = found.count()
    lines = lists.lines(
        page=found.values_list("pk", flat=True)[:MOST_EXPORTED], state=state, scope=request.scope, at=request.at
    )
    why = state.described()
    data = reports.task_list(lines=lines, whole=whole, who=str(request.user), at=request.at, why=why)
    left = WorkExported(subject_id=request.at.isoformat(), form="xlsx", rows=len(lines))
    journal.record_leaving(left, purpose=why, by=request.user, at=request.at)
    return attachment(data=data, file_name=f"cong-viec-{request.today:%Y%m%d}.xlsx")


@require_POST
@requires(*DOERS)
def receive_all(request: ReaderRequest) -> HttpResponse:
    """Everything new of the reader's bodies is marked as seen, in one act."""
    own = list(acting_bodies(request.scope).values_list("pk", flat=True))
    shares = TaskShare.objects.filter(body__in=own, state=Work.GIVEN).values_list("pk", flat=True)
    doing.open_many(share_ids=list(shares), by=request.user, at=request.at)
    return redirect("work:list")


@require_GET
@requires(*READERS)
def heads(request: ReaderRequest) -> HttpResponse:
    found = head_queries.heads(scope=request.scope)
    page = Paginator(found, HEADS_PAGE).get_page(request.GET.get("trang"))
    rolled = rolling.roll_up(heads=list(page), at=request.at)
    rows = [(head, rolled[head.pk]) for head in page]
    return render(request, "work/heads.html", {"page": page, "rows": rows, "here": "heads"})


@require_GET
@requires(*READERS)
def heat(request: ReaderRequest) -> HttpResponse:
    """Who has not opened what was given, by commune: of all work, or of one head (``nhom``)."""
    asked = request.GET.get("nhom", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None
    head = task_of(request, number) if number else None
    if head is not None and head.shape != Shape.HEAD:
        return redirect("work:task", head.pk)
    province = next(iter(sorted(own_provinces(scope=request.scope))), "")
    drawn = head_queries.heat(scope=request.scope, province=province, on=request.today, head=head)
    return render(request, "work/heat.html", {"heat": drawn, "head": head, "here": "heat"})

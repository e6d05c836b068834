"""Doors of the register of duties: list, one duty, calendar, timeline, matrix, a body's sheet, exports, feeds."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.journal import actions as journal
from binhyen.operations.directives import followed, reports
from binhyen.operations.directives.actions import feeds
from binhyen.operations.directives.events import RegisterExported
from binhyen.operations.directives.forms.register import ExportForm, RegisterFilterForm
from binhyen.operations.directives.models import CalendarFeed
from binhyen.operations.directives.permissions import READERS, Permission, may
from binhyen.operations.directives.queries import register as queries
from binhyen.operations.directives.reader.exports import rows_to_docx, rows_to_xlsx
from binhyen.operations.directives.values import DeadlineKind, DirectiveState, DutyState, finding_label
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import complete

PAGE_ROWS = 50
FIRST_YEAR, LAST_YEAR = 2015, 2100
DOCUMENT_ROWS = 5000  # a Word appendix longer than this opens nowhere; the sheet has no such limit
FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _filter(request: ReaderRequest) -> tuple[RegisterFilterForm, dict[str, Any]]:
    """The filter form of the address and the arguments every query of the register takes."""
    form = RegisterFilterForm(request.GET)
    return form, {"scope": request.scope, "on": request.today, "asked": form.asked()}


def _whole(given: str | None, default: int, low: int, high: int) -> int:
    return min(max(int(given), low), high) if given and given.isdecimal() and len(given) < 10 else default


@require_GET
@requires(*READERS)
def duty_list(request: ReaderRequest) -> HttpResponse:
    form, arguments = _filter(request)
    found = queries.register(**arguments)
    pages = Paginator(queries.keys(found, asked=arguments["asked"]), PAGE_ROWS)
    page = pages.get_page(request.GET.get("trang"))
    lines = queries.lines(page.object_list, found=found, on=request.today)
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "query": _without_page(request),
        "sort": arguments["asked"].sort,
    }
    if request.htmx:
        return render(request, "directives/register_list.html#rows", context)
    context |= {"export": ExportForm(auto_id="export_%s")}
    return render(request, "directives/register_list.html", context)


@require_GET
@requires(*READERS)
def more_filters(request: ReaderRequest) -> HttpResponse:
    """The filters few people need, fetched when they are opened (or with the page, where one of them is set)."""
    reader: dict[str, Any] = {"scope": request.scope, "on": request.today}
    names = list(queries.directive_names(**reader).items())
    codes = [(code, finding_label(code)) for code in queries.finding_codes(**reader)]
    context = {"form": _filter(request)[0], "names": names, "codes": codes}
    return render(request, "directives/register_filters.html", context)


def _without_page(request: ReaderRequest) -> str:
    kept = request.GET.copy()
    kept.pop("trang", None)
    for key in [key for key, given in kept.items() if not given]:
        kept.pop(key)
    return kept.urlencode()


@require_GET
@requires(*READERS)
def bodies(request: ReaderRequest) -> HttpResponse:
    """Options for the filter's body field, as typed."""
    found = complete(text=request.GET.get("body", ""), on=request.today, limit=12)
    return render(request, "directives/register_bodies.html", {"bodies": found})


@require_GET
@requires(*READERS)
def duty(request: ReaderRequest, pk: int) -> HttpResponse:
    found = queries.one(scope=request.scope, on=request.today, pk=pk)
    if found is None:
        raise Http404
    work = followed.links(duty_id=pk, scope=request.scope)
    signed = found.directive.state == DirectiveState.SIGNED and found.state == DutyState.ACCEPTED
    onwards = signed and may(request.scope, Permission.REVIEW)
    context = {
        "duty": found, "today": request.today, "work": work, "can_give": onwards and not work,
        "can_report": onwards and found.deadline_type in {DeadlineKind.RECURRING, DeadlineKind.COMPOUND},
    }  # fmt: skip
    return render(request, "directives/register_duty.html", context)


@require_GET
@requires(*READERS)
def calendar(request: ReaderRequest) -> HttpResponse:
    form, arguments = _filter(request)
    year = _whole(request.GET.get("nam"), request.today.year, FIRST_YEAR, LAST_YEAR)
    month = _whole(request.GET.get("thang"), request.today.month, 1, 12)
    weeks = Calendar().monthdatescalendar(year, month)
    days = queries.calendar(**arguments, start=weeks[0][0], end=weeks[-1][-1])
    first = date(year, month, 1)
    context = {
        "form": form, "first": first, "today": request.today, "query": _without_page(request),
        "weeks": [[(day, queries.day_off(day), days.get(day, [])) for day in week] for week in weeks],
        "before": first - timedelta(days=1), "after": first + timedelta(days=32),
    }  # fmt: skip
    return render(request, "directives/register_calendar.html", context)


@require_GET
@requires(*READERS)
def timeline(request: ReaderRequest) -> HttpResponse:
    form, arguments = _filter(request)
    year = _whole(request.GET.get("nam"), request.today.year, FIRST_YEAR, LAST_YEAR)
    months = queries.timeline(**arguments, year=year)
    most = max((month.count for month in months), default=0)
    context = {"form": form, "months": months, "most": most, "year": year, "today": request.today}
    return render(request, "directives/register_timeline.html", context | {"query": _without_page(request)})


@require_GET
@requires(*READERS)
def matrix(request: ReaderRequest) -> HttpResponse:
    form, arguments = _filter(request)
    year = _whole(request.GET.get("nam"), request.today.year, FIRST_YEAR, LAST_YEAR)
    rows = queries.matrix(**arguments, year=year)
    context = {"form": form, "rows": rows, "year": year, "months": range(1, 13), "query": _without_page(request)}
    return render(request, "directives/register_matrix.html", context)


@require_GET
@requires(*READERS)
def body_sheet(request: ReaderRequest, key: str) -> HttpResponse:
    try:
        sheet = queries.body_sheet(scope=request.scope, on=request.today, key=key)
    except Body.DoesNotExist as unknown:
        raise Http404 from unknown
    open_feeds = queries.feeds(scope=request.scope, body=sheet.body)
    sections = [(_("Chủ trì"), sheet.leading), (_("Phối hợp"), sheet.coordinating)]
    context = {
        "sheet": sheet, "sections": sections, "feeds": open_feeds, "today": request.today,
        "may_feed": _may_feed(request, sheet.body),
    }  # fmt: skip
    return render(request, "directives/register_body.html", context)


@require_POST
@requires(*READERS)
def export(request: ReaderRequest, form: str) -> HttpResponse:
    arguments = _filter(request)[1]
    asked = ExportForm(request.POST, auto_id="export_%s")
    if form not in FORMS:
        raise Http404
    if not asked.is_valid():
        return render(
            request, "directives/register_export.html", {"export": asked, "query": _without_page(request)}, status=422
        )
    found = queries.register(**arguments)
    if form == "docx" and found.count() > DOCUMENT_ROWS:
        return render(
            request, "directives/register_export.html", {"export": asked, "too_many": DOCUMENT_ROWS}, status=422
        )
    rows = list(reports.register_rows(found))
    purpose = asked.cleaned_data["purpose"]
    left = RegisterExported(subject_id=f"{request.at:%Y%m%d%H%M%S}", form=form, rows=len(rows))
    journal.record_leaving(left, purpose=purpose, by=request.user, at=request.at)
    header = reports.header(by=request.user, at=request.at, purpose=purpose, rows=len(rows))
    content = rows_to_xlsx(rows, header=header) if form == "xlsx" else rows_to_docx(rows, header=header)
    name = f"phan-cong-nhiem-vu-{request.today:%Y%m%d}.{form}"
    return HttpResponse(
        content, content_type=FORMS[form], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _may_feed(request: ReaderRequest, body: Body) -> bool:
    """A body's own officers and the province's readers make feeds of what they may see."""
    return request.scope.province_wide or body.key in request.scope.bodies


@require_POST
@requires(*READERS)
def make_feed(request: ReaderRequest, key: str) -> HttpResponse:
    body = get_object_or_404(Body, key=key)
    if not _may_feed(request, body):
        raise Http404
    token = feeds.make_feed(body=body, by=request.user, at=request.at)
    address = request.build_absolute_uri(f"/viec/lich/{token}.ics")
    return render(request, "directives/register_feed_made.html", {"body": body, "address": address})


@require_POST
@requires(*READERS)
def revoke_feed(request: ReaderRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(CalendarFeed.objects.select_related("body"), pk=pk)
    if not _may_feed(request, feed.body):
        raise Http404
    feeds.revoke_feed(feed=feed, by=request.user, at=request.at)
    return redirect("directives:register-body", key=feed.body.key)


@require_GET
def feed(request: ReaderRequest, token: str) -> HttpResponse:
    """Read by calendar programs: the secret address is the key; a wrong or revoked one does not exist."""
    found = queries.open_feed(token_hash=feeds.hash_of(token))
    if found is None:
        raise Http404
    feeds.note_read(feed=found, at=request.at)
    content = reports.calendar_feed(
        found.body.name,
        queries.feed_duties(body=found.body, on=request.today),
        today=request.today,
        at=request.at,
        address=request.build_absolute_uri("/").rstrip("/"),
    )
    return HttpResponse(
        content, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "private, no-store"}
    )

"""Doors of the books: closing them, the closings there are, what was corrected since, and checking a code."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people, requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.jobs import queries as jobs
from binhyen.monitoring.indicators.actions import closing as acts
from binhyen.monitoring.indicators.forms import ClosingForm, CodeForm
from binhyen.monitoring.indicators.models import Closing
from binhyen.monitoring.indicators.permissions import CLOSERS, READERS, Permission, may
from binhyen.monitoring.indicators.queries import changes
from binhyen.monitoring.indicators.queries import closings as queries
from binhyen.monitoring.indicators.rules import periods, sealing
from binhyen.operations.cases.permissions import COUNTERS
from binhyen.operations.cases.queries import totals as cases
from binhyen.operations.cases.queries.visible import of_communes


@require_GET
@requires(*READERS)
def closings(request: ReaderRequest) -> HttpResponse:
    can_close = may(request.scope, Permission.CLOSE)
    context = {
        "closings": [(one, queries.period_of(one)) for one in queries.closings()],
        "due": queries.due(today=request.today), "can_close": can_close, "job": _job(request),
    }  # fmt: skip
    return render(request, "indicators/closings.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*CLOSERS)
def close(request: ReaderRequest, kind: str, code: str) -> HttpResponse:
    period = periods.period(kind, code)
    if period is None or not period.kind.closes:
        raise Http404
    stated = sealing.statement(request.today)
    form = ClosingForm(request.POST if request.method == "POST" else None, statement=stated.text)
    if request.method == "POST" and form.is_valid():
        try:
            job = acts.ask_to_close(
                kind=kind, code=code, note=form.cleaned_data["note"], by=request.user, at=request.at
            )
        except acts.NotClosed as refused:
            form.add_error(None, str(refused))
        else:
            return redirect(f"{reverse('indicators:closings')}?viec={job.pk}")
    found = cases.totals(on=period.end)
    context = {"period": period, "form": form, "totals": found, "source": stated.source, "lists": cases.LISTS}
    return render(request, "indicators/close.html", context, status=422 if form.errors else 200)


@require_GET
@reads_people(*READERS)
def closing(request: ReaderRequest, code: str) -> HttpResponse:
    found = _one(code)
    lines = queries.lines(closing=found, areas=of_communes(scope=request.scope))
    context = {
        "closing": found, "period": queries.period_of(found), "lines": lines, "sums": queries.sums(lines),
        "province": queries.province_sums(closing=found), "lists": queries.list_heads(),
        "whole": may(request.scope, Permission.READ_ALL), "checks": queries.checks(closing=found, most=10),
        "opens": request.scope.has(*COUNTERS), "job": _job(request),
        "can_publish": may(request.scope, Permission.CLOSE),
    }  # fmt: skip
    return render(request, "indicators/closing.html", context)


@require_GET
@reads_people(*COUNTERS)
def changed(request: ReaderRequest, code: str) -> HttpResponse:
    """The people behind the difference between what was closed and what is known now."""
    found, commune = _one(code), request.GET.get("xa", "")
    areas = [commune] if commune else of_communes(scope=request.scope)
    page, people = changes.changed(closing=found, areas=areas, page=request.GET.get("trang"))
    context = {
        "closing": found, "period": queries.period_of(found), "page": page, "people": people,
        "commune": queries.names_in_order([commune])[commune] if commune else "",
    }  # fmt: skip
    return render(request, "indicators/closing_changed.html", context)


@require_http_methods(["GET", "POST"])
def check(request: ReaderRequest) -> HttpResponse:
    """Anybody may ask whether a code on a report still stands for what was closed; who is signed in, anew."""
    asked = request.POST if request.method == "POST" else request.GET if "ma" in request.GET else None
    form = CodeForm(asked)
    found = queries.one(code=form.cleaned_data["ma"]) if form.is_bound and form.is_valid() else None
    if form.is_bound and form.is_valid() and found is None:
        form.add_error("ma", _("Không có bản chốt nào mang mã này. Nếu báo cáo in đúng mã này thì báo cáo không thật."))
    if request.method == "POST" and found is not None:
        return redirect(f"{reverse('indicators:check')}?ma={found.code}{_asked_anew(request, found)}")
    context = {"form": form, "closing": found, "job": _job(request)}
    if found is not None:
        context |= {"period": queries.period_of(found), "checks": queries.checks(closing=found, most=5)}
        if request.user.is_authenticated:
            context |= {"province": queries.province_sums(closing=found), "lists": queries.list_heads()}
    return render(request, "indicators/check.html", context, status=422 if form.errors else 200)


def _asked_anew(request: ReaderRequest, found: Closing) -> str:
    """Reads every row, so only for somebody we know; everybody else sees what was found last night."""
    if not request.user.is_authenticated:
        return ""
    job = acts.ask_to_check(closing=found, by=request.user, at=request.at)
    messages.info(request, _("Đang đối chiếu từng dòng. Kết quả hiện ra dưới đây."))
    return f"&viec={job.pk}"


def _one(code: str) -> Closing:
    found = queries.one(code=code)
    if found is None:
        raise Http404
    return found


def _job(request: ReaderRequest) -> object:
    number = request.GET.get("viec", "")
    return jobs.visible(scope=request.scope).filter(pk=int(number)).first() if number.isdecimal() else None

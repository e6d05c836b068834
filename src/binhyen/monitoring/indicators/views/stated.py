"""Doors of figures units report of what the product cannot count: entering, correcting, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.indicators.actions import stating as acts
from binhyen.monitoring.indicators.forms import CorrectForm, StateForm, WithdrawForm
from binhyen.monitoring.indicators.models import FigureRun, StatedFigure
from binhyen.monitoring.indicators.permissions import STATERS, may_state
from binhyen.monitoring.indicators.queries import boards
from binhyen.monitoring.indicators.queries import stated as queries
from binhyen.monitoring.indicators.rules.dictionary import Entry
from binhyen.monitoring.indicators.rules.dictionary import entry as entry_of
from binhyen.monitoring.indicators.rules.spans import kept, kept_kinds


@require_http_methods(["GET", "POST"])
@requires(*STATERS)
def state(request: ReaderRequest, code: str) -> HttpResponse:
    entry, run = _to_state(code)
    areas = may_state_of(request, entry, run)
    if not areas:
        raise PermissionDenied
    wanted = boards.asked(params=request.GET, areas=areas, as_of=run.as_of)
    form = StateForm(
        request.POST or None, entry=entry, scope=request.scope, areas=areas,
        periods={kind.name: kept(kind.code, request.today) for kind in kept_kinds()},
        initial={"area": wanted.area, "period": f"{wanted.kind}:{wanted.period.code}"},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        area, period = form.cleaned_data["area"], form.chosen()
        given = {"code": code, "area": area, "period": period, "given": form.reported()}
        try:
            acts.state(**given, by=request.user, at=request.at, today=request.today)
        except acts.NotStated as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi số do đơn vị báo cáo."))
            return redirect(_page(code, area, f"&loai-ky={period.kind.code}&ky={period.code}"))
    return _form(request, form, entry, _("Nhập số do đơn vị báo cáo"), wanted.area)


@require_http_methods(["GET", "POST"])
@requires(*STATERS)
def correct(request: ReaderRequest, pk: int) -> HttpResponse:
    found, entry = _one(request, pk)
    initial = {
        "numerator": found.numerator // entry.scale, "denominator": found.denominator, "note": found.note,
        "document": _cited(found, request),
    }  # fmt: skip
    form = CorrectForm(request.POST or None, entry=entry, scope=request.scope, initial=initial)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            acts.correct(pk=pk, given=form.reported(), reason=reason, by=request.user, at=request.at)
        except acts.NotStated as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã sửa. Số trước vẫn xem lại được."))
            return redirect(_page(entry.code, found.area))
    return _form(request, form, entry, _("Sửa số do đơn vị báo cáo"), found.area, found)


@require_http_methods(["GET", "POST"])
@requires(*STATERS)
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    found, entry = _one(request, pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.withdraw(pk=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        except acts.NotStated as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút số này."))
            return redirect(_page(entry.code, found.area))
    return _form(request, form, entry, _("Rút số do đơn vị báo cáo"), found.area, found)


def _cited(found: StatedFigure, request: ReaderRequest) -> str:
    """Nothing where the document is not this reader's to see: they name one they do see."""
    if not queries.seen(rows=[found], scope=request.scope):
        return ""
    day = found.document.issued_on
    return f"{found.document.printed} {day:%d/%m/%Y}" if day else found.document.printed


def may_state_of(request: ReaderRequest, entry: Entry, run: FigureRun) -> dict[str, str]:
    """Areas the reader may enter a figure of."""
    areas = boards.areas_of(scope=request.scope, run=run)
    return {code: name for code, name in areas.items() if may_state(request.scope, owner=entry.owner, area=code)}


def _to_state(code: str) -> tuple[Entry, FigureRun]:
    entry, run = entry_of(code), boards.latest_run()
    if entry is None or run is None or queries.counted(run=run, code=code):
        raise Http404
    return entry, run


def _one(request: ReaderRequest, pk: int) -> tuple[StatedFigure, Entry]:
    found = queries.one(pk=pk)
    if found is None:
        raise Http404
    entry, run = _to_state(found.code)
    if found.area not in may_state_of(request, entry, run):
        raise PermissionDenied
    return found, entry


def _page(code: str, area: str, more: str = "") -> str:
    return f"{reverse('indicators:indicator', args=[code])}?dia-ban={area}{more}"


def _form(
    request: ReaderRequest, form: object, entry: Entry, title: str, area: str, found: StatedFigure | None = None
) -> HttpResponse:
    name = dict(boards.named([area])).get(area, "")
    context = {"form": form, "entry": entry, "title": title, "back": _page(entry.code, area), "found": found}
    status = 422 if getattr(form, "errors", None) else 200
    return render(request, "indicators/state.html", context | {"name": name}, status=status)

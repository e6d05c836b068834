"""Doors of lists: my reports, all reports, the code on a paper."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import consolidating, signing
from binhyen.monitoring.reporting.forms.acts import CodeForm
from binhyen.monitoring.reporting.models import Consolidation, ReportSeal
from binhyen.monitoring.reporting.permissions import ALL_READERS, READERS, Permission, may, may_read
from binhyen.monitoring.reporting.queries import consolidation, rounds, seals
from binhyen.monitoring.reporting.queries import mine as queries
from binhyen.monitoring.reporting.rules.signing import read_code
from binhyen.monitoring.reporting.values.reports import STATE_LABELS


@require_GET
@requires(*READERS)
def mine(request: ReaderRequest) -> HttpResponse:
    found = queries.mine(scope=request.scope, at=request.at)
    everything = may(request.scope, Permission.READ_ALL)
    if everything and not (found.open or found.sent or found.ahead):
        return redirect("reporting:list")
    return render(request, "reporting/mine.html", {"mine": found, "everything": everything})


@require_GET
@requires(*ALL_READERS)
def listing(request: ReaderRequest) -> HttpResponse:
    page, lines = queries.listing(scope=request.scope, params=request.GET, at=request.at)
    recent = list(rounds.rounds(at=request.at)[: rounds.ROUNDS_SHOWN])
    context = {
        "page": page, "lines": lines, "states": STATE_LABELS.items(), "lates": queries.LATE_FILTERS, "rounds": recent,
        "asked": {name: request.GET.get(name, "") for name in ("ky", "trang-thai", "cham", "q")},
        "round": next((one for one in recent if str(one.pk) == request.GET.get("ky")), None), "everything": True,
    }  # fmt: skip
    return render(request, "reporting/list.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def check(request: ReaderRequest) -> HttpResponse:
    """Anybody who is signed in may ask whether a code on a report still stands for what was signed."""
    form = CodeForm(request.POST if request.method == "POST" else request.GET if "ma" in request.GET else None)
    code = read_code(form.cleaned_data["ma"]) if form.is_valid() else None
    seal, together = (seals.of_code(code=code), consolidation.one(code=code)) if code else (None, None)
    verdict: seals.SealVerdict | None = None
    if form.is_bound and form.is_valid() and seal is None and together is None:
        form.add_error("ma", _("Không có báo cáo nào mang mã này. Nếu giấy in đúng mã này thì báo cáo không thật."))
    if request.method == "POST":
        verdict = _verified(request, seal, together)
    report = seal.version.report if seal else None
    reads = report is not None and may_read(request.scope, body_key=report.body.key, area_code=report.area_code)
    context = {
        "form": form, "code": code, "seal": seal, "together": together, "verdict": verdict, "reads": reads,
        "everything": may(request.scope, Permission.READ_ALL),
    }  # fmt: skip
    return render(request, "reporting/check.html", context, status=422 if form.errors else 200)


def _verified(
    request: ReaderRequest, seal: ReportSeal | None, together: Consolidation | None
) -> seals.SealVerdict | None:
    if seal is not None:
        return signing.verify(seal=seal, by=request.user, at=request.at)
    return consolidating.verify(row=together, by=request.user, at=request.at) if together else None

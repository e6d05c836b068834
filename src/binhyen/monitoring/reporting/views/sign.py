"""Doors of signing and receiving: the statement on the phone, back for correction, excused, extended, locked."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import receiving, signing
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.acts import DECISIONS, ReasonForm, ReceiveForm, SignForm, granting
from binhyen.monitoring.reporting.models import Report
from binhyen.monitoring.reporting.permissions import FILLERS, RECEIVERS, SIGNERS, may_sign
from binhyen.monitoring.reporting.queries import report as queries
from binhyen.monitoring.reporting.queries.requests import latest_request
from binhyen.monitoring.reporting.reports.evidence import show_sent
from binhyen.monitoring.reporting.rules import duties
from binhyen.monitoring.reporting.values.reports import EDITABLE, HANDED_IN, State, Step

from .asking import own_report, report_of


@require_http_methods(["GET", "POST"])
@requires(*SIGNERS)
def sign(request: ReaderRequest, pk: int) -> HttpResponse:
    """Read it, tick the statement, sign. What must be mended first is said instead."""
    report, step = _turn(request, pk)
    sheet = queries.sheet(report=report, at=request.at)
    stated = duties.statement(request.today)
    seen = signing.fingerprint(sheet.version.content if sheet.version else sheet.content.data())
    begun = {"seen": seen, "capacity": duties.capacity_of(request.user.position)}
    form = SignForm(request.POST or None, statement=stated.text, post=step.title, initial=begun)
    if form.is_valid():
        try:
            done = signing.sign(report_id=pk, **form.cleaned_data, scope=request.scope, by=request.user, at=request.at)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            why_not = show_sent(report=done, scope=request.scope, by=request.user, at=request.at)
            if why_not:
                messages.warning(request, _("Chưa nộp được vào việc được giao: %(why)s") % {"why": why_not})
            said = _("Đã ký và gửi báo cáo.") if done.state == State.SENT else _("Đã ký. Báo cáo chờ người ký tiếp.")
            messages.success(request, said)
            return redirect("reporting:fill", pk)
    context = {
        "report": report, "sheet": sheet, "step": step, "form": form, "stated": stated, "back": ReasonForm(),
        "last": sum(1 for _step, signature in sheet.steps if signature is None) == 1,
    }  # fmt: skip
    return render(request, "reporting/sign.html", context, status=422 if form.errors else 200)


@require_POST
@requires(*SIGNERS)
def send_back(request: ReaderRequest, pk: int) -> HttpResponse:
    report, _step = _turn(request, pk)
    try:
        signing.send_back(
            report_id=report.pk, reason=request.POST.get("reason", ""), scope=request.scope, by=request.user,
            at=request.at,
        )  # fmt: skip
    except ReportRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã đưa báo cáo về để sửa."))
    return redirect("reporting:fill", pk)


@require_http_methods(["GET", "POST"])
@requires(*FILLERS)
def correct(request: ReaderRequest, pk: int) -> HttpResponse:
    """Open a sent report for a correction, with its reason."""
    report = own_report(request, pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            signing.correct(report_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã mở để đính chính. Bản đã gửi vẫn giữ nguyên."))
            return redirect("reporting:fill", pk)
    context = {"report": report, "form": form, "title": _("Đính chính báo cáo đã gửi"), "act": _("Mở để đính chính")}
    return render(request, "reporting/reason.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(*RECEIVERS)
def receive(request: ReaderRequest, pk: int) -> HttpResponse:
    """One act of the receiving office on one report."""
    report = report_of(request, pk)
    asked = latest_request(report=report)
    offered = _offered(request, report)
    form = ReceiveForm(request.POST or None, offered=offered, initial=granting(asked, offered))
    if form.is_valid():
        try:
            _receive(request, report, **form.cleaned_data)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi."))
            return redirect("reporting:fill", pk)
    context = {"report": report, "form": form, "title": _("Xử lý báo cáo"), "act": _("Ghi"), "asked": asked}
    return render(request, "reporting/reason.html", context, status=422 if form.errors else 200)


def _turn(request: ReaderRequest, pk: int) -> tuple[Report, Step]:
    """The report and the signature that comes next, where it is this reader's to give; 403 where it is another's."""
    report = report_of(request, pk)
    steps = signing.steps_of(report)
    step = steps[report.signed_steps] if report.signed_steps < len(steps) else None
    given = {"body_key": report.body.key, "area_code": report.area_code}
    if step is None or not may_sign(request.scope, step.roles, **given):
        raise PermissionDenied
    return report, step


def _offered(request: ReaderRequest, report: Report) -> frozenset[str]:
    """Only what fits the report as it stands."""
    found = {"unlock" if report.locked else "lock"}
    if report.asked_at is not None:
        found.add("decline")
    if report.state in HANDED_IN:
        found.add("give_back")
    if report.state == State.SENT:
        found.add("accept")
    sent = report.first_sent_at
    if (sent or request.at) > report.due_at and not report.excused:
        found.add("excuse")
    if sent is None and request.at <= report.due_at and report.state in EDITABLE:
        found.add("extend")
    return frozenset(found)


def _receive(request: ReaderRequest, report: Report, *, what: str, reason: str, until: datetime | None = None) -> None:
    by: dict[str, Any] = {"by": request.user, "at": request.at}
    if what == "accept":
        receiving.accept(report_id=report.pk, **by)
    elif what == "give_back":
        receiving.give_back(report_id=report.pk, reason=reason, **by)
    else:
        made = receiving.decide(report_ids=[report.pk], what=DECISIONS[what], reason=reason, until=until, **by)
        for _report, why in made.refused:
            raise ReportRefused(why)

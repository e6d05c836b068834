"""Doors of duties: the list, one with its rounds, a new one from a directive's words, its end, a round on demand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import duties as acts
from binhyen.monitoring.reporting.actions import locking
from binhyen.monitoring.reporting.actions import rounds as round_acts
from binhyen.monitoring.reporting.actions.refusals import DaysLost, ReportRefused
from binhyen.monitoring.reporting.forms.duties import AskForm, DutyForm, EndForm, LockForm, aware_field
from binhyen.monitoring.reporting.models import ReportDuty
from binhyen.monitoring.reporting.permissions import KEEPERS, READERS, Permission, may
from binhyen.monitoring.reporting.queries import forms, rounds, seams
from binhyen.monitoring.reporting.queries.proposing import initial, initial_of_task
from binhyen.monitoring.reporting.rules.calendar import containing
from binhyen.monitoring.reporting.rules.states import moment
from binhyen.monitoring.reporting.values.forms import FormDefinition
from binhyen.monitoring.reporting.values.periods import Beat
from binhyen.operations.directives.models import Duty
from binhyen.operations.work.models import Task
from binhyen.operations.work.queries import visible as tasks
from binhyen.registers.territories.queries import own_provinces


@require_GET
@requires(*READERS)
def duties(request: ReaderRequest) -> HttpResponse:
    context = {
        "lines": rounds.duties(), "ended": rounds.duties(ended=True), "keeps": may(request.scope, Permission.KEEP),
        "everything": may(request.scope, Permission.READ_ALL),
    }  # fmt: skip
    return render(request, "reporting/duties.html", context)


@require_GET
@requires(*READERS)
def duty(request: ReaderRequest, key: str) -> HttpResponse:
    line = _line(key)
    held = rounds.rounds(at=request.at).filter(duty=line.duty)[: rounds.ROUNDS_SHOWN]
    context = {
        "line": line, "rounds": held, "keeps": may(request.scope, Permission.KEEP),
        "form": rounds.form_of(found=line.duty, on=request.today), "at": request.at,
        "everything": may(request.scope, Permission.READ_ALL), "asks": line.duty.beat == Beat.ON_DEMAND,
        "seams": seams.sentences(duty=line.duty, on=request.today), "locks": line.duty.locks.all(),
    }  # fmt: skip
    return render(request, "reporting/duty.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def make(request: ReaderRequest) -> HttpResponse:
    """A duty of the province: from nothing, from a directive's recurring duty (``viec``), from work (``cong-viec``)."""
    found, task = _directive_duty(request), _task(request)
    held, others = _forms(request)
    begin = initial_of_task(task, today=request.today) if task else initial(found, today=request.today)
    form = DutyForm(request.POST or None, forms_held=held, today=request.today, initial=begin)
    if form.is_valid():
        try:
            made = _make(request, form, found, task)
        except ReportRefused as refused:
            _refused(form, refused)
        else:
            messages.success(request, _made(made))
            return redirect("reporting:duty", made.key)
    context = {
        "form": form, "title": _("Đặt chế độ báo cáo"), "act": _("Đặt"), "found": found, "task": task, "others": others,
        "offered": rounds.recurring_of_directives()[:20] if not (found or task) else (),
    }  # fmt: skip
    return render(request, "reporting/duty_make.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def end(request: ReaderRequest, key: str) -> HttpResponse:
    line = _line(key)
    running = None if line.duty.beat == Beat.ON_DEMAND else containing(line.duty.rhythm, request.today)
    form = EndForm(request.POST or None, initial={"valid_to": running.last if running else request.today})
    if form.is_valid():
        try:
            acts.end(
                key=key, **form.cleaned_data, aware="aware" in request.POST, by=request.user, at=request.at
            )  # fmt: skip
        except ReportRefused as refused:
            _refused(form, refused)
        else:
            messages.success(request, _("Chế độ này không mở kỳ mới nữa."))
            return redirect("reporting:duty", key)
    title = _("Thôi chế độ: %(name)s") % {"name": line.duty.name}
    return _plain(request, line, form, title, _("Thôi chế độ này"), running=running)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def lock(request: ReaderRequest, key: str) -> HttpResponse:
    """How long after its clock a report of the duty is locked, from a day on."""
    line = _line(key)
    form = LockForm(request.POST or None, initial={"valid_from": request.today})
    if form.is_valid():
        try:
            locking.set_lock(key=key, **form.cleaned_data, by=request.user, at=request.at)
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đặt. Kỳ đã đến hạn giữ cách khóa của nó."))
            return redirect("reporting:duty", key)
    return _plain(request, line, form, _("Khóa báo cáo sau hạn"), _("Đặt"))


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def ask(request: ReaderRequest, key: str) -> HttpResponse:
    """A report on demand: of which days, until when."""
    line = _line(key)
    form = AskForm(request.POST or None, today=request.today)
    if form.is_valid():
        given = form.cleaned_data
        try:
            made = round_acts.ask(
                duty=line.duty, first=given["first"], last=given["last"], due=given["due"], asked=given["asked"],
                unit_keys=form.keys(), by=request.user, at=request.at,
            )  # fmt: skip
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã yêu cầu. Các đơn vị thấy ngay trong việc của mình."))
            return redirect(f"/bao-cao/tat-ca/?ky={made.pk}")
    return _plain(request, line, form, _("Yêu cầu báo cáo đột xuất"), _("Yêu cầu"))


def _forms(request: ReaderRequest) -> tuple[list[FormDefinition], int]:
    """Forms to choose from, and how many more were made for another province: shown where they are asked for."""
    published = list(forms.published(province=_province(request)))
    held = [one for one in published if "moi-mau" in request.GET or one.meant_for(_province(request))]
    return held, len(published) - len(held)


def _make(request: ReaderRequest, form: DutyForm, found: Duty | None, task: Task | None) -> ReportDuty:
    return acts.make(
        details=form.details(directive=found is not None), province=_province(request),
        directive_duty_id=found.pk if found else None, task_id=task.pk if task else None,
        aware="aware" in request.POST, by=request.user, at=request.at,
    )  # fmt: skip


def _refused(form: Any, refused: ReportRefused) -> None:
    """Say why; where days would be in no report, ask whether that is known."""
    form.add_error(None, str(refused))
    if isinstance(refused, DaysLost):
        form.fields["aware"] = aware_field()


def _made(duty: ReportDuty) -> str:
    held = duty.rounds.order_by("period_end").last()
    if held is None:
        return _("Đã đặt chế độ báo cáo. Kỳ đầu mở khi đến ngày.")
    said = _("Đã đặt chế độ báo cáo và mở kỳ %(name)s, hạn %(when)s.")
    return said % {"name": held.name, "when": moment(held.due_at)}


def _plain(request: ReaderRequest, line: rounds.DutyLine, form: Any, title: str, act: str, **more: Any) -> HttpResponse:
    context = {"line": line, "form": form, "title": title, "act": act, **more}
    return render(request, "reporting/duty_make.html", context, status=422 if form.errors else 200)


def _line(key: str) -> rounds.DutyLine:
    found = rounds.duty(key=key)
    if found is None:
        raise Http404
    return found


def _province(request: ReaderRequest) -> str:
    return min(own_provinces(scope=request.scope), default="")


def _directive_duty(request: ReaderRequest) -> Duty | None:
    number = request.GET.get("viec", "")
    found = rounds.recurring_of_directives(number=int(number)).first() if number.isdecimal() else None
    if number and found is None:
        raise Http404
    return found


def _task(request: ReaderRequest) -> Task | None:
    number = request.GET.get("cong-viec", "")
    found = tasks.one(scope=request.scope, pk=int(number)) if number.isdecimal() else None
    if number and found is None:
        raise Http404
    return found

"""Doors of findings: the list, one of them, stating, and each step until somebody else says it is mended."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from binhyen.foundation import figures
from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.taking import taken_in
from binhyen.foundation.journal import actions as journal
from binhyen.kit.listing import page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.operations.inspections import reports
from binhyen.operations.inspections.actions import findings
from binhyen.operations.inspections.events import FindingsExported
from binhyen.operations.inspections.forms import FindingForm, StepForm, finding_initial
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.inspections.permissions import PLANNERS, READERS, TAKING_PART
from binhyen.operations.inspections.queries import detail, lists
from binhyen.operations.inspections.values import InspectionRefused

from .common import finding_of, own_inspection, page

MOST_EXPORTED = 20_000
CLAIM, VERIFY = "bao-khac-phuc", "xac-nhan"  # the one shows what was done, the other needs no words
# step -> (title, what it means, who takes it, with a file, with a day)
STEPS: dict[str, tuple[Any, Any, str, bool, bool]] = {
    "giai-trinh": (
        gettext_lazy("Giải trình"), gettext_lazy("Vì sao có việc này, hoàn cảnh cụ thể."), "answer", True, False,
    ),
    CLAIM: (
        gettext_lazy("Báo đã khắc phục"),
        gettext_lazy("Đã làm gì, kết quả ra sao, kèm tệp cho thấy. Cơ quan theo dõi sẽ xem và xác nhận."),
        "answer", True, False,
    ),
    VERIFY: (gettext_lazy("Xác nhận đã khắc phục"), gettext_lazy("Đã xem và thấy đúng."), "follow", False, False),
    "chua-chap-nhan": (
        gettext_lazy("Chưa chấp nhận"), gettext_lazy("Còn thiếu gì, phải làm tiếp gì. Hạn vẫn chạy."),
        "follow", False, False,
    ),
    "gia-han": (
        gettext_lazy("Gia hạn khắc phục"), gettext_lazy("Hạn đầu vẫn được giữ và tính riêng."), "follow", False, True,
    ),
    "rut": (gettext_lazy("Rút phát hiện"), gettext_lazy("Vẫn đọc được, kèm lý do rút."), "inspect", False, False),
}  # fmt: skip


@require_GET
@requires(*READERS)
def finding_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.finding_listing())
    found = page_of(lists.findings(scope=request.scope, state=state, on=request.today), state)
    context = {"state": state, "page": found, "today": request.today, "here": "findings"}
    return render_list(request, "inspections/findings.html", context)


@require_GET
@requires(*READERS)
def export(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.finding_listing())
    rows = list(lists.findings(scope=request.scope, state=state, on=request.today)[:MOST_EXPORTED])
    why = state.described()
    data = reports.findings(rows=rows, on=request.today, who=str(request.user), at=request.at, why=why)
    left = FindingsExported(subject_id=request.at.isoformat(), rows=len(rows))
    journal.record_leaving(left, purpose=why, by=request.user, at=request.at)
    return attachment(data=data, file_name=f"phat-hien-kiem-tra-{request.today:%Y%m%d}.xlsx")


@require_GET
@requires(*READERS)
def finding(request: ReaderRequest, pk: int) -> HttpResponse:
    found = finding_of(request, pk)
    shown = detail.finding_page(finding=found, scope=request.scope, on=request.today)
    figure = next((one for one in figures.known() if one.code == found.indicator), None) if found.indicator else None
    mine = detail.inspects(inspection=found.inspection, scope=request.scope)
    context = {"page": shown, "finding": found, "figure": figure, "mine": mine, "today": request.today}
    return render(request, "inspections/finding.html", context)


@requires(*PLANNERS)
def add(request: ReaderRequest, pk: int) -> HttpResponse:
    inspection = own_inspection(request, pk)
    form = _form(request, inspection, {"due_on": None})
    if form.is_valid():
        try:
            made = findings.state(inspection_id=pk, details=form.details(), by=request.user, at=request.at)
        except InspectionRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã ghi phát hiện."))
            return redirect("inspections:finding", made.pk)
    return page(request, "state", {"form": form, "inspection": inspection, "title": _("Ghi phát hiện")})


@requires(*PLANNERS)
def change(request: ReaderRequest, pk: int) -> HttpResponse:
    found = finding_of(request, pk)
    inspection = own_inspection(request, found.inspection_id)
    form = _form(request, inspection, finding_initial(found))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"] or 0
            findings.change(
                finding_id=pk, version=version, details=form.details(), by=request.user, at=request.at
            )  # fmt: skip
        except InspectionRefused as refusal:
            form.put(refusal)
        else:
            messages.success(request, _("Đã sửa phát hiện."))
            return redirect("inspections:finding", pk)
    return page(
        request, "state", {"form": form, "inspection": inspection, "finding": found, "title": _("Sửa phát hiện")}
    )


def _form(request: ReaderRequest, inspection: Inspection, initial: dict[str, Any]) -> FindingForm:
    targets = list(inspection.targets.order_by("sort_key"))
    return FindingForm(
        request.POST or None, targets=targets, figures=[(one.code, one.label) for one in figures.known()],
        today=request.today, initial=initial,
    )  # fmt: skip


@requires(*TAKING_PART)
def step(request: ReaderRequest, pk: int, name: str) -> HttpResponse:
    """One step about a finding; ``name`` is a key of STEPS. 403 for whose turn it is not."""
    found = finding_of(request, pk)
    title, words, who, with_file, with_day = STEPS.get(name) or _unknown()
    shown = detail.finding_page(finding=found, scope=request.scope, on=request.today)
    allowed = {
        "answer": shown.may_answer, "follow": shown.may_follow,
        "inspect": detail.inspects(inspection=found.inspection, scope=request.scope),
    }  # fmt: skip
    if not allowed[who]:
        raise PermissionDenied
    form = StepForm(
        request.POST or None, request.FILES or None, with_file=with_file, with_day=with_day, shows=name == CLAIM,
        words=name != VERIFY,
    )  # fmt: skip
    if form.is_valid():
        file = taken_in(request, form)
        if not form.errors and _took(request, pk, name, form, file):
            messages.success(request, _("Đã ghi."))
            return redirect("inspections:finding", pk)
    context = {"form": form, "finding": found, "inspection": found.inspection, "title": title, "words": words}
    return page(request, "step", context)


def _took(request: ReaderRequest, pk: int, name: str, form: StepForm, file: Any) -> bool:
    given: dict[str, Any] = {
        "finding_id": pk, "text": form.cleaned_data["text"], "by": request.user, "at": request.at
    }  # fmt: skip
    acts: dict[str, Callable[[], object]] = {
        "giai-trinh": lambda: findings.explain(**given, file=file),
        CLAIM: lambda: findings.claim(**given, file=file),
        VERIFY: lambda: findings.verify(**given),
        "chua-chap-nhan": lambda: findings.reject(**given),
        "gia-han": lambda: findings.extend(**given, to=form.cleaned_data["to"]),
        "rut": lambda: findings.withdraw(**given),
    }
    try:
        acts[name]()
    except InspectionRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return False
    return True


def _unknown() -> Any:
    raise Http404

"""Doors of one task: its page, and what a body does with its part."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.actions import FileRefused
from binhyen.operations.work.actions import claiming, doing, proving
from binhyen.operations.work.forms.reason import ReasonForm
from binhyen.operations.work.forms.work import PersonForm, ShowForm, StepForm
from binhyen.operations.work.models import Evidence, Task, TaskShare, TaskStep
from binhyen.operations.work.permissions import DOERS, GIVERS, READERS, Permission, may
from binhyen.operations.work.queries import detail, rolling
from binhyen.operations.work.queries.lists import PERIOD, day_asked
from binhyen.operations.work.queries.times import times
from binhyen.operations.work.values import Cadence, Part, Shape, Work, WorkRefused

from .common import INVALID, acting_as, hand_for, own_share, page, task_of, told

TURNS_PAGE = 12
JSON = "application/json"


@require_safe
@requires(*READERS)
def task(request: ReaderRequest, pk: int) -> HttpResponse:
    found = task_of(request, pk)
    own = detail.own_copy(head=found, scope=request.scope) if not may(request.scope, Permission.READ_ALL) else None
    if own:
        return redirect("work:task", own)
    shown = detail.page(task=found, scope=request.scope, on=request.today)
    if shown.mine and shown.mine.share.state == Work.GIVEN:
        doing.open_task(task_id=pk, hand=hand_for(request, shown.mine.share.body_id))
        found = task_of(request, pk)
        shown = detail.page(task=found, scope=request.scope, on=request.today)
    context: dict[str, Any] = {"page": shown, "task": found, "late": _late(request, shown), "here": "list"}
    context["times"] = times(task=found, scope=request.scope, at=request.at)
    if found.shape == Shape.HEAD:
        context |= _rolled(request, found)
    if shown.mine:
        people = detail.colleagues(body=shown.mine.share.body, at=request.at)
        context |= {
            "step_form": StepForm(people=people, auto_id="step_%s"),
            "person_form": PersonForm(
                people=people, initial={"person": shown.mine.share.person_id}, auto_id="named_%s"
            ),
        }
    return render(request, "work/task.html", context)


def _rolled(request: ReaderRequest, head: Task) -> dict[str, Any]:
    """A head's copies: of work with periods those of the period asked for (``ky``), and its periods, each rolled up."""
    day, state = day_asked(request.GET.get(PERIOD, "")), request.GET.get("tinh-trang", "")
    rolled = rolling.roll_up(heads=[head], at=request.at, on=day)[head.pk]
    copies, many = rolling.copies(head=head, at=request.at, turn=rolled.turn, state=state)
    shown = {"rolled": rolled, "late": rolled.overdue > 0, "copies": copies, "many": many, "chosen": state}
    if head.cadence == Cadence.ONCE:
        return shown
    turns = Paginator(rolling.turns(head=head, today=request.today), TURNS_PAGE).get_page(request.GET.get("trang"))
    return {**shown, "turns": turns, "by_turn": rolling.rolled(turns=turns, at=request.at)}


def _late(request: ReaderRequest, shown: detail.TaskPage) -> bool:
    due = shown.task.due_at
    return bool(due and due < request.at and shown.task.state in ("GIVEN", "OPENED", "DOING", "REJECTED"))


@requires(*DOERS)
def show(request: ReaderRequest, pk: int) -> HttpResponse:
    """A page; a script that sends files one by one asks for JSON: where to go, or what is wrong by field."""
    found = task_of(request, pk)
    share = own_share(request, found)
    periods = detail.open_periods(task=found, on=request.today) if share.part == Part.LEAD else ()
    form = ShowForm(
        request.POST or None, request.FILES or None, share=share, scope=request.scope, periods=periods,
        initial={"kind": found.evidence_kinds[0], "as_of": request.today, "one_time_key": uuid4()},
    )  # fmt: skip
    done = _shown(request, pk, share, form)
    if done and "more" not in request.POST:
        messages.success(request, _("Đã nộp minh chứng."))
    if request.headers.get("Accept") == JSON:
        where = reverse("work:task", args=[pk])
        errors = {name: list(map(str, wrong)) for name, wrong in form.errors.items()}
        return JsonResponse({"to": where} if done else {"errors": errors}, status=200 if done else INVALID)
    return redirect("work:task", pk) if done else page(request, "show", {"form": form, "task": found, "share": share})


def _shown(request: ReaderRequest, pk: int, share: TaskShare, form: ShowForm) -> bool:
    """Whether the evidence was taken in; else the form says why not."""
    valid = form.is_valid()  # reads the request, and so meets the limit
    if getattr(request, "upload_too_large", False):
        form.errors.clear()
        form.add_error("file", _("Các tệp quá lớn nên không được nhận. Hãy nộp từng ảnh một."))
    elif valid:
        try:
            proving.show_all(
                task_id=pk, shown=form.shown(), uploads=form.uploads(), hand=hand_for(request, share.body_id),
                scope=request.scope, key=form.cleaned_data["one_time_key"],
            )  # fmt: skip
        except WorkRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return True
    return False


@require_POST
@requires(*DOERS)
def claim(request: ReaderRequest, pk: int) -> HttpResponse:
    return _claiming(request, pk, back=False)


@require_POST
@requires(*DOERS)
def take_back(request: ReaderRequest, pk: int) -> HttpResponse:
    return _claiming(request, pk, back=True)


def _claiming(request: ReaderRequest, pk: int, *, back: bool) -> HttpResponse:
    found = task_of(request, pk)
    hand = hand_for(request, own_share(request, found).body_id)
    period = number(request.POST.get("period", ""))
    try:
        if back:
            claiming.take_back(task_id=pk, hand=hand, period_id=period)
        else:
            claiming.claim(task_id=pk, hand=hand, period_id=period, note=request.POST.get("note", ""))
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("work:task", pk)
    return told(request, pk, _("Đã rút báo xong.") if back else _("Đã báo xong. Cơ quan xác nhận đã được báo."))


@require_POST
@requires(*DOERS)
def name_person(request: ReaderRequest, pk: int) -> HttpResponse:
    found = task_of(request, pk)
    share = own_share(request, found)
    form = PersonForm(request.POST, people=detail.colleagues(body=share.body, at=request.at))
    if not form.is_valid():
        raise Http404
    try:
        doing.name_person(task_id=pk, user_id=form.person_id(), hand=hand_for(request, share.body_id))
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("work:task", pk)
    return told(request, pk, _("Đã phân công."))


@require_POST
@requires(*DOERS)
def add_step(request: ReaderRequest, pk: int) -> HttpResponse:
    found = task_of(request, pk)
    share = own_share(request, found)
    form = StepForm(request.POST, people=detail.colleagues(body=share.body, at=request.at))
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
        return redirect("work:task", pk)
    try:
        doing.add_step(
            task_id=pk, what=form.cleaned_data["what"], user_id=form.person_id(), due_on=form.cleaned_data["due_on"],
            hand=hand_for(request, share.body_id),
        )  # fmt: skip
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("work:task", pk)
    return told(request, pk, _("Đã thêm bước việc."))


@require_POST
@requires(*DOERS)
def change_step(request: ReaderRequest, pk: int) -> HttpResponse:
    """``lam``: xong, chua or bo."""
    step = TaskStep.objects.filter(pk=pk).select_related("share").first()
    if step is None:
        raise Http404
    task_of(request, step.share.task_id)
    hand = acting_as(request, step.share.body_id)
    asked = request.POST.get("lam", "")
    try:
        if asked == "bo":
            doing.remove_step(step_id=pk, hand=hand)
        else:
            doing.mark_step(step_id=pk, done=asked == "xong", hand=hand)
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
    return redirect("work:task", step.share.task_id)


@requires(*DOERS)
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    row = Evidence.objects.filter(pk=pk).select_related("share").first()
    if row is None:
        raise Http404
    found = task_of(request, row.task_id)
    hand = acting_as(request, row.share.body_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            proving.withdraw(evidence_id=pk, reason=form.cleaned_data["reason"], hand=hand)
        except WorkRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return told(request, found.pk, _("Đã rút minh chứng."))
    words = {"title": _("Rút minh chứng"), "act": _("Rút")}
    return page(request, "reason", {"form": form, "task": found, **words})


@requires(*GIVERS)
def stop(request: ReaderRequest, pk: int) -> HttpResponse:
    found = task_of(request, pk)
    hand = acting_as(request, found.issuer_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            doing.stop(task_id=pk, reason=form.cleaned_data["reason"], hand=hand)
        except WorkRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return told(request, pk, _("Đã dừng việc. Các cơ quan đã được báo."))
    words = {"title": _("Dừng việc"), "act": _("Dừng việc")}
    return page(request, "reason", {"form": form, "task": found, **words})


def number(text: str) -> int | None:
    """A number somebody sent; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None

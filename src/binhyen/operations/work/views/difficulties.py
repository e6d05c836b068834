"""Doors of difficulties: the list, one, raising, answering, handing on, settling."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.actions import FileRefused
from binhyen.operations.work.actions import difficulties as acts
from binhyen.operations.work.forms.reason import ReasonForm
from binhyen.operations.work.forms.time import AnswerForm, DifficultyForm, PassForm
from binhyen.operations.work.models import Difficulty, Task
from binhyen.operations.work.permissions import DOERS, READERS
from binhyen.operations.work.queries import difficulties as queries
from binhyen.operations.work.queries import owners
from binhyen.operations.work.queries.visible import acting_bodies
from binhyen.operations.work.values import DifficultyState, WorkRefused

from .common import page, task_of

ROWS = 30


@require_GET
@requires(*READERS)
def listing(request: ReaderRequest) -> HttpResponse:
    counts = queries.counts(scope=request.scope, at=request.at)
    asked = request.GET.get("xem", "")
    view = asked if asked in queries.VIEWS else next((one for one in queries.VIEWS[:3] if counts[one]), "tat-ca")
    found = queries.listed(scope=request.scope, view=view, at=request.at)
    names = (_("Chờ tôi trả lời"), _("Quá hạn trả lời"), _("Chờ trả lời"), _("Đã trả lời"), _("Đã xong"), _("Tất cả"))
    context = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("trang")), "view": view, "at": request.at,
        "views": [(key, name, counts[key]) for key, name in zip(queries.VIEWS, names, strict=True)],
        "may_raise": queries.may_raise(request.scope), "here": "difficulties",
    }  # fmt: skip
    return render(request, "work/difficulties.html", context)


@require_GET
@requires(*READERS)
def one(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    asked, answered = queries.papers(row=row, scope=request.scope)
    context = {
        "row": row, "at": request.at, "papers": asked, "answer_papers": answered,
        "passes": sorted(row.passes.all(), key=lambda each: each.at), "late": row.due_at < request.at,
        "may_answer": queries.may_answer(request.scope, row), "may_close": queries.may_close(request.scope, row),
        "open": row.state == DifficultyState.OPEN, "answered": row.state == DifficultyState.ANSWERED,
    }  # fmt: skip
    return render(request, "work/difficulty.html", context)


@require_http_methods(["GET", "POST"])
@requires(*DOERS)
def add(request: ReaderRequest, pk: int | None = None) -> HttpResponse:
    """From a task, or on its own."""
    if not queries.may_raise(request.scope):
        raise PermissionDenied
    task = task_of(request, pk) if pk else None
    own = list(acting_bodies(request.scope))
    above = {body.pk for mine in own for body in owners.choices(body=mine, task=task, on=request.today)}
    form = DifficultyForm(request.POST or None, request.FILES or None, bodies=[body.pk for body in own], owners=above)
    if form.is_valid():
        row = _tried(form, lambda: _raised(request, form.cleaned_data, task))
        if row:
            messages.success(request, _("Đã gửi. Hệ thống nhắc và tự chuyển lên nếu quá hạn không ai trả lời."))
            return redirect("work:difficulty", row.pk)
    return page(request, "difficulty_add", {"form": form, "task": task})


def _raised(request: ReaderRequest, given: dict[str, Any], task: Task | None) -> Difficulty:
    return acts.raise_difficulty(
        body_id=given["body"].pk, owner_id=given["owner"].pk, what=given["what"], wants=given["wants"],
        papers=given["papers"], task_id=task.pk if task else None, by=request.user, at=request.at,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def answer(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not queries.may_answer(request.scope, row):
        raise PermissionDenied
    form = AnswerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        done = _tried(
            form,
            lambda: acts.answer(
                difficulty_id=pk, words=given["words"], papers=given["papers"], by=request.user, at=request.at
            ),
        )
        if done:
            messages.success(request, _("Đã trả lời."))
            return redirect("work:difficulty", pk)
    return _asked(request, row, form, _("Trả lời"), _("Gửi trả lời"))


@require_http_methods(["GET", "POST"])
@requires(*READERS)
def hand_on(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not queries.may_answer(request.scope, row):
        raise PermissionDenied
    form = PassForm(request.POST or None, owners=owners.answering(row=row, on=request.today))
    if form.is_valid():
        given = form.cleaned_data
        done = _tried(
            form,
            lambda: acts.pass_on(
                difficulty_id=pk, to_id=given["owner"].pk, reason=given["reason"], by=request.user, at=request.at
            ),
        )
        if done:
            messages.success(request, _("Đã chuyển."))
            return redirect("work:difficulties")
    return _asked(request, row, form, _("Chuyển cơ quan khác trả lời"), _("Chuyển"))


@require_http_methods(["GET", "POST"])
@requires(*DOERS)
def reopen(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    if not queries.may_close(request.scope, row):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if _tried(form, lambda: acts.reopen(difficulty_id=pk, reason=reason, by=request.user, at=request.at)):
            messages.success(request, _("Đã gửi lại, chờ trả lời."))
            return redirect("work:difficulty", pk)
    return _asked(request, row, form, _("Chưa tháo gỡ được"), _("Gửi lại"))


@require_POST
@requires(*DOERS)
def close(request: ReaderRequest, pk: int) -> HttpResponse:
    """Settled, or taken back where nobody has answered."""
    row = _row(request, pk)
    if not queries.may_close(request.scope, row):
        raise PermissionDenied
    act = acts.settle if row.state == DifficultyState.ANSWERED else acts.withdraw
    try:
        act(difficulty_id=pk, by=request.user, at=request.at)
    except WorkRefused as refused:
        messages.error(request, refused.message)
    return redirect("work:difficulty", pk)


def _tried(form: Any, act: Callable[[], Difficulty]) -> Difficulty | None:
    """The row, or None with the refusal on the form."""
    try:
        return act()
    except WorkRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    except FileRefused as refused:
        form.add_error("papers", str(refused))
    return None


def _asked(request: ReaderRequest, row: Difficulty, form: Any, title: str, act: str) -> HttpResponse:
    return page(request, "difficulty_act", {"form": form, "row": row, "title": title, "act": act})


def _row(request: ReaderRequest, pk: int) -> Difficulty:
    row = queries.one(scope=request.scope, pk=pk)
    if row is None:
        raise Http404
    return row

"""Doors of questions: what is not clear, asked and answered; an answer may mend the duty."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives import permissions as directives
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.actions.fields import NotUnderstood
from binhyen.operations.directives.forms.review import duty_initial
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import DutyValues, NamedBody, TargetValues
from binhyen.operations.work.actions import asking
from binhyen.operations.work.forms.mending import AnswerTaskForm
from binhyen.operations.work.forms.work import AnswerForm, AskForm, MendForm
from binhyen.operations.work.models import Question, Task
from binhyen.operations.work.permissions import DOERS, READERS, Permission, may
from binhyen.operations.work.queries import detail, visible
from binhyen.operations.work.values import WorkRefused

from .common import acting_as, own_share, page, task_of, told, within_reach

ROWS = 50


@require_GET
@requires(*READERS)
def questions(request: ReaderRequest) -> HttpResponse:
    answered = request.GET.get("xem") == "da-tra-loi"
    found = detail.questions(scope=request.scope, answered=answered)
    shown = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    rows = [(one, may_answer(request, one)) for one in shown]
    context = {"page": shown, "rows": rows, "answered": answered, "at": request.at, "here": "questions"}
    return render(request, "work/questions.html", context)


def may_answer(request: ReaderRequest, one: Question) -> bool:
    """The province's coordinator, the issuer's own people, and whoever gave the task the question is about."""
    if may(request.scope, Permission.ANSWER):
        return True
    return bool(one.task and one.to and one.to.key in request.scope.bodies and may(request.scope, Permission.DO))


@requires(*DOERS)
def ask(request: ReaderRequest, pk: int) -> HttpResponse:
    found = task_of(request, pk)
    own_share(request, found)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            given = form.cleaned_data
            asking.ask_about_task(task_id=pk, gaps=given["gaps"], text=given["text"], by=request.user, at=request.at)
        except WorkRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            return told(request, pk, _("Đã hỏi lại nơi giao việc."))
    return page(
        request, "reason", {"form": form, "task": found, "title": _("Hỏi lại nơi giao"), "act": _("Gửi câu hỏi")}
    )


@requires(*READERS)
def answer(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    work = _mendable(request, found)
    mends = found.task_id is None and directives.may(request.scope, directives.Permission.SIGN)
    form: AnswerForm | AnswerTaskForm
    if work:
        form = AnswerTaskForm(request.POST or None, task=work, on=request.today)
    else:
        form = _mend_form(request, found) if mends else AnswerForm(request.POST or None)
    if form.is_valid() and (work is None or within_reach(request, form, ("leads", "co_leads", "followers"))):
        try:
            _answer(request, found, form)
        except WorkRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        except (NotPossible, StaleEdit) as refusal:
            form.add_error(None, str(refusal))
        except NotUnderstood as unclear:
            form.add_error(unclear.field if unclear.field in form.fields else None, str(unclear))
        else:
            messages.success(request, _("Đã trả lời."))
            return redirect("work:questions")
    return page(request, "answer", {"form": form, "question": found, "mends": mends, "work": work, "here": "questions"})


def _mendable(request: ReaderRequest, found: Question) -> Task | None:
    """Given work the reader may mend by the answer: their own body gave it, it is not over.

    Of a copy the head, as long as one copy is not over.
    """
    if found.task is None or not (may(request.scope, Permission.GIVE) or may(request.scope, Permission.GIVE_HERE)):
        return None
    task = visible.one(scope=request.scope, pk=found.task.parent_id or found.task_id or 0)
    if task is None or task.issuer.key not in request.scope.bodies or task.finished:
        return None
    return task


def _answer(request: ReaderRequest, found: Question, form: AnswerForm | AnswerTaskForm) -> None:
    who: dict[str, Any] = {"text": form.cleaned_data["text"], "by": request.user, "at": request.at}
    if isinstance(form, MendForm):
        values, version = _mended(found, form.cleaned_data), form.cleaned_data["version"]
        asking.answer_by_mending(question_id=found.pk, version=version, values=values, **who)
    elif isinstance(form, AnswerTaskForm):
        hand = acting_as(request, form.task.issuer_id)
        asking.answer_by_mending_task(
            question_id=found.pk, text=form.cleaned_data["text"], mending=form.mending(), hand=hand
        )
    else:
        asking.answer(question_id=found.pk, **who)


def _question(request: ReaderRequest, pk: int) -> Question:
    rows = detail.questions(scope=request.scope, answered=False).filter(pk=pk)
    found = rows.prefetch_related("duty__parts__body", "duty__targets").first()
    if found is None:
        raise Http404
    if not may_answer(request, found):
        raise PermissionDenied
    return found


def _mend_form(request: ReaderRequest, found: Question) -> MendForm:
    assert found.duty is not None  # noqa: S101 - a question without a task is about a duty
    now = duty_initial(found.duty)
    now["leads"] = "\n".join(body.name for body in now["leads"])
    return MendForm(request.POST or None, initial=now)


def _mended(found: Question, given: dict[str, Any]) -> DutyValues:
    """The duty as it stands with leads, deadline and result as answered."""
    assert found.duty is not None  # noqa: S101 - as above
    now = duty_initial(found.duty)
    known = {body.name: body for body in now["leads"]}
    names = [" ".join(line.split()) for line in given["leads"].splitlines() if line.strip()]
    targets = tuple(
        TargetValues(one.metric, one.op, float(one.value), one.unit, one.by, one.baseline)
        for one in found.duty.targets.all()
    )
    return DutyValues(
        kind=now["kind"], title=now["title"], text=now["text"],
        leads=tuple(known.get(name, NamedBody(name)) for name in names), coordinators=now["coordinators"],
        deadline=given["deadline"], targets=targets, result=given["result"], report_to=now["report_to"],
    )  # fmt: skip

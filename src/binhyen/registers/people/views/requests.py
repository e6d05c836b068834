"""Doors of what persons ask about the data held: the worklist, a person's requests, one request and its answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.registers.people import permissions
from binhyen.registers.people.actions import requests as actions
from binhyen.registers.people.forms.requests import AnswerForm, AskForm, ExtendForm
from binhyen.registers.people.queries import requests as queries
from binhyen.registers.people.rules.problems import PersonRefused

from .person import visible


@require_GET
@reads_people(*permissions.KEEPERS)
def worklist(request: ReaderRequest) -> HttpResponse:
    waiting, done = queries.worklist(scope=request.scope)
    context = {"waiting": waiting, "done": done, "today": request.today}
    return render(request, "people/request_list.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def of_person(request: ReaderRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    may = permissions.may_keep_in(scope=request.scope, commune_code=found.commune_code)
    form = AskForm(request.POST or None)
    if form.is_valid():
        if not may:
            raise PermissionDenied
        try:
            made = actions.ask(person_id=pk, details=form.details(), by=request.user, at=request.at)
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã nhận yêu cầu; đồng hồ bắt đầu chạy."))
            return redirect("people:request", made.pk)
    lines = queries.of_person(scope=request.scope, person_id=pk)
    context = {"person": found, "lines": lines, "form": form if may else None, "today": request.today}
    return render(request, "people/person_requests.html", context)


def _line(request: ReaderRequest, request_id: int) -> queries.RequestLine:
    line = queries.one(scope=request.scope, request_id=request_id)
    if line is None:
        raise Http404
    if not permissions.may_keep_in(scope=request.scope, commune_code=line.row.person.commune_code):
        raise PermissionDenied
    return line


@require_GET
@reads_people(*permissions.KEEPERS)
def one(request: ReaderRequest, request_id: int) -> HttpResponse:
    line = _line(request, request_id)
    visible(request, line.row.person_id)
    return _page(request, line, ExtendForm(row=line.row), AnswerForm(row=line.row, today=request.today))


def _page(request: ReaderRequest, line: queries.RequestLine, extend: ExtendForm, answer: AnswerForm) -> HttpResponse:
    context = {"line": line, "person": line.row.person, "extend": extend, "answer": answer, "today": request.today}
    status = 422 if extend.is_bound or answer.is_bound else 200
    return render(request, "people/request.html", context, status=status)


@require_POST
@reads_people(*permissions.KEEPERS)
def acknowledge(request: ReaderRequest, request_id: int) -> HttpResponse:
    _line(request, request_id)
    try:
        actions.acknowledge(request_id=request_id, by=request.user, at=request.at)
        messages.success(request, _("Đã xác nhận đã nhận yêu cầu."))
    except PersonRefused as refused:
        messages.error(request, str(refused))
    return redirect("people:request", request_id)


@require_POST
@reads_people(*permissions.KEEPERS)
def extend(request: ReaderRequest, request_id: int) -> HttpResponse:
    line = _line(request, request_id)
    form = ExtendForm(request.POST, row=line.row)
    if form.is_valid():
        try:
            actions.extend(request_id=request_id, by=request.user, at=request.at, **form.cleaned_data)
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã gia hạn."))
            return redirect("people:request", request_id)
    return _page(request, line, form, AnswerForm(row=line.row, today=request.today))


@require_POST
@reads_people(*permissions.KEEPERS)
def answer(request: ReaderRequest, request_id: int) -> HttpResponse:
    line = _line(request, request_id)
    form = AnswerForm(request.POST, row=line.row, today=request.today)
    if form.is_valid():
        try:
            actions.answer(request_id=request_id, by=request.user, at=request.at, **form.answered())
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi trả lời."))
            return redirect("people:request", request_id)
    return _page(request, line, ExtendForm(row=line.row), form)

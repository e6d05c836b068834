"""Doors of what others do about a proposal: the word of its body, the decision, the appeal, its answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.taking import taken_in
from binhyen.monitoring.merit.actions import answering
from binhyen.monitoring.merit.forms import AppealAnswerForm, AppealForm, DecisionForm, WordForm
from binhyen.monitoring.merit.models import Proposal
from binhyen.monitoring.merit.permissions import ANSWERERS, DECIDERS
from binhyen.monitoring.merit.queries import detail
from binhyen.monitoring.merit.queries.detail import Acts
from binhyen.monitoring.merit.values import Mark, MeritRefused

from .common import page, proposal_of


def _acts(request: ReaderRequest, found: Proposal) -> Acts:
    return detail.acts(proposal=found, scope=request.scope, on=request.today)


@require_http_methods(["GET", "POST"])
@requires(*ANSWERERS)
def word(request: ReaderRequest, pk: int) -> HttpResponse:
    found = proposal_of(request, pk)
    if not _acts(request, found).word:
        raise PermissionDenied
    lines = list(found.lines.exclude(marks__mark=Mark.STRUCK))
    form = WordForm(request.POST or None, request.FILES or None, lines=lines)
    if form.is_valid():
        file = taken_in(request, form)
        try:
            if not form.errors:
                answering.word(
                    proposal_id=pk, words=form.words(), text=form.cleaned_data["text"], scope=request.scope,
                    by=request.user, at=request.at, file=file,
                )  # fmt: skip
                return _done(request, pk, _("Đã gửi ý kiến. Cơ quan lập và người quyết định đã được báo."))
        except MeritRefused as refusal:
            form.put(refusal)
    words = _("Thống nhất hay không với từng dòng; không thống nhất thì ghi lý do. Ý kiến đi kèm đề nghị đến khi xong.")
    return page(request, "step", _asked(found, form, _("Ý kiến của đơn vị"), words) | {"act": _("Gửi ý kiến")})


@require_http_methods(["GET", "POST"])
@requires(*DECIDERS)
def decide(request: ReaderRequest, pk: int) -> HttpResponse:
    found = proposal_of(request, pk)
    if not _acts(request, found).decide:
        raise PermissionDenied
    form = DecisionForm(request.POST or None, today=request.today)
    if form.is_valid():
        try:
            answering.decide(proposal_id=pk, ruling=form.ruling(), scope=request.scope, by=request.user, at=request.at)
        except MeritRefused as refusal:
            form.put(refusal)
        else:
            return _done(request, pk, _("Đã ghi quyết định. Đơn vị đã được báo."))
    words = _(
        "Quyết định bất lợi cho đơn vị phải có lý do và cơ quan giải quyết kiến nghị. Người lập không quyết định."
    )
    return page(request, "step", _asked(found, form, _("Quyết định"), words))


@require_http_methods(["GET", "POST"])
@requires(*ANSWERERS)
def appeal(request: ReaderRequest, pk: int) -> HttpResponse:
    found = proposal_of(request, pk)
    if not _acts(request, found).appeal:
        raise PermissionDenied
    form = AppealForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = taken_in(request, form)
        try:
            if not form.errors:
                answering.appeal(
                    proposal_id=pk, text=form.cleaned_data["text"], scope=request.scope, by=request.user, at=request.at,
                    file=file,
                )  # fmt: skip
                return _done(request, pk, _("Đã gửi kiến nghị."))
        except MeritRefused as refusal:
            form.put(refusal)
    to = found.appeal_to.name if found.appeal_to else ""
    words = _("Kiến nghị gửi %(body)s. Người đã quyết định không trả lời kiến nghị này.") % {"body": to}
    return page(request, "step", _asked(found, form, _("Kiến nghị"), words))


@require_http_methods(["GET", "POST"])
@requires(*ANSWERERS)
def answer(request: ReaderRequest, pk: int) -> HttpResponse:
    found = proposal_of(request, pk)
    if not _acts(request, found).answer_appeal:
        raise PermissionDenied
    form = AppealAnswerForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file, given = taken_in(request, form), form.cleaned_data
        try:
            if not form.errors:
                answering.answer_appeal(
                    proposal_id=pk, outcome=given["outcome"], text=given["text"], number=given["number"],
                    scope=request.scope, by=request.user, at=request.at, file=file,
                )  # fmt: skip
                return _done(request, pk, _("Đã trả lời kiến nghị."))
        except MeritRefused as refusal:
            form.put(refusal)
    words = _("Xem quyết định, ý kiến và kiến nghị của đơn vị ở trang đề nghị trước khi trả lời.")
    return page(request, "step", _asked(found, form, _("Trả lời kiến nghị"), words))


def _done(request: ReaderRequest, pk: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("merit:proposal", pk)


def _asked(found: Proposal, form: object, title: str, words: str) -> dict[str, Any]:
    return {"proposal": found, "form": form, "title": title, "words": words}

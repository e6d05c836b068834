"""Doors of one proposal: its page, its lines, sending, withdrawing, its letters."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.merit import reports
from binhyen.monitoring.merit.actions import drafting, preparing
from binhyen.monitoring.merit.forms import LineForm, ReasonForm
from binhyen.monitoring.merit.models import Line, Proposal
from binhyen.monitoring.merit.permissions import PREPARERS, READERS
from binhyen.monitoring.merit.queries import detail, letters, visible
from binhyen.monitoring.merit.queries.terms import terms
from binhyen.monitoring.merit.rules import periods
from binhyen.monitoring.merit.values import Kind, Letter, MeritRefused, Outcome, State
from binhyen.registers.organisations.models import Body

from .common import acted, as_word, page, proposal_of, refused


@require_GET
@requires(*READERS)
def proposal(request: ReaderRequest, pk: int) -> HttpResponse:
    found = proposal_of(request, pk)
    shown = detail.proposal_page(proposal=found, scope=request.scope, on=request.today, at=request.at)
    context = {"page": shown, "proposal": found, "today": request.today, "letter": _has_letter(found)}
    return render(request, "merit/proposal.html", context)


def _preparing(request: ReaderRequest, pk: int) -> Proposal:
    """A proposal the reader may work on. Raises Http404 unseen, PermissionDenied of a body of their own."""
    found = proposal_of(request, pk)
    if found.body.key in request.scope.bodies:
        raise PermissionDenied
    return found


@require_http_methods(["GET", "POST"])
@requires(*PREPARERS)
def add_line(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _preparing(request, pk)
    items = detail.addable(proposal=found, at=request.at)
    form = LineForm(request.POST or None, items=items)
    done = acted(
        request, form,
        lambda: preparing.add_line(
            proposal_id=pk, ref=form.cleaned_data["ref"], sentence=form.cleaned_data["sentence"],
            scope=request.scope, by=request.user, at=request.at,
        ),
        _("Đã thêm dòng."), "merit:proposal", pk,
    )  # fmt: skip
    if done:
        return done
    words = _("Mỗi dòng phải dựa trên một việc hoặc phát hiện đã rõ kết quả của đơn vị trong kỳ.")
    return page(request, "step", _asked(found, form, _("Thêm một dòng"), words) | {"empty": not items})


@require_http_methods(["GET", "POST"])
@requires(*PREPARERS)
def strike(request: ReaderRequest, pk: int) -> HttpResponse:
    line = Line.objects.filter(pk=pk).first()
    if line is None:
        raise Http404
    found = _preparing(request, line.proposal_id)
    form = ReasonForm(request.POST or None)
    done = acted(
        request, form,
        lambda: preparing.strike(
            line_id=pk, reason=form.cleaned_data["reason"], scope=request.scope, by=request.user, at=request.at
        ),
        _("Đã bỏ dòng. Dòng và lý do vẫn đọc được."), "merit:proposal", found.pk,
    )  # fmt: skip
    if done:
        return done
    return page(request, "step", _asked(found, form, _("Bỏ một dòng"), line.sentence))


@require_POST
@requires(*PREPARERS)
def send(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _preparing(request, pk)
    try:
        sent = preparing.send(proposal_id=found.pk, scope=request.scope, by=request.user, at=request.at)
    except MeritRefused as refusal:
        messages.error(request, refusal.message)
    else:
        words = _("Đã gửi. Đơn vị có ý kiến đến hết ngày %(day)s.") % {"day": f"{sent.word_due_on:%d/%m/%Y}"}
        messages.success(request, words)
    return redirect("merit:proposal", pk)


@require_http_methods(["GET", "POST"])
@requires(*PREPARERS)
def withdraw(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _preparing(request, pk)
    form = ReasonForm(request.POST or None)
    done = acted(
        request, form,
        lambda: preparing.withdraw(
            proposal_id=pk, reason=form.cleaned_data["reason"], scope=request.scope, by=request.user, at=request.at
        ),
        _("Đã rút đề nghị."), "merit:proposal", pk,
    )  # fmt: skip
    if done:
        return done
    words = _("Đề nghị đã rút vẫn đọc được, kèm lý do. Kỳ này có thể lập lại theo số liệu mới.")
    return page(request, "step", _asked(found, form, _("Rút đề nghị"), words))


def _asked(found: Proposal, form: object, title: str, words: str) -> dict[str, Any]:
    return {"proposal": found, "form": form, "title": title, "words": words}


def _has_letter(found: Proposal) -> bool:
    """Before the decision the submission, afterwards the notice of accountability accepted."""
    if found.state in {State.SENT, State.ANSWERED}:
        return True
    accepted = found.kind == Kind.ACCOUNT and found.outcome == Outcome.ACCEPTED
    return accepted and found.appeal_outcome != "OVERTURNED"


@require_GET
@requires(*PREPARERS)
def letter(request: ReaderRequest, pk: int) -> HttpResponse:
    """The submission about one body, or after the decision the letter to it, as Word."""
    try:
        made, issuer = _letter(request, pk)
    except MeritRefused as refusal:
        return refused(request, refusal, "merit:proposal", pk)
    return as_word(reports.word_file(letter=made, issuer=issuer), f"de-nghi-{pk}.docx")


@require_POST
@requires(*PREPARERS)
def draft(request: ReaderRequest, pk: int) -> HttpResponse:
    """The same letter as a draft in the numbering book of the reader's body."""
    try:
        made, issuer = _letter(request, pk)
        begun = drafting.hand_over(
            letter=made, issuer=issuer, subject=str(pk), url=reverse("merit:proposal", args=[pk]), scope=request.scope,
            by=request.user, at=request.at,
        )  # fmt: skip
    except MeritRefused as refusal:
        return refused(request, refusal, "merit:proposal", pk)
    messages.success(request, _("Đã đưa vào dự thảo. Điền chỗ còn trống rồi cấp số."))
    return redirect("documents:outgoing", begun.pk)


def _letter(request: ReaderRequest, pk: int) -> tuple[Letter, Body]:
    found = _preparing(request, pk)
    issuer = visible.own_bodies(request.scope).first()
    period = periods.of_code(found.period)
    if not _has_letter(found) or issuer is None or period is None:
        raise Http404
    (told,) = letters.of(proposals=[found], on=request.today)
    kind, words = found.kind, terms(on=request.today)
    basis, decider = words[f"{kind}_BASIS"].text, words[f"{kind}_DECIDER"].text
    if found.outcome:
        return reports.notice(told=told, period=period.label, basis=basis), issuer
    made = reports.submission(kind=kind, period=period.label, told=[told], basis=basis, decider=decider, issuer=issuer)
    return made, issuer

"""Doors of directives: the list, handing one in, its progress, its own page and data."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import read_state
from binhyen.operations.directives.actions import directive as whole
from binhyen.operations.directives.actions import intake as intakes
from binhyen.operations.directives.forms.review import MetaForm, ReceiveForm, meta_initial
from binhyen.operations.directives.models import Directive, Intake
from binhyen.operations.directives.permissions import READERS, REVIEWERS, Permission, may
from binhyen.operations.directives.queries import directives as queries
from binhyen.operations.directives.queries import intake as intake_queries
from binhyen.operations.directives.queries.review import counts
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import DirectiveState, IntakeState

from .steps import hand_of, visible_directive

INVALID = 422
TOO_LARGE = "Tệp lớn hơn 200 MB nên không được nhận. Hãy tách thành nhiều tệp hoặc giảm độ phân giải ảnh quét."


@require_GET
@requires(*READERS)
def directive_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=queries.LISTING)
    page, rows = queries.listed(scope=request.scope, on=request.today, state=state)
    context = {
        "state": state,
        "page": page,
        "rows": rows,
        "pending": intake_queries.pending(scope=request.scope),
        "can_add": may(request.scope, Permission.REVIEW),
    }
    template = "directives/directive_list.html" + ("#rows" if request.htmx else "")
    return render(request, template, context)


@requires(*REVIEWERS)
def receive(request: ReaderRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "directives/directive_add.html", {"form": ReceiveForm()})
    form = ReceiveForm(request.POST, request.FILES)
    valid = form.is_valid()  # reads the request, and so meets the limit
    if getattr(request, "upload_too_large", False):
        form.errors.clear()
        form.add_error("file", TOO_LARGE)
    elif valid:
        return _receive(request, form)
    return render(request, "directives/directive_add.html", {"form": form}, status=INVALID)


def _receive(request: ReaderRequest, form: ReceiveForm) -> HttpResponse:
    given = form.cleaned_data
    common = {"issued": given["issued"], "by": request.user, "at": request.at}
    earlier = None
    try:
        if given["file"] is not None:
            intake = intakes.receive(content=given["file"], name=given["file"].name, **common)
        else:
            intake = intakes.receive_text(text=given["text"], **common)
        return redirect("directives:intake", intake.pk)
    except intakes.AlreadyThere as there:
        earlier = there.intake
        form.add_error("file" if given["file"] is not None else "text", str(there))
    except intakes.NotTaken as refused:
        form.add_error("file" if given["file"] is not None else "text", str(refused))
    return render(request, "directives/directive_add.html", {"form": form, "earlier": earlier}, status=INVALID)


@require_GET
@requires(*REVIEWERS)
def intake(request: ReaderRequest, pk: int) -> HttpResponse:
    found = _intake(request, pk)
    if found.state == IntakeState.READ and not request.htmx:
        return redirect("directives:review", found.directive_id)
    context = {"progress": intake_queries.progress_of(intake=found), "intake": found}
    response = render(request, "directives/intake.html" + ("#state" if request.htmx else ""), context)
    if found.state == IntakeState.READ:
        response["HX-Redirect"] = reverse("directives:review", args=[found.directive_id])
    return response


@require_POST
@requires(*REVIEWERS)
def intake_again(request: ReaderRequest, pk: int) -> HttpResponse:
    return _intake_step(request, pk, intakes.read_again, _("Sẽ đọc lại."), "directives:intake", pk)


@require_POST
@requires(*REVIEWERS)
def intake_dismiss(request: ReaderRequest, pk: int) -> HttpResponse:
    return _intake_step(request, pk, intakes.dismiss, _("Đã bỏ."), "directives:list")


def _intake(request: ReaderRequest, pk: int) -> Intake:
    found = intake_queries.visible_intakes(scope=request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _intake_step(request: ReaderRequest, pk: int, step: Any, done: str, *to: Any) -> HttpResponse:
    _intake(request, pk)
    try:
        step(intake_id=pk, by=request.user, at=request.at)
    except NotPossible as no:
        messages.warning(request, str(no))
    else:
        messages.success(request, done)
    return redirect(*to)


@require_GET
@requires(*READERS)
def directive(request: ReaderRequest, pk: int) -> HttpResponse:
    found = visible_directive(request, pk)
    whole_view = may(request.scope, Permission.READ_ALL)
    context = {
        "directive": found,
        "counts": counts(directive=found) if whole_view else None,
        "findings": queries.findings_of(directive=found) if whole_view else [],
        "own": [] if whole_view else queries.own_duties(scope=request.scope, on=request.today, directive=found),
        "whole_view": whole_view,
        **_rights(request, found),
    }
    return render(request, "directives/directive.html", context)


def _rights(request: ReaderRequest, found: Directive) -> dict[str, bool]:
    reviewer = may(request.scope, Permission.REVIEW)
    signed = found.state == DirectiveState.SIGNED
    return {
        "can_edit": may(request.scope, Permission.SIGN) if signed else reviewer,
        "can_discard": reviewer and not signed,
        "can_sign": may(request.scope, Permission.SIGN) and not signed,
        "can_give": reviewer and signed,
    }


@requires(*REVIEWERS)
def meta(request: ReaderRequest, pk: int) -> HttpResponse:
    found = visible_directive(request, pk)
    form = MetaForm(request.POST or None, initial=meta_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            reason = request.POST.get("reason", "")
            whole.correct(directive_id=pk, values=form.values(), **hand_of(request, reason))
        except NotPossible as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("directives:directive", pk)
    signed = found.state == DirectiveState.SIGNED
    status = INVALID if form.errors else 200
    context = {"directive": found, "form": form, "signed": signed}
    return render(request, "directives/directive_meta.html", context, status=status)


@require_POST
@requires(*REVIEWERS)
def discard(request: ReaderRequest, pk: int) -> HttpResponse:
    visible_directive(request, pk)
    try:
        whole.discard(directive_id=pk, by=request.user, at=request.at)
    except NotPossible as no:
        messages.warning(request, str(no))
        return redirect("directives:directive", pk)
    messages.success(request, _("Đã bỏ bản đọc này cùng tệp của nó."))
    return redirect("directives:list")

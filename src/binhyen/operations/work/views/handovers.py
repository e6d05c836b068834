"""Doors of handing over: drawing up the minute, the two signatures, the paper."""

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
from binhyen.foundation.access.values import Role
from binhyen.kit.official_document import MEDIA_TYPE
from binhyen.operations.work.actions import handover as acts
from binhyen.operations.work.forms.reason import ReasonForm
from binhyen.operations.work.forms.time import HandoverForm
from binhyen.operations.work.models import Handover
from binhyen.operations.work.permissions import READERS
from binhyen.operations.work.queries import handovers as queries
from binhyen.operations.work.reports import handover as papers
from binhyen.operations.work.values import HandoverState, WorkRefused

from .common import page

ROWS = 50
EVERYBODY = (*READERS, Role.ADMINISTRATOR)


@require_GET
@requires(*EVERYBODY)
def listing(request: ReaderRequest) -> HttpResponse:
    rows = Paginator(queries.listed(scope=request.scope), ROWS).get_page(request.GET.get("trang"))
    context = {
        "page": rows, "rows": rows, "here": "handovers",
        "bodies": [one for one in queries.bodies_of(user_id=request.user.pk) if one.key in request.scope.bodies],
        "givers": queries.givers(on=request.today) if request.scope.has(Role.ADMINISTRATOR) else [],
    }  # fmt: skip
    return render(request, "work/handovers.html", context)


@require_http_methods(["GET", "POST"])
@requires(*EVERYBODY)
def add(request: ReaderRequest, user_id: int, body_id: int) -> HttpResponse:
    """One's own work in a body, or as an administrator that of somebody who is gone."""
    body = next((one for one in queries.bodies_of(user_id=user_id) if one.pk == body_id), None)
    if body is None or (user_id != request.user.pk and not request.scope.has(Role.ADMINISTRATOR)):
        raise Http404
    colleagues = queries.colleagues(body=body, but=user_id, on=request.today)
    form = HandoverForm(request.POST or None, colleagues=colleagues)
    if form.is_valid():
        given = form.cleaned_data
        try:
            row = acts.make(
                body_id=body.pk, giver_id=user_id, receiver_id=given["receiver"].pk, reason=given["reason"],
                by=request.user, at=request.at,
            )  # fmt: skip
        except WorkRefused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            return redirect("work:handover", row.pk)
    return page(request, "handover_add", {"form": form, "body": body, "alone": not colleagues.exists()})


@require_GET
@requires(*EVERYBODY)
def bodies(request: ReaderRequest, user_id: int) -> HttpResponse:
    """For which body somebody's work is handed over: straight on where there is one."""
    if not request.scope.has(Role.ADMINISTRATOR):
        raise PermissionDenied
    found = queries.bodies_of(user_id=user_id)
    if len(found) == 1:
        return redirect("work:handover-add", user_id, found[0].pk)
    return render(request, "work/handover_bodies.html", {"bodies": found, "user_id": user_id})


@require_GET
@requires(*EVERYBODY)
def one(request: ReaderRequest, pk: int) -> HttpResponse:
    row, me = _row(request, pk), request.user.pk
    draft, given = row.state == HandoverState.DRAFT, row.state == HandoverState.SIGNED_BY_GIVER
    administers = request.scope.has(Role.ADMINISTRATOR)
    context: dict[str, Any] = {
        "row": row, "items": row.items.all(), "matters": row.matters.all(),
        "gives": draft and me == row.giver_id, "receives": given and me == row.receiver_id,
        "stands_in": draft and administers and me not in {row.giver_id, row.receiver_id},
        "cancels": (draft or given) and (administers or me in {row.giver_id, row.receiver_id}),
        "absent": row.giver_signed_by_id not in {None, row.giver_id}, "form": ReasonForm(),
    }  # fmt: skip
    return render(request, "work/handover.html", context)


@require_POST
@requires(*EVERYBODY)
def sign(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    act = acts.sign_as_giver if row.state == HandoverState.DRAFT else acts.sign_as_receiver
    return _done(request, pk, _("Đã ký."), lambda: act(handover_id=pk, by=request.user, at=request.at))


@require_POST
@requires(Role.ADMINISTRATOR)
def sign_for_absent(request: ReaderRequest, pk: int) -> HttpResponse:
    _row(request, pk)
    reason = request.POST.get("reason", "")
    return _done(
        request, pk, _("Đã ký thay người giao."),
        lambda: acts.sign_for_absent(handover_id=pk, reason=reason, by=request.user, at=request.at),
    )  # fmt: skip


@require_POST
@requires(*EVERYBODY)
def cancel(request: ReaderRequest, pk: int) -> HttpResponse:
    _row(request, pk)
    return _done(
        request, pk, _("Đã hủy biên bản."), lambda: acts.cancel(handover_id=pk, by=request.user, at=request.at)
    )


@require_GET
@requires(*EVERYBODY)
def paper(request: ReaderRequest, pk: int) -> HttpResponse:
    row = _row(request, pk)
    content = papers.minute(row, place="")
    name = f"bien-ban-ban-giao-{row.pk}.docx"
    return HttpResponse(
        content, content_type=MEDIA_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _done(request: ReaderRequest, pk: int, words: str, act: Any) -> HttpResponse:
    try:
        act()
    except WorkRefused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, words)
    return redirect("work:handover", pk)


def _row(request: ReaderRequest, pk: int) -> Handover:
    row = queries.one(scope=request.scope, pk=pk)
    if row is None:
        raise Http404
    return row

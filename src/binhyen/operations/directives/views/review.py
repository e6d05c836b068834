"""Doors of the review page: the page and its windows, and the steps a reviewer takes."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.actions import directive as whole
from binhyen.operations.directives.actions import findings, review, shape
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.actions.undo import undo as take_back
from binhyen.operations.directives.forms.register import ExportForm
from binhyen.operations.directives.forms.review import AskedForm, PlaceForm, SplitForm, VersionForm
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.permissions import READING_ALL, REVIEWERS, SIGNERS, Permission, may
from binhyen.operations.directives.queries import review as queries
from binhyen.operations.directives.rules import NotPossible

from .steps import (
    answer_card,
    answer_window,
    hand_of,
    refusal,
    stale_card,
    step_on_duty,
    visible_directive,
    visible_duty,
    window_context,
)


@require_GET
@requires(*READING_ALL)
def page(request: ReaderRequest, pk: int) -> HttpResponse:
    _reads_all(request)
    directive = visible_directive(request, pk)
    context = window_context(request, directive, AskedForm(request.GET).asked())
    if request.htmx:
        return render(request, "directives/review_window.html", context)
    context |= {"export": ExportForm(auto_id="export_%s"), "export_query": f"directive={pk}"}
    return render(request, "directives/review.html", context)


@require_GET
@requires(*READING_ALL)
def outline(request: ReaderRequest, pk: int) -> HttpResponse:
    _reads_all(request)
    directive = visible_directive(request, pk)
    return render(request, "directives/review_outline.html", {"directive": directive})


@require_GET
@requires(*READING_ALL)
def card(request: ReaderRequest, pk: int) -> HttpResponse:
    _reads_all(request)
    return answer_card(request, visible_duty(request, pk), "")


def _reads_all(request: ReaderRequest) -> None:
    """The review shows every duty of a directive: the leader of one commune, who reads its own, is refused."""
    if not may(request.scope, Permission.READ_ALL):
        raise PermissionDenied


@require_POST
@requires(*REVIEWERS)
def accept(request: ReaderRequest, pk: int) -> HttpResponse:
    return step_on_duty(request, pk, review.accept, _("Đã duyệt."))


@require_POST
@requires(*REVIEWERS)
def remove(request: ReaderRequest, pk: int) -> HttpResponse:
    return step_on_duty(request, pk, review.remove, _("Đã bỏ. Bấm Z để hoàn tác."))


@require_POST
@requires(*REVIEWERS)
def restore(request: ReaderRequest, pk: int) -> HttpResponse:
    return step_on_duty(request, pk, review.restore, _("Đã lấy lại."))


@require_POST
@requires(*REVIEWERS)
def take_finding(request: ReaderRequest, pk: int) -> HttpResponse:
    duty_id = queries.finding_duty(finding_id=pk) or 0

    def take(*, duty_id: int, **given: Any) -> Duty:
        return findings.take_finding(finding_id=pk, **given)

    return step_on_duty(request, duty_id, take, _("Đã nhận đề nghị."))


@require_POST
@requires(*REVIEWERS)
def keep_finding(request: ReaderRequest, pk: int) -> HttpResponse:
    finding = queries.visible_finding(scope=request.scope, on=request.today, pk=pk)
    if finding is None:
        raise Http404
    try:
        findings.keep_finding(finding_id=pk, **hand_of(request, request.POST.get("reason", "")))
    except NotPossible as no:
        return refusal(request, finding.directive, str(no), finding.duty)
    done = _("Đã giữ nguyên; điểm này nằm trong danh sách hỏi cơ quan ban hành.")
    if finding.duty:
        return answer_card(request, finding.duty, done)
    messages.success(request, done)
    return redirect("directives:review", finding.directive_id)


@require_POST
@requires(*REVIEWERS)
def merge(request: ReaderRequest, pk: int) -> HttpResponse:
    return reshape(request, pk, VersionForm, shape.merge_duties, _("Đã gộp với nhiệm vụ tiếp theo."))


@requires(*REVIEWERS)
def split(request: ReaderRequest, pk: int) -> HttpResponse:
    if request.method == "POST":
        return reshape(request, pk, SplitForm, split_at, _("Đã tách làm hai."))
    duty = visible_duty(request, pk)
    context = {"duty": duty, "directive": duty.directive, "pieces": queries.split_pieces(duty=duty)}
    template = "directives/review_split.html" if request.htmx else "directives/review_split_page.html"
    return render(request, template, context)


def split_at(*, duty_id: int, offset: int, passage: int | None, **given: Any) -> Duty:
    """``offset`` counts in the duty's text, or in a passage where one is given."""
    if passage is not None:
        offset = queries.text_offset(duty_id=duty_id, passage=passage, offset=offset)
    first, _second = shape.split_duty(duty_id=duty_id, offset=offset, **given)
    return first


def reshape(request: ReaderRequest, pk: int, form: Any, step: Any, done: str) -> HttpResponse:
    """A step that changes how the text is cut: the whole window comes back, at the duty."""
    before = visible_duty(request, pk)
    given = form(request.POST)
    if not given.is_valid():
        return refusal(request, before.directive, _("Hãy chọn chỗ tách ở giữa hai việc."), before)
    values = dict(given.cleaned_data)
    try:
        duty = step(duty_id=pk, **hand_of(request, values.pop("reason")), **values)
    except StaleEdit as stale:
        return stale_card(request, stale, before)
    except NotPossible as no:
        return refusal(request, before.directive, str(no), before)
    directive = visible_directive(request, duty.directive_id)
    return answer_window(request, directive, done, focus=duty.pk, section=duty.section)


@require_POST
@requires(*REVIEWERS)
def make(request: ReaderRequest, pk: int) -> HttpResponse:
    directive = visible_directive(request, pk)
    given = PlaceForm(request.POST)
    if not given.is_valid():
        return refusal(request, directive, _("Hãy bôi đen câu giao việc ở văn bản bên trái."))
    try:
        reason = given.cleaned_data["reason"]
        duty = shape.make_duty(directive_id=pk, place=given.place(), **hand_of(request, reason))
    except NotPossible as no:
        return refusal(request, directive, str(no))
    return answer_window(request, directive, _("Đã tạo nhiệm vụ."), focus=duty.pk, section=duty.section)


@require_POST
@requires(*REVIEWERS)
def undo(request: ReaderRequest, pk: int) -> HttpResponse:
    directive = visible_directive(request, pk)
    try:
        step = take_back(directive_id=pk, **hand_of(request, request.POST.get("reason", "")))
    except NotPossible as no:
        return refusal(request, directive, str(no))
    focus, section = queries.place_of_step(step=step)
    done = _("Đã hoàn tác: %(step)s.") % {"step": step.get_kind_display().lower()}
    return answer_window(request, visible_directive(request, pk), done, focus=focus, section=section)


@require_POST
@requires(*REVIEWERS)
def accept_certain(request: ReaderRequest, pk: int) -> HttpResponse:
    directive = visible_directive(request, pk)
    try:
        number = review.accept_certain(directive_id=pk, **hand_of(request, request.POST.get("reason", "")))
    except NotPossible as no:
        return refusal(request, directive, str(no))
    section = int(request.POST.get("muc") or 0) if (request.POST.get("muc") or "0").isdecimal() else 0
    return answer_window(
        request, directive, _("Đã duyệt %(n)d nhiệm vụ chắc chắn.") % {"n": number}, focus=0, section=section
    )


@require_POST
@requires(*REVIEWERS)
def accept_section(request: ReaderRequest, pk: int, section: int) -> HttpResponse:
    directive = visible_directive(request, pk)
    try:
        number = review.accept_section(
            directive_id=pk, section=section, **hand_of(request, request.POST.get("reason", ""))
        )
    except NotPossible as no:
        return refusal(request, directive, str(no))
    return answer_window(
        request, directive, _("Đã duyệt %(n)d nhiệm vụ của mục này.") % {"n": number}, focus=0, section=section
    )


@require_POST
@requires(*SIGNERS)
def sign(request: ReaderRequest, pk: int) -> HttpResponse:
    directive = visible_directive(request, pk)
    try:
        whole.sign(directive_id=pk, by=request.user, at=request.at)
    except NotPossible as no:
        messages.warning(request, str(no))
        return redirect("directives:review", pk)
    messages.success(request, _("Đã chốt danh mục. Từ nay chỉ đính chính, kèm lý do."))
    return redirect("directives:directive", directive.pk)

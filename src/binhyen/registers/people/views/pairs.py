"""Doors of doubles: the queue, two records side by side, one person or two, and a merge taken apart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.registers.people import permissions
from binhyen.registers.people.actions import merging
from binhyen.registers.people.actions import pairs as actions
from binhyen.registers.people.actions.reading import state_reading
from binhyen.registers.people.forms.pairs import MergeForm, ReasonForm
from binhyen.registers.people.models import Merge
from binhyen.registers.people.queries import pairs as queries
from binhyen.registers.people.rules.problems import PersonRefused


@require_GET
@reads_people(*permissions.KEEPERS)
def queue(request: ReaderRequest) -> HttpResponse:
    return render(request, "people/pair_list.html", {"rows": queries.queue(scope=request.scope)})


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def compare(request: ReaderRequest, left_id: int, right_id: int) -> HttpResponse:
    sides = queries.side_by_side(scope=request.scope, left_id=left_id, right_id=right_id)
    if sides is None:
        raise Http404
    for side in (sides.left, sides.right):
        state_reading(person_id=side.person.pk, area=side.person.commune_code, by=request.user, at=request.at)
    is_two = request.POST.get("answer") == "different"
    form = MergeForm(request.POST if request.POST and not is_two else None, sides=sides)
    two = ReasonForm(request.POST if is_two else None, auto_id="two_%s")
    asked = two if is_two else form
    if asked.is_valid():
        done = _decided(request, sides, form, two if is_two else None)
        if done is not None:
            return done
    context = {"sides": sides, "form": form, "two": two}
    return render(request, "people/pair.html", context, status=422 if asked.is_bound else 200)


def _decided(
    request: ReaderRequest, sides: queries.SideBySide, form: MergeForm, two: ReasonForm | None
) -> HttpResponse | None:
    """Where the decision was taken, to the person or to the queue; None where it was refused."""
    by, at = request.user, request.at
    if not all(
        permissions.may_keep_in(scope=request.scope, commune_code=side.person.commune_code)
        for side in (sides.left, sides.right)
    ):
        raise PermissionDenied
    try:
        if two is not None:
            left, right = sides.left.person.pk, sides.right.person.pk
            actions.different(left_id=left, right_id=right, by=by, at=at, reason=two.cleaned_data["reason"])
            messages.success(request, _("Đã ghi nhớ: đây là hai người khác nhau."))
            return redirect("people:pairs")
        merged = actions.same(by=by, at=at, **form.answer())
    except PersonRefused as refused:
        (two or form).add_error(None, str(refused))
        return None
    messages.success(request, _("Đã gộp. Có thể tách lại ở trang của người này."))
    return redirect("people:person", merged.person_id)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def take_apart(request: ReaderRequest, merge_id: int) -> HttpResponse:
    merged = _merge(request, merge_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            merging.unmerge(merge_id=merge_id, by=request.user, at=request.at, **form.cleaned_data)
        except PersonRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã tách lại thành hai hồ sơ."))
            return redirect("people:pair", merged.person_id, merged.gone_id)
    return render(request, "people/merge_undo.html", {"form": form, "merge": merged, "person": merged.person})


def _merge(request: ReaderRequest, merge_id: int) -> Merge:
    found = queries.merged(scope=request.scope, merge_id=merge_id)
    if found is None:
        raise Http404
    if not permissions.may_keep_in(scope=request.scope, commune_code=found.person.commune_code):
        raise PermissionDenied
    return found

"""Doors of whoever gave work and makes it clearer."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.work.actions import mending
from binhyen.operations.work.forms.mending import MendTaskForm
from binhyen.operations.work.permissions import GIVERS
from binhyen.operations.work.values import Shape, WorkRefused

from .common import acting_as, page, task_of, told, within_reach


@requires(*GIVERS)
def mend(request: ReaderRequest, pk: int) -> HttpResponse:
    """Of a copy the page of its group's work: what is given to a group is mended for all of it."""
    found = task_of(request, pk)
    hand = acting_as(request, found.issuer_id)
    if found.shape == Shape.COPY:
        return redirect("work:mend", found.parent_id)
    form = MendTaskForm(request.POST or None, task=found, on=request.today)
    if form.is_valid() and within_reach(request, form, ("leads", "co_leads", "followers")):
        try:
            mending.mend(task_id=pk, mending=form.mending(), reason=form.cleaned_data["reason"], hand=hand)
        except WorkRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            return told(request, pk, _("Đã sửa việc. Các cơ quan đã được báo."))
    return page(request, "mend", {"form": form, "task": found, "now": form.now})

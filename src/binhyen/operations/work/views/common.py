"""What the doors of work share: the task a reader may see, the body they act for, a refusal as a page."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit import form_pages
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task, TaskShare
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.queries import visible
from binhyen.registers.organisations.models import Body

INVALID, page = form_pages.INVALID, form_pages.form_page("work")


def task_of(request: ReaderRequest, pk: int) -> Task:
    """Raises Http404 for a task the reader may not see."""
    found = visible.one(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    return found


def own_share(request: ReaderRequest, task: Task) -> TaskShare:
    """The share of the reader's own body. Raises PermissionDenied where none has a part."""
    found = visible.own_share(task=task, scope=request.scope)
    if found is None:
        raise PermissionDenied
    return found


def hand_for(request: ReaderRequest, body: Body | int) -> Hand:
    return Hand(request.user, request.at, body if isinstance(body, int) else body.pk)


def acting_as(request: ReaderRequest, body_id: int) -> Hand:
    """The reader's hand for a body. Raises PermissionDenied where it is not theirs."""
    if not visible.acting_bodies(request.scope).filter(pk=body_id).exists():
        raise PermissionDenied
    return hand_for(request, body_id)


def told(request: ReaderRequest, pk: int, words: str) -> HttpResponse:
    """Back to the task, with a sentence."""
    messages.success(request, words)
    return redirect("work:task", pk)


def within_reach(request: ReaderRequest, form: Form, names: Sequence[str]) -> bool:
    """The province gives to everybody, a committee to bodies of its own commune; else the form says so."""
    if may(request.scope, Permission.GIVE):
        return True
    outside = [
        (name, body) for name in names for body in form.cleaned_data.get(name, ())
        if body.area_code not in request.scope.areas
    ]  # fmt: skip
    for name, body in outside:
        form.add_error(name, _("%(body)s không thuộc xã, phường của anh/chị.") % {"body": body.name})
    return not outside

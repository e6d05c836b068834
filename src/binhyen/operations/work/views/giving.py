"""Doors of whoever gives: one task by hand, the duties of a directive in one act."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.values import DirectiveState
from binhyen.operations.work.actions import giving
from binhyen.operations.work.forms.work import DutiesForm, GiveForm
from binhyen.operations.work.permissions import GIVERS, PROVINCE_GIVERS, Permission, may
from binhyen.operations.work.queries.candidates import Candidate, candidates
from binhyen.operations.work.queries.terms import own_beat
from binhyen.operations.work.queries.visible import acting_bodies
from binhyen.operations.work.values import EvidenceKind, Sharing, WorkRefused
from binhyen.registers.organisations.models import Body

from .common import INVALID, page


@requires(*GIVERS)
def give(request: ReaderRequest) -> HttpResponse:
    own = list(acting_bodies(request.scope))
    if not own:
        raise PermissionDenied
    initial = {"verifier": own[0].name, "one_time_key": uuid4(), "beat_days": own_beat(on=request.today)}
    form = GiveForm(request.POST or None, issuers=own, today=request.today, initial=initial)
    if form.is_valid() and _within_reach(request, form):
        try:
            task = giving.give(
                details=form.details(), sharing=_sharing(form), key=form.cleaned_data["one_time_key"],
                by=request.user, at=request.at,
            )  # fmt: skip
        except WorkRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        else:
            messages.success(request, _("Đã giao việc."))
            return redirect("work:task", task.pk)
    return page(request, "give", {"form": form, "here": "give"})


def _sharing(form: GiveForm) -> Sharing:
    given = form.cleaned_data
    ids = {name: tuple(body.pk for body in given[name]) for name in ("leads", "co_leads", "followers")}
    return Sharing(**ids, verifier=given["verifier"].pk, issuer=int(given["issuer"]))


def _within_reach(request: ReaderRequest, form: GiveForm) -> bool:
    """The province gives to everybody, a committee to bodies of its own commune; else the form says so."""
    if may(request.scope, Permission.GIVE):
        return True
    given = form.cleaned_data
    outside = [
        body for name in ("leads", "co_leads", "followers") for body in given[name]
        if body.area_code not in request.scope.areas
    ]  # fmt: skip
    for body in outside:
        form.add_error("leads", _("%(body)s không thuộc xã, phường của anh/chị.") % {"body": body.name})
    return not outside


@requires(*PROVINCE_GIVERS)
def directive(request: ReaderRequest, pk: int) -> HttpResponse:
    """What of a directive can be given, what is not clear, and giving what is ticked."""
    if not may(request.scope, Permission.GIVE):
        raise PermissionDenied
    found = _directive(request, pk)
    bodies = _offered(request, found)
    form = DutiesForm(
        request.POST or None,
        bodies=bodies,
        initial={"beat_days": own_beat(on=request.today), "ask": True},
    )
    ids, kinds = DutiesForm.chosen(request.POST)
    if form.is_valid() and "preview" not in request.POST:
        return _give(request, found, form, ids, kinds)
    beat_days = form.cleaned_data["beat_days"] if form.is_valid() else form.initial["beat_days"]
    rows = candidates(directive=found, today=request.today, beat_days=beat_days, chosen=kinds)
    context = {
        "form": form, "directive": found, "rows": rows, "kinds": EvidenceKind.choices,
        "clear": [one for one in rows if not one.unclear], "unclear": [one for one in rows if one.unclear],
        "ticked": _ticked(request, rows, ids),
    }  # fmt: skip
    status = INVALID if form.is_bound and not form.is_valid() else 200
    return render(request, "work/give_directive.html", context, status=status)


def _ticked(request: ReaderRequest, rows: Sequence[Candidate], sent: set[int]) -> set[int]:
    """Which duties stand ticked: as they were sent; the one somebody came for; else what may be given or asked."""
    if request.method == "POST":
        return sent
    asked = request.GET.get("viec", "")
    if asked.isdecimal():
        return {int(asked)}
    return {one.duty.pk for one in rows if not (one.asked if one.unclear else one.past)}


def _give(
    request: ReaderRequest, found: Directive, form: DutiesForm, ids: set[int], kinds: dict[int, tuple[str, ...]]
) -> HttpResponse:
    given = form.cleaned_data
    chosen = giving.Terms(
        issuer=int(given["issuer"]), verifier=int(given["verifier"]), beat_days=given["beat_days"], kinds=kinds
    )
    try:
        done = giving.give_duties(
            directive_id=found.pk, duty_ids=ids, terms=chosen, by=request.user, at=request.at, ask=given["ask"]
        )
    except WorkRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("work:give-directive", found.pk)
    words = _("Đã giao %(tasks)d việc (%(copies)d bản cho các cơ quan trong nhóm), hỏi lại %(asked)d việc chưa rõ.")
    messages.success(request, words % {"tasks": len(done.tasks), "copies": done.copies, "asked": done.questions})
    if len(done.tasks) == 1:
        return redirect("work:task", done.tasks[0].pk)
    return redirect("work:give-directive", found.pk)


def _directive(request: ReaderRequest, pk: int) -> Directive:
    found = visible_directives(request.scope, request.today).filter(pk=pk, state=DirectiveState.SIGNED)
    directive = found.select_related("document__issuer").first()
    if directive is None:
        raise Http404
    return directive


def _offered(request: ReaderRequest, found: Directive) -> list[Body]:
    """Who can stand as giver or verifier: the reader's own bodies and the issuer of the directive."""
    own = list(acting_bodies(request.scope))
    issuer = found.document.issuer
    return own + ([issuer] if issuer and issuer not in own else [])

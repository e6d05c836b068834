"""Doors of whoever gives: one task by hand, the duties of a directive in one act."""

from collections.abc import Sequence
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.values import DirectiveState
from binhyen.operations.work.actions import giving
from binhyen.operations.work.forms.giving import DutiesForm, GiveForm, WhenForm
from binhyen.operations.work.permissions import GIVERS, PROVINCE_GIVERS, Permission, may
from binhyen.operations.work.queries.candidates import Candidate, candidates
from binhyen.operations.work.queries.terms import own_beat
from binhyen.operations.work.queries.visible import acting_bodies
from binhyen.operations.work.values import EvidenceKind, Sharing, WorkRefused
from binhyen.registers.organisations.forms import COMPLETES_BODIES
from binhyen.registers.organisations.models import Body

from .common import INVALID, page, within_reach


@requires(*GIVERS)
def give(request: ReaderRequest) -> HttpResponse:
    own = list(acting_bodies(request.scope))
    if not own:
        raise PermissionDenied
    initial = {"verifier": own[0].name, "one_time_key": uuid4(), "beat_days": own_beat(on=request.today)}
    if "preview" in request.POST:
        return _previewed(request, own)
    form = GiveForm(request.POST or None, issuers=own, at=request.at, initial=initial)
    if form.is_valid() and within_reach(request, form, ("leads", "co_leads", "followers")):
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
    return page(request, "give", {"form": form, "days": form, "here": "give"})


def _previewed(request: ReaderRequest, own: Sequence[Body]) -> HttpResponse:
    """What was typed so far, and the days its deadline comes to: nothing else is asked yet."""
    typed = {name: value for name, value in request.POST.items() if name != "day_off"}
    form = GiveForm(issuers=own, at=request.at, initial={**typed, "kinds": request.POST.getlist("kinds")})
    days = WhenForm(request.POST, at=request.at)
    days.is_valid()
    return render(request, "work/give.html", {"form": form, "days": days, "tells": True, "here": "give"})


@require_GET
@requires(*GIVERS)
def days(request: ReaderRequest) -> HttpResponse:
    """The first days a deadline in words comes to: a fragment, also where the words cannot be read."""
    form = WhenForm(request.GET, at=request.at)
    form.is_valid()
    return render(request, "work/days.html", {"days": form, "tells": True})


def _sharing(form: GiveForm) -> Sharing:
    given = form.cleaned_data
    ids = {name: tuple(body.pk for body in given[name]) for name in ("leads", "co_leads", "followers")}
    return Sharing(**ids, verifier=given["verifier"].pk, issuer=int(given["issuer"]))


@requires(*PROVINCE_GIVERS)
def directive(request: ReaderRequest, pk: int) -> HttpResponse:
    """What of a directive can be given, what is not clear, and giving what is ticked."""
    if not may(request.scope, Permission.GIVE):
        raise PermissionDenied
    found = _directive(request, pk)
    ids, kinds = DutiesForm.chosen(request.POST)
    beat_days = own_beat(on=request.today)
    rows = candidates(directive=found, today=request.today, beat_days=beat_days, chosen=kinds)
    issuers = _offered(request, found)
    form = DutiesForm(
        request.POST or None, issuers=issuers, on=request.today, again=any(one.stopped for one in rows),
        initial={"verifier": issuers[0].name, "beat_days": beat_days, "ask": True},
    )  # fmt: skip
    if form.is_valid() and "preview" not in request.POST and (done := _give(request, found, form, rows)):
        return done
    if form.is_bound and "beat_days" in form.cleaned_data:
        rows = candidates(directive=found, today=request.today, beat_days=form.cleaned_data["beat_days"], chosen=kinds)
    named = DutiesForm.named(request.POST)
    context = {
        "form": form, "directive": found, "rows": rows, "kinds": EvidenceKind.choices,
        "clear": [
            (one, named.get(one.duty.pk, one.proposed.name if one.proposed else "")) for one in rows if not one.unclear
        ],
        "unclear": [one for one in rows if one.unclear], "ticked": _ticked(request, rows, ids),
        "completes": COMPLETES_BODIES,
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


def _give(request: ReaderRequest, found: Directive, form: DutiesForm, rows: Sequence[Candidate]) -> HttpResponse | None:
    """None where the act was refused: the form says why.

    A duty that was not clear when the page was drawn has no field for its verifier: the proposed one is taken.
    """
    given = form.cleaned_data
    ids, kinds = DutiesForm.chosen(request.POST)
    asked = DutiesForm.named(request.POST)
    proposed = {one.duty.pk: one.proposed.id for one in rows if one.proposed and one.duty.pk not in asked}
    chosen = giving.Terms(
        issuer=int(given["issuer"]), verifier=given["verifier"].pk, beat_days=given["beat_days"], kinds=kinds,
        verifiers={
            **{duty: pk for duty, pk in proposed.items() if pk},
            **{duty: body.pk for duty, body in form.verifiers.items()},
        },
        followers=tuple(body.pk for body in given["followers"]), again=given.get("again", ""),
    )  # fmt: skip
    try:
        done = giving.give_duties(
            directive_id=found.pk, duty_ids=ids, terms=chosen, by=request.user, at=request.at, ask=given["ask"]
        )
    except WorkRefused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None
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
    """Who can stand as giver: the reader's own bodies and the issuer of the directive."""
    own = list(acting_bodies(request.scope))
    issuer = found.document.issuer
    return own + ([issuer] if issuer and issuer not in own else [])

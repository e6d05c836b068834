"""What the doors of review steps share: the duty or 404, the answer after a step, the sentence of a refusal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import trigger_client_event

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.forms.review import VersionForm
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.permissions import Permission, may
from binhyen.operations.directives.queries import review as queries
from binhyen.operations.directives.queries.cards import cards
from binhyen.operations.directives.queries.review import Asked
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import DirectiveState

REFUSED = 409
Step = Callable[..., Duty]


def visible_directive(request: ReaderRequest, pk: int) -> Directive:
    found = queries.directive_for(scope=request.scope, on=request.today, pk=pk)
    if found is None:
        raise Http404
    return found


def visible_duty(request: ReaderRequest, pk: int) -> Duty:
    found = queries.visible_duty(scope=request.scope, on=request.today, pk=pk)
    if found is None:
        raise Http404
    return found


def hand_of(request: ReaderRequest, reason: str = "") -> dict[str, Any]:
    """Who acts, when, and the reason of a correction: None for those who may not correct a signed register."""
    return {
        "by": request.user,
        "at": request.at,
        "reason": reason if may(request.scope, Permission.SIGN) else None,
    }


def rights(request: ReaderRequest, directive: Directive) -> dict[str, bool]:
    """What the page offers this reader."""
    signed = directive.state == DirectiveState.SIGNED
    return {
        "can_review": not signed and may(request.scope, Permission.REVIEW),
        "can_correct": signed and may(request.scope, Permission.SIGN),
        "can_sign": not signed and may(request.scope, Permission.SIGN),
    }


def step_on_duty(request: ReaderRequest, pk: int, step: Step, done: str, form: Any = VersionForm) -> HttpResponse:
    """Take ``step`` on a duty with the version the reviewer saw; answer with its card, or with the whole window."""
    before = visible_duty(request, pk)
    given = form(request.POST)
    if not given.is_valid():
        return refusal(request, before.directive, _("Yêu cầu không đầy đủ. Tải lại trang rồi thử lại."), before)
    values = dict(given.cleaned_data)
    try:
        duty = step(duty_id=pk, version=values.pop("version"), **hand_of(request, values.pop("reason")), **values)
    except StaleEdit as stale:
        return stale_card(request, stale, before)
    except NotPossible as no:
        return refusal(request, before.directive, str(no), before)
    return answer_card(request, duty, done)


def answer_card(request: ReaderRequest, duty: Duty, done: str) -> HttpResponse:
    """The card as it is now; with htmx also the counts and the passages it stands in."""
    if not request.htmx:
        messages.success(request, done)
        return redirect(review_address(duty))
    shown = queries.card(duty_id=duty.pk)
    context = {
        "card": cards([shown], today=request.today)[0],
        "directive": shown.directive,
        "counts": queries.counts(directive=shown.directive),
        "passages": queries.passages_of(directive=shown.directive, duty=shown),
        **rights(request, shown.directive),
    }
    return trigger_client_event(
        render(request, "directives/review_answer.html", context), "toast", {"text": done, "kind": "ok"}
    )


def answer_window(request: ReaderRequest, directive: Directive, done: str, *, focus: int, section: int) -> HttpResponse:
    """Both panes anew, after a step that changed how the text is cut into duties."""
    if not request.htmx:
        messages.success(request, done)
        return redirect(f"{reverse('directives:review', args=[directive.pk])}?muc={section}#duty-{focus}")
    response = render(
        request, "directives/review_window.html", window_context(request, directive, Asked(section=section), focus)
    )
    trigger_client_event(response, "toast", {"text": done, "kind": "ok"})
    response["HX-Retarget"], response["HX-Reswap"] = "#window", "outerHTML"
    return response


def window_context(request: ReaderRequest, directive: Directive, asked: Asked, focus: int = 0) -> dict[str, Any]:
    window = queries.window(directive=directive, asked=asked)
    return {
        "directive": directive,
        "asked": asked,
        "window": window,
        "cards": cards(window.duties, today=request.today),
        "counts": queries.counts(directive=directive),
        "focus": focus,
        "oob_counts": bool(request.htmx),
        **rights(request, directive),
    }


def review_address(duty: Duty) -> str:
    return f"{reverse('directives:review', args=[duty.directive_id])}?muc={duty.section}#duty-{duty.pk}"


def refusal(request: ReaderRequest, directive: Directive, sentence: str, duty: Duty | None = None) -> HttpResponse:
    """The sentence of a refusal: as a message on the page, or as a note that htmx puts up."""
    if request.htmx:
        response = HttpResponse(status=204)
        return trigger_client_event(response, "toast", {"text": sentence, "kind": "warn"})
    messages.warning(request, sentence)
    return redirect(review_address(duty) if duty else reverse("directives:review", args=[directive.pk]))


def stale_card(request: ReaderRequest, stale: StaleEdit, before: Duty) -> HttpResponse:
    """A step other than an edit met a changed duty: show the card as it is now, and say who changed it."""
    if not request.htmx:
        return refusal(request, before.directive, str(stale), before)
    response = answer_card(request, stale.duty, "")
    return trigger_client_event(response, "toast", {"text": str(stale), "kind": "warn"})

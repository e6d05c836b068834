"""Doors of editing a duty in place: its form, the reading of a deadline as typed, bodies as typed."""

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.actions.desk import StaleEdit
from binhyen.operations.directives.actions.fields import NotUnderstood
from binhyen.operations.directives.actions.review import edit_duty
from binhyen.operations.directives.forms.review import (
    DutyForm,
    TargetForms,
    duty_initial,
    target_initial,
    targets_of,
)
from binhyen.operations.directives.models import Duty
from binhyen.operations.directives.permissions import REVIEWERS
from binhyen.operations.directives.queries import review as queries
from binhyen.operations.directives.queries.compare import differences
from binhyen.operations.directives.queries.deadlines import as_understood
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import DirectiveState
from binhyen.registers.organisations.queries import complete

from .steps import REFUSED, answer_card, hand_of, refusal, review_address, visible_directive, visible_duty

INVALID = 422
OFFERED_BODIES = 10


@requires(*REVIEWERS)
def edit(request: ReaderRequest, pk: int) -> HttpResponse:
    duty = queries.card(duty_id=visible_duty(request, pk).pk)
    signed = duty.directive.state == DirectiveState.SIGNED
    if request.method != "POST":
        form = DutyForm(initial=duty_initial(duty), signed=signed, auto_id=f"d{pk}_%s")
        targets = TargetForms(initial=target_initial(duty), prefix="t", auto_id=f"d{pk}_%s")
        return _form(request, duty, form, targets)
    form = DutyForm(request.POST, signed=signed, auto_id=f"d{pk}_%s")
    targets = TargetForms(request.POST, prefix="t", auto_id=f"d{pk}_%s")
    if not (form.is_valid() and targets.is_valid()):
        return _form(request, duty, form, targets, status=INVALID)
    return _save(request, duty, form, targets)


def _save(request: ReaderRequest, duty: Duty, form: DutyForm, targets: Any) -> HttpResponse:
    values = form.values(targets_of(targets))
    version, reason = form.cleaned_data["version"], form.cleaned_data.get("reason", "")
    try:
        saved = edit_duty(duty_id=duty.pk, version=version, values=values, **hand_of(request, reason))
    except NotUnderstood as unclear:
        form.add_error(unclear.field, str(unclear))
        return _form(request, duty, form, targets, status=INVALID)
    except StaleEdit as stale:
        now = queries.card(duty_id=duty.pk)
        form.data = request.POST.copy()
        form.data["version"] = str(now.version)  # saving again is meant to be on top of what is there now
        extra = {"stale": stale, "differences": differences(duty=now, values=values)}
        return _form(request, now, form, targets, status=REFUSED, extra=extra)
    except NotPossible as no:
        return refusal(request, duty.directive, str(no), duty)
    return answer_card(request, saved, _("Đã lưu và duyệt."))


def _form(
    request: ReaderRequest, duty: Duty, form: DutyForm, targets: Any, *, status: int = 200, extra: Any = None
) -> HttpResponse:
    context = {
        "duty": duty,
        "directive": duty.directive,
        "form": form,
        "targets": targets,
        "understood": as_understood(text=form["deadline"].value() or "", directive=duty.directive),
        "back": review_address(duty),
        **(extra or {}),
    }
    template = "directives/review_edit.html" if request.htmx else "directives/review_edit_page.html"
    return render(request, template, context, status=status)


@require_GET
@requires(*REVIEWERS)
def deadline(request: ReaderRequest, pk: int) -> HttpResponse:
    """What the words of a deadline mean in this directive, while they are typed."""
    directive = visible_directive(request, pk)
    found = as_understood(text=request.GET.get("deadline", "")[:300], directive=directive)
    return render(request, "directives/review_deadline.html", {"understood": found})


@require_GET
@requires(*REVIEWERS)
def bodies(request: ReaderRequest) -> HttpResponse:
    """Bodies offered for a name being typed."""
    found = complete(text=request.GET.get("q", "")[:100], on=request.today, limit=OFFERED_BODIES)
    return JsonResponse(
        {
            "bodies": [
                {"key": body.key, "name": body.name, "level": body.level_label, "note": body.note or body.by_alias}
                for body in found
            ]
        }
    )

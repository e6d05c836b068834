"""Doors of what units are asked: criteria by kind with their source, and what the province sets of them."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.recognition.actions import unit_decisions as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import units as forms
from binhyen.monitoring.recognition.permissions import KEEPERS, READERS, Permission, may
from binhyen.monitoring.recognition.queries import unit_criteria as queries
from binhyen.monitoring.recognition.values import (
    DECIDER_LABELS,
    UNIT_KIND_LABELS,
    Decider,
    UnitCriterion,
    UnitKind,
)

from .asking import period_of


@require_GET
@requires(*READERS)
def unit_criteria(request: ReaderRequest) -> HttpResponse:
    own = queries.settings(on=request.today)
    rules = queries.kind_rules(on=request.today, own=own)
    kinds = [
        (
            UNIT_KIND_LABELS[kind],
            rule,
            DECIDER_LABELS[rule.decided_by],
            queries.every(kind=kind, on=request.today, own=own),
        )
        for kind, rule in rules.items()
    ]
    context = {"kinds": kinds, "period": period_of(request), "keeps": may(request.scope, Permission.KEEP)}
    return render(request, "recognition/units/criteria.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def unit_criterion(request: ReaderRequest, kind: str, code: str = "") -> HttpResponse:
    """Set a criterion of the list, or add one of the province's own."""
    of = _kind(kind)
    known = next((one for one in queries.every(kind=of, on=request.today) if one.code == code), None)
    if code and known is None:
        raise Http404
    form = forms.UnitCriterionForm(
        request.POST or None, known=known, initial={"valid_from": request.today, **_initial(known)}
    )
    if form.is_valid():
        try:
            acts.set_unit_criterion(kind=of, given=form.choice(code), by=request.user, at=request.at)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đặt tiêu chí."))
            return redirect("recognition:unit-criteria")
    title = known.label if known else _("Thêm tiêu chí")
    context = {"form": form, "title": title, "note": UNIT_KIND_LABELS[of], "period": period_of(request)}
    return render(request, "recognition/units/form.html", context)


@require_http_methods(["GET", "POST"])
@requires(*KEEPERS)
def unit_decider(request: ReaderRequest, kind: str) -> HttpResponse:
    of = _kind(kind)
    rule = queries.kind_rule(kind=of, on=request.today)
    form = forms.UnitDeciderForm(
        request.POST or None, initial={"decider": rule.decided_by, "valid_from": request.today}
    )
    if form.is_valid():
        given = {**form.cleaned_data, "decider": Decider(form.cleaned_data["decider"])}
        try:
            acts.set_unit_decider(kind=of, by=request.user, at=request.at, **given)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đặt cơ quan công nhận."))
            return redirect("recognition:unit-criteria")
    context = {
        "form": form, "title": _("Cơ quan công nhận"), "note": UNIT_KIND_LABELS[of], "period": period_of(request),
    }  # fmt: skip
    return render(request, "recognition/units/form.html", context)


def _kind(code: str) -> UnitKind:
    try:
        return UnitKind(code)
    except ValueError:
        raise Http404 from None


def _initial(known: UnitCriterion | None) -> dict[str, object]:
    if known is None:
        return {"weight": "REQUIRED"}
    percent = Decimal(known.bound[0] * 100) / known.bound[1] if known.bound else None
    return {"weight": known.weight, "percent": percent}

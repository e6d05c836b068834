"""Doors of decisions about units: what was signed, what may be proposed, what is drafted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.queries.board import places
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.actions import unit_decisions as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import units as forms
from binhyen.monitoring.recognition.permissions import DECIDERS, READERS, may_decide_units
from binhyen.monitoring.recognition.queries import unit_criteria
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.files import Period, periods
from binhyen.monitoring.recognition.queries.units import Offered
from binhyen.monitoring.recognition.reports import units as reports
from binhyen.monitoring.recognition.reports.documents import lower_first, short_name
from binhyen.monitoring.recognition.values import Decider
from binhyen.registers.territories.models import Province

from .asking import handed_out, period_of, province_code
from .unit_asking import seen_communes


@require_GET
@reads_people(*READERS)
def unit_decisions(request: ReaderRequest) -> HttpResponse:
    period = period_of(request)
    made = queries.decisions(scope=request.scope, year=period.year)
    names = {one.code: one.name for one in places(on=request.today, codes=sorted({one.commune_code for one in made}))}
    context = {
        "period": period, "periods": periods(request.today),
        "made": [(one, names.get(one.commune_code, "")) for one in made],
        "decides": _committee(request) is not None,
    }  # fmt: skip
    return render(request, "recognition/units/decisions.html", context)


@dataclass(frozen=True, slots=True)
class Committee:
    """For whose committee a reader enters decisions. ``commune_code`` "" is the province's."""

    commune_code: str
    area: str  # Xã Bản Lầu, Tỉnh Lào Cai
    place: str
    communes: Sequence[str]

    @property
    def decider(self) -> Decider:
        return Decider.COMMUNE if self.commune_code else Decider.PROVINCE


def _committee(request: ReaderRequest) -> Committee | None:
    """The reader's own commune's committee, or the province's."""
    for code in sorted(request.scope.areas):
        if may_decide_units(request.scope, code, Decider.COMMUNE):
            name = places(on=request.today, codes=[code])[0].name
            return Committee(code, name, short_name(name), [code])
    if may_decide_units(request.scope, "", Decider.PROVINCE):
        province = Province.objects.get(pk=province_code(request))
        return Committee("", province.full_name, province.name, [one.code for one in seen_communes(request)])
    return None


@require_http_methods(["GET", "POST"])
@reads_people(*DECIDERS)
def unit_decide(request: ReaderRequest, year: int) -> HttpResponse:
    """Enter a signed decision, or take its draft as a .docx (button "du-thao")."""
    period, committee = period_of(request, year), _committee(request)
    if committee is None:
        raise PermissionDenied
    offered = queries.offered(
        communes=committee.communes, decider=committee.decider, period=period, today=request.today, at=request.at
    )
    form = forms.UnitDecisionForm(
        request.POST or None, put_on=_choices(offered, Act.PUT_ON), off=_choices(offered, Act.TAKEN_OFF),
        initial={"issued_on": request.today},
    )  # fmt: skip
    if request.method == "POST" and "du-thao" in request.POST:
        return _draft(request, committee, period, offered)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("number", "issued_on", "signer", "signer_title")}
        signed = acts.UnitsSigned(period=year, commune_code=committee.commune_code, lines=form.lines(), **given)
        try:
            acts.decide_units(signed=signed, by=request.user, at=request.at, today=request.today)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi quyết định; danh sách đơn vị đã cập nhật."))
            return redirect("recognition:unit-decisions")
    context = {"form": form, "period": period, "offered": offered, "committee": lower_first(committee.area)}
    return render(request, "recognition/units/decide.html", context)


def _choices(offered: Sequence[Offered], act: Act) -> list[tuple[str, str]]:
    return [(str(one.unit.pk), _label(one)) for one in offered if one.line.act is act]


def _label(one: Offered) -> str:
    words = f"{one.unit.name}, {one.place}"
    return _("%(unit)s: số liệu của sổ không còn đạt") % {"unit": words} if one.drifts else words


def _draft(request: ReaderRequest, committee: Committee, period: Period, offered: Sequence[Offered]) -> HttpResponse:
    chosen = {(Act.PUT_ON, pk) for pk in request.POST.getlist("put_on")}
    chosen |= {(Act.TAKEN_OFF, pk) for pk in request.POST.getlist("off")}
    lines = [
        reports.Named(name=one.unit.name, address=one.unit.address, place=one.place, act=one.line.act)
        for one in offered
        if (one.line.act, str(one.unit.pk)) in chosen
    ]
    kinds = {one.unit.kind for one in offered if (one.line.act, str(one.unit.pk)) in chosen}
    draft = reports.UnitDraft(
        period=period, area=committee.area, place=committee.place, province=not committee.commune_code, lines=lines,
        rests_on=unit_criteria.rests_on(kinds=kinds, on=request.today), reason=request.POST.get("reason", "")[:300],
        signer=request.POST.get("signer", "")[:80], signer_title=request.POST.get("signer_title", "")[:120],
    )  # fmt: skip
    content = reports.decision(draft, on=request.today)
    return handed_out(content, f"du-thao-quyet-dinh-don-vi-{period.year}.docx")

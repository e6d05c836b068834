"""Doors of one commune: its class with every reason, what stands behind a number, "if …"."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.actions.planning import SupposedChange, remove_scenario, save_scenario
from binhyen.monitoring.classification.actions.readings import ClassificationRefused
from binhyen.monitoring.classification.forms import ScenarioForm, SupposeForm, scenario_query
from binhyen.monitoring.classification.models import Scenario
from binhyen.monitoring.classification.permissions import PLANNERS, READERS, may_plan_in
from binhyen.monitoring.classification.queries.board import Asked, curve
from binhyen.monitoring.classification.queries.commune import CommunePage, behind, commune_page
from binhyen.monitoring.classification.queries.overview import reader_places
from binhyen.monitoring.classification.queries.roadmaps import road
from binhyen.monitoring.classification.queries.suppose import Supposition, scenarios, suppose, supposed
from binhyen.monitoring.classification.rules.law import law_of, period
from binhyen.registers.territories.models import Commune

from .asking import asked_days, days_query, own_commune

BEHIND = {
    "people_breaking": gettext_noop("Người làm xã chưa đạt tiêu chí 1"),
    "people": gettext_noop("Người nghiện, người sử dụng trái phép có hồ sơ quản lý"),
    "resident_offenders": gettext_noop("Người cư trú vi phạm pháp luật về ma túy trên địa bàn"),
    "wanted_hiding": gettext_noop("Đối tượng truy nã về ma túy lẩn trốn"),
    "points": gettext_noop("Điểm tổ chức, chứa chấp sử dụng trái phép chất ma túy"),
    "arrested": gettext_noop("Người phạm tội về ma túy bị bắt giữ trên địa bàn"),
    "plants": gettext_noop("Cây có chứa chất ma túy đã phát hiện, triệt phá"),
}


@require_GET
@reads_people(*READERS)
def commune(request: ReaderRequest, code: str) -> HttpResponse:
    place = own_commune(request, code)
    on, known = asked_days(request)
    page = commune_page(commune=place, on=on, at=request.at, scope=request.scope, known_at=known)
    form = _form(request, page)
    context = {
        "page": page, "on": on, "known": known, "form": form, "query": days_query(on, known, request.today),
        "scenarios": _scenarios(place, page), "road": road(commune=place.pk), "live": on >= request.today,
        "may_plan": may_plan_in(request.scope, place.pk), "opens": BEHIND,
    }  # fmt: skip
    return render(request, "classification/commune.html", context)


@require_GET
@reads_people(*READERS)
def number(request: ReaderRequest, code: str, what: str) -> HttpResponse:
    """What stands behind one number of the commune's page."""
    place = own_commune(request, code)
    on, known = asked_days(request)
    found = behind(commune=place.pk, what=what, on=on, at=request.at, scope=request.scope, known_at=known)
    if found is None:
        raise Http404
    context = {
        "commune": place, "found": found, "title": _(BEHIND[what]), "on": on, "known": known,
        "query": days_query(on, known, request.today), "period": period(on), "law": law_of(what, on=on),
    }  # fmt: skip
    return render(request, "classification/number.html", context)


@require_GET
@reads_people(*READERS)
def if_so(request: ReaderRequest, code: str) -> HttpResponse:
    """The class if what the address supposes happened. Nothing is written."""
    place = own_commune(request, code)
    page = commune_page(commune=place, on=request.today, at=request.at, scope=request.scope)
    form = _form(request, page)
    found = _supposed(request, place, page, form)
    context = {
        "page": page, "form": form, "found": found, "province": _province_count(request, place, found),
        "may_plan": may_plan_in(request.scope, place.pk), "scenarios": _scenarios(place, page), "name": ScenarioForm(),
        "given": [(key, value) for key, value in request.GET.items() if value],
    }  # fmt: skip
    part = "#result" if request.htmx else ""
    return render(request, f"classification/if_so.html{part}", context)


@require_POST
@reads_people(*PLANNERS)
def scenario_save(request: ReaderRequest, code: str) -> HttpResponse:
    place = _plannable(request, code)
    page = commune_page(commune=place, on=request.today, at=request.at, scope=request.scope)
    form, name = _form(request, page, request.POST.dict()), ScenarioForm(request.POST)
    changes = [
        SupposedChange(kind=one.kind, day=one.day, person_id=one.person_id, row_id=one.row_id, count=one.count)
        for one in form.changes()
    ]
    try:
        save_scenario(
            commune_code=code, name=name.data.get("name", ""), changes=changes, by=request.user, at=request.at
        )
        messages.success(request, _("Đã lưu phương án."))
    except ClassificationRefused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('classification:if', args=[code])}?{form.query()}")


@require_POST
@reads_people(*PLANNERS)
def scenario_remove(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    _plannable(request, code)
    try:
        remove_scenario(scenario_id=pk, commune_code=code, by=request.user, at=request.at)
    except Scenario.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã bỏ phương án."))
    return redirect("classification:if", code)


def _plannable(request: ReaderRequest, code: str) -> Commune:
    place = own_commune(request, code)
    if not may_plan_in(request.scope, place.pk):
        raise Http404
    return place


def _form(request: ReaderRequest, page: CommunePage, data: Mapping[str, str] | None = None) -> SupposeForm:
    given = request.GET.dict() if data is None else data
    return SupposeForm(given, page.blockers, page.rows, request.today, page.period.last)


def _scenarios(place: Commune, page: CommunePage) -> list[tuple[Any, str]]:
    return [(one, scenario_query(supposed(one), page.rows)) for one in scenarios(commune=place.pk)]


def _supposed(request: ReaderRequest, place: Commune, page: CommunePage, form: SupposeForm) -> Supposition:
    return suppose(
        commune=place.pk, on=request.today, until=form.until, changes=form.changes(),
        chosen=page.chosen, at=request.at,
    )  # fmt: skip


def _province_count(request: ReaderRequest, place: Commune, found: Supposition) -> dict[str, int | date] | None:
    """How many communes of the province would meet all three that day; for readers of the whole province."""
    mine = reader_places(scope=request.scope, on=request.today)
    if not request.scope.whole_province:
        return None
    others = [one for one in mine if one.code != place.pk]
    asked = Asked(on=request.today, at=request.at)
    [point] = curve(places=others, days=[found.last.on], asked=asked)
    return {"meets": point.meets + found.last.result.drug_free, "of": len(mine), "on": found.last.on}

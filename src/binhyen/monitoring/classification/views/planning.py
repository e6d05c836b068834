"""Doors of a commune's road: its goal and its steps; and of how the province reads open passages."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people, requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.actions.planning import add_step, finish_step, remove_step, set_roadmap
from binhyen.monitoring.classification.actions.readings import ClassificationRefused, choose_reading
from binhyen.monitoring.classification.forms import DoneForm, ReadingForm, RoadmapForm, StepForm
from binhyen.monitoring.classification.models import RoadmapStep
from binhyen.monitoring.classification.permissions import PLANNERS, READERS, SETTLERS, may_plan_in
from binhyen.monitoring.classification.queries import choices
from binhyen.monitoring.classification.queries.roadmaps import duties, road, seen_duties
from binhyen.monitoring.classification.rules.law import decisions, readings, targets
from binhyen.monitoring.classification.values import RECOGNISED_LABELS, RecognisedAs
from binhyen.registers.territories.models import Commune

from .asking import own_commune


@require_GET
@reads_people(*READERS)
def roadmap(request: ReaderRequest, code: str) -> HttpResponse:
    place = own_commune(request, code)
    return _roadmap(request, place, StepForm(initial=_proposed(request)))


def _roadmap(request: ReaderRequest, place: Commune, form: StepForm, status: int = 200) -> HttpResponse:
    found = road(commune=place.pk)
    words = request.GET.get("viec", "")[:100]
    steps = found.steps if found else []
    context = {
        "commune": place, "road": found, "form": form, "words": words,
        "done": DoneForm(initial={"done_on": request.today}, auto_id="xong-%s"),
        "goal": RECOGNISED_LABELS[RecognisedAs(found.roadmap.goal)] if found else "",
        "duties": duties(scope=request.scope, on=request.today, search=words),
        "opened": seen_duties(scope=request.scope, on=request.today, steps=steps),
        "late": found.late(request.today) if found else 0, "may_plan": may_plan_in(request.scope, place.pk),
    }  # fmt: skip
    return render(request, "classification/roadmap.html", context, status=status)


def _proposed(request: ReaderRequest) -> dict[str, str]:
    return {"text": request.GET.get("buoc", "")[:300], "owner": request.GET.get("co-quan", "")[:120]}


@require_http_methods(["GET", "POST"])
@reads_people(*PLANNERS)
def roadmap_set(request: ReaderRequest, code: str) -> HttpResponse:
    place = _plannable(request, code)
    found = road(commune=code)
    initial = {"goal": found.roadmap.goal, "target_on": found.roadmap.target_on} if found else {}
    form = RoadmapForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = {**form.cleaned_data, "goal": RecognisedAs(form.cleaned_data["goal"])}
        try:
            set_roadmap(commune_code=code, by=request.user, at=request.at, **given)
        except ClassificationRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("classification:roadmap", code)
    context = {"commune": place, "form": form, "road": found}
    return render(request, "classification/roadmap_set.html", context, status=422 if form.errors else 200)


@require_POST
@reads_people(*PLANNERS)
def step_add(request: ReaderRequest, code: str) -> HttpResponse:
    place = _plannable(request, code)
    found, form = road(commune=code), StepForm(request.POST)
    if found is None:
        raise Http404
    if form.is_valid():
        try:
            add_step(roadmap_id=found.roadmap.pk, by=request.user, at=request.at, **form.cleaned_data)
        except ClassificationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm bước."))
            return redirect("classification:roadmap", code)
    return _roadmap(request, place, form, status=422)


@require_POST
@reads_people(*PLANNERS)
def step_done(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    _plannable(request, code)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hãy ghi ngày xong theo dạng ngày/tháng/năm."))
        return redirect("classification:roadmap", code)
    try:
        finish_step(step_id=pk, commune_code=code, by=request.user, at=request.at, **form.cleaned_data)
        messages.success(request, _("Đã ghi xong một bước."))
    except RoadmapStep.DoesNotExist as missing:
        raise Http404 from missing
    except ClassificationRefused as refused:
        messages.error(request, str(refused))
    return redirect("classification:roadmap", code)


@require_POST
@reads_people(*PLANNERS)
def step_remove(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    _plannable(request, code)
    try:
        remove_step(step_id=pk, commune_code=code, by=request.user, at=request.at)
    except RoadmapStep.DoesNotExist as missing:
        raise Http404 from missing
    messages.success(request, _("Đã bỏ một bước."))
    return redirect("classification:roadmap", code)


@require_GET
@requires(*READERS)
def reading_list(request: ReaderRequest) -> HttpResponse:
    """Open passages of the Decision: how the province reads each, and how else it may be read."""
    context = {
        "settings": choices.settings(on=request.today), "decisions": decisions(), "targets": targets(),
        "may_settle": bool(set(SETTLERS) & request.scope.roles),
    }  # fmt: skip
    return render(request, "classification/readings.html", context)


@require_http_methods(["GET", "POST"])
@requires(*SETTLERS)
def reading(request: ReaderRequest, code: str) -> HttpResponse:
    known = readings().get(code)
    if known is None:
        raise Http404
    now = next(one for one in choices.settings(on=request.today) if one.reading.code == code)
    initial = {"value": now.value, "valid_from": known.valid_from}
    form = ReadingForm(request.POST or None, initial=initial, reading=known)
    if form.is_valid():
        try:
            choose_reading(code=code, by=request.user, at=request.at, **form.cleaned_data)
        except ClassificationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi cách hiểu. Các xã được xếp loại lại theo cách này."))
            return redirect("classification:readings")
    context = {"setting": now, "form": form, "history": choices.history(code=code)}
    return render(request, "classification/reading.html", context, status=422 if form.errors else 200)


def _plannable(request: ReaderRequest, code: str) -> Commune:
    place = own_commune(request, code)
    if not may_plan_in(request.scope, place.pk):
        raise Http404
    return place

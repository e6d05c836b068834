"""Doors of one file: the page, stating a fact, mending one, withdrawing one, the team that helps."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.fields import read_day
from binhyen.operations.cases.actions import facts as acts
from binhyen.operations.cases.actions import helpers as teams
from binhyen.operations.cases.actions.reading import open_file
from binhyen.operations.cases.actions.receptions import plan_reception
from binhyen.operations.cases.actions.refusals import (
    CaseChanged,
    CaseRefused,
    FactRefused,
    MergedAway,
    NotInReach,
    ReasonNeeded,
)
from binhyen.operations.cases.forms.facts import FactForm, initial_of
from binhyen.operations.cases.forms.helpers import HelperForm, ReceptionForm, WithdrawForm
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.permissions import CORRECTORS, READERS, RECORDERS, recordable
from binhyen.operations.cases.queries import choices, labels
from binhyen.operations.cases.queries import file as files
from binhyen.operations.cases.queries.clocks import comes_home_on
from binhyen.operations.cases.rules.facts import FactSpec, specs
from binhyen.operations.cases.rules.facts import spec as spec_of
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import FactKind

FILE = "cases:file"


@require_GET
@reads_people(*READERS)
def file(request: ReaderRequest, pk: int) -> HttpResponse:
    known_at = _known_at(request.GET.get("biet-den", ""))
    order = request.GET.get("xem", "")
    try:
        found = open_file(
            person_id=pk, scope=request.scope, by=request.user, at=request.at, known_at=known_at,
            by_recording=order == "ghi",
        )  # fmt: skip
    except NotInReach as gone:
        raise Http404 from gone
    context = {
        "file": found, "case": found.case, "who": found.case.person, "known_at": known_at, "order": order,
        "may_record": bool(recordable(request.scope)), "may_kinds": recordable(request.scope),
        "may_correct": request.scope.has(*CORRECTORS),
        "words": labels.of_view(found.view), "helper_form": HelperForm(auto_id="helper_%s"),
    }  # fmt: skip
    return render(request, "cases/file.html", context)


def _known_at(text: str) -> datetime | None:
    """The end of a day somebody asks about; anything else is now."""
    day = read_day(text)
    return datetime.combine(day, time(23, 59, 59), VIETNAM) if day else None


@require_GET
@reads_people(*RECORDERS)
def choose(request: ReaderRequest, pk: int) -> HttpResponse:
    """Every kind of fact this reader may state, by group; for what the file does not offer as the next step."""
    case = _case(request, pk)
    groups = choices.kinds(may=recordable(request.scope))
    return render(request, "cases/choose.html", {"case": case, "who": case.person, "groups": groups})


@require_http_methods(["GET", "POST"])
@reads_people(*RECORDERS)
def record(request: ReaderRequest, pk: int, kind: str) -> HttpResponse:
    case, spec = _case(request, pk), _spec(request, kind)
    form = _form(request, spec, version=case.version, commune=case.commune_code)
    if form.is_valid():
        try:
            acts.record_fact(
                person_id=pk, details=form.details(), by=request.user, at=request.at,
                expected_version=form.cleaned_data.get("version"),
            )  # fmt: skip
        except CaseRefused as refused:
            return _again(request, form, case, spec, refused)
        messages.success(request, _("Đã ghi: %(fact)s.") % {"fact": spec.label})
        return redirect(FILE, pk)
    return _shown(request, form, case, spec)


@require_http_methods(["GET", "POST"])
@reads_people(*CORRECTORS)
def correct(request: ReaderRequest, fact_id: int) -> HttpResponse:
    wrong = _fact(request, fact_id)
    case, spec = _case(request, wrong.person_id), _spec(request, wrong.kind)
    form = _form(request, spec, version=case.version, commune=case.commune_code, wrong=wrong)
    form.need_reason()
    if form.is_valid():
        try:
            acts.correct_fact(
                fact_id=fact_id, details=form.details(), by=request.user, at=request.at,
                expected_version=form.cleaned_data.get("version"),
            )  # fmt: skip
        except CaseRefused as refused:
            return _again(request, form, case, spec, refused, wrong)
        messages.success(request, _("Đã sửa. Bản trước vẫn đọc được, có gạch ngang."))
        return redirect(FILE, case.pk)
    return _shown(request, form, case, spec, wrong=wrong)


@require_http_methods(["GET", "POST"])
@reads_people(*CORRECTORS)
def withdraw(request: ReaderRequest, fact_id: int) -> HttpResponse:
    wrong = _fact(request, fact_id)
    case, spec = _case(request, wrong.person_id), _spec(request, wrong.kind)
    form = WithdrawForm(request.POST or None, initial={"version": case.version})
    if form.is_valid():
        try:
            acts.withdraw_fact(
                fact_id=fact_id, reason=form.cleaned_data["reason"], by=request.user, at=request.at,
                expected_version=form.cleaned_data.get("version"),
            )  # fmt: skip
        except CaseRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã rút. Sự kiện vẫn đọc được, có gạch ngang."))
            return redirect(FILE, case.pk)
    context = {"form": form, "case": case, "who": case.person, "spec": spec, "fact": wrong}
    return render(request, "cases/withdraw.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@reads_people(*RECORDERS)
def helper_add(request: ReaderRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    form = HelperForm(request.POST, auto_id="helper_%s")
    if not form.is_valid():
        context = {"form": form, "case": case, "who": case.person}
        return render(request, "cases/helper.html", context, status=422)
    teams.name_helper(person_id=pk, **form.named(today=request.today), by=request.user, at=request.at)
    messages.success(request, _("Đã phân công người giúp đỡ."))
    return redirect(FILE, pk)


@require_POST
@reads_people(*RECORDERS)
def helper_end(request: ReaderRequest, pk: int, helper_id: int) -> HttpResponse:
    _case(request, pk)
    teams.end_helper(person_id=pk, helper_id=helper_id, on=request.today, by=request.user, at=request.at)
    return redirect(FILE, pk)


@require_http_methods(["GET", "POST"])
@reads_people(*RECORDERS)
def reception(request: ReaderRequest, pk: int) -> HttpResponse:
    """Who receives somebody who comes home, and when they first meet."""
    case = _case(request, pk)
    form = ReceptionForm.of(request.POST or None, files.helpers(person_id=pk))
    if form.is_valid():
        try:
            plan_reception(person_id=pk, **form.cleaned_data, by=request.user, at=request.at)
        except CaseRefused as refused:
            form.add_error("first_visit_on", str(refused))
        else:
            messages.success(request, _("Đã lập kế hoạch đón."))
            return redirect("cases:returning")
    context = {"form": form, "case": case, "who": case.person, "comes_on": comes_home_on(person_id=pk)}
    return render(request, "cases/reception.html", context, status=422 if form.errors else 200)


def _case(request: ReaderRequest, pk: int) -> Any:
    found = files.one_case(person_id=pk, scope=request.scope) or choices.new_case(person_id=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def _fact(request: ReaderRequest, pk: int) -> CaseFact:
    found = files.one_fact(fact_id=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def _spec(request: ReaderRequest, kind: str) -> FactSpec:
    """The kind an address names, where the reader may state it."""
    if kind not in {spec.kind.value for spec in specs()}:
        raise Http404
    if FactKind(kind) not in recordable(request.scope):
        raise PermissionDenied
    return spec_of(FactKind(kind))


def _form(
    request: ReaderRequest, spec: FactSpec, *, version: int, commune: str, wrong: CaseFact | None = None
) -> FactForm:
    local = request.at.astimezone(VIETNAM)
    now = {"effective_on": local.date(), "effective_time": local.time() if spec.timed else None}
    places = choices.communes(near=commune, on=request.today) if choices.needs_commune(spec) else ()
    initial = {"version": version, **(initial_of(wrong) if wrong else now)}
    return FactForm(request.POST or None, spec=spec, on=request.today, communes=places, initial=initial)


def _again(
    request: ReaderRequest,
    form: FactForm,
    case: Any,
    spec: FactSpec,
    refused: CaseRefused,
    wrong: CaseFact | None = None,
) -> HttpResponse:
    """The form once more, with what stood in the way; nothing typed is lost."""
    if isinstance(refused, MergedAway):
        return redirect(FILE, refused.into)
    if isinstance(refused, FactRefused):
        form.put(refused.objections)
    elif isinstance(refused, ReasonNeeded):
        form.need_reason()
    elif isinstance(refused, CaseChanged):
        form.take_version(refused.version)
    else:
        form.add_error(None, str(refused))
    return _shown(request, form, case, spec, wrong=wrong, refused=refused)


def _shown(
    request: ReaderRequest,
    form: FactForm,
    case: Any,
    spec: FactSpec,
    *,
    wrong: CaseFact | None = None,
    refused: CaseRefused | None = None,
) -> HttpResponse:
    context = {
        "form": form, "case": case, "who": case.person, "spec": spec, "law": spec.on(request.today), "wrong": wrong,
        "warnings": refused.objections if isinstance(refused, ReasonNeeded) else (),
        "others": files.named(refused.facts, at=request.at) if isinstance(refused, CaseChanged) else (),
        "words": labels.of_case(case),
    }  # fmt: skip
    return render(request, "cases/record.html", context, status=422 if request.method == "POST" else 200)

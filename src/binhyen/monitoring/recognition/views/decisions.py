"""Doors of decisions: what is proposed, what was signed, and the province's own assessment."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.queries.board import places
from binhyen.monitoring.classification.values import RECOGNISED_LABELS, AreaKind, RecognisedAs
from binhyen.monitoring.recognition.actions import decisions as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused, assess_province
from binhyen.monitoring.recognition.forms import procedure as forms
from binhyen.monitoring.recognition.models import Decision, DecisionLine
from binhyen.monitoring.recognition.permissions import KEEPERS, PROVINCE_READERS, Permission, may
from binhyen.monitoring.recognition.queries import councils, files
from binhyen.monitoring.recognition.queries import decisions as queries
from binhyen.monitoring.recognition.reports import documents
from binhyen.monitoring.recognition.rules import course, law
from binhyen.registers.territories.models import Province

from .asking import handed_out, period_of, province_code


@require_GET
@reads_people(*PROVINCE_READERS)
def proposal(request: ReaderRequest, year: int) -> HttpResponse:
    """The proposal to UBND tỉnh as a .docx, from the files as they stand."""
    period, province = period_of(request, year), _province(request)
    found = files.period_board(
        scope=request.scope, province=province.pk, period=period, today=request.today, at=request.at
    )
    content = documents.proposal(
        period=period, entries=found.entries, province=province.full_name, place=province.name, on=request.today
    )
    return handed_out(content, f"to-trinh-{year}.docx")


@require_GET
@reads_people(*PROVINCE_READERS)
def decisions(request: ReaderRequest, year: int) -> HttpResponse:
    context = {
        "period": period_of(request, year), "made": _named(request, councils.made(period=year)),
        "keeps": may(request.scope, Permission.KEEP),
    }  # fmt: skip
    return render(request, "recognition/decisions.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*KEEPERS)
def decide(request: ReaderRequest, year: int) -> HttpResponse:
    """Enter a signed decision, or take its draft as a .docx (button "du-thao")."""
    period, province = period_of(request, year), _province(request)
    names = _names(request.today)
    offered = queries.offered(
        scope=request.scope, province=province.pk, period=period, today=request.today, at=request.at
    )
    lines = [(forms.line_key(one), forms.line_label(one, names.get(one.area_code, one.area_code))) for one in offered]
    form = forms.DecisionForm(request.POST or None, lines=lines, initial={"issued_on": request.today})
    if request.method == "POST" and "du-thao" in request.POST:
        chosen = [forms.line_of(key) for key in request.POST.getlist("lines") if key in dict(lines)]
        drafted = [(names.get(one.area_code, one.area_code), RECOGNISED_LABELS[one.kind], one.act) for one in chosen]
        draft = documents.Draft(
            period=period, lines=drafted, province=province.full_name, place=province.name,
            signer=request.POST.get("signer", "")[:80], signer_title=request.POST.get("signer_title", "")[:120],
        )  # fmt: skip
        content = documents.decision(draft, on=request.today)
        return handed_out(content, f"du-thao-quyet-dinh-{year}.docx")
    if form.is_valid():
        try:
            acts.decide(signed=form.signed(period=year), by=request.user, at=request.at, today=request.today)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi quyết định; danh sách địa bàn đã cập nhật."))
            return redirect("recognition:decisions", year)
    return render(request, "recognition/decide.html", {"form": form, "period": period, "lines": lines})


@require_GET
@reads_people(*PROVINCE_READERS)
def province(request: ReaderRequest, year: int) -> HttpResponse:
    period = period_of(request, year)
    file = files.province_file(province=province_code(request), period=year)
    steps = list(file.steps.all()) if file else []
    context = {
        "period": period, "steps": steps, "stage": course.stage(files.facts(steps)),
        "rules": law.steps(province=True), "keeps": may(request.scope, Permission.KEEP),
        "runs": request.today <= period.last, "form": forms.ReasonForm(), "ministry": forms.MinistryForm(),
        "last": steps[-1] if steps else None,
    }  # fmt: skip
    return render(request, "recognition/province.html", context)


@require_POST
@reads_people(*KEEPERS)
def province_assess(request: ReaderRequest, year: int) -> HttpResponse:
    try:
        assess_province(
            province=province_code(request), period=period_of(request, year), note=request.POST.get("note", "")[:1000],
            late_reason=request.POST.get("late_reason", ""), by=request.user, at=request.at, today=request.today,
        )  # fmt: skip
    except RecognitionRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Đã ghi kết quả tự đánh giá của tỉnh."))
    return redirect("recognition:province", year)


@require_POST
@reads_people(*KEEPERS)
def ministry(request: ReaderRequest, year: int) -> HttpResponse:
    form = forms.MinistryForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        line = acts.Line(area_code=province_code(request), kind=RecognisedAs(given.pop("kind")))
        signed = acts.Signed(period=year, lines=[line], authority=acts.MINISTRY, area_kind=AreaKind.PROVINCE, **given)
        try:
            acts.decide(signed=signed, by=request.user, at=request.at, today=request.today)
        except RecognitionRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Đã ghi quyết định của Bộ Công an."))
    else:
        messages.error(request, _("Hãy ghi đủ số, ngày, người ký và chức vụ."))
    return redirect("recognition:province", year)


def _province(request: ReaderRequest) -> Province:
    return Province.objects.get(pk=province_code(request))


def _named(request: ReaderRequest, made: Sequence[Decision]) -> list[tuple[Decision, list[tuple[str, DecisionLine]]]]:
    """Each decision with the names of its areas; the province itself has none here."""
    names = _names(request.today)
    return [(one, [(names.get(line.area_code, ""), line) for line in one.lines.all()]) for one in made]


def _names(on: date) -> dict[str, str]:
    return {one.code: one.name for one in places(on=on)}

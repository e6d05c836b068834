"""Doors of the council: who sits in it, its sessions, their minutes."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.queries.board import places
from binhyen.monitoring.recognition.actions import councils as acts
from binhyen.monitoring.recognition.actions.files import RecognitionRefused
from binhyen.monitoring.recognition.forms import procedure as forms
from binhyen.monitoring.recognition.permissions import KEEPERS, PROVINCE_READERS, Permission, may
from binhyen.monitoring.recognition.queries import councils as queries
from binhyen.monitoring.recognition.queries import files
from binhyen.monitoring.recognition.queries.settings import terms
from binhyen.monitoring.recognition.reports import documents
from binhyen.monitoring.recognition.values import SEAT_LABELS, Seat

from .asking import handed_out, period_of


@require_GET
@reads_people(*PROVINCE_READERS)
def council(request: ReaderRequest, year: int) -> HttpResponse:
    period = period_of(request, year)
    held = queries.sessions(period=year)
    context = {
        "period": period, "council": queries.council(period=year), "terms": terms(on=request.today),
        "sessions": [(session, _named(request, queries.tallies(session))) for session in held],
        "keeps": may(request.scope, Permission.KEEP), "waiting": _votable(request, year),
    }  # fmt: skip
    return render(request, "recognition/council.html", context)


@require_http_methods(["GET", "POST"])
@reads_people(*KEEPERS)
def council_set(request: ReaderRequest, year: int) -> HttpResponse:
    period = period_of(request, year)
    now = queries.council(period=year)
    form = forms.CouncilForm(request.POST or None, initial=_initial(now))
    if form.is_valid():
        given = form.cleaned_data
        try:
            acts.set_council(
                period=year, number=given["number"], decided_on=given["decided_on"], members=given["members"],
                document=None, by=request.user, at=request.at,
            )  # fmt: skip
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi thành phần Hội đồng."))
            return redirect("recognition:council", year)
    return render(
        request, "recognition/plain.html", {"form": form, "period": period, "title": _("Lập Hội đồng xét duyệt")}
    )


@require_http_methods(["GET", "POST"])
@reads_people(*KEEPERS)
def session_hold(request: ReaderRequest, year: int) -> HttpResponse:
    period = period_of(request, year)
    now = queries.council(period=year)
    if now is None:
        messages.warning(request, _("Hãy lập Hội đồng trước."))
        return redirect("recognition:council-set", year)
    votable = _votable(request, year)
    form = forms.SessionForm(
        request.POST or None, members=now.sitting, votable=votable, initial={"held_on": request.today}  # type: ignore[attr-defined]
    )  # fmt: skip
    if form.is_valid():
        try:
            acts.hold_session(period=year, held=form.held(), by=request.user, at=request.at, today=request.today)
        except RecognitionRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi phiên họp và kết quả biểu quyết."))
            return redirect("recognition:council", year)
    return render(request, "recognition/session.html", {"form": form, "period": period, "votable": votable})


@require_GET
@reads_people(*PROVINCE_READERS)
def minutes(request: ReaderRequest, year: int, pk: int) -> HttpResponse:
    now = queries.council(period=year)
    session = next((one for one in queries.sessions(period=year) if one.pk == pk), None)
    if session is None or now is None:
        raise Http404
    content = documents.minutes(session=session, council=now, tallies=queries.tallies(session), names=_names(request))
    return handed_out(content, f"bien-ban-hoi-dong-{session.held_on:%Y%m%d}.docx")


def _names(request: ReaderRequest) -> dict[str, str]:
    return {one.code: one.name for one in places(on=request.today)}


def _named(request: ReaderRequest, tallies: Sequence[queries.Tally]) -> list[tuple[str, queries.Tally]]:
    names = _names(request)
    return [(names.get(one.area_code, one.area_code), one) for one in tallies]


def _votable(request: ReaderRequest, year: int) -> list[tuple[int, str]]:
    """Files that ask to be recognised and wait for the council: file, commune."""
    names = _names(request)
    found = files.of_period(period=year, stages=acts.VOTABLE)
    return [(one.pk, names.get(one.area_code, one.area_code)) for one in found if files.asks(one)]


def _initial(now: Any) -> dict[str, Any]:
    if now is None:
        return {}
    lines = [f"{SEAT_LABELS[Seat(one.seat)]}; {one.name}; {one.office}" for one in now.sitting]
    return {"number": now.decision_number, "decided_on": now.decision_on, "members": "\n".join(lines)}

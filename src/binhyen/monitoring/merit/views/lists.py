"""Doors of the list, of the reader's own body, of making proposals, of the letter for a period."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import page_of, read_state, render_list
from binhyen.monitoring.merit import reports
from binhyen.monitoring.merit.actions import drafting, preparing
from binhyen.monitoring.merit.forms import ChooseForm, ProposeForm
from binhyen.monitoring.merit.permissions import PREPARERS, READERS, Permission, may
from binhyen.monitoring.merit.queries import letters, lists, visible
from binhyen.monitoring.merit.queries.preview import Candidate, own_figures, preview
from binhyen.monitoring.merit.queries.terms import terms
from binhyen.monitoring.merit.rules import periods
from binhyen.monitoring.merit.rules.periods import Period
from binhyen.monitoring.merit.values import Kind, Letter, MeritRefused
from binhyen.registers.organisations.models import Body

from .common import INVALID, as_word, refused

OTHERS = "khong"  # the part of the preview that names whom the rules would not propose
ON_A_PAGE = 30  # bodies of the preview, each with its lines


@require_GET
@requires(*READERS)
def proposal_list(request: ReaderRequest) -> HttpResponse:
    state = read_state(params=request.GET, listing=lists.listing(scope=request.scope))
    found = page_of(lists.proposals(scope=request.scope, state=state, on=request.today), state)
    period = periods.of_code(state.value(lists.PERIOD))
    context: dict[str, Any] = {
        "state": state, "page": found, "today": request.today, "here": "list", "period": period,
        "prepares": may(request.scope, Permission.PREPARE),
        "counts": lists.counts(scope=request.scope, state=state, on=request.today),
    }  # fmt: skip
    return render_list(request, "merit/list.html", context)


@require_GET
@requires(*READERS)
def own(request: ReaderRequest) -> HttpResponse:
    """What is proposed of the reader's bodies, and what stands of them so far, before anybody proposes."""
    asked = periods.of_code(request.GET.get("ky", ""))
    period = asked or periods.holding(request.today, periods.QUARTER)
    context = {
        "proposals": lists.own(scope=request.scope)[:50], "period": period, "here": "own",
        "periods": periods.offered(request.today), "waiting": lists.waiting(scope=request.scope, on=request.today),
        "figures": own_figures(scope=request.scope, period=period, at=request.at), "today": request.today,
    }  # fmt: skip
    return render(request, "merit/own.html", context)


@require_http_methods(["GET", "POST"])
@requires(*PREPARERS)
def make(request: ReaderRequest) -> HttpResponse:
    """Choose kind and period; see what would be proposed and why, and of whom not and why not; propose."""
    offered = periods.offered(request.today)
    asked = {"loai": request.GET.get("loai", Kind.COMMEND), "ky": request.GET.get("ky", offered[0].code)}
    choose = ChooseForm(asked, periods=offered)
    context: dict[str, Any] = {"choose": choose, "here": "make"}
    if not choose.is_valid():
        return render(request, "merit/make.html", context, status=INVALID)
    period = next(one for one in offered if one.code == asked["ky"])
    shown = preview(kind=asked["loai"], period=period, scope=request.scope, at=request.at)
    form = ProposeForm(
        request.POST or None, proposers=visible.own_bodies(request.scope), bodies=[one.body for one in shown.proposed]
    )
    made = _proposed(request, form, asked["loai"], period)
    if made is not None:
        return made
    part = OTHERS if request.GET.get("phan") == OTHERS else ""
    pages = Paginator(shown.others if part else shown.proposed, ON_A_PAGE)
    listed = pages.get_page(request.GET.get("trang"))
    bases = [one for one in terms(on=request.today).values() if one.code == f"{asked['loai']}_BASIS"]
    context |= {
        "form": form, "shown": shown, "chosen": _chosen(request, asked["loai"], listed), "page": listed,
        "part": part, "period": period,
        "kind": Kind(asked["loai"]), "basis": bases[0], "running": period.last >= request.today,
    }  # fmt: skip
    return render(request, "merit/make.html", context, status=INVALID if form.is_bound else 200)


def _chosen(request: ReaderRequest, kind: str, listed: Iterable[Candidate]) -> list[int]:
    """Bodies ticked: as sent; at first all on the page that are praised, none that is blamed."""
    if request.method == "POST":
        return [int(pk) for pk in request.POST.getlist("body") if pk.isascii() and pk.isdecimal()]
    return [one.body.pk for one in listed] if kind == Kind.COMMEND else []


def _proposed(request: ReaderRequest, form: ProposeForm, kind: str, period: Period) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        made = preparing.propose(
            kind=kind, period=period, bodies=form.bodies(), proposer=int(form.cleaned_data["proposer"]),
            scope=request.scope, by=request.user, at=request.at,
        )  # fmt: skip
    except MeritRefused as refusal:
        form.put(refusal)
        return None
    words = ngettext("Đã lập %(n)d đề nghị.", "Đã lập %(n)d đề nghị.", len(made)) % {"n": len(made)}
    messages.success(request, f"{words} {_('Xem lại từng dòng rồi gửi đơn vị lấy ý kiến.')}")
    return redirect(f"{reverse('merit:list')}?ky={period.code}&loai={kind}")


@require_GET
@requires(*PREPARERS)
def period_letter(request: ReaderRequest) -> HttpResponse:
    """The letter to the leader about every proposal of a period that waits for a decision, as Word."""
    try:
        letter, issuer, period = _submission(request, request.GET)
    except MeritRefused as refusal:
        return refused(request, refusal, "merit:list")
    return as_word(reports.word_file(letter=letter, issuer=issuer), f"to-trinh-{period.code.lower()}.docx")


@require_POST
@requires(*PREPARERS)
def period_draft(request: ReaderRequest) -> HttpResponse:
    """The same letter as a draft in the numbering book of the reader's body."""
    kind = request.POST.get("loai", "")
    url = reverse("merit:list")
    try:
        letter, issuer, period = _submission(request, request.POST)
        url = f"{url}?ky={period.code}&loai={kind}"
        made = drafting.hand_over(
            letter=letter, issuer=issuer, subject=f"{kind}:{period.code}", url=url, scope=request.scope,
            by=request.user, at=request.at,
        )  # fmt: skip
    except MeritRefused as refusal:
        return refused(request, refusal, url)
    messages.success(request, _("Đã đưa vào dự thảo. Điền chỗ còn trống rồi cấp số."))
    return redirect("documents:outgoing", made.pk)


def _submission(request: ReaderRequest, given: Mapping[str, str]) -> tuple[Letter, Body, Period]:
    period, kind = periods.of_code(given.get("ky", "")), given.get("loai", "")
    issuer = visible.own_bodies(request.scope).first()
    told = letters.of_period(kind=kind, period=period, scope=request.scope, on=request.today) if period else []
    if period is None or kind not in Kind.values or issuer is None or not told:
        raise Http404
    words = terms(on=request.today)
    letter = reports.submission(
        kind=kind, period=period.label, told=told, basis=words[f"{kind}_BASIS"].text,
        decider=words[f"{kind}_DECIDER"].text, issuer=issuer,
    )  # fmt: skip
    return letter, issuer, period

"""Doors of what the province keeps: criteria, clocks, bases, circumstances."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.merit.actions import keeping
from binhyen.monitoring.merit.forms import CircumstanceForm, ReasonForm, TermForm
from binhyen.monitoring.merit.permissions import READERS, SETTERS, Permission, may
from binhyen.monitoring.merit.queries import terms as queries
from binhyen.monitoring.merit.rules import law
from binhyen.registers.territories.queries import communes, own_provinces

from .common import acted, page

GROUPS = (
    ("COMMEND", "Đề nghị khen thưởng khi đạt tất cả"), ("ACCOUNT", "Đề nghị xem xét trách nhiệm khi có một trong số"),
    (law.CLOCK, "Thời hạn"), (law.BASIS, "Căn cứ, nơi trình ghi trong văn bản"),
)  # fmt: skip


@require_GET
@requires(*READERS)
def terms(request: ReaderRequest) -> HttpResponse:
    rows = queries.terms(on=request.today).values()
    groups = [(code, label, [one for one in rows if one.kind == code]) for code, label in GROUPS]
    labels = {one.code: one.label for one in rows}
    context = {
        "groups": groups, "ahead": [(row, labels.get(row.code, row.code)) for row in queries.ahead(on=request.today)],
        "keeps": may(request.scope, Permission.SET), "here": "terms",
    }  # fmt: skip
    return render(request, "merit/terms.html", context)


@require_http_methods(["GET", "POST"])
@requires(*SETTERS)
def term(request: ReaderRequest, code: str) -> HttpResponse:
    found = queries.terms(on=request.today).get(code)
    if found is None:
        raise Http404
    form = TermForm(request.POST or None, term=found, initial={"valid_from": request.today})
    done = acted(
        request, form, lambda: keeping.set_term(code=code, **form.given(), by=request.user, at=request.at),
        _("Đã đặt."), "merit:terms",
    )  # fmt: skip
    if done:
        return done
    words = _("Tiêu chí áp dụng cho kỳ bắt đầu từ ngày này trở đi; thời hạn, căn cứ áp dụng ngay từ ngày này.")
    return page(request, "plain", {"form": form, "title": found.label, "words": words, "back": "merit:terms"})


@require_GET
@requires(*READERS)
def circumstances(request: ReaderRequest) -> HttpResponse:
    names = {one.code: one.name for one in communes(on=request.today)}
    rows = [(one, [names.get(code, code) for code in one.communes]) for one in queries.circumstances()[:200]]
    context = {"rows": rows, "keeps": may(request.scope, Permission.SET), "here": "circumstances"}
    return render(request, "merit/circumstances.html", context)


@require_http_methods(["GET", "POST"])
@requires(*SETTERS)
def add_circumstance(request: ReaderRequest) -> HttpResponse:
    provinces = own_provinces(scope=request.scope)
    places = [(one.code, one.name) for one in communes(on=request.today) if one.code and one.province_id in provinces]
    form = CircumstanceForm(request.POST or None, communes=places)
    done = acted(
        request, form,
        lambda: keeping.state_circumstance(details=form.details(), by=request.user, at=request.at),
        _("Đã ghi. Việc có hạn trong những ngày ấy được nêu lý do này bên cạnh."), "merit:circumstances",
    )  # fmt: skip
    if done:
        return done
    words = _("Việc có ngày hạn trong thời gian này, ở nơi này, không bị tính để đề nghị xem xét trách nhiệm.")
    title = _("Ghi hoàn cảnh khách quan")
    return page(request, "plain", {"form": form, "title": title, "words": words, "back": "merit:circumstances"})


@require_http_methods(["GET", "POST"])
@requires(*SETTERS)
def withdraw_circumstance(request: ReaderRequest, pk: int) -> HttpResponse:
    if not queries.circumstances().filter(pk=pk).exists():
        raise Http404
    form = ReasonForm(request.POST or None)
    done = acted(
        request, form,
        lambda: keeping.withdraw_circumstance(
            circumstance_id=pk, reason=form.cleaned_data["reason"], by=request.user, at=request.at
        ),
        _("Đã rút."), "merit:circumstances",
    )  # fmt: skip
    if done:
        return done
    words = _("Hoàn cảnh đã rút vẫn đọc được. Đề nghị đã lập giữ nguyên như khi lập.")
    title = _("Rút hoàn cảnh khách quan")
    return page(request, "plain", {"form": form, "title": title, "words": words, "back": "merit:circumstances"})

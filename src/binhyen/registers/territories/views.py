"""Doors of territories: provinces, communes, hamlets, and the look-up of old names."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import Filter, Listing, ListState, page_of, read_state, render_list
from binhyen.kit.spreadsheets import attachment
from binhyen.kit.vietnamese.text import clean, collapse

from . import actions, imports, permissions, queries, reports
from .forms import CloseHamletForm, HamletForm, PopulationForm, PopulationsForm
from .models import Commune, Hamlet, Province
from .values import PopulationFlag, PopulationKind

COMMUNES = Listing(
    sorts={
        "ten": ("sort_key", "code"),
        "ma": ("code",),
        "dan": ("people", "sort_key"),
        "rong": ("area_km2", "sort_key"),
        "mat-do": ("density", "sort_key"),
        "bien-gioi": ("border_km", "sort_key"),
        "thon": ("hamlet_count", "sort_key"),
    },
    default_sort="ten",
    filters=(
        Filter("loai", "Loại", (("xã", "Xã"), ("phường", "Phường"), ("đặc khu", "Đặc khu"))),
        Filter("bien", "Biên giới", (("co", "Có đường biên giới"),)),
    ),
    page_size=50,
)


@require_GET
@requires()
def province_list(request: ReaderRequest) -> HttpResponse:
    asked = collapse(clean(request.GET.get("q", "")))[:100]
    own = queries.own_provinces(scope=request.scope)
    found = queries.resolve(text=asked, on=request.today, first=own) if asked else None
    provinces = queries.provinces(on=request.today)
    context = {"provinces": provinces, "own": own, "asked": asked, "found": found}
    return render(request, "territories/province_list.html", context)


@require_GET
@requires()
def province(request: ReaderRequest, code: str) -> HttpResponse:
    state = read_state(params=request.GET, listing=COMMUNES)
    place, rows = _communes(request, code, state)
    context = {"province": place, "state": state, "page": page_of(rows, state), "flags": PopulationFlag}
    context["may_set_population"] = permissions.may_set_population(scope=request.scope)
    return render_list(request, "territories/province_detail.html", context)


@require_GET
@requires()
def province_export(request: ReaderRequest, code: str) -> HttpResponse:
    state = read_state(params=request.GET, listing=COMMUNES)
    place, rows = _communes(request, code, state)
    data = reports.communes(province=place, rows=rows, who=str(request.user), at=request.at, why=state.described())
    return attachment(data=data, file_name=f"xa-phuong-{code}-{request.today:%Y%m%d}.xlsx")


@require_GET
@requires()
def commune(request: ReaderRequest, code: str) -> HttpResponse:
    place = queries.commune(code=code, on=request.today)
    if place is None:
        raise Http404
    context = {
        "commune": place,
        "may_edit": permissions.may_edit_hamlets(scope=request.scope, commune_code=code),
        "may_set_population": permissions.may_set_population(scope=request.scope),
    }
    return render(request, "territories/commune_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def hamlet_enter(request: ReaderRequest, code: str) -> HttpResponse:
    place = _own_commune(request, code)
    form = HamletForm(request.POST or None)
    if form.is_valid():
        try:
            hamlet = actions.enter_hamlet(details=form.details(code), by=request.user, at=request.at)
        except actions.TerritoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã thêm %(hamlet)s.") % {"hamlet": hamlet})
            return redirect("territories:commune", code)
    return _form(request, place, form, _("Thêm thôn, tổ dân phố"), _("Thêm"))


@require_http_methods(["GET", "POST"])
@requires()
def hamlet_rename(request: ReaderRequest, code: str, hamlet_id: int) -> HttpResponse:
    place = _own_commune(request, code)
    hamlet = get_object_or_404(Hamlet, pk=hamlet_id, commune=place)
    form = HamletForm(request.POST or None, initial={"kind": hamlet.kind, "name": hamlet.name})
    if form.is_valid():
        try:
            changed = actions.rename_hamlet(
                hamlet_id=hamlet_id, details=form.details(code), by=request.user, at=request.at
            )  # fmt: skip
        except actions.TerritoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đổi tên thành %(hamlet)s.") % {"hamlet": changed})
            return redirect("territories:commune", code)
    return _form(request, place, form, _("Đổi tên %(hamlet)s") % {"hamlet": hamlet}, _("Đổi tên"))


@require_http_methods(["GET", "POST"])
@requires()
def hamlet_close(request: ReaderRequest, code: str, hamlet_id: int) -> HttpResponse:
    place = _own_commune(request, code)
    hamlet = get_object_or_404(Hamlet, pk=hamlet_id, commune=place)
    form = CloseHamletForm(request.POST or None)
    if form.is_valid():
        try:
            actions.close_hamlet(
                hamlet_id=hamlet_id, commune_code=code, by=request.user, at=request.at, **form.cleaned_data
            )  # fmt: skip
        except actions.TerritoryRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã kết thúc %(hamlet)s.") % {"hamlet": hamlet})
            return redirect("territories:commune", code)
    return _form(request, place, form, _("Kết thúc %(hamlet)s") % {"hamlet": hamlet}, _("Kết thúc"))


@require_http_methods(["GET", "POST"])
@requires(*permissions.POPULATION_KEEPERS)
def population_set(request: ReaderRequest, code: str) -> HttpResponse:
    place = get_object_or_404(Commune, pk=code)
    form = PopulationForm(request.POST or None, today=request.today)
    if form.is_valid():
        people = {code: form.cleaned_data["people"]}
        actions.set_populations(people=people, by=request.user, at=request.at, **form.figure())
        messages.success(request, _("Đã ghi số dân của %(commune)s.") % {"commune": place})
        return redirect("territories:commune", code)
    return _form(request, place, form, _("Ghi số dân"), _("Ghi"))


@require_http_methods(["GET", "POST"])
@requires(*permissions.POPULATION_KEEPERS)
def populations(request: ReaderRequest, code: str) -> HttpResponse:
    place = get_object_or_404(Province, pk=code)
    rows = list(queries.communes(on=request.today, province_code=code))
    kind = PopulationKind.RESIDENCE
    initial = {"kind": kind, "as_of": request.today}
    form = PopulationsForm(request.POST or None, request.FILES or None, today=request.today, initial=initial)
    typed: dict[str, object] = {}
    problems: list[str] = []
    if form.is_valid():
        people, wrong = form.people([one.code for one in rows])
        if form.cleaned_data["file"]:
            names = {one.code: one.full_name for one in rows}
            people, problems = imports.read_populations(data=form.cleaned_data["file"].read(), communes=names)
        elif people and not wrong:
            done = actions.set_populations(people=people, by=request.user, at=request.at, **form.figure())
            messages.success(request, _("Đã ghi số dân của %(n)d xã, phường.") % {"n": done})
            return redirect("territories:populations", code)
        typed, problems = {**people, **wrong}, problems or _wrong_figures(rows, wrong)
        if not people and not problems:
            form.add_error(None, _("Hãy ghi số người của ít nhất một xã, hoặc chọn tệp Excel."))
    if form.data.get("kind") in PopulationKind.values:
        kind = PopulationKind(form.data["kind"])
    known = queries.figures(kind=kind, on=request.today)
    lines = [(one, known.get(one.code), typed.get(one.code, form.data.get(f"p-{one.code}", ""))) for one in rows]
    context = {"province": place, "form": form, "lines": lines, "problems": problems, "read": bool(typed)}
    status = 422 if request.method == "POST" and (form.errors or problems) else 200
    return render(request, "territories/populations.html", context, status=status)


def _wrong_figures(rows: list[Commune], wrong: dict[str, str]) -> list[str]:
    return [f"{one.full_name}: “{wrong[one.code]}” không phải số người." for one in rows if one.code in wrong]


def _communes(request: ReaderRequest, code: str, state: ListState) -> tuple[Province, QuerySet[Commune]]:
    place = get_object_or_404(Province, pk=code)
    rows = queries.communes(
        on=request.today,
        province_code=code,
        search=state.search,
        kind=state.value("loai"),
        border=state.value("bien") == "co",
    )
    return place, rows.order_by(*state.order())


def _own_commune(request: ReaderRequest, code: str) -> Commune:
    """The commune, for its own officers; others may see it but not change its hamlets."""
    place = get_object_or_404(Commune, pk=code)
    if not permissions.may_edit_hamlets(scope=request.scope, commune_code=code):
        raise PermissionDenied
    return place


def _form(request: ReaderRequest, place: Commune, form: object, title: str, act: str) -> HttpResponse:
    context = {"commune": place, "form": form, "form_title": title, "act": act}
    return render(request, "territories/commune_form.html", context, status=422 if request.method == "POST" else 200)

"""Home by role, search, help, the reader's own light and language, and the gallery of parts."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.values import Role
from binhyen.foundation.notifications.queries import unread_count
from binhyen.kit.fields import read_day
from binhyen.kit.grid.changes import answered
from binhyen.operations.directives.permissions import Permission, may
from binhyen.registers.territories.queries import own_provinces

from . import gallery, gallery_grid, glossary, maps, queries
from . import search as looking
from .context import THEME_COOKIE, THEMES
from .light import render_light

LONGEST = 200  # characters of a search
YEAR = 365 * 24 * 3600


def home(request: ReaderRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "portal/welcome.html")
    if not request.scope.roles:
        return render(request, "portal/no_office.html")
    page = {
        "home": queries.home(scope=request.scope, on=request.today, at=request.at),
        "leads": request.scope.whole_province and request.scope.has(Role.LEADER),
        "may_review": may(request.scope, Permission.REVIEW),
    }
    if page["leads"]:
        page["unread"] = unread_count(scope=request.scope)  # no script asks for it there
        return render_light(request, "portal/home.html", page)
    return render(request, "portal/home.html", page)


@requires()
def search(request: ReaderRequest) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:LONGEST]
    found = looking.search(text=q, scope=request.scope, on=request.today)
    return render(request, "portal/search.html", {"q": q, "found": found})


@requires()
def map_of(request: ReaderRequest) -> HttpResponse:
    """Every commune of the reader's province with one figure or class, beside the same in a table."""
    province = request.GET.get("tinh", "")
    mine = sorted(own_provinces(scope=request.scope))
    province = province if province in mine else next(iter(mine), "")
    layer = maps.layer_of(request.GET.get("lop", ""), request.scope)
    on = min(read_day(request.GET.get("ngay")) or request.today, request.today)
    asked = maps.Asked(request.scope, province, on, request.at, maps.end_of(read_day(request.GET.get("biet-den"))))
    drawn = maps.sheet(maps.Ask(layer, asked, tiled=request.GET.get("kieu", "o") == "o"))
    choice = request.GET.get("diem", "")
    marks = maps.marks(asked=asked, drawn=drawn, choice=choice)
    page = {
        "sheet": drawn, "layers": maps.layers_for(request.scope), "asked": asked, "marks": marks, "choice": choice,
        "rows": maps.beside(maps.in_order(drawn), marks),
        "choices": maps.CHOICES if maps.may_mark(request.scope) else (),
    }  # fmt: skip
    return render(request, "portal/map.html", page)


@login_required
def sections(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/sections.html")


def help_words(request: HttpRequest) -> HttpResponse:
    """Words of the glossary: those a page names, those that match, or a group. A drawer asks for the words alone."""
    q, words = request.GET.get("q", ""), request.GET.get("tu", "")
    named = glossary.named(words.split(",")) if words and not q else ()
    chosen = named or (glossary.find(q) if q else glossary.terms())
    groups = glossary.grouped(chosen, get_language() or "vi")
    page = {"q": q, "named": bool(named), "groups": groups}
    if not (q or named):
        page |= glossary.one_of(groups, request.GET.get("nhom", ""))
    drawer = request.headers.get("HX-Request") == "true"
    return render(request, "portal/help_drawer.html" if drawer else "portal/help.html", page)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Light or dark, Vietnamese or English: kept in a cookie for a year, no account needed."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("theme") in THEMES:
        response.set_cookie(THEME_COOKIE, request.POST["theme"], YEAR, samesite="Lax", secure=settings.HTTPS)
    if request.POST.get("language") in dict(settings.LANGUAGES):
        name = settings.LANGUAGE_COOKIE_NAME
        response.set_cookie(name, request.POST["language"], YEAR, samesite="Lax", secure=settings.HTTPS)
    return response


def parts(request: ReaderRequest) -> HttpResponse:
    """/ui: every part of every page, live."""
    page = {"sample": gallery.sample(request.today), "grid": gallery_grid.sample()}
    return render(request, "portal/gallery.html", page)


@require_http_methods(["GET", "POST"])
def parts_grid(request: HttpRequest) -> JsonResponse:
    """The grid of /ui: more rows of it, and changed cells, which are read and answered but not kept."""
    if request.method == "POST":
        return answered(request, gallery_grid.COLUMNS, gallery_grid.save)
    return JsonResponse(gallery_grid.page(request.GET.get("tu", "")))

"""Doors: finding a person, entering one, and whether we have that one already.

What is typed goes in the body of a request, never in an address: addresses end up in logs and histories.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.registers.people import permissions
from binhyen.registers.people.actions.registering import AlreadyRegistered, register
from binhyen.registers.people.forms.choosing import asked
from binhyen.registers.people.forms.person import PersonForm, SearchForm
from binhyen.registers.people.queries import pairs, requests
from binhyen.registers.people.queries.alike import alike
from binhyen.registers.people.queries.choices import places
from binhyen.registers.people.queries.choosing import choosing
from binhyen.registers.people.queries.search import search
from binhyen.registers.people.rules.details import problems
from binhyen.registers.people.rules.problems import PersonRefused


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.READERS)
def person_list(request: ReaderRequest) -> HttpResponse:
    form = SearchForm(request.POST or None)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = {"form": form, "text": text, "found": search(scope=request.scope, text=text) if text else None}
    if request.htmx:
        return render(request, "people/person_list.html#rows", context)
    keeps = permissions.may_keep(scope=request.scope)
    context |= {
        "may_keep": keeps,
        "pairs": pairs.waiting(scope=request.scope) if keeps else 0,
        "requests": requests.open_count(scope=request.scope) if keeps else 0,
    }
    return render(request, "people/person_list.html", context)


def _form(request: ReaderRequest) -> PersonForm:
    chosen = places(scope=request.scope, on=request.today)
    typed = request.POST if request.method == "POST" else None
    return PersonForm(typed, places=chosen, today=request.today, scope=request.scope)


@require_http_methods(["GET", "POST"])
@reads_people(*permissions.KEEPERS)
def enter(request: ReaderRequest) -> HttpResponse:
    form = _form(request)
    known = None
    if form.is_valid():
        doubles = "doubles" in request.POST
        try:
            made = register(
                details=form.details(), by=request.user, at=request.at, scope=request.scope, doubles=doubles,
                reason=_("Vẫn ghi mới dù trùng số giấy tờ") if doubles else "",
            )  # fmt: skip
        except AlreadyRegistered as already:
            known = already
        except PersonRefused as refused:
            _blame(form, refused)
        else:
            messages.success(request, _("Đã ghi %(name)s vào sổ.") % {"name": made.full_name})
            return redirect("people:person", made.pk)
    context = {"form": form, "known": known, "hint": _hint(request, form) if form.is_bound else None}
    return render(request, "people/person_enter.html", context, status=422 if form.is_bound else 200)


_FIELDS = {"full_name": "full_name", "birth": "birth", "numbers": "number", "contacts": "phone", "sex": "sex",
           "aliases": "other_names", "commune_code": "commune"}  # fmt: skip


def _blame(form: PersonForm, refused: PersonRefused) -> None:
    """Each problem beside the field it is about."""
    for problem in refused.problems:
        form.add_error(_FIELDS.get(problem.field), problem.message)
    if not refused.problems:
        form.add_error(None, str(refused))


def _hint(request: ReaderRequest, form: PersonForm) -> dict[str, object]:
    details = form.details()
    doubts = [one for one in problems(details, today=request.today) if not one.grave] if details.full_name else []
    return {"hint": alike(scope=request.scope, details=details), "doubts": doubts}


@require_POST
@reads_people(*permissions.KEEPERS)
def hint(request: ReaderRequest) -> HttpResponse:
    """While somebody types: who may be meant, and what about the number does not fit."""
    form = _form(request)
    form.is_valid()
    return render(request, "people/person_hint.html", {"hint": _hint(request, form)})


@require_POST
@reads_people(*permissions.READERS)
def choose(request: ReaderRequest) -> HttpResponse:
    """While somebody types in a form that links a person: whom of those the reader sees it may mean."""
    text, chosen = asked(request.POST)
    found = choosing(scope=request.scope, chosen=chosen, text=text)
    return render(request, "people/person_choices.html", {"choosing": found})


@require_GET
@reads_people(*permissions.KEEPERS)
def hamlets(request: ReaderRequest) -> HttpResponse:
    """Options of the hamlet field for the commune just chosen."""
    chosen = places(scope=request.scope, on=request.today)
    return render(request, "people/hamlets.html", {"hamlets": chosen.hamlets(request.GET.get("commune", ""))})

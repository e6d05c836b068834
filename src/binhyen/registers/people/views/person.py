"""Doors of one person's data: the page, its history, a number shown, and the summary for the person."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.registers.people import permissions, reports
from binhyen.registers.people.actions.reading import state_reading
from binhyen.registers.people.actions.showing import note_shown, note_summary
from binhyen.registers.people.holdings import holdings
from binhyen.registers.people.models import Person
from binhyen.registers.people.queries import person as queries
from binhyen.registers.people.queries import requests
from binhyen.registers.people.rules.compartments import compartments_with_topics

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def visible(request: ReaderRequest, pk: int) -> Person:
    """The person where the reader sees it, and the fact that it was read. 404 else."""
    found = queries.person(scope=request.scope, pk=pk)
    if found is None:
        raise Http404
    state_reading(person_id=pk, area=found.commune_code, by=request.user, at=request.at)
    return found


def context_of(request: ReaderRequest, found: Person) -> dict[str, Any]:
    file = queries.file(scope=request.scope, person=found)
    keeps = permissions.may_keep_in(scope=request.scope, commune_code=found.commune_code)
    noted = {note.compartment for note in file.sensitive}
    opens = request.scope.opens_for(found.commune_code, found.to_commune_code) | noted
    return {
        "file": file,
        "person": found,
        "may_keep": keeps and not found.voided_at,
        "closed": [(c, topics) for c, topics in compartments_with_topics() if c not in opens],
        "may_note": permissions.may_note(scope=request.scope, communes=(found.commune_code, found.to_commune_code)),
    }


@require_GET
@reads_people(*permissions.READERS)
def person(request: ReaderRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    if found.merged_into_id:
        return redirect("people:person", found.merged_into_id)
    asked = requests.of_person(scope=request.scope, person_id=pk)
    context = context_of(request, found) | {"requests": asked, "today": request.today}
    return render(request, "people/person.html", context)


@require_GET
@reads_people(*permissions.READERS)
def history(request: ReaderRequest, pk: int) -> HttpResponse:
    found = visible(request, pk)
    context = {"person": found, "steps": queries.history(person=found)}
    return render(request, "people/person_history.html", context)


@require_POST
@reads_people(*permissions.READERS)
def show(request: ReaderRequest, pk: int, part: str, row_id: str) -> HttpResponse:
    """A whole number or contact, for a reader who asks for it: that is a fact of its own."""
    found = visible(request, pk)
    text = queries.number(person=found, part=part, row_id=row_id)
    if text is None:
        raise Http404
    note_shown(person=found, part=part, row_id=row_id, by=request.user, at=request.at)
    if request.htmx:
        return render(request, "people/number_shown.html", {"text": text})
    return render(request, "people/number.html", {"text": text, "person": found})


@require_GET
@reads_people(*permissions.READERS)
def summary(request: ReaderRequest, pk: int) -> HttpResponse:
    """What is held of the person, to read and to take along (Law 91/2025, Art. 4.1)."""
    found = visible(request, pk)
    context = context_of(request, found)
    closed = [topic for _, topics in context["closed"] for topic in topics]
    others = holdings(pk, request.scope, request.today)
    content = reports.summary(
        file=context["file"], others=others, closed=closed, office=str(request.user), on=request.today
    )
    note_summary(person=found, by=request.user, at=request.at)
    name = f"tom-tat-du-lieu-{pk}-{request.today:%Y%m%d}.docx"
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": f'attachment; filename="{name}"'})

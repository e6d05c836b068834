"""JSON doors of people: find, enter, read one. Every answer is made inside the reader's scope in the database."""

from typing import Any

from django.http import Http404
from ninja import Router, Status

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.rls import scope_in_database

from . import permissions, schemas
from .actions.reading import state_reading
from .actions.registering import register
from .queries.cards import cards
from .queries.person import standing
from .queries.search import search

router = Router()
REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), schemas.Problem)


class PeopleForbidden(Exception):
    """The reader's offices read or keep no people there."""


def _needs(allowed: bool) -> None:
    if not allowed:
        raise PeopleForbidden


@router.post(
    "/people/search", response={200: schemas.PeopleFound, **REFUSALS}, tags=["people"], operation_id="searchPeople"
)
def find(request: ReaderRequest, asked: schemas.SearchIn) -> dict[str, Any]:
    """Words of names without tones, a year of birth, the last four digits or the whole of a number."""
    _needs(permissions.may_read(scope=request.scope))
    with scope_in_database(request.scope):
        found = search(scope=request.scope, text=asked.q, limit=asked.limit)
    return {"items": list(found.cards), "more": found.more}


@router.post("/people", response={201: schemas.PersonLine, **REFUSALS}, tags=["people"], operation_id="registerPerson")
def enter(request: ReaderRequest, given: schemas.PersonIn) -> Any:
    """Enter a person of a commune the reader keeps. 409 where the number is known and ``doubles`` is not set."""
    _needs(permissions.may_keep_in(scope=request.scope, commune_code=given.commune_code))
    with scope_in_database(request.scope):
        made = register(
            details=given.details(today=request.today), by=request.user, at=request.at, scope=request.scope,
            doubles=given.doubles,
        )  # fmt: skip
        return Status(201, cards([made])[0])


@router.get(
    "/people/{int:pk}", response={200: schemas.PersonLine, **REFUSALS}, tags=["people"], operation_id="getPerson"
)
def person(request: ReaderRequest, pk: int) -> Any:
    """One person the reader sees; the reading is a fact."""
    _needs(permissions.may_read(scope=request.scope))
    with scope_in_database(request.scope):
        found = standing(scope=request.scope, pk=pk)
        if found is None:
            raise Http404
        state_reading(person_id=pk, area=found.commune_code, by=request.user, at=request.at)
        return cards([found])[0]

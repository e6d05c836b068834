"""Guards of views: signed in, then holding one of the roles. Not visible is 404, visible but not allowed is 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .rls import scope_in_database

View = Callable[..., HttpResponse]


def requires(*roles: str) -> Callable[[View], View]:
    """Only readers who hold one of ``roles`` today; with no roles given, anybody who holds any office."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            held = request.scope.roles  # type: ignore[attr-defined]
            if not held or (roles and not held.intersection(roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return login_required(guarded)

    return decorate


def reads_people(*roles: str) -> Callable[[View], View]:
    """``requires(*roles)`` for a view that touches people: it runs inside the reader's scope in the database.

    Everything is read before the view returns; a streamed answer would find its tables empty.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def scoped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with scope_in_database(request.scope):  # type: ignore[attr-defined]
                return view(request, *args, **kwargs)

        return requires(*roles)(scoped)

    return decorate

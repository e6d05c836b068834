"""Guards of views: signed in, then holding one of the roles. Not visible is 404, visible but not allowed is 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

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

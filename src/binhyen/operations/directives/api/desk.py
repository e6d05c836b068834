"""What the JSON doors share: who asks, what they see, which refusals an answer may be."""

from typing import Any

from django.http import Http404
from ninja import Router

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.directives.models import Directive, Duty
from binhyen.operations.directives.permissions import Permission, may
from binhyen.operations.directives.queries import register
from binhyen.operations.directives.queries.visible import visible_directives
from binhyen.operations.directives.schemas import Problem

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), Problem)

# one router for both modules: a path belongs to one router, whatever its methods
router = Router()


class NotAllowed(Exception):
    """Visible, but not for this reader to do."""


def needs(request: ReaderRequest, permission: Permission) -> None:
    """Raises ``NotAllowed`` where the reader's offices do not give ``permission``."""
    if not may(request.scope, permission):
        raise NotAllowed


def hand_of(request: ReaderRequest, reason: str = "") -> dict[str, Any]:
    """Who acts, when, and the reason; None for those who may not correct a signed register."""
    return {
        "by": request.user,
        "at": request.at,
        "reason": reason if may(request.scope, Permission.SIGN) else None,
    }


def one_duty(request: ReaderRequest, pk: int) -> Duty:
    found = register.one(scope=request.scope, on=request.today, pk=pk)
    if found is None:
        raise Http404
    return found


def one_directive(request: ReaderRequest, pk: int) -> Directive:
    seen = visible_directives(request.scope, request.today)
    found = seen.select_related("document").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

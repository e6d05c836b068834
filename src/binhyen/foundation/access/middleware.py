"""Puts the moment and the reader's scope on the request, once, at the door: nothing below reads a clock."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxDetails

from .queries import scope
from .values import Scope


class ReaderRequest(HttpRequest):
    """For annotations: a request as views see it."""

    at: datetime  # the moment of the request, UTC
    today: date  # the day in Asia/Ho_Chi_Minh
    scope: Scope
    htmx: HtmxDetails
    user: Any  # someone signed in, where the view asks for an office; accounts stand above this floor


def reader_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.at = timezone.now()  # type: ignore[attr-defined]
        request.today = timezone.localdate(request.at)  # type: ignore[attr-defined]
        request.scope = SimpleLazyObject(lambda: scope(user=request.user, on=request.today))  # type: ignore[attr-defined]
        return get_response(request)

    return middleware

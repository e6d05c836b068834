"""What people see after too many wrong passwords: until when, to the minute."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY_REQUESTS = 429


def refused(request: HttpRequest, original: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """Named by AXES_LOCKOUT_CALLABLE. Each further try during the lock begins it anew, so the moment is from now."""
    again_at = request.at + settings.AXES_COOLOFF_TIME  # type: ignore[attr-defined]
    page = {"failure_limit": settings.AXES_FAILURE_LIMIT, "again_at": again_at}
    return render(request, "account/locked.html", page, status=TOO_MANY_REQUESTS)

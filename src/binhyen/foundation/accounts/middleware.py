"""At the door: a one-time password opens only the page to change it; and where people are signed in is kept in mind."""

from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Answer = Callable[[HttpRequest], HttpResponse]
SEEN = "seen_at"  # key in the session
SEEN_EVERY = timedelta(minutes=10)  # a page does not wait for a write each time


def own_password(get_response: Answer) -> Answer:
    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and getattr(user, "must_change_password", False):
            change = reverse("account_change_password")
            if request.path not in {change, reverse("account_logout")}:
                return redirect(change)
        return get_response(request)

    return middleware


def devices(get_response: Answer) -> Answer:
    """Keeps allauth's list of devices: at sign-in, then at most every ten minutes."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.session.session_key:
            now, seen = request.at, request.session.get(SEEN)  # type: ignore[attr-defined]
            if not seen or now - datetime.fromisoformat(seen) > SEEN_EVERY:
                request.session[SEEN] = now.isoformat()
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware

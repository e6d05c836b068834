"""Two small doors: the language a reader chose, and words for refusals that come without any."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

Handler = Callable[[HttpRequest], HttpResponse]
WORDLESS = frozenset({405, 413, 429})


def language_middleware(get_response: Handler) -> Handler:
    """Vietnamese unless the reader chose otherwise. What a browser was installed with says nothing about its reader."""
    known = {code for code, _ in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def refusal_middleware(get_response: Handler) -> Handler:
    """A refusal without a body (405, 413, 429) gets the page that says what to do. API answers keep their own form."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code not in WORDLESS or response.streaming or response.content:
            return response
        page = render(request, f"{response.status_code}.html", status=response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response.headers:
                page.headers[name] = response.headers[name]
        return page

    return middleware


def too_large(request: HttpRequest, exception: Exception) -> HttpResponse:
    """For config.urls.handler400: Django answers a body beyond the limit with 400; it is 413, and says what to do."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"{status}.html", status=status)

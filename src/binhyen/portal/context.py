"""What every page is given: the bars for this reader, and the light the reader chose."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from binhyen.foundation.access.values import Role, Scope
from binhyen.kit.addresses import address

from .values import PHONE_MORE, PHONE_SEARCH, SECTIONS, Link, Navigation, Section

THEMES = ("auto", "light", "dark")
THEME_COOKIE = "binhyen_theme"


def _link(section: Section, path: str) -> Link:
    url = address(section.to)
    here = "page" if path == url else "true" if url != "/" and path.startswith(url) else ""
    return Link(str(section.label), url, section.icon, here)


def navigation(*, scope: Scope, path: str) -> Navigation:
    """The bars of a page at ``path`` for a reader. Nobody without an office gets sections."""
    if not scope.roles:
        return Navigation()
    shown = [(section, _link(section, path)) for section in SECTIONS if scope.roles & section.roles]
    phone = [link for section, link in shown if section.bottom]
    return Navigation(
        sections=[link for section, link in shown if section.main],
        bottom=[*phone, _link(PHONE_SEARCH, path), _link(PHONE_MORE, path)],
        more=[link for section, link in shown if not section.main],
        offices=[Role(role).label for role in sorted(scope.roles)],
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor. Lazy: an error page before the door has no scope, a page without bars asks for none."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    scope = getattr(request, "scope", Scope())
    return {
        "nav": SimpleLazyObject(lambda: navigation(scope=scope, path=request.path)),
        "theme": theme if theme in THEMES else "auto",
        "today": getattr(request, "today", None),
    }

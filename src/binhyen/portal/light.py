"""A page for a slow line: it asks for one sheet of styles and nothing else. Its icons stand in it, it has no script.

``light`` in the context leaves out letters, scripts and the mark (``parts/styles.html``, block ``engine``).
"""

import re
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static

SPRITE = "binhyen/icons.svg"
_SYMBOL = re.compile(r'<symbol id="([^"]+)".*?</symbol>', re.DOTALL)


def render_light(request: HttpRequest, template: str, page: dict[str, object]) -> HttpResponse:
    """The page of a template that extends base.html."""
    return HttpResponse(with_icons(render_to_string(template, page | {"light": True}, request)))


def with_icons(page: str) -> str:
    """The page with the icons it uses drawn in itself, each once."""
    there = f"{static(SPRITE)}#"
    used = sorted({name for name in _symbols() if f'{there}{name}"' in page})
    drawn = "".join(_symbols()[name] for name in used)
    return page.replace(there, "#").replace("</body>", f'<svg class="sr" aria-hidden="true">{drawn}</svg></body>')


@cache
def _symbols() -> dict[str, str]:
    text = (Path(__file__).parent / "static" / SPRITE).read_text(encoding="utf-8")
    return {found.group(1): found.group() for found in _SYMBOL.finditer(text)}

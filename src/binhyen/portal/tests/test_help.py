"""The glossary is the one source of words: complete, in both languages, found without tones."""

from collections import Counter

import pytest
from django.test import Client

from binhyen.portal import glossary


def test_every_term_has_a_name_and_a_meaning_in_both_languages() -> None:
    gaps = [t.vi for t in glossary.terms() if not all((t.vi, t.en, t.meaning_vi, t.meaning_en))]
    assert not gaps
    assert len(glossary.terms()) >= 60


def test_no_term_stands_twice() -> None:
    assert [key for key, n in Counter(t.key for t in glossary.terms()).items() if n > 1] == []


@pytest.mark.parametrize("typed", ["chủ trì", "chu tri", "CHU TRI", "lead"])
def test_a_word_is_found_with_or_without_tones_and_in_english(typed: str) -> None:
    assert "chủ trì" in [term.vi for term in glossary.find(typed)]


def test_a_page_names_its_words_in_its_own_order_and_unknown_ones_are_left_out() -> None:
    assert [t.vi for t in glossary.named(["thời hạn", "khong co tu nay", "4 ro"])] == ["thời hạn", "4 rõ"]


@pytest.mark.django_db
def test_the_help_page_opens_for_everybody_and_shows_every_group() -> None:
    page = Client().get("/tro-giup/").content.decode()
    assert all(group.name in page for group in glossary.grouped(glossary.terms(), "vi"))


@pytest.mark.django_db
def test_the_drawer_holds_only_the_words_of_its_page() -> None:
    page = Client(headers={"hx-request": "true"}).get("/tro-giup/?tu=chủ trì,phối hợp").content.decode()
    assert "<html" not in page
    assert "Cơ quan chịu trách nhiệm chính" in page
    assert "chuỗi niêm" not in page


@pytest.mark.django_db
def test_a_word_nobody_knows_leads_back_to_all_words() -> None:
    page = Client().get("/tro-giup/?q=xyzxyz").content.decode()
    assert "Không có từ nào khớp" in page
    assert "Xem mọi từ" in page


@pytest.mark.django_db
def test_help_in_english_gives_the_english_meaning() -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    assert "The body that answers for the result." in client.get("/tro-giup/", {"q": "lead"}).content.decode()


def test_all_words_are_shown_group_by_group_and_nonsense_opens_the_first() -> None:
    groups = glossary.grouped(glossary.terms(), "vi")
    for asked, open_one in (("", 0), ("1", 1), ("99", 0), ("x", 0)):
        page = Client().get("/tro-giup/", {"nhom": asked}).content.decode()
        assert page.count('href="?nhom=') == len(groups)
        assert f"<h2>{groups[open_one].name}</h2>" in page
        assert page.count('<section class="mt">') == 1

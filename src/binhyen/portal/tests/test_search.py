"""One search over everything a reader may see, tones or not, and never more than that."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from binhyen.foundation.access.queries import scope
from binhyen.operations.directives.models import Duty
from binhyen.portal.search import search
from tests.register_cast import TODAY

pytestmark = pytest.mark.django_db
Find = Callable[[str, str], dict[str, list[str]]]


@pytest.fixture
def found(register: dict[str, Duty], person: Callable[[str], Any]) -> Find:
    def look(name: str, text: str) -> dict[str, list[str]]:
        hits = search(text=text, scope=scope(user=person(name), on=TODAY), on=TODAY)
        return {one.label: [hit.title for hit in one.hits] for one in hits}

    return look


def test_a_commune_does_not_find_the_work_of_others(found: Find) -> None:
    assert "Việc" not in found("next_commune", "pano")
    assert "Việc" not in found("commune_committee", "treo pa nô")


@pytest.mark.parametrize("typed", ["treo pa nô", "treo pa no", "TREO  PA NO"])
def test_a_duty_is_found_with_or_without_tones(found: Find, typed: str) -> None:
    assert found("officer", typed)["Việc"] == ["Treo pa nô tại trụ sở"]


def test_a_body_and_a_word_are_found_beside_each_other(found: Find) -> None:
    assert found("officer", "so y te")["Cơ quan"] == ["Sở Y tế"]
    assert "chủ trì" in found("officer", "chu tri")["Từ ngữ"]


@pytest.mark.parametrize("typed", ["", "   ", "%%%", "\x00", "…"])
def test_signs_alone_find_nothing_and_break_nothing(found: Find, typed: str) -> None:
    assert found("officer", typed) == {}


def test_what_was_not_found_says_what_to_try(as_: Callable[[str], Client]) -> None:
    page = as_("officer").get("/tim/?q=khongconhuthe").content.decode()
    assert "Không thấy gì cho “khongconhuthe”" in page
    assert "bỏ dấu" in page


def test_words_of_the_reader_come_back_harmless(as_: Callable[[str], Client]) -> None:
    page = as_("officer").get("/tim/", {"q": "<script>alert(1)</script>" + "x" * 500}).content.decode()
    assert "<script>alert" not in page


def test_every_hit_opens(register: dict[str, Duty], as_: Callable[[str], Client], person: Callable[[str], Any]) -> None:
    client = as_("officer")
    for text in ("so y te", "ke hoach", "treo pa no"):
        for hits in search(text=text, scope=scope(user=person("officer"), on=TODAY), on=TODAY):
            for hit in hits.hits:
                assert client.get(hit.url).status_code == 200, hit

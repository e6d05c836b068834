"""A reader's language and light are the reader's choice, kept in a cookie; a browser's installation decides nothing."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_browser_installed_in_english_still_gets_vietnamese() -> None:
    page = Client(headers={"accept-language": "en-US,en;q=0.9"}).get("/")
    assert page.headers["Content-Language"] == "vi"
    assert '<html lang="vi">' in page.content.decode()
    assert "Đăng nhập" in page.content.decode()


def test_a_reader_who_chose_english_gets_english() -> None:
    client = Client()
    answer = client.post("/giao-dien/", {"language": "en", "next": "/"})
    assert answer.status_code == 302
    page = client.get("/").content.decode()
    assert '<html lang="en">' in page
    assert "Sign in" in page


def test_an_unknown_language_is_not_kept() -> None:
    client = Client()
    client.post("/giao-dien/", {"language": "xx"})
    assert '<html lang="vi">' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("theme", "sheet"),
    [
        ("auto", 'media="screen and (prefers-color-scheme: dark)"'),
        ("dark", 'dark.css" media="screen"'),
        ("light", None),
        ("purple", 'media="screen and (prefers-color-scheme: dark)"'),
    ],
)
def test_the_dark_sheet_follows_the_choice(theme: str, sheet: str | None) -> None:
    client = Client()
    client.post("/giao-dien/", {"theme": theme})
    page = client.get("/").content.decode()
    assert ("dark.css" in page) is (sheet is not None)
    assert sheet is None or sheet in page


@pytest.mark.parametrize("there", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_the_switch_never_leads_away(there: str) -> None:
    assert Client().post("/giao-dien/", {"theme": "dark", "next": there}).headers["Location"] == "/"


def test_the_switch_leads_back_to_the_page_it_was_pressed_on() -> None:
    assert (
        Client().post("/giao-dien/", {"theme": "dark", "next": "/tro-giup/?q=x"}).headers["Location"]
        == "/tro-giup/?q=x"
    )

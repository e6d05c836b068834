"""Every page of the product, at a desk and on a small telephone, by day and by night: axe finds nothing, nothing sticks
out, no script fails, the content security policy refuses nothing. And a test that no page is forgotten.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, expect

from tests.architecture.test_access_matrix import addresses

from .pages import NOT_PAGES, PAGES, Page
from .visitor import Visitor

PEOPLE = sorted({page.person for page in PAGES})
NARROW, WIDE = (360, "dark"), (1280, "light")
# the first entry of each address; further ones are the same page with other content
FIRST = frozenset({page.name: page for page in reversed(PAGES)}.values())


def test_every_address_is_a_page_here_or_no_page() -> None:
    spoken = {name for name in addresses() if not name.startswith("api:")}  # what machines read is no page
    listed = {page.name for page in PAGES if not page.name.isdigit()}
    assert sorted(spoken - listed - NOT_PAGES) == [], "add the page to tests/journeys/pages.py"
    assert sorted((listed | NOT_PAGES) - spoken) == [], "these are gone"
    assert sorted(listed & NOT_PAGES) == []


def go(window: Visitor, page: Page) -> None:
    if page.guarded:
        window.when_opens_guarded(page.path)
        return
    status = window.when_opens(page.path)
    for link in page.follow:
        address = window.page.locator(link).first.get_attribute("href")
        assert address, f"{page.name}: nothing at {link}"
        status = window.when_opens(address)
    assert status == page.status, f"{page.name}: {status}"


# Every page at both widths and in both lights: what a light does to contrast no width undoes. What a page shows to
# others or when it is empty is looked at once, where it is narrowest. It is opened once and the window is widened, as
# a telephone is turned: opening costs as much as looking.
@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person or "nobody")
def test_every_page_is_clean(visitor: Callable[..., Visitor], person: str) -> None:
    window = visitor(person)
    wrong = []
    for page in PAGES:
        if page.person != person:
            continue
        try:
            window.when_seen_at(*NARROW)
            go(window, page)
            is_clean(window, page, NARROW)
            if page in FIRST:
                window.when_seen_at(*WIDE)
                is_clean(window, page, WIDE)
        except (AssertionError, Error) as error:
            wrong.append(f"{page.name} {page.path}: {error}")
    assert wrong == []
    window.then_no_script_failed()


def is_clean(window: Visitor, page: Page, look: tuple[int, str]) -> None:
    window.then_axe_finds_nothing()
    window.then_nothing_sticks_out()
    window.picture(f"{page.name.replace(':', '-')}-{page.person or 'nobody'}-{look[0]}")


def test_what_the_policy_refuses_is_heard(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    window.when_opens("/tro-giup/")
    window.page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'let a'}))")
    with pytest.raises(AssertionError, match="Content Security Policy"):
        window.then_no_script_failed()


def test_the_menu_opens_and_closes_by_keyboard(visitor: Callable[..., Visitor]) -> None:
    window = visitor("commune_committee")
    window.when_opens("/")
    window.when_tabs_to("Mục của tôi")
    window.when_presses("Enter")
    window.then_sees("Đăng xuất")
    window.when_presses("Escape")
    window.then_sees_not("Đăng xuất")


def test_the_help_drawer_brings_the_words_of_the_page(visitor: Callable[..., Visitor]) -> None:
    window = visitor("commune_committee")
    window.when_opens("/")
    window.page.locator("a[data-help]").click()
    drawer = window.page.locator("dialog.drawer")
    expect(drawer.get_by_text("Cơ quan chịu trách nhiệm chính")).to_be_visible()
    window.then_axe_finds_nothing()
    window.when_presses("Escape")
    expect(drawer).to_have_count(0)


def test_a_grave_step_asks_first_and_the_answer_no_does_nothing(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    window.when_opens("/ui/")
    window.when_clicks("Hỏi trước khi làm")
    window.then_sees("Có thể lấy lại bằng Hoàn tác")
    window.then_axe_finds_nothing()
    window.when_clicks("Thôi")
    window.then_stands_on("/ui/")
    expect(window.page.locator("dialog")).to_have_count(0)


def test_the_keys_are_shown_by_a_question_mark(visitor: Callable[..., Visitor]) -> None:
    window = visitor("commune_committee")
    window.when_opens("/")
    window.when_presses("?")
    window.then_sees("bảng phím này")
    window.when_presses("Escape", "/")
    assert "Tìm" in window.focused()


def test_the_light_is_remembered(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    window.when_opens("/tro-giup/")
    window.when_clicks("Nền tối")
    paper = "getComputedStyle(document.body).backgroundColor"
    dark = window.page.evaluate(paper)
    window.when_opens("/")
    assert window.page.evaluate(paper) == dark != "rgb(247, 246, 242)"


def test_english_is_one_press_away_and_whole(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    window.when_opens("/")
    window.when_clicks("English")
    window.then_sees("Sign in")
    assert window.page.locator("html").get_attribute("lang") == "en"

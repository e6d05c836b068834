"""A person at a browser, in sentences: given_…, when_…, then_…"""

import os
import re
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from binhyen.kit.paths import ROOT

PICTURES = ROOT / "var/shots"
PATIENCE_MS = 15_000
HEIGHT = 760
SESSION_COOKIES = {"sessionid", "csrftoken"}
_signed_in: dict[tuple[str, str], list[Any]] = {}  # (site, person) -> cookies; who once came in walks on in new windows
# what a new width or light draws is drawn, and no colour is on its way from day to night; whether axe is there already
REDRAWN = """async () => {
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  document.getAnimations().filter(one => Number.isFinite(one.effect.getComputedTiming().endTime))
    .forEach(one => one.finish());
  return 'axe' in window;
}"""
ON_ITS_WAY = ".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added"


@cache
def axe_source() -> str:
    return (ROOT / "node_modules/axe-core/axe.min.js").read_text()


class Visitor:
    def __init__(self, browser: Browser, site: str, *, width: int, light: str, script: bool) -> None:
        self.site = site
        self.context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=light,  # type: ignore[arg-type]
            java_script_enabled=script,
            locale="en-US",  # as most office machines are installed; the page must be Vietnamese all the same
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listens)

    def _listens(self, line: ConsoleMessage) -> None:
        if "Content Security Policy" in line.text:
            self.complaints.append(f"{urlsplit(self.page.url).path}: {line.text}")

    def close(self) -> None:
        self.context.close()

    # given
    def given_signed_in(self, name: str) -> None:
        """With the session of an earlier window, if it still holds; else through the sign-in page."""
        self.context.add_cookies(_signed_in.get((self.site, name), []))
        answer = self.context.request.get(self.site + "/thong-bao/", max_redirects=0)
        if not answer.ok:
            self.when_signs_in(name)

    # when
    def when_signs_in(self, name: str) -> None:
        """Through the sign-in page, with the password of the demonstration."""
        self.context.clear_cookies()
        self.when_opens("/accounts/login/")
        self.page.get_by_label("Tên đăng nhập").fill(name)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password())
        self.page.locator("main form button.first").click()
        expect(self.page).not_to_have_url(re.compile("/accounts/login/"))
        self.page.wait_for_load_state("load")
        _signed_in[self.site, name] = [one for one in self.context.cookies() if one["name"] in SESSION_COOKIES]

    def when_opens(self, path: str) -> int:
        """Opens an address of the site; returns the status of the answer."""
        answer = self.page.goto(self.site + path)
        self.page.wait_for_load_state("load")
        return answer.status if answer else 0

    def when_opens_guarded(self, path: str) -> None:
        """An address that asks for the password once more before it opens."""
        self.when_opens(path)
        if "reauthenticate" in self.page.url:
            self.page.locator("main input[type=password]").fill(password())
            self.page.locator("main form button.first").click()
            self.page.wait_for_url("**" + path)

    def when_seen_at(self, width: int, light: str) -> None:
        """The same page in a window of this width, by day or by night."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme=light)  # type: ignore[arg-type]

    def when_still(self) -> None:
        """Waits until nothing is asked for or being put in: a fragment is seen before it is wired up."""
        expect(self.page.locator(ON_ITS_WAY)).to_have_count(0, timeout=PATIENCE_MS)

    def when_presses(self, *keys: str) -> None:
        for key in keys:
            self.when_still()
            self.page.keyboard.press(key)

    def when_types(self, text: str) -> None:
        self.when_still()
        self.page.keyboard.type(text)

    def when_clicks(self, words: str) -> None:
        """A button or link of these words (the first that shows)."""
        either = self.page.get_by_role("button", name=words).or_(self.page.get_by_role("link", name=words))
        one = either.locator("visible=true").first
        one.wait_for()
        self.when_still()
        one.click()

    def when_fills(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label).first
        field.wait_for()
        self.when_still()
        field.fill(text)

    def when_tabs_to(self, words: str, *, limit: int = 60) -> None:
        """Goes on with the Tab key until the thing of these words has the focus."""
        for _ in range(limit):
            if words in self.focused():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"“{words}” cannot be reached with the Tab key")

    # then
    def then_sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible()

    def then_sees_not(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true")).to_have_count(0)

    def then_stands_on(self, path: str) -> None:
        expect(self.page).to_have_url(re.compile(re.escape(self.site + path)))

    def then_axe_finds_nothing(self, part: str = "html") -> None:
        """No violation of WCAG 2 A/AA or of axe's own best practices, on the page (or that part of it) as it stands."""
        if not self.page.evaluate(REDRAWN):
            self.page.evaluate(axe_source())
        run = "part => axe.run(part, {resultTypes: ['violations'], preload: false})"
        found: list[dict[str, Any]] = self.page.evaluate(run, part)["violations"]
        words = [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}"
            + (f" {one['nodes'][0]['any'][0]['message']}" if one["nodes"][0]["any"] else "")
            for one in found
        ]
        assert words == [], f"{urlsplit(self.page.url).path}: {words}"

    def then_nothing_sticks_out(self) -> None:
        """No horizontal scrolling of the page at this width; names the widest things where there is."""
        wide: list[str] = self.page.evaluate(
            """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
              && getComputedStyle(e).position !== 'fixed')
            .slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right))"""
        )
        assert wide == [], f"{urlsplit(self.page.url).path} at {self.page.viewport_size}: {wide}"

    def then_no_script_failed(self) -> None:
        """Nor was anything on a page refused by the content security policy."""
        assert self.complaints == [], self.complaints

    # looking
    def focused(self) -> str:
        """What a screen reader would say of the thing that has the focus: its name, label or words."""
        return str(
            self.page.evaluate(
                """() => { const e = document.activeElement; if (!e || e === document.body) return "";
                const label = e.labels && e.labels[0] ? e.labels[0].innerText : "";
                return [e.getAttribute("aria-label"), label, e.innerText, e.title].filter(Boolean).join(" "); }"""
            )
        )

    def picture(self, name: str) -> None:
        """For people to look at; drawing whole pages takes its time, and nobody looks at those of CI."""
        if os.environ.get("CI") == "true":
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)


def password() -> str:
    return "binhyen-minhhoa-2026"

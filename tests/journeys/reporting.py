"""What people do with a report on its pages, by the words that stand there."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, expect

from .visitor import PATIENCE_MS, Visitor

STATEMENT = re.compile("chịu trách nhiệm về tính chính xác")
REPORT = re.compile(r"/bao-cao/\d+/$")
EXPLAINED = {  # what a page may ask to explain, and what people answer
    "Hệ thống chưa có số": "Chưa ghi vào hệ thống trong kỳ này.",
    "đã ghi": "Ghi thêm vào sổ sau khi gửi báo cáo kia.",
}


def when_writes(window: Visitor, name: str, text: str) -> None:
    """A number or words at the place of that name; on the way out of the field it is kept."""
    field = window.page.get_by_label(name).first
    window.when_still()
    field.fill(text)
    field.press("Tab")
    window.when_still()
    expect(field).to_have_value(text)


def when_fills_in(window: Visitor, given: Mapping[str, str]) -> None:
    """Writes what is asked, follows each thing that is left to its place and answers it there."""
    for name, text in given.items():
        when_writes(window, name, text)
    left = window.page.locator("#state .jump a")
    for words in left.all_inner_texts():
        if why := next((why for what, why in EXPLAINED.items() if what in words), ""):
            left.filter(has_text=words).first.click()
            when_notes(window.page.locator("tbody:target, tbody:has(:target)").first, why)
    expect(window.page.locator("#state")).to_contain_text("Không còn chỗ nào phải sửa; có thể ký.")


def when_notes(row: Locator, words: str) -> None:
    """A number is explained beside it, never typed over."""
    note = row.get_by_label(re.compile("^Giải thích")).first
    if not note.is_visible():
        row.locator("summary").first.click()
    note.fill(words)
    note.press("Tab")
    expect(row).to_contain_text("Đã lưu")


def when_signs(window: Visitor) -> None:
    """From the report or the list of what waits to the statement, and the name below it."""
    if "/ky/" not in window.page.url:
        window.when_clicks("Xem và ký")
    window.page.get_by_label("Ký với tư cách").select_option(index=1)
    window.page.get_by_label(STATEMENT).check()
    window.page.get_by_role("button", name=re.compile("^Ký")).click()
    expect(window.page).to_have_url(REPORT, timeout=PATIENCE_MS)

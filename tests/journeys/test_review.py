"""A clerk turns a plan into a register: hands it in, corrects three duties, accepts the rest, takes one step back,
exports the appendix. By keyboard where she can; beside her a colleague on the same duty, and a chief who signs.
"""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import expect

from binhyen.kit.paths import ROOT

from .visitor import Visitor

GIVEN = ROOT.parent / "shared/directives/003-lao-cai-2026.txt"
OURS = ROOT / "tests/directives/104-nghe-an-phu-luc-bang.txt"


@pytest.fixture
def plan(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A plan nobody has handed in yet: the given one where it is there, else one of the corpus."""
    source = GIVEN if GIVEN.exists() else OURS
    copy = tmp_path / "ke-hoach.txt"
    copy.write_text(source.read_text(encoding="utf-8") + f"\n\n{request.node.name}\n", encoding="utf-8")
    return copy


def reviewed(window: Visitor) -> int:
    return int(window.page.locator("#review-progress b").inner_text())


def current(window: Visitor) -> int:
    return int(window.page.locator(".duty.cur").first.get_attribute("data-duty") or 0)


def when_hands_in(window: Visitor, plan: Path) -> None:
    window.when_opens("/van-ban/them/")
    window.page.get_by_label("Tệp văn bản").set_input_files(plan)
    window.when_clicks("Đọc văn bản")
    expect(window.page).to_have_url(re.compile(r"/van-ban/\d+/ra-soat/"), timeout=60_000)


def when_corrects_the_deadline(window: Visitor, words: str) -> None:
    window.when_presses("e")
    field = window.page.locator("input[name=deadline]")
    field.wait_for()
    window.when_still()
    field.fill(words)
    expect(window.page.locator(".understood b")).to_be_visible()
    before = reviewed(window)
    window.when_presses("Control+Enter")
    expect(window.page.locator("article.editing")).to_have_count(0)
    expect(window.page.locator("#review-progress b")).to_have_text(str(before + 1))


def when_accepts_section_after_section(window: Visitor) -> None:
    """The page opens where work waits; the button under the duties accepts what is left of that section."""
    address = window.page.url.removeprefix(window.site).split("?")[0]
    while not done(window.page.locator("#review-progress").inner_text()):
        window.when_opens(address)
        window.when_still()
        before = reviewed(window)
        window.page.locator("[data-act=section]").click()
        expect(window.page.locator("#review-progress b")).not_to_have_text(str(before))


def done(progress: str) -> bool:
    reached, total = re.findall(r"\d+", progress)
    return reached == total


def test_a_clerk_makes_a_register_of_a_plan(visitor: Callable[..., Visitor], plan: Path) -> None:
    clerk = visitor("officer")
    when_hands_in(clerk, plan)
    clerk.then_sees("Đã duyệt 0")
    clerk.then_axe_finds_nothing()

    when_corrects_the_deadline(clerk, "trước ngày 28/2/2026")
    clerk.then_sees("28/02/2026")
    clerk.when_presses("j")
    when_corrects_the_deadline(clerk, "hằng tháng, trước ngày 20")
    clerk.when_presses("j")
    when_corrects_the_deadline(clerk, "quý I/2026, sau đó thường xuyên")
    assert reviewed(clerk) == 3

    clerk.when_presses("j")
    waiting = current(clerk)
    clerk.when_presses("a")
    expect(clerk.page.locator("#review-progress b")).to_have_text("4")
    clerk.when_presses("z")
    expect(clerk.page.locator("#review-progress b")).to_have_text("3")
    assert clerk.page.locator(f"#duty-{waiting}").get_attribute("data-state") == "PROPOSED"

    clerk.when_clicks("mục chắc chắn")
    clerk.page.get_by_role("dialog").get_by_role("button", name="Duyệt").click()
    expect(clerk.page.locator("#accept-certain")).to_be_disabled()
    when_accepts_section_after_section(clerk)

    clerk.when_clicks("Xuất phụ lục")
    clerk.page.locator("#export_purpose").fill("Trình lãnh đạo ký phụ lục phân công")
    with clerk.page.expect_download() as download:
        clerk.when_clicks("Tải phụ lục Word")
    appendix = Document(io.BytesIO(Path(download.value.path()).read_bytes()))
    words = "\n".join(cell.text for table in appendix.tables for row in table.rows for cell in row.cells)
    assert "28/02/2026" in words
    assert "20" in words
    clerk.then_no_script_failed()

    chief = visitor("coordinator")
    chief.when_opens(clerk.page.url.removeprefix(clerk.site).split("/ra-soat/")[0] + "/")
    chief.when_clicks("Chốt danh mục")
    chief.page.get_by_role("dialog").get_by_role("button", name="Đồng ý").click()
    chief.then_sees("Đã chốt")


def test_two_reviewers_see_each_others_changes_and_nothing_typed_is_lost(
    visitor: Callable[..., Visitor], plan: Path
) -> None:
    clerk, colleague = visitor("officer"), visitor("coordinator")
    when_hands_in(clerk, plan)
    address = clerk.page.url.removeprefix(clerk.site)
    clerk.when_presses("e")
    clerk.when_fills("Tên nhiệm vụ", "Tên do cán bộ đặt")

    colleague.when_opens(address)
    colleague.when_presses("e")
    colleague.when_fills("Tên nhiệm vụ", "Tên do điều phối đặt")
    colleague.when_presses("Control+Enter")
    expect(colleague.page.locator("article.editing")).to_have_count(0)

    clerk.when_presses("Control+Enter")
    expect(clerk.page.get_by_role("alert")).to_contain_text("đã sửa nhiệm vụ này")
    expect(clerk.page.get_by_role("alert")).to_contain_text("Tên do điều phối đặt")
    assert clerk.page.get_by_label("Tên nhiệm vụ").input_value() == "Tên do cán bộ đặt"
    clerk.then_axe_finds_nothing()


def test_what_was_typed_survives_a_closed_tab(visitor: Callable[..., Visitor], plan: Path) -> None:
    clerk = visitor("officer")
    when_hands_in(clerk, plan)
    clerk.when_presses("e")
    clerk.when_fills("Tên nhiệm vụ", "Tên gõ dở")

    clerk.page.reload()
    clerk.then_sees("Có bản sửa dở chưa lưu")
    clerk.when_presses("e")
    clerk.when_clicks("Dùng lại")

    assert clerk.page.get_by_label("Tên nhiệm vụ").input_value() == "Tên gõ dở"


def test_a_clerk_marks_a_passage_by_keyboard_and_takes_it_back(visitor: Callable[..., Visitor], plan: Path) -> None:
    clerk = visitor("officer")
    when_hands_in(clerk, plan)
    before = clerk.page.locator("#pane-duties article").count()

    clerk.page.locator("#pane-doc").focus()
    clerk.when_presses("ArrowDown", "ArrowDown", "t")
    expect(clerk.page.locator("#pane-duties article")).to_have_count(before + 1)

    clerk.when_presses("z")
    expect(clerk.page.locator("#pane-duties article")).to_have_count(before)


def test_on_a_small_telephone_text_and_duties_are_two_tabs(visitor: Callable[..., Visitor], plan: Path) -> None:
    clerk = visitor("officer", width=360)
    when_hands_in(clerk, plan)
    expect(clerk.page.locator("#pane-doc")).to_be_hidden()

    clerk.page.get_by_role("tab", name="Văn bản").click()

    expect(clerk.page.locator("#pane-doc")).to_be_visible()
    expect(clerk.page.locator("#pane-duties")).to_be_hidden()
    clerk.then_nothing_sticks_out()
    clerk.then_axe_finds_nothing()


def test_without_script_a_duty_is_accepted_and_edited_all_the_same(visitor: Callable[..., Visitor]) -> None:
    clerk = visitor("officer", script=False)
    clerk.when_opens("/van-ban/")
    clerk.page.locator("#rows tbody a").last.click()
    clerk.when_clicks("Rà soát nhiệm vụ")
    clerk.page.locator("[data-act=accept]").first.click()
    clerk.then_sees("Đã duyệt.")

    clerk.page.locator("[data-act=edit]").first.click()
    clerk.when_fills("Thời hạn", "hằng tháng")
    clerk.when_clicks("Lưu và duyệt")
    clerk.then_sees("Đã lưu và duyệt.")

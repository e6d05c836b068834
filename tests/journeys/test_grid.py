"""The grid in a browser: typing, ranges, fill down, undo, refusals, conflicts, columns, no network, no mouse."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from .visitor import PATIENCE_MS, Visitor

GRID = "[data-grid=ui]"
SAVE = "**/ui/bang/"


class GridVisitor:
    """A visitor before the grid of /ui. Rows are counted from 1 as on the page, columns are named as in the code."""

    def __init__(self, window: Visitor) -> None:
        self.window, self.page = window, window.page
        window.context.grant_permissions(["clipboard-read", "clipboard-write"])
        window.when_opens("/ui/")
        expect(self.page.locator(GRID)).to_have_attribute("data-rows", "1000", timeout=PATIENCE_MS)

    def cell(self, row: int, column: str) -> Locator:
        return self.page.locator(f".tabulator-row[aria-rowindex='{row + 1}'] [tabulator-field={column}]")

    def at(self, row: int, column: str) -> None:
        self.cell(row, column).click()

    def presses(self, *keys: str) -> None:
        self.window.when_presses(*keys)

    def types(self, text: str) -> None:
        self.window.when_types(text)

    def pastes(self, text: str) -> None:
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.presses("Control+v")

    def then_reads(self, row: int, column: str, words: str) -> None:
        expect(self.cell(row, column)).to_have_text(words)

    def then_all_saved(self) -> None:
        expect(self.page.locator(GRID)).to_have_attribute("data-unsaved", "0", timeout=PATIENCE_MS)

    def then_says(self, words: str) -> None:
        expect(self.page.locator(".grid-status")).to_contain_text(words, timeout=PATIENCE_MS)

    def then_is_told(self, words: str) -> None:
        expect(self.page.locator(".grid-panel")).to_contain_text(words)


@pytest.fixture
def grid(visitor: Callable[..., Visitor]) -> GridVisitor:
    return GridVisitor(visitor())


def test_a_cell_is_typed_enter_goes_down_and_it_is_saved(grid: GridVisitor) -> None:
    grid.at(1, "note")
    grid.types("Gặp gia đình")
    grid.presses("Enter")
    grid.types("Vắng nhà")
    grid.presses("Tab")

    grid.then_reads(1, "note", "Gặp gia đình")
    grid.then_reads(2, "note", "Vắng nhà")
    grid.then_all_saved()
    grid.then_says("Đã lưu mọi ô.")
    grid.window.then_no_script_failed()


def test_what_is_typed_is_read_as_the_column_needs_it(grid: GridVisitor) -> None:
    grid.at(1, "born")
    grid.types("5/3/1987")
    grid.presses("Tab")
    grid.types("muong khuong")  # narrowed without tones, the first that fits is taken
    grid.presses("Tab")
    grid.types("7.9.2026")
    grid.presses("Tab")
    grid.types("12")
    grid.presses("Tab")
    grid.types("1234,5")
    grid.presses("Tab")
    grid.presses("Space")

    grid.then_reads(1, "born", "05/03/1987")
    grid.then_reads(1, "place", "Mường Khương")
    grid.then_reads(1, "met", "07/09/2026")
    grid.then_reads(1, "visits", "12")
    grid.then_reads(1, "paid", "1.234,5")
    grid.then_reads(1, "done", "có")
    grid.then_all_saved()


def test_a_choice_is_taken_from_the_list_by_arrows(grid: GridVisitor) -> None:
    grid.at(1, "place")
    grid.presses("Enter")
    expect(grid.page.get_by_role("listbox")).to_be_visible()
    grid.presses("Control+a")
    grid.types("b")
    grid.presses("ArrowDown", "Enter")

    grid.then_reads(1, "place", "Bát Xát")
    grid.then_all_saved()


def test_a_range_from_excel_is_pasted_undone_and_done_again(grid: GridVisitor) -> None:
    was = grid.cell(3, "visits").inner_text()
    grid.at(2, "visits")
    grid.pastes("4\t1,5\tx\r\n8\t2\t\r\n")

    grid.then_reads(2, "paid", "1,5")
    grid.then_reads(2, "done", "có")
    grid.then_reads(3, "visits", "8")
    grid.then_says("Đã dán")
    grid.then_all_saved()

    grid.presses("Control+z")
    grid.then_reads(3, "visits", was)
    grid.presses("Control+y")
    grid.then_reads(3, "visits", "8")
    grid.then_all_saved()


def test_a_range_is_copied_and_pasted_as_excel_puts_it(grid: GridVisitor) -> None:
    grid.at(1, "name")
    grid.presses("Shift+ArrowRight", "Shift+ArrowDown", "Control+c")
    assert grid.page.evaluate("navigator.clipboard.readText()") == "Đặng Seo Mẩy\t1961\nLò Văn Páo\t1962"

    grid.at(1, "note")
    grid.pastes('"hai\ndòng, ""ngoặc"""\tHS-1\n"một')  # line feeds and tabs stand in quotes; a lone one is a letter

    grid.then_reads(1, "note", 'hai dòng, "ngoặc"')
    grid.then_reads(2, "note", '"một')
    grid.then_reads(1, "code", "HS-00001")
    grid.then_says("ô chỉ để xem")


def test_one_value_is_filled_down_and_taken_back_in_one_step(grid: GridVisitor) -> None:
    grid.at(1, "hamlet")
    grid.types("Na Mạ")
    grid.presses("Enter", "ArrowUp", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")

    for row in (1, 2, 3, 4):
        grid.then_reads(row, "hamlet", "Na Mạ")
    grid.presses("Control+z")
    grid.then_reads(4, "hamlet", "Thôn 5")
    grid.then_reads(1, "hamlet", "Na Mạ")
    grid.then_all_saved()


def test_what_is_no_day_stays_as_typed_with_a_sentence_and_is_not_sent(grid: GridVisitor) -> None:
    grid.at(1, "met")
    grid.types("31/02/2026")
    grid.presses("Enter", "ArrowUp")

    grid.then_reads(1, "met", "31/02/2026")
    expect(grid.cell(1, "met")).to_have_attribute("aria-invalid", "true")
    grid.then_is_told("“31/02/2026” không phải ngày có thật")
    grid.then_says("1 ô cần sửa")
    expect(grid.page.locator(GRID)).to_have_attribute("data-unsaved", "1")

    grid.types("28/02/2026")
    grid.presses("Enter")
    grid.then_all_saved()


def test_what_the_server_refuses_stays_as_typed_with_its_sentence(grid: GridVisitor) -> None:
    grid.at(1, "visits")
    grid.types("500")
    grid.presses("Enter", "ArrowUp")

    grid.then_says("1 ô cần sửa")
    grid.then_reads(1, "visits", "500")
    grid.then_is_told("Nhiều nhất 100 lần thăm.")

    grid.presses("Delete")
    grid.then_all_saved()


@pytest.mark.parametrize(("answer", "words"), [("Giữ của tôi", "Của tôi"), ("Lấy của người kia", "12/03/2026")])
def test_somebody_elses_change_is_shown_beside_ones_own(grid: GridVisitor, answer: str, words: str) -> None:
    grid.at(5, "note")
    grid.types("Của tôi")
    grid.presses("Enter", "ArrowUp")

    grid.then_says("người khác cũng sửa")
    grid.then_reads(5, "note", "Của tôi")
    grid.then_is_told("Sùng A Páo ghi lúc 09:12.")

    grid.presses("Control+Enter")
    if answer.startswith("Lấy"):
        grid.presses("Tab")
    assert answer in grid.window.focused()
    grid.presses("Enter")
    expect(grid.cell(5, "note")).to_contain_text(words)
    grid.then_all_saved()


def test_cells_to_look_at_are_gone_through_and_a_proposal_is_taken_with_two_keys(grid: GridVisitor) -> None:
    grid.at(1, "name")
    grid.presses("F8")
    grid.then_is_told("31/02 không có thật")
    grid.presses("F8")
    grid.then_is_told("Tên này nay viết khác.")
    grid.presses("Control+Enter", "Enter")

    grid.then_reads(4, "hamlet", "Na Mạ 1")
    grid.then_all_saved()


def test_without_network_it_is_said_kept_and_tried_again(grid: GridVisitor) -> None:
    grid.page.route(SAVE, lambda route: route.abort())
    grid.at(1, "note")
    grid.types("Gõ lúc mất mạng")
    grid.presses("Enter")

    grid.then_says("Chưa lưu được 1 ô, sẽ thử lại.")
    asked: list[str] = []
    grid.page.on("dialog", lambda one: (asked.append(one.type), one.dismiss()))
    grid.page.evaluate("location.reload()")
    grid.then_reads(1, "note", "Gõ lúc mất mạng")
    assert asked == ["beforeunload"]

    grid.page.unroute(SAVE)
    grid.then_all_saved()
    grid.then_says("Đã lưu mọi ô.")


def test_signed_out_the_grid_says_so_and_keeps_the_cells(grid: GridVisitor) -> None:
    def signed_out(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Đăng nhập</h1>")

    grid.page.route(SAVE, signed_out)
    grid.at(1, "note")
    grid.types("Giữ lại")
    grid.presses("Enter")
    grid.then_says("phiên làm việc đã hết")

    grid.page.unroute(SAVE)
    grid.window.context.add_cookies(
        [{"name": "csrftoken", "value": "a" * 32, "url": grid.window.site}]
    )  # signed in anew
    grid.presses("Control+s")
    grid.then_all_saved()


def test_the_choice_of_columns_is_remembered_without_any_value(grid: GridVisitor) -> None:
    grid.page.get_by_text("Cột", exact=True).click()
    grid.page.get_by_role("checkbox", name="Ngày gặp").uncheck()
    grid.page.get_by_role("checkbox", name="Người giúp").check()
    expect(grid.page.locator(".tabulator-col[tabulator-field=met]")).to_be_hidden()
    grid.page.reload()
    grid.then_reads(1, "name", "Đặng Seo Mẩy")

    expect(grid.page.locator(".tabulator-col[tabulator-field=met]")).to_be_hidden()
    expect(grid.page.locator(".tabulator-col[tabulator-field=helper]")).to_have_count(1)
    kept = grid.page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('binhyen.grid'))")
    assert [key for key, _ in kept] == ["binhyen.grid.ui"]
    assert "Seo" not in kept[0][1]


def test_the_first_columns_stay_while_the_rest_is_scrolled(grid: GridVisitor) -> None:
    grid.page.get_by_text("Cột", exact=True).click()
    grid.page.get_by_label("Đứng yên khi kéo ngang").select_option("2")
    grid.presses("Escape")
    before = grid.cell(1, "born").bounding_box()

    grid.at(1, "name")
    grid.presses("End")
    expect(grid.cell(1, "hamlet")).to_be_focused()
    expect(grid.cell(1, "hamlet")).to_be_in_viewport()

    assert grid.cell(1, "born").bounding_box() == before


def test_rows_that_arrive_while_somebody_types_disturb_nothing(grid: GridVisitor) -> None:
    held: list[Route] = []
    grid.page.route("**/ui/bang/?tu=*", lambda route: held.append(route))
    with grid.page.expect_request("**/ui/bang/?tu=30"):
        grid.page.reload()
    grid.at(2, "note")
    grid.types("Gõ")
    grid.presses("Escape")
    expect(grid.cell(2, "note")).to_be_focused()
    with grid.page.expect_request("**/ui/bang/?tu=530"):
        held.pop().continue_()
    expect(grid.page.locator(GRID)).to_have_attribute("data-rows", "530")
    expect(grid.cell(2, "note")).to_be_focused()

    grid.types("dang go ")
    held.pop().continue_()
    expect(grid.page.locator(".grid-tools")).to_contain_text("Đang tải 530/1000")
    grid.types("do")
    grid.presses("Enter")

    grid.then_reads(2, "note", "dang go do")
    expect(grid.page.locator(GRID)).to_have_attribute("data-rows", "1000")
    expect(grid.cell(3, "note")).to_be_focused()
    grid.then_all_saved()


def test_a_grid_that_comes_in_a_fragment_works_like_any_other(grid: GridVisitor) -> None:
    grid.page.evaluate("document.querySelector('[data-grid]').dataset.rows = ''")
    grid.page.evaluate("htmx.ajax('GET', '/ui/', {target: '.grid-box', select: '.grid-box', swap: 'outerHTML'})")
    expect(grid.page.locator(GRID)).to_have_attribute("data-rows", "1000", timeout=PATIENCE_MS)

    grid.at(1, "note")
    grid.types("Trong phần thay vào")
    grid.presses("Enter")

    grid.then_reads(1, "note", "Trong phần thay vào")
    grid.then_all_saved()


def test_rows_are_sorted_filtered_and_reached_far_below(grid: GridVisitor) -> None:
    grid.page.get_by_role("button", name="Số hồ sơ").click()
    grid.page.get_by_role("button", name="Số hồ sơ").click()
    grid.then_reads(1, "code", "HS-01000")

    grid.page.get_by_label("Lọc cột Họ và tên").fill("giang a tua")
    grid.then_reads(1, "name", "Giàng A Tủa")
    expect(grid.page.locator("[role=grid]")).not_to_have_attribute("aria-rowcount", "1001")
    grid.page.get_by_label("Lọc cột Họ và tên").fill("")
    expect(grid.page.locator("[role=grid]")).to_have_attribute("aria-rowcount", "1001")

    grid.at(1, "code")
    grid.presses("Control+ArrowDown")
    grid.then_reads(1000, "code", "HS-00001")
    expect(grid.cell(1000, "code")).to_be_focused()
    assert grid.page.locator(".tabulator-row").count() < 120
    grid.window.then_no_script_failed()


def test_rows_are_chosen_for_a_bulk_act(grid: GridVisitor) -> None:
    grid.at(2, "name")
    grid.presses("Shift+Space", "ArrowDown", "Shift+Space")
    expect(grid.page.locator(".grid-tools")).to_contain_text("Đã chọn 2 dòng")

    grid.window.when_clicks("Làm với các dòng đã chọn")

    expect(grid.page).to_have_url(re.compile(r"\?ids=2&ids=3$"))


def test_the_grid_is_reached_used_and_left_without_a_mouse(grid: GridVisitor) -> None:
    grid.page.get_by_role("button", name="Phím của bảng").focus()
    grid.window.when_tabs_to("Đặng Seo Mẩy")
    grid.presses("ArrowUp")
    assert grid.window.focused() == "Họ và tên"
    grid.presses("Enter")
    expect(grid.page.locator(".tabulator-col[tabulator-field=name]")).to_have_attribute("aria-sort", "ascending")
    grid.presses("ArrowDown", "End", "F2")
    grid.types("Nậm Pục")
    grid.presses("Escape")
    grid.then_reads(1, "hamlet", grid.cell(1, "hamlet").inner_text())
    expect(grid.cell(1, "hamlet")).not_to_contain_text("Nậm Pục")

    grid.presses("Escape", "Tab")

    assert grid.page.evaluate("!document.activeElement.closest('.tabulator')")
    grid.window.then_no_script_failed()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_the_grid_is_whole_in_both_lights(visitor: Callable[..., Visitor], light: str) -> None:
    grid = GridVisitor(visitor(light=light))
    grid.at(5, "note")  # an error in row 3, a conflict here with its two answers
    grid.types("Của tôi")
    grid.presses("Enter", "ArrowUp")
    grid.then_is_told("Sùng A Páo ghi lúc 09:12.")

    grid.window.then_axe_finds_nothing(GRID)
    grid.window.then_nothing_sticks_out()


def test_the_grid_keeps_to_the_content_security_policy(visitor: Callable[..., Visitor]) -> None:
    window = visitor()
    grid = GridVisitor(window)
    grid.at(1, "place")
    grid.presses("Enter", "ArrowDown", "Enter")
    grid.then_all_saved()

    window.then_no_script_failed()


def test_on_a_phone_the_rows_are_cards_with_their_link(visitor: Callable[..., Visitor]) -> None:
    window = visitor(width=360)
    window.when_opens("/ui/")

    expect(window.page.locator(".grid-plain tbody tr").first).to_contain_text("Đặng Seo Mẩy")
    expect(window.page.locator(".grid-plain").get_by_role("link", name="Sửa").first).to_be_visible()
    expect(window.page.locator("[role=grid]")).to_have_count(0)
    window.then_nothing_sticks_out()


def test_without_script_and_on_paper_the_plain_table_stands(visitor: Callable[..., Visitor], grid: GridVisitor) -> None:
    bare = visitor(script=False)
    bare.when_opens("/ui/")
    expect(bare.page.locator(".grid-plain tbody tr")).to_have_count(30)

    grid.at(1, "note")
    grid.types("Có trên giấy")
    grid.presses("Enter")
    grid.then_all_saved()
    grid.page.emulate_media(media="print")
    grid.page.evaluate("dispatchEvent(new Event('beforeprint'))")

    expect(grid.page.locator(".grid-plain tbody tr")).to_have_count(1000)
    expect(grid.page.locator(".grid-plain")).to_contain_text("Có trên giấy")
    expect(grid.page.locator(".grid-live")).to_be_hidden()

"""Lists of a commune: one it really has, mended and written; one of ours that comes back with changed cells."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import xlsxwriter
from playwright.sync_api import Locator, expect

from binhyen.kit.spreadsheets import read

from .visitor import PATIENCE_MS, Visitor

HEAD = ("STT", "Họ và tên", "Nam", "Nữ", "Số CCCD", "Thôn", "Ghi chú")
FILE = "Danh sach thang 11 (sua lai).xlsx"
READING_MS = 60_000  # reading and writing are done by the worker
LINES: tuple[tuple[object, ...], ...] = (
    ("I. Thôn Na Lốc 1",),
    (1, "Vàng Seo Khoá", "12/5/1988", "", "", "Thôn Na Lốc 1", ""),
    (2, "PHÀN THỊ MẨY", "", "31/02/1995", "", "Thôn Na Lốc 1", ""),
    (3, "", "7/1991", "", "", "Thôn Na Lốc 1", "tên ghi ở sổ tay"),
    ("II. Thôn Đồi Gianh",),
    (4, "Lù Văn Thắm", "3/9/1890", "", "", "Thôn Đồi Gianh", ""),
    (5, "Cháng A Sủ", "5-6-85", "", "12345", "Thôn Đồi Gianh", ""),
    (6, "Tẩn Láo Lở", "1986", "", "", "Thôn Đồi Gianh", "mới về"),
    ("", "Tổng cộng: 06 người"),
)


def sheet() -> bytes:
    """A sheet as communes keep it: titles, a heading in two rows, sections, a total."""
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    page = book.add_worksheet("T11")
    page.merge_range(0, 0, 0, 3, "CÔNG AN XÃ BẢN LẦU")
    page.merge_range(2, 0, 2, 6, "DANH SÁCH NGƯỜI SỬ DỤNG TRÁI PHÉP CHẤT MA TÚY")
    for column in (0, 1, 4, 5, 6):
        page.merge_range(4, column, 5, column, HEAD[column])
    page.merge_range(4, 2, 4, 3, "Ngày, tháng, năm sinh")
    for column in (2, 3):
        page.write(5, column, HEAD[column])
    for number, row in enumerate(LINES):
        page.write_row(6 + number, 0, row)
    book.close()
    return content.getvalue()


class Preview:
    """The preview of a list before an officer. Rows are named by their line in the sheet, columns by their heading."""

    def __init__(self, window: Visitor) -> None:
        self.window, self.page = window, window.page
        expect(self.page.locator("[data-grid]")).to_be_visible(timeout=READING_MS)

    def cell(self, line: int, column: str) -> Locator:
        """By the words of the heading, as somebody finds it."""
        title = self.page.locator(".tabulator-col", has_text=column).first
        field = title.get_attribute("tabulator-field")
        number = self.page.locator("[tabulator-field=number]", has_text=re.compile(rf"^{line}$"))
        row = self.page.locator(".tabulator-row", has=number)
        return row.locator(f"[tabulator-field={field}]")

    def mends(self, line: int, column: str, text: str) -> None:
        self.cell(line, column).click()
        self.window.when_types(text)
        self.window.when_presses("Enter")
        expect(self.page.locator("[data-grid]")).to_have_attribute("data-unsaved", "0", timeout=PATIENCE_MS)

    def opens_row(self, line: int) -> None:
        self.page.locator("[tabulator-field=number] a", has_text=re.compile(rf"^{line}$")).click()


def hands_in(police: Visitor, content: bytes) -> Preview:
    police.when_opens("/ho-so/danh-sach/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    police.page.get_by_label("Thả Excel vào đây").set_input_files({"name": FILE, "mimeType": kind, "buffer": content})
    police.when_clicks("Đọc danh sách")
    return Preview(police)


def knows(police: Visitor, name: str, year: str) -> None:
    """Somebody of the commune is in the register already."""
    police.when_opens("/nguoi/them/")
    police.when_fills("Họ và tên", name)
    police.when_fills("Ngày sinh", year)
    police.when_clicks("Ghi vào sổ")
    police.then_sees(f"Đã ghi {name} vào sổ.")


def then_has(police: Visitor, name: str, times: int) -> None:
    """The register of people finds so many of exactly this name."""
    police.when_opens("/nguoi/")
    police.when_fills("Tìm người", name)
    expect(police.page.get_by_role("link", name=name, exact=True)).to_have_count(times)


def test_a_messy_sheet_is_mended_its_double_decided_and_written(visitor: Callable[..., Visitor]) -> None:
    police = visitor("commune_police")
    knows(police, "Tẩn Láo Lở", "1986")

    preview = hands_in(police, sheet())
    police.then_sees("Chưa có gì vào sổ.")
    police.then_axe_finds_nothing()
    preview.mends(9, "Nữ", "13/02/1995")
    preview.mends(10, "Họ và tên", "Sùng A Chểnh")
    preview.mends(12, "Nam", "3/9/1990")
    preview.mends(13, "Số CCCD", "010085009913")
    police.page.reload()
    expect(preview.cell(9, "Nữ")).to_have_text("13/02/1995")

    expect(preview.cell(14, "Sổ")).to_have_text("có thể đã có")
    preview.opens_row(14)
    police.then_sees("Sổ đã có người này chưa?")
    police.then_axe_finds_nothing()
    police.when_clicks("Đúng là người này")
    police.then_sees("Đã sửa dòng 14.")
    then_has(police, "Sùng A Chểnh", 0)  # nothing is written before it is said

    police.page.go_back()
    police.when_clicks("Ghi vào sổ 6 dòng")
    expect(police.page.get_by_role("button", name="Rút lại cả danh sách")).to_be_visible(timeout=READING_MS)
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    then_has(police, "Sùng A Chểnh", 1)
    then_has(police, "Tẩn Láo Lở", 1)
    police.then_no_script_failed()


def takes_out(police: Visitor, name: str) -> list[list[object]]:
    """The register of the commune as an Excel file, whole numbers and all: its rows."""
    police.when_opens(f"/ho-so/xuat/?q={name}")
    police.when_fills("Xuất để làm gì", "Rà soát tại thôn")
    police.when_fills("Giao cho ai", "Công an xã")
    police.page.get_by_label("Cần số giấy tờ").check()
    police.when_clicks("Xuất Excel")
    with police.page.expect_download() as download:
        police.page.locator("main form button").first.click()
    return read(data=Path(download.value.path()).read_bytes())


def changed(rows: list[list[object]], **texts: str) -> bytes:
    """The same file after somebody typed into the first person's cells; headings with _ for blanks."""
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    for heading, text in texts.items():
        rows[head + 1][rows[head].index(heading.replace("_", " "))] = text
    content = BytesIO()
    book = xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy"})
    page = book.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def test_a_sheet_of_ours_comes_back_and_its_changed_cells_are_taken_one_by_one(visitor: Callable[..., Visitor]) -> None:
    police = visitor("commune_police")
    rows = takes_out(police, "")
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    name, sheet_line = str(rows[head + 1][1]), head + 2

    preview = hands_in(police, changed(rows, Số_điện_thoại="0912340077", Tên_gọi_khác="Chứ Seo Lùng"))
    police.then_sees("Bảng này xuất từ sổ")
    police.then_sees("1 dòng có ô khác với sổ")
    expect(preview.cell(sheet_line, "Sổ")).to_have_text("đã có, 2 ô khác")
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()

    preview.opens_row(sheet_line)
    beside = police.page.locator("form", has_text="So với sổ")
    expect(beside.get_by_text("đã sửa trong tệp")).to_have_count(2)
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    for label in ("Điện thoại", "Tên gọi khác"):
        beside.get_by_role("group", name=label).get_by_label("Lấy theo danh sách").check()
    police.when_clicks("Lưu lựa chọn")
    expect(preview.cell(sheet_line, "Sổ")).to_have_text("đã có, thêm 2 ô")

    police.page.get_by_role("button", name=re.compile("^Ghi vào sổ")).click()
    expect(police.page.get_by_role("button", name="Rút lại cả danh sách")).to_be_visible(timeout=READING_MS)
    police.when_opens("/nguoi/")
    police.when_fills("Tìm người", "Chứ Seo Lùng")
    police.page.get_by_role("link", name=name, exact=True).click()
    police.then_sees("•••• 0077")
    police.then_no_script_failed()

"""A year of the procedure in a browser: what holds a commune back, the vote, the decision; and the map by its keys."""

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import expect

from .visitor import Visitor

TODAY = f"{datetime.now(ZoneInfo('Asia/Ho_Chi_Minh')):%d/%m/%Y}"
MEMBERS = """Chủ tịch; Giàng Thị Sử; Phó Chủ tịch UBND tỉnh
Phó Chủ tịch; Lê Văn Quân; Giám đốc Công an tỉnh
Ủy viên; Phạm Thu Hà; Giám đốc Sở Y tế
Ủy viên; Vũ Đình Cao; Giám đốc Sở Nội vụ"""


def test_a_commune_assesses_itself_and_follows_what_holds_it_back_to_the_person(
    visitor: Callable[..., Visitor],
) -> None:
    police = visitor("commune_police", width=360)
    police.when_opens("/cong-nhan/?ky=2025")
    police.page.locator("tbody th a").first.click()
    police.when_clicks("Tự đánh giá")
    police.then_sees("Sổ cho thấy")
    police.then_axe_finds_nothing()

    police.page.get_by_label("Đề nghị công nhận").check()
    police.when_fills("Lý do chậm", "Bổ sung sau khi rà soát lại")
    police.when_clicks("Ghi kết quả tự đánh giá")
    police.then_sees("chưa thể đề nghị công nhận")
    police.page.get_by_label("Đề nghị công nhận").uncheck()
    police.when_clicks("Ghi kết quả tự đánh giá")
    police.then_sees("Đã ghi kết quả tự đánh giá")
    police.then_sees("Chờ Công an tỉnh thẩm tra")
    police.then_nothing_sticks_out()

    police.when_clicks("Xem vì sao, còn ai, còn việc gì")
    police.page.locator("main a[href^='/ho-so/']").first.click()
    expect(police.page).to_have_url(re.compile(r"/ho-so/\d+/"))
    police.then_no_script_failed()


def test_the_council_votes_and_the_signed_decision_is_entered(visitor: Callable[..., Visitor]) -> None:
    keeper = visitor("coordinator")
    keeper.when_opens("/cong-nhan/2025/hoi-dong/lap/")
    keeper.when_fills("Số quyết định thành lập", "77/QĐ-UBND")
    keeper.when_fills("Ngày quyết định", "01/12/2025")
    keeper.when_fills("Thành viên", MEMBERS)
    keeper.when_clicks("Ghi")
    keeper.then_sees("Đã ghi thành phần Hội đồng.")

    keeper.when_clicks("Ghi phiên họp")
    waiting = keeper.page.locator("[name=chosen]").count()
    keeper.when_fills("Nơi họp", "Lào Cai")
    keeper.when_fills("Thư ký", "Trần Thị Mai")
    keeper.page.locator("main details summary").first.click()
    keeper.page.locator("main details [name^=khong_]").nth(1).check()
    keeper.then_axe_finds_nothing()
    keeper.when_clicks("Ghi phiên họp")
    keeper.then_sees("Đã ghi phiên họp")
    keeper.then_sees("Lê Văn Quân (không đồng ý)")
    expect(keeper.page.locator("tbody .chip.ok")).to_have_count(waiting)
    with keeper.page.expect_download() as minutes:
        keeper.when_clicks("Biên bản (.docx)")
    words = zipfile.ZipFile(minutes.value.path()).read("word/document.xml").decode()
    assert "Giàng Thị Sử" in words

    keeper.when_opens("/cong-nhan/2025/quyet-dinh/ghi/")
    first = keeper.page.locator("[name=lines][value^='PUT_ON.DRUG_FREE']").first
    area = (first.get_attribute("value") or "").split(".")[-1]
    first.check()
    with keeper.page.expect_download() as draft:
        keeper.when_clicks("Tải dự thảo (.docx)")
    assert "PHỤ LỤC" in zipfile.ZipFile(draft.value.path()).read("word/document.xml").decode()
    keeper.when_fills("Số quyết định", "4321/QĐ-UBND")
    keeper.when_fills("Ngày ký", TODAY)
    keeper.when_fills("Người ký", "Trần Văn Thành")
    keeper.when_fills("Chức vụ", "Chủ tịch")
    keeper.when_clicks("Ghi quyết định đã ký")
    keeper.then_sees("Đã ghi quyết định; danh sách địa bàn đã cập nhật.")

    leader = visitor("leader", width=360)
    leader.when_opens(f"/cong-nhan/2025/xa/{area}/")
    leader.then_sees("Đã có quyết định")
    leader.then_sees("4321/QĐ-UBND")
    leader.then_nothing_sticks_out()
    leader.then_axe_finds_nothing()


def test_the_map_is_walked_by_arrows_and_a_figure_opens_to_facts_and_law(visitor: Callable[..., Visitor]) -> None:
    officer = visitor("officer")
    officer.when_opens("/ban-do/")
    officer.page.locator("[data-map] a[tabindex='0']").focus()
    said = officer.page.locator("[data-map-said]")
    seen = {said.inner_text()}
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"):
        officer.when_presses(key)
        seen.add(said.inner_text())
    assert len(seen) == 5
    name = officer.focused().split(":")[0]

    officer.when_presses("Enter")
    officer.page.wait_for_load_state("load")
    officer.then_sees(name)

    officer.when_opens("/ban-do/?lop=nguoi-can&diem=ca-hai")
    officer.page.locator("[data-map] a[data-mark][tabindex='0']").focus()
    officer.when_presses("ArrowRight")
    expect(said).to_contain_text(re.compile("điểm|vụ"))
    officer.page.locator("[data-row] .figure a").first.click()
    officer.then_sees("Đ. 6, khoản 1")
    officer.page.locator("main a[href^='/ho-so/']").first.click()
    expect(officer.page).to_have_url(re.compile(r"/ho-so/\d+/"))
    officer.then_no_script_failed()

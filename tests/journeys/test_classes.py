"""Classes in a browser: a commune sees who stands in its way, supposes, plans; the province filters, opens, settles."""

import re

from playwright.sync_api import expect

HERE = "/phan-loai/xa/02788/"


def test_the_police_of_a_commune_follow_a_blocker_to_the_file_and_put_work_on_the_road(visitor):
    police = visitor("commune_police")
    police.when_opens(HERE)
    police.then_sees("vì sao chưa đạt")
    blocker = police.page.locator(".criteria .who li").first
    name = blocker.locator("b").inner_text()

    blocker.get_by_role("link", name="Hồ sơ").click()
    expect(police.page.locator("h1")).to_contain_text(name)

    police.when_opens(HERE)
    police.page.locator(".criteria .who li").first.get_by_role("link", name="Thêm việc").click()
    police.page.locator("#viec").fill("quản lý sau cai")
    police.page.locator("#viec").press("Enter")
    form = police.page.locator("#them form[method=post]")
    form.locator("input[name=duty_id]").nth(1).check()
    text = "Gặp, vận động người đang bị quản lý"
    form.get_by_label("Việc phải làm").fill(text)
    form.get_by_label("Xong trước ngày").fill("10/12/2026")
    form.get_by_role("button", name="Thêm bước").click()
    police.then_axe_finds_nothing()

    police.page.locator(".steps-of li", has_text=text).get_by_role("link", name="Việc trong văn bản:").click()
    expect(police.page).to_have_url(re.compile(r"/viec/"))
    police.then_no_script_failed()


def test_supposing_is_worked_out_while_it_is_chosen_and_nothing_is_written(visitor):
    police = visitor("commune_police")
    police.when_opens(HERE)
    police.page.locator("#h-if").scroll_into_view_if_needed()
    if police.page.locator(".if-lines").count() and not police.page.locator(".if-lines").is_visible():
        police.page.locator("#h-if ~ form summary").click()

    police.page.get_by_label("Phát sinh người sử dụng trái phép").fill("2")
    police.page.get_by_label("Phát sinh người sử dụng trái phép").press("Tab")
    expect(police.page.locator("#result")).to_contain_text("Chưa đạt 3/3")
    before = police.page.locator("#result .small").first.inner_text()
    police.page.get_by_label("Phát sinh điểm").fill("1")
    police.page.get_by_label("Phát sinh điểm").press("Tab")
    expect(police.page.locator("#result .small").first).not_to_have_text(before)

    police.then_no_script_failed()
    police.then_axe_finds_nothing()
    assert visitor("next_commune").when_opens(HERE) == 404


def test_the_board_is_filtered_by_keyboard_and_a_number_opens(visitor):
    officer = visitor("officer")
    officer.when_opens("/phan-loai/")
    officer.page.locator("#list-q").focus()
    officer.when_types("tang loong")
    expect(officer.page.locator("#rows tbody tr")).to_have_count(1)

    officer.when_opens("/phan-loai/?tinh-trang=RECOGNISED")
    expect(officer.page.locator("#rows tbody tr")).to_have_count(32)
    officer.page.locator("#rows tbody th a").first.click()
    officer.page.locator(".criteria .count a").first.click()
    officer.then_sees("ngày")
    officer.then_nothing_sticks_out()


def test_the_day_of_the_published_totals_gives_them_back(visitor):
    officer = visitor("officer")

    officer.when_opens("/phan-loai/?ngay=15/01/2026")

    figures = officer.page.locator(".stats .num")
    assert [figures.nth(place).inner_text() for place in range(3)] == ["32", "25", "42"]


def test_the_coordinator_settles_an_open_passage_with_its_letter(visitor):
    coordinator = visitor("coordinator")
    coordinator.when_opens("/phan-loai/cach-hieu/VIOLATIONS/")
    coordinator.page.get_by_label("Chỉ tính tội phạm").check()
    coordinator.page.get_by_label("Áp dụng từ ngày").fill("01/01/2099")
    coordinator.page.get_by_label("Căn cứ").fill("Công văn 99/CAT-PC04")
    coordinator.when_clicks("Ghi cách hiểu")

    coordinator.then_stands_on("/phan-loai/cach-hieu/")
    coordinator.then_axe_finds_nothing()

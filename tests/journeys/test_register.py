"""The register in a browser: a commune officer finds her work on a phone, by keyboard; a stranger sees nothing."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect


def test_a_commune_officer_finds_her_duties_on_a_phone_by_keyboard(visitor):
    officer = visitor("commune_police", width=360)
    officer.when_opens("/viec/")

    officer.when_tabs_to("Tìm")
    officer.page.locator("#id_q").focus()
    officer.when_types("ky cam ket")
    officer.when_presses("Enter")
    expect(officer.page.locator("#rows tbody tr")).to_have_count(1)
    officer.when_tabs_to("Ký cam kết")
    officer.when_presses("Enter")

    officer.then_sees("15/12/2026")
    officer.then_nothing_sticks_out()
    officer.then_axe_finds_nothing()
    officer.then_no_script_failed()


def test_another_department_does_not_see_the_duty_of_one_body(visitor):
    officer = visitor("officer")
    officer.when_opens("/viec/?body=s_yte&part=LEAD&state=ACCEPTED")
    path = urlsplit(officer.page.locator("#rows tbody a").first.get_attribute("href")).path

    assert visitor("next_commune").when_opens(path) == 404
    assert visitor("health_department").when_opens(path) == 200


def test_a_stranger_is_told_whom_to_ask_and_sees_no_register(visitor):
    stranger = visitor("stranger")

    assert stranger.when_opens("/viec/") == 403
    stranger.then_sees_not("Danh mục nhiệm vụ")


def test_without_signing_in_the_register_asks_who_one_is(visitor):
    nobody = visitor()

    nobody.when_opens("/viec/")

    nobody.then_stands_on("/accounts/login/")


def test_an_officer_takes_the_register_out_as_a_sheet_and_says_why(visitor):
    officer = visitor("officer")
    officer.when_opens("/viec/?kind=report")
    officer.when_clicks("Xuất tệp")
    officer.when_fills("Xuất để làm gì", "Gửi các sở rà soát")

    with officer.page.expect_download() as download:
        officer.when_clicks("Tải bảng Excel")

    assert download.value.suggested_filename.endswith(".xlsx")


def test_the_register_is_seen_as_calendar_timeline_and_matrix(visitor):
    leader = visitor("leader")
    leader.when_opens("/viec/")

    for tab, words in (
        ("Lịch", "Nhiệm vụ đến hạn"),
        ("Dòng thời gian", "Các mốc"),
        ("Cơ quan và tháng", "Ai có việc gì"),
    ):
        leader.when_clicks(tab)
        leader.then_sees(words)
        leader.then_axe_finds_nothing()


def test_a_body_gets_a_calendar_address_that_can_be_revoked(visitor):
    department = visitor("health_department")
    department.when_opens("/viec/co-quan/s_yte/")
    department.when_clicks("Tạo địa chỉ lịch")
    address = department.page.locator("#address").input_value()

    feed = department.page.request.get(address)
    assert feed.text().startswith("BEGIN:VCALENDAR")

    department.when_clicks("Về việc của cơ quan")
    department.when_clicks("Thu hồi")
    department.then_sees("Tạo địa chỉ lịch")

    assert department.page.request.get(address).status == 404


def test_more_filters_open_beside_the_list_and_narrow_it(visitor):
    officer = visitor("officer")
    officer.when_opens("/viec/")
    shown = officer.page.locator("#rows [role=status]")
    everything = shown.inner_text()
    officer.page.get_by_text("Lọc thêm").click()
    officer.when_fills("Cơ quan", "so y te")
    expect(officer.page.locator("#body-keys option").first).to_have_attribute("value", "s_yte")
    officer.when_fills("Cơ quan", "s_yte")
    officer.when_still()
    officer.page.get_by_label("Vai trò").select_option("LEAD")

    expect(shown).not_to_have_text(everything)
    expect(shown).to_have_text(re.compile(r"^1\d nhiệm vụ$"))  # fifteen, and what other journeys have read meanwhile
    expect(officer.page.get_by_label("Vai trò")).to_be_visible()
    officer.then_axe_finds_nothing()

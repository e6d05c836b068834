"""The register in a browser: a commune officer finds her work on a phone, by keyboard; a stranger sees nothing."""

from urllib.parse import urlsplit


def test_a_commune_officer_finds_her_duties_on_a_phone_by_keyboard(visitor):
    officer = visitor("commune_police", width=360)
    page = officer.page

    page.goto(officer.address + "/viec/")
    page.keyboard.press("Tab")  # the way past the bars
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("ky cam ket")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=ky*")
    rows = page.locator("#rows tbody tr")
    rows.first.wait_for()

    assert rows.count() == 1
    assert "Ký cam kết" in rows.first.inner_text()

    link = rows.first.locator("a")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/viec/*/")

    assert "15/12/2026" in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    officer.then_the_page_is_clean()


def test_the_next_commune_does_not_see_the_duty_of_one_body(visitor):
    officer = visitor("officer")
    officer.page.goto(officer.address + "/viec/?body=s_yte&part=LEAD")
    first = officer.page.locator("#rows tbody a").first
    path = urlsplit(first.get_attribute("href")).path

    other = visitor("next_commune")
    answer = other.page.goto(other.address + path)

    assert answer.status == 404


def test_a_stranger_is_told_whom_to_ask_and_sees_no_register(visitor):
    stranger = visitor("stranger")

    answer = stranger.page.goto(stranger.address + "/viec/")

    assert answer.status == 403
    assert "Danh mục nhiệm vụ" not in stranger.page.inner_text("main")


def test_without_signing_in_the_register_asks_who_one_is(visitor):
    nobody = visitor()

    nobody.page.goto(nobody.address + "/viec/")

    assert "/accounts/login/" in nobody.page.url


def test_a_clerk_takes_the_register_out_as_a_sheet_and_says_why(visitor):
    clerk = visitor("officer")
    page = clerk.page
    page.goto(clerk.address + "/viec/?kind=report")
    page.get_by_role("button", name="Xuất tệp").click()
    page.get_by_label("Xuất để làm gì").fill("Gửi các sở rà soát")

    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bảng Excel").click()

    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_body_gets_a_calendar_address_that_can_be_revoked(visitor):
    department = visitor("health_department")
    page = department.page
    page.goto(department.address + "/viec/co-quan/s_yte/")
    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.get_by_label("Địa chỉ").input_value()

    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")

    page.get_by_role("link", name="Về việc của cơ quan").click()
    page.get_by_role("button", name="Thu hồi").first.click()
    page.wait_for_load_state()

    assert page.request.get(address).status == 404

"""The register of people in the browser: the double is seen before it is written, merged and taken apart; a request."""

import re
from collections.abc import Callable

import pytest

from .visitor import Visitor

NUMBERS = {1280: "099090007711", 360: "099090007722"}


def enters(police: Visitor, name: str, number: str) -> None:
    police.when_opens("/nguoi/them/")
    police.when_fills("Họ và tên", name)
    police.when_fills("Ngày sinh", "12/3/1990")
    police.when_fills("Số định danh hoặc CMND", number)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_double_is_seen_while_typing_merged_and_taken_apart(visitor: Callable[..., Visitor], width: int) -> None:
    police, number = visitor("commune_police", width=width), NUMBERS[width]
    enters(police, "Vàng A Dùa", number)
    police.when_clicks("Ghi vào sổ")
    police.then_sees("Đã ghi Vàng A Dùa vào sổ.")

    enters(police, "Vang A Dua", number)
    police.then_sees("trùng số")  # nobody pressed anything yet
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_clicks("Ghi vào sổ")
    police.when_clicks("Là người khác, vẫn ghi mới")
    police.then_sees("Đã ghi Vang A Dua vào sổ.")
    second = re.search(r"/nguoi/(\d+)/", police.page.url)[1]

    police.when_opens("/nguoi/")
    police.when_fills("Tìm người", number[-4:])
    police.page.get_by_role("link", name="Vàng A Dùa", exact=True).wait_for()
    first = police.page.get_by_role("link", name="Vàng A Dùa", exact=True).get_attribute("href").split("/")[2]
    police.when_opens(f"/nguoi/trung/{first}/{second}/")
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_fills("Lý do, căn cứ đối chiếu", "Cùng số, cùng người")
    police.when_clicks("Là một người: gộp")
    police.page.locator("dialog").get_by_role("button", name="Đồng ý").click()
    police.then_sees("Đã gộp.")

    police.when_clicks("Tách lại")
    police.then_axe_finds_nothing()
    police.when_fills("Lý do", "Hai anh em ruột")
    police.page.locator("main form").get_by_role("button", name="Tách lại").click()
    police.then_sees("Đã tách lại thành hai hồ sơ.")
    police.page.get_by_label("Lý do", exact=True).fill("Hai anh em ruột")
    police.when_clicks("Không phải một người")
    police.then_sees("Đã ghi nhớ: đây là hai người khác nhau.")
    police.then_no_script_failed()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_asks_and_is_answered_on_the_clocks_of_the_decree(visitor: Callable[..., Visitor], width: int) -> None:
    police = visitor("commune_police", width=width)
    police.when_opens("/nguoi/")
    police.when_fills("Tìm người", "van")
    police.page.locator("main tbody a").first.click()
    police.when_clicks("Ghi yêu cầu của người dân")
    police.page.get_by_label("Người dân yêu cầu").select_option("DELETE")
    police.when_clicks("Nhận yêu cầu")
    police.then_sees("đồng hồ bắt đầu chạy")
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()

    police.when_clicks("Xác nhận đã nhận")
    police.then_sees("Đã xác nhận đã nhận yêu cầu.")
    police.page.get_by_label("Kết quả").select_option("REFUSED")
    police.when_fills("Nội dung trả lời", "Dữ liệu đang cần cho nhiệm vụ theo luật.")
    police.when_clicks("Ghi trả lời")
    police.then_sees("Từ chối phải nêu căn cứ theo luật.")
    police.page.get_by_label("Căn cứ từ chối").select_option("STATUTORY_DUTY")
    police.when_clicks("Ghi trả lời")
    police.then_sees("Luật 91/2025/QH15, Đ. 14.2, 19.1c")


def test_a_whole_number_shows_when_asked_for_by_keyboard(visitor: Callable[..., Visitor]) -> None:
    police = visitor("commune_police")
    enters(police, "Lò Văn Phím", "099090007733")
    police.when_clicks("Ghi vào sổ")
    police.then_sees_not("099090007733")
    police.when_tabs_to("Hiện số")
    police.when_presses("Enter")
    police.then_sees("099090007733")


def test_the_search_works_without_script(visitor: Callable[..., Visitor]) -> None:
    police = visitor("commune_police", script=False)
    police.when_opens("/nguoi/")
    police.page.get_by_label("Tìm người").fill("van")
    police.page.locator("main form").get_by_role("button", name="Tìm").click()
    assert police.page.locator("main tbody tr").count() > 0
    assert "van" not in police.page.url

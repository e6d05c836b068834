"""Cases in a browser: a result on a Friday evening, a move of two communes, a total and its people, closed doors."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .visitor import Visitor

FRIDAY = 4


def last_friday() -> date:
    """The last Friday before today, where the people are."""
    today = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()
    return today - timedelta(days=(today.weekday() - FRIDAY - 1) % 7 + 1)


def of_the_register(window: Visitor, of_list: str, place: int) -> tuple[str, str]:
    """Id and name of somebody on a list, by the place in the register: each journey has people of its own."""
    window.when_opens(f"/ho-so/?list={of_list}")
    link = window.page.locator("#rows tbody th a").nth(place)
    return re.findall(r"\d+", link.get_attribute("href"))[0], link.inner_text()


def enters(police: Visitor, name: str) -> str:
    """Somebody nobody wrote down before; returns the id."""
    police.when_opens("/nguoi/them/")
    police.when_fills("Họ và tên", name)
    police.when_fills("Ngày sinh", "4/7/1993")
    police.when_clicks("Ghi vào sổ")
    police.then_sees(f"Đã ghi {name} vào sổ.")
    return re.search(r"/nguoi/(\d+)/", police.page.url)[1]


def fills_in(police: Visitor, day: date, at: str) -> None:
    """The form of a test, filled in."""
    police.when_fills("Ngày có hiệu lực", f"{day:%d/%m/%Y}")
    police.when_fills("Giờ", at)
    police.page.get_by_label("Kết quả").first.select_option("POSITIVE")
    police.page.get_by_label("Căn cứ xét nghiệm").select_option("CAUGHT")
    police.page.get_by_label("Người có thẩm quyền").select_option("HEAD_COMMUNE_POLICE")


def states(police: Visitor) -> None:
    police.page.locator("main form").get_by_role("button", name="Ghi", exact=True).click()
    police.then_sees("Đã ghi: ")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_result_of_friday_evening_runs_out_on_saturday(visitor: Callable[..., Visitor], width: int) -> None:
    police, friday = visitor("commune_police", width=width), last_friday()
    name = {1280: "Thào A Chiều", 360: "Giàng Seo Tối"}[width]
    person_id = enters(police, name)

    for kind, at in (("TEST", "16:10"), ("POSITIVE_RECEIVED", "16:50")):
        police.when_opens(f"/ho-so/{person_id}/ghi/{kind}/")
        if kind == "TEST":
            fills_in(police, friday, at)
        else:
            police.when_fills("Ngày có hiệu lực", f"{friday:%d/%m/%Y}")
            police.when_fills("Giờ", at)
            police.page.get_by_label("Có nơi cư trú ổn định").select_option("True")
        police.then_axe_finds_nothing()
        police.then_nothing_sticks_out()
        states(police)

    due = f"16:50 {friday + timedelta(days=1):%d/%m/%Y}"  # hours, whatever day they end on
    expect(police.page.locator("section[aria-labelledby=h-clocks]").get_by_title(due).first).to_be_visible()
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_opens("/ho-so/dong-ho/")
    row = police.page.locator("main tbody tr", has_text=name).filter(has_text=due)
    expect(row.first).to_be_visible()
    police.then_no_script_failed()


@pytest.mark.parametrize("width", [1280, 360])
def test_what_was_stated_wrongly_is_mended_or_withdrawn_and_stays_to_be_read(
    visitor: Callable[..., Visitor], width: int
) -> None:
    police = visitor("commune_police", width=width)
    person_id = enters(police, {1280: "Lồ Văn Nhầm", 360: "Ly Thị Nhỡ"}[width])
    police.when_opens(f"/ho-so/{person_id}/ghi/TEST/")
    fills_in(police, last_friday(), "8:15")
    states(police)

    police.page.get_by_role("link", name="Sửa Xét nghiệm chất ma túy trong cơ thể").click()
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_fills("Giờ", "9:45")
    police.when_fills("Lý do", "Ghi nhầm giờ nhận")
    police.when_clicks("Ghi bản sửa")
    police.then_sees("Đã sửa.")
    police.then_sees("đã thay bằng sự kiện khác")

    police.page.get_by_role("link", name="Rút Xét nghiệm chất ma túy trong cơ thể").click()
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_fills("Vì sao rút", "Phiếu của người trùng tên")
    police.page.locator("main form").get_by_role("button", name="Rút").click()
    police.then_sees("Đã rút.")
    police.then_sees("Phiếu của người trùng tên")
    police.then_no_script_failed()


def test_a_move_is_seen_by_both_communes_until_the_receiver_answers(visitor: Callable[..., Visitor]) -> None:
    sender, receiver = visitor("commune_police"), visitor("next_commune", width=360)
    person_id, name = of_the_register(sender, "L1", -1)
    assert receiver.when_opens(f"/ho-so/{person_id}/") == 404

    sender.when_opens(f"/ho-so/{person_id}/ghi/MOVED_OUT/")
    sender.page.get_by_label("Xã, phường chuyển đến").select_option("02683")
    sender.then_axe_finds_nothing()
    states(sender)
    sender.then_sees("Đang chuyển từ Xã Bản Lầu đến Xã Bát Xát.")
    sender.when_opens("/ho-so/chuyen/")
    sender.page.get_by_role("link", name=name, exact=True).click()
    sender.then_sees("Chờ Xã Bát Xát trả lời.")
    sender.then_axe_finds_nothing()

    assert receiver.when_opens(f"/ho-so/{person_id}/") == 200
    receiver.then_sees("Cả hai nơi cùng chịu trách nhiệm")
    receiver.when_opens("/ho-so/chuyen/")
    receiver.page.get_by_role("link", name=name, exact=True).click()
    receiver.then_axe_finds_nothing()
    receiver.then_nothing_sticks_out()
    receiver.page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    receiver.then_sees("Đã tiếp nhận. Hồ sơ từ nay thuộc nơi đến.")
    receiver.then_sees_not("Cả hai nơi cùng chịu trách nhiệm")

    assert sender.when_opens(f"/ho-so/{person_id}/") == 404
    sender.when_opens("/ho-so/chuyen/")
    sender.then_sees("không còn trong phạm vi")


def test_the_published_total_opens_down_to_the_people_of_one_commune(visitor: Callable[..., Visitor]) -> None:
    coordinator = visitor("coordinator")
    coordinator.when_opens("/ho-so/so-lieu/")
    coordinator.when_fills("Ngày", "15/01/2026")
    coordinator.when_fills("Biết đến hết ngày", "15/01/2026")
    coordinator.when_clicks("Xem")
    coordinator.then_sees("theo những gì đã biết đến hết ngày 15/01/2026")
    total = coordinator.page.get_by_role("region", name="Theo cách thống kê đã công bố").locator("a.large")
    expect(total).to_have_text("6.976")
    coordinator.then_axe_finds_nothing()

    commune = coordinator.page.locator("main tbody tr", has=coordinator.page.get_by_text("Xã Bản Lầu", exact=True))
    last = commune.locator("a").last
    people = int(last.inner_text())
    last.click()
    coordinator.then_sees(f"{people} người")
    coordinator.then_sees("biết đến hết ngày 15/01/2026")
    coordinator.then_axe_finds_nothing()
    coordinator.page.locator("main tbody th a").first.click()
    coordinator.then_stands_on("/ho-so/")
    coordinator.then_sees("Quá trình")


def test_the_health_station_sees_its_patient_and_nothing_of_the_police(visitor: Callable[..., Visitor]) -> None:
    station, police = visitor("health_officer"), visitor("commune_police")
    person_id, name = of_the_register(police, "L3", 1)
    police.when_opens(f"/ho-so/{person_id}/")
    police.then_sees("Quyết định quản lý sau cai nghiện")

    station.when_opens(f"/ho-so/{person_id}/")
    station.then_sees(name)
    station.then_sees_not("Quyết định quản lý sau cai nghiện")
    station.then_sees("Quyết định, biên bản và hồ sơ của Công an không hiện ở đây.")
    station.then_axe_finds_nothing()
    assert station.when_opens(f"/ho-so/{person_id}/ghi/MANAGEMENT_DECIDED/") == 403
    assert station.when_opens("/ho-so/da-xuat/") == 403

    station.when_opens(f"/ho-so/{person_id}/")
    station.page.get_by_role("region", name="Ngăn Quản lý").get_by_role("link").click()
    station.when_fills("Lý do cụ thể", "xem")
    station.page.get_by_role("button", name="Mở xem", exact=True).click()
    station.then_stands_on(f"/nguoi/{person_id}/mo-ngan/MANAGEMENT/")  # no ground and no reason: nothing opens
    station.then_axe_finds_nothing()
    station.when_opens(f"/ho-so/{person_id}/")
    station.then_sees("Quyết định, biên bản và hồ sơ của Công an không hiện ở đây.")
    station.then_sees_not("Quyết định quản lý sau cai nghiện")


def test_an_auditor_finds_by_the_file_who_read_it(visitor: Callable[..., Visitor]) -> None:
    committee, auditor = visitor("commune_committee"), visitor("auditor", width=360)
    committee.when_opens("/tai-khoan/cua-toi/")
    reader = committee.page.locator("h1").inner_text()
    person_id, name = of_the_register(committee, "L3", 0)
    committee.page.get_by_role("link", name=name, exact=True).first.click()
    committee.then_stands_on(f"/ho-so/{person_id}/")

    auditor.when_opens(f"/ho-so/{person_id}/")
    auditor.when_clicks("Xem cả năm")
    auditor.then_sees(f"{name}, 12 tháng gần đây.")
    auditor.then_sees(reader)
    auditor.then_axe_finds_nothing()
    auditor.then_nothing_sticks_out()

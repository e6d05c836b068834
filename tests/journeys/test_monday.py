"""The chair of a commune on a telephone, five minutes before the weekly report is due; the province sees it come in."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from .inside import Inside
from .reporting import STATEMENT, when_fills_in, when_notes, when_signs
from .visitor import Visitor

FEWER = "Hai thôn đang vào vụ, lùi họp sang tuần tới."
CODE = re.compile(r"BC-[2-9A-Z]{4}-[2-9A-Z]{4}")
WEEK = timedelta(days=7)


@pytest.fixture
def weekly(visitor: Callable[..., Visitor], inside: Inside) -> Iterator[tuple[int, str]]:
    """A round of the week that ended, due in some six minutes, like Monday at 9:55, and its name."""
    due = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")) + timedelta(minutes=7)
    title = f"Báo cáo tuần của hai xã biên giới, trước {due:%H:%M}"
    monday = due.date() - timedelta(days=due.weekday())
    chief = visitor("coordinator")
    chief.when_opens("/bao-cao/che-do/them/")
    chief.when_fills("Tên báo cáo", title)
    chief.when_fills("Đơn vị phải báo cáo", "UBND xã Bản Lầu\nUBND xã Bát Xát")
    chief.when_fills("Nơi nhận", "Công an tỉnh")
    chief.page.get_by_label("Nhịp").select_option(label="Hằng tuần")
    chief.page.get_by_label("Số liệu của những ngày nào").select_option(index=1)
    chief.when_fills("Gửi trước ngày", str(due.isoweekday()))
    chief.when_fills("Trước giờ", f"{due:%H:%M}")
    chief.page.get_by_label("Mẫu báo cáo").select_option(label="Báo cáo tuần")
    chief.when_fills("Từ ngày", f"{monday - WEEK:%d/%m/%Y}")
    chief.when_fills("Văn bản giao", "Kế hoạch của UBND tỉnh, phần V")
    chief.when_clicks("Đặt")
    chief.then_sees("Đã đặt chế độ báo cáo")
    key = chief.page.url.rstrip("/").rsplit("/", 1)[1]
    yield inside.happens("night", key)["rounds"][-1], title
    chief.when_opens(f"/bao-cao/che-do/{key}/thoi/")
    chief.when_fills("Lý do", "Chỉ để thử.")
    chief.when_clicks("Thôi")


def test_a_chair_signs_five_minutes_before_the_report_is_due(
    visitor: Callable[..., Visitor], weekly: tuple[int, str]
) -> None:
    number, title = weekly
    police = visitor("commune_police")
    police.when_opens("/bao-cao/")
    police.page.locator("#h-open + ul li", has_text=title).last.get_by_role("link").first.click()
    when_fills_in(police, {"Buổi tuyên truyền đã tổ chức": "1", "Lượt người dự": "32", "Khó khăn, vướng mắc": FEWER})
    when_explains(police, "Lượt xét nghiệm chất ma túy", "Que thử về muộn, tuần tới xét nghiệm bù.")
    when_signs(police)
    police.then_sees("Đã ký. Báo cáo chờ người ký tiếp.")

    chair = visitor("chair", width=360)
    chair.when_opens("/")
    chair.then_axe_finds_nothing()
    waiting = chair.page.get_by_role("link", name=re.compile(title)).first
    assert chair.page.evaluate("e => e.getBoundingClientRect().top < innerHeight * 1.5", waiting.element_handle())
    waiting.click()
    chair.then_sees("Que thử về muộn, tuần tới xét nghiệm bù.")
    chair.then_sees(FEWER)
    chair.then_nothing_sticks_out()
    chair.then_axe_finds_nothing()
    chair.page.get_by_label("Ký với tư cách").select_option(index=1)
    chair.when_clicks("Ký và gửi")
    chair.then_sees("Hãy đánh dấu xác nhận")
    chair.when_tabs_to("chịu trách nhiệm về tính chính xác", limit=80)
    chair.when_presses("Space")
    expect(chair.page.get_by_label(STATEMENT)).to_be_checked()
    chair.when_tabs_to("Ký và gửi")
    chair.when_presses("Enter")
    chair.then_sees("Đã ký và gửi báo cáo.")
    found = CODE.search(chair.page.locator("#state").inner_text())
    assert found
    chair.then_nothing_sticks_out()
    chair.then_no_script_failed()

    chief = visitor("coordinator")
    chief.when_opens(f"/bao-cao/ky/{number}/theo-doi/")
    row = chief.page.locator("#board tbody tr", has_text="Bản Lầu")
    expect(row).to_contain_text("Đã gửi")
    expect(row).to_contain_text("đúng hạn")
    expect(chief.page.locator("#board tbody tr", has_text="Bát Xát")).to_contain_text("Chưa mở")

    stranger = visitor("stranger", width=360)
    stranger.when_opens("/bao-cao/ma/")
    stranger.when_fills("Mã in trên báo cáo", found.group().lower())
    stranger.when_clicks("Tìm")
    stranger.when_clicks("Đối chiếu ngay")
    stranger.then_sees("Còn nguyên như lúc ký.")


def when_explains(window: Visitor, row: str, words: str) -> None:
    """A number that differs from what one expects is explained beside it."""
    when_notes(window.page.locator("tbody", has_text=row).last, words)

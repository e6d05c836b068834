"""Looking at a person of another commune: asked with a ground, told to the chair, ended, explained, found again."""

import re
from collections.abc import Callable

import pytest

from .visitor import Visitor

WHY = "Bắt quả tang tối 21/11, biên bản số 12/BB-CAX"


def somebody_of(police: Visitor, stranger: Visitor) -> tuple[str, str, str]:
    """Id, name and year of birth of somebody one commune sees and the next does not."""
    police.when_opens("/ho-so/")
    links = police.page.locator("main a[href^='/ho-so/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for person_id in (found[1] for link in links if (found := re.fullmatch(r"/ho-so/(\d+)/", link))):
        if stranger.when_opens(f"/nguoi/{person_id}/") == 404:
            police.when_opens(f"/nguoi/{person_id}/")
            name = police.page.locator("h1").inner_text()
            year = re.search(r"\b(?:19|20)\d\d\b", police.page.locator("h1 + p").inner_text())
            if year:
                return person_id, name, year[0]
    raise AssertionError("the demonstration has nobody of this commune alone")


@pytest.mark.parametrize("width", [1280, 360])
def test_a_crossing_from_asking_to_explaining(visitor: Callable[..., Visitor], width: int) -> None:
    asker, police = visitor("next_commune", width=width), visitor("commune_police", width=width)
    person_id, name, year = somebody_of(police, asker)

    asker.when_opens("/nguoi/mo-xem/dia-ban/")
    asker.when_fills("Họ và tên", name)
    asker.when_fills("Năm sinh", year)
    asker.page.get_by_label("Xã, phường đang quản lý").select_option("02788")
    asker.page.get_by_label("Phát hiện người của địa bàn khác").check()
    asker.when_fills("Lý do cụ thể", WHY)
    asker.page.get_by_role("button", name="Mở xem", exact=True).click()
    asker.then_sees(name)
    asker.then_axe_finds_nothing()
    assert asker.when_opens(f"/nguoi/{person_id}/") == 200

    chair = visitor("chair", width=width)
    chair.when_opens("/thong-bao/")
    chair.then_sees(f"mở xem hồ sơ số {person_id}")
    police.when_opens("/nguoi/mo-xem/")
    police.then_sees(WHY)
    police.when_clicks("Không đúng")
    police.then_axe_finds_nothing()
    police.then_nothing_sticks_out()
    police.when_fills("Vì sao không đúng", "Không có vụ việc nào tối đó")
    police.when_clicks("Dừng và yêu cầu giải trình")
    police.then_sees("Không có vụ việc nào tối đó")

    assert asker.when_opens(f"/nguoi/{person_id}/") == 404
    asker.when_opens("/nguoi/mo-xem/")
    asker.then_sees("đã hết quyền xem")
    asker.when_clicks("Giải trình")
    asker.then_axe_finds_nothing()
    asker.when_fills("Giải trình", "Ghi nhầm số giấy tờ")
    asker.when_clicks("Gửi giải trình")
    asker.then_sees("Ghi nhầm số giấy tờ")
    asker.then_nothing_sticks_out()


def test_an_auditor_finds_who_read_a_file(visitor: Callable[..., Visitor]) -> None:
    police, auditor = visitor("commune_police"), visitor("auditor")
    person_id, _, _ = somebody_of(police, visitor("next_commune"))
    police.when_opens(f"/nguoi/{person_id}/")

    auditor.when_opens(f"/nguoi/{person_id}/")
    auditor.when_clicks("Ai đã xem hồ sơ này")

    auditor.then_stands_on(f"/nguoi/{person_id}/da-xem/")
    auditor.then_sees("Cư A Nhà")  # of the police of the commune
    auditor.then_sees("Dương Thùy Ngân")  # the auditor's own reading is one too
    auditor.then_axe_finds_nothing()

"""Pages of the register of bodies: who gets in, who may change, what is shown and taken away."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.kit.spreadsheets import read
from binhyen.registers.organisations.models import Body, BodyAlias

PAGES = ["/co-quan/", "/co-quan/xuat.xlsx", "/co-quan/goi-y/?q=cat", "/co-quan/s_yte/"]
CHANGES = [
    "them/",
    "s_yte/doi-ten/",
    "s_yte/ten-khac/",
    "s_yte/ket-thuc/",
    "g_so/thanh-vien/",
    "g_so/thanh-vien/s_yte/",
]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_signing_in_and_a_stranger_not_at_all(two_bodies, as_, page):
    assert as_("").get(page).status_code == 302
    assert as_("stranger").get(page).status_code == 403


@pytest.mark.parametrize("who", ["officer", "health_department", "commune_police", "leader", "auditor"])
@pytest.mark.parametrize("page", CHANGES)
def test_only_coordinator_and_administrator_change_the_register(two_bodies, as_, who, page):
    browser = as_(who)

    assert browser.get(f"/co-quan/{page}").status_code == 403
    assert browser.post(f"/co-quan/{page}", {"name": "X", "alias": "X", "on": "2026-01-01"}).status_code == 403


def test_what_does_not_exist_is_not_found(two_bodies, as_):
    assert as_("leader").get("/co-quan/khong_co/").status_code == 404


def test_the_list_is_searched_without_tones_through_aliases_too(lao_cai, as_):
    assert "/co-quan/s_gddt/" in as_("leader").get("/co-quan/?q=so+gd%26dt").content.decode()
    assert "/co-quan/s_gddt/" not in as_("leader").get("/co-quan/?q=so+y+te").content.decode()


def test_the_list_is_filtered_and_sorted_the_vietnamese_way(lao_cai, as_):
    page = as_("leader").get("/co-quan/?cap=PROVINCE&khoi=DEPARTMENT").content.decode()

    assert page.index("Sở Công Thương") < page.index("Sở Dân tộc và Tôn giáo") < page.index("Sở Y tế")
    assert "UBND xã" not in page


def test_ended_bodies_have_a_list_of_their_own(lao_cai, as_):
    assert "Sở Giao thông vận tải" in as_("leader").get("/co-quan/?con=khong").content.decode()
    assert "Sở Giao thông vận tải" not in as_("leader").get("/co-quan/?q=giao+thong").content.decode()


def test_the_page_of_an_ended_body_names_who_does_its_work(lao_cai, as_):
    page = as_("leader").get("/co-quan/s_gtvt/").content.decode()

    assert "kết thúc 28/02/2025" in page
    assert "/co-quan/s_xd/" in page


def test_the_page_of_a_group_lists_its_members(lao_cai, as_):
    assert "Nhóm gồm 9 cơ quan" in as_("leader").get("/co-quan/ubnd_xa_bg/").content.decode()


def test_a_group_without_members_says_that_it_is_not_known(lao_cai, as_):
    assert "chưa rõ thành viên" in as_("leader").get("/co-quan/tv_bcd138/").content.decode()


def test_while_typing_bodies_are_offered(lao_cai, as_):
    page = as_("leader").get("/co-quan/goi-y/?parent=cong+an+xa+ban+la").content.decode()

    assert '<option value="Công an xã Bản Lầu">' in page


def test_the_spreadsheet_says_who_when_what_and_holds_what_was_shown(lao_cai, as_):
    rows = read(data=as_("leader").get("/co-quan/xuat.xlsx?khoi=MINISTRY").content)

    assert rows[1][0] == "Người xuất: leader"
    assert "Khối: Bộ" in rows[3][0]
    assert "Bộ Công an" in [row[2] for row in rows[6:]]


def test_the_coordinator_adds_a_way_of_writing_a_name(lao_cai, as_):
    assert as_("coordinator").post("/co-quan/s_yte/ten-khac/", {"alias": "Sở YT"}).status_code == 302
    assert BodyAlias.objects.filter(body__key="s_yte", alias="Sở YT").exists()


def test_a_refusal_stands_on_the_form_and_nothing_changes(lao_cai, as_):
    form = {"name": "Sở Y tế", "on": "2026-10-01", "reason": "QĐ"}

    answer = as_("coordinator").post("/co-quan/s_ct/doi-ten/", form)

    assert answer.status_code == 422
    assert "Đã có cơ quan tên" in answer.content.decode()
    assert Body.objects.get(key="s_ct").name == "Sở Công Thương"


def test_closing_needs_known_successors(lao_cai, as_):
    form = {"on": "2026-10-01", "reason": "QĐ", "successors": "Sở Không Có"}

    answer = as_("coordinator").post("/co-quan/s_ct/ket-thuc/", form)

    assert "Không có cơ quan tên" in answer.content.decode()
    assert Body.objects.get(key="s_ct").valid_to is None


def test_a_body_is_made_closed_and_followed(lao_cai, as_):
    browser = as_("coordinator")
    made = {"name": "Ban Quản lý thử", "level": "PROVINCE", "block": "DEPARTMENT", "parent": "UBND tỉnh"}

    assert browser.post("/co-quan/them/", made).status_code == 302
    closed = {"on": "2026-10-01", "reason": "QĐ", "successors": "Sở Tài chính"}
    assert browser.post("/co-quan/ban_quan_ly_thu/ket-thuc/", closed).status_code == 302

    assert "/co-quan/s_tc/" in browser.get("/co-quan/ban_quan_ly_thu/").content.decode()


def test_a_member_joins_and_leaves_a_group(lao_cai, as_):
    browser = as_("administrator")

    assert browser.post("/co-quan/tv_bcd138/thanh-vien/", {"member": "Sở Y tế"}).status_code == 302
    assert "Nhóm gồm 1 cơ quan" in browser.get("/co-quan/tv_bcd138/").content.decode()
    assert browser.post("/co-quan/tv_bcd138/thanh-vien/s_yte/", {"on": "2026-01-01"}).status_code == 302
    assert "Nhóm gồm 0 cơ quan" in browser.get("/co-quan/tv_bcd138/").content.decode()


def test_a_long_list_asks_the_database_as_often_as_a_short_one(lao_cai, as_):
    def asked(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(page).status_code == 200
        return len(queries)

    browser = as_("leader")
    browser.get("/co-quan/")

    assert asked("/co-quan/?cap=REGION") == asked("/co-quan/")

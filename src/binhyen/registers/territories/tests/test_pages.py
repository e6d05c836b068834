"""Pages of territories: who gets in, what stands on them, what leaves as a spreadsheet."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.kit.spreadsheets import Column, Header, Sheet, read, write
from binhyen.registers.territories import actions, queries
from binhyen.registers.territories.models import Population
from binhyen.registers.territories.values import HamletDetails, PopulationFlag, PopulationKind

from .conftest import AT

PAGES = ["/dia-ban/", "/dia-ban/15/", "/dia-ban/15/xuat.xlsx", "/dia-ban/xa/02788/"]


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_signing_in_and_a_stranger_not_at_all(two_provinces, as_, page):
    assert as_("").get(page).status_code == 302
    assert as_("stranger").get(page).status_code == 403


@pytest.mark.parametrize("who", ["commune_police", "health_department", "leader", "auditor"])
def test_population_is_set_by_the_province_only(two_provinces, as_, who):
    form = {"kind": "RESIDENCE", "as_of": "2026-01-01", "people": "1", "source": "x"}

    assert as_(who).post("/dia-ban/xa/02788/dan-so/", form).status_code == 403
    assert not Population.objects.filter(flag=PopulationFlag.ENTERED).exists()


@pytest.mark.parametrize("page", ["/dia-ban/99/", "/dia-ban/xa/99999/"])
def test_what_does_not_exist_is_not_found(two_provinces, as_, page):
    assert as_("leader").get(page).status_code == 404


def test_the_province_page_lists_communes_in_vietnamese_order_and_pages_them(two_provinces, as_):
    page = as_("leader").get("/dia-ban/15/").content.decode()

    assert page.index("Xã A Mú Sung") < page.index("Phường Âu Lâu") < page.index("Xã Bản Hồ")
    assert "trang=2" in page
    assert "Yên Thành" in as_("leader").get("/dia-ban/15/?trang=2").content.decode()


@pytest.mark.parametrize("asked", ["?q=ban+lau", "?q=Bản+Lầu", "?q=02788"])
def test_search_needs_no_tones(two_provinces, as_, asked):
    page = as_("leader").get(f"/dia-ban/15/{asked}").content.decode()

    assert "/dia-ban/xa/02788/" in page
    assert "/dia-ban/xa/02683/" not in page


def test_the_biggest_commune_comes_first_when_asked(two_provinces, as_):
    page = as_("leader").get("/dia-ban/15/?sap=-dan").content.decode()

    biggest = Population.objects.filter(commune__province="15").order_by("-people").first().commune
    assert page.index("/dia-ban/xa/") == page.index(f"/dia-ban/xa/{biggest.code}/")


def test_a_wrong_address_is_ignored_never_an_error(two_provinces, as_):
    answer = as_("leader").get("/dia-ban/15/?sap=bo&trang=-4&loai=x&q=%00")

    assert answer.status_code == 200


def test_the_commune_page_shows_facts_source_and_predecessors(two_provinces, as_):
    page = as_("leader").get("/dia-ban/xa/02788/").content.decode()

    assert "1673/NQ-UBTVQH15" in page
    assert "Huyện Mường Khương" in page
    assert "/co-quan/?dia-ban=02788" in page
    assert "thon/them" not in page


def test_the_communes_own_officer_is_offered_to_add_hamlets(two_provinces, as_):
    assert "thon/them" in as_("commune_police").get("/dia-ban/xa/02788/").content.decode()


def test_an_old_name_is_looked_up_on_the_first_page(two_provinces, as_):
    page = as_("leader").get("/dia-ban/?q=Vạn Hòa").content.decode()

    assert "/dia-ban/xa/02647/" in page
    assert "Xã Vạn Hòa" in page


def test_the_spreadsheet_says_who_when_what_and_holds_what_was_shown(two_provinces, as_):
    answer = as_("leader").get("/dia-ban/15/xuat.xlsx?bien=co")

    rows = read(data=answer.content)
    assert "Lào Cai" in rows[0][0]
    assert rows[1][0] == "Người xuất: leader"
    assert "Có đường biên giới" in rows[3][0]
    assert [row[2] for row in rows[6:]][:2] == ["Xã A Mú Sung", "Xã Bản Lầu"]
    assert len(rows) == 6 + 9


def test_the_coordinator_enters_a_population_with_its_source(two_provinces, as_):
    form = {"kind": "RESIDENCE", "as_of": "2026-06-30", "people": "15000", "source": "Công an tỉnh, 12/BC"}

    assert as_("coordinator").post("/dia-ban/xa/02788/dan-so/", form).status_code == 302

    figure = Population.objects.get(commune="02788", as_of=date(2026, 6, 30))
    assert (figure.people, figure.flag) == (15000, PopulationFlag.ENTERED)
    assert "15.000" in as_("leader").get("/dia-ban/15/?q=ban+lau").content.decode()


def test_a_figure_of_tomorrow_is_refused(two_provinces, as_):
    form = {"kind": "RESIDENCE", "as_of": "2099-06-30", "people": "15000", "source": "x"}

    answer = as_("coordinator").post("/dia-ban/xa/02788/dan-so/", form)

    assert answer.status_code == 422
    assert "ngày chưa tới" in answer.content.decode()


def _queries(browser, page: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(page).status_code == 200
    return len(asked)


def test_a_long_list_asks_the_database_as_often_as_a_short_one(two_provinces, as_):
    browser = as_("leader")
    browser.get("/dia-ban/15/")  # the first page of a session also writes it down

    assert _queries(browser, "/dia-ban/15/?q=ban+lau") == _queries(browser, "/dia-ban/15/")


def test_a_commune_with_many_hamlets_asks_as_often_as_one_with_few(two_provinces, as_, person):
    def enter(number: int) -> None:
        details = HamletDetails(commune_code="02788", kind="THON", name=f"Số {number}", on=date(2025, 7, 1))
        actions.enter_hamlet(details=details, by=person("commune_police"), at=AT)

    browser = as_("commune_police")
    enter(0)
    browser.get("/dia-ban/xa/02788/")
    few = _queries(browser, "/dia-ban/xa/02788/")
    for number in range(1, 20):
        enter(number)

    assert _queries(browser, "/dia-ban/xa/02788/") == few


def test_while_typing_only_the_rows_come_and_a_browser_going_back_gets_the_whole_page(two_provinces, as_):
    browser = as_("leader")

    rows = browser.get("/dia-ban/15/?q=ban+lau", headers={"HX-Request": "true"})
    back = browser.get("/dia-ban/15/?q=ban+lau", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})

    assert "<html" not in rows.content.decode()
    assert "/dia-ban/xa/02788/" in rows.content.decode()
    assert "<html" in back.content.decode()
    assert "HX-Request" in rows["Vary"]


def test_the_readers_own_province_is_marked_through_her_commune_too(two_provinces, as_):
    assert "của anh/chị" in as_("commune_police").get("/dia-ban/").content.decode()
    assert "của anh/chị" not in as_("administrator").get("/dia-ban/").content.decode()


@pytest.mark.parametrize("who", ["commune_police", "officer", "leader", "auditor"])
def test_populations_of_all_communes_are_set_by_their_keepers_only(two_provinces, as_, who):
    assert as_(who).get("/dia-ban/15/dan-so/").status_code == 403


def residents(**typed):
    return {"kind": "RESIDENCE", "as_of": "30/06/2026", "source": "Công an tỉnh, 12/BC", **typed}


def test_residents_of_many_communes_are_entered_at_once_and_what_was_replaced_is_kept(two_provinces, as_):
    client = as_("coordinator")
    client.post("/dia-ban/15/dan-so/", residents(**{"p-02788": "18.309", "p-02683": "27473"}))
    client.post("/dia-ban/15/dan-so/", residents(**{"p-02788": "18.400"}))

    figures = Population.objects.filter(kind="RESIDENCE").order_by("pk")
    assert [(one.commune_id, one.people, one.replaced_at is None) for one in figures] == [
        ("02788", 18309, False), ("02683", 27473, True), ("02788", 18400, True),
    ]  # fmt: skip
    now = queries.figures(kind=PopulationKind.RESIDENCE, on=date(2026, 7, 1))
    before = queries.figures(kind=PopulationKind.RESIDENCE, on=date(2026, 7, 1), known_at=figures[0].entered_at)
    assert (now["02788"].people, before["02788"].people) == (18400, 18309)
    assert queries.figures(kind=PopulationKind.RESIDENCE, on=date(2026, 6, 29)) == {}


def test_a_figure_that_is_none_is_said_and_nothing_is_written(two_provinces, as_):
    answer = as_("coordinator").post("/dia-ban/15/dan-so/", residents(**{"p-02788": "12", "p-02683": "khoảng 5"}))

    assert answer.status_code == 422
    assert "khoảng 5" in answer.content.decode()
    assert not Population.objects.filter(kind="RESIDENCE").exists()


def test_a_units_own_list_is_read_into_the_table_before_anything_is_written(two_provinces, as_):
    rows = [("Xã Bản Lầu", 18309), ("Bát Xát", "27.473"), ("Xã Không Có", 5)]
    sheet = Sheet("x", (Column("Tên xã"), Column("Số nhân khẩu")), rows)
    data = write(header=Header("Nhân khẩu", "x", AT, "y"), sheets=[sheet])
    file = SimpleUploadedFile("x.xlsx", data)

    answer = as_("coordinator").post("/dia-ban/15/dan-so/", residents(file=file))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'name="p-02788" value="18309"' in page
    assert 'name="p-02683" value="27473"' in page
    assert "không rõ xã nào" in page
    assert not Population.objects.filter(kind="RESIDENCE").exists()

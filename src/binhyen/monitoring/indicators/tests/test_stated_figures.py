"""Figures the product cannot count: entered from a unit's document, corrected, taken back, never taken for counts."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from binhyen.foundation.journal.models import Fact
from binhyen.monitoring.indicators.actions import stating
from binhyen.monitoring.indicators.actions.stating import NotStated, Reported
from binhyen.monitoring.indicators.models import FigureRun, StatedFigure
from binhyen.monitoring.indicators.queries import boards, looks, stated
from binhyen.monitoring.indicators.rules.dictionary import entry
from binhyen.monitoring.indicators.rules.periods import period
from binhyen.monitoring.indicators.rules.stated import Stated, lasts, of_days
from binhyen.registers.documents.actions.register import register
from binhyen.registers.documents.values import Direction, DocumentDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import NOW

TODAY = NOW.date()
STOCK, FLOW, COUNTED = "programme.dd.stations", "programme.g.schools", "people.managed"
PAGE = "/so-lieu/chi-tieu/{}/"
YEAR = period("ADMIN_YEAR", "2026")
MONTH = period("ADMIN_MONTH", "2026-10")


@pytest.fixture
def run(communes):
    areas = [["15", "Tỉnh Lào Cai"], [BAN_LAU, "Xã Bản Lầu"], [NEXT_COMMUNE, "Xã Bát Xát"]]
    return FigureRun.objects.create(
        computed_at=NOW, moment=NOW, as_of=TODAY, digest="-", areas=areas, codes=[COUNTED, STOCK], no_source=[STOCK]
    )


def registered(by, number, symbol):
    details = DocumentDetails(
        direction=Direction.INCOMING, kind="Báo cáo", number=number, symbol=symbol, issued_on=date(2026, 10, 20)
    )
    return register(details=details, file=None, by=by, at=NOW)


@pytest.fixture
def paper(person):
    return registered(person("coordinator"), "12", "BC-SYT")


@pytest.fixture
def enter(run, paper, person):
    """``enter(8, 10, code=…, area=…, period=…)``: as the coordinator does."""

    def make(above, below, code=STOCK, area="15", of=MONTH):
        given = Reported(numerator=above, denominator=below, document_id=paper.pk)
        who = {"by": person("coordinator"), "at": NOW, "today": TODAY}
        return stating.state(code=code, area=area, period=of, given=given, **who)

    return make


def asked(area="15", above="8", below="10", **more):
    return {
        "area": area, "period": "ADMIN_MONTH:2026-10", "numerator": above, "denominator": below,
        "document": "12/BC-SYT", **more,
    }  # fmt: skip


@pytest.mark.parametrize("who", ["leader", "auditor", "stranger", "administrator", "officer"])
def test_who_may_not_enter_figures(run, enter, as_, who):
    row = enter(8, 10)

    for address in (f"{PAGE.format(STOCK)}nhap/", f"/so-lieu/da-nhap/{row.pk}/sua/", f"/so-lieu/da-nhap/{row.pk}/rut/"):
        assert as_(who).post(address, asked()).status_code == 403


def test_a_commune_enters_its_own_and_a_department_what_it_answers_for(run, enter, person, as_):
    registered(person("commune_police"), "31", "BC-CAX")
    registered(person("health_department"), "32", "BC-SYT")
    police, health, to = as_("commune_police"), as_("health_department"), f"{PAGE.format(STOCK)}nhap/"

    for client, area, cited in ((police, "15", "31/BC-CAX"), (police, NEXT_COMMUNE, "31/BC-CAX"),
                                (health, BAN_LAU, "32/BC-SYT")):  # fmt: skip
        refused = client.post(to, asked(area, document=cited))
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["area"])
    assert police.get(f"/so-lieu/da-nhap/{enter(1, 2, area=NEXT_COMMUNE).pk}/sua/").status_code == 403
    of_justice = f"{PAGE.format('programme.h.legal_aid')}nhap/"
    assert health.post(of_justice, asked(document="32/BC-SYT")).status_code == 403
    assert police.post(to, asked(BAN_LAU, document="31/BC-CAX")).status_code == 302
    assert health.post(to, asked(document="32/BC-SYT")).status_code == 302
    held = stated.held().exclude(area=NEXT_COMMUNE).values_list("area", "entered_by__username")
    assert set(held) == {(BAN_LAU, "commune_police"), ("15", "health_department")}


def test_a_document_is_named_only_to_who_may_see_it(run, enter, as_):
    row = enter(8, 10)
    link = reverse("documents:document", args=[row.document_id])
    police, leader = (as_(who).get(f"{PAGE.format(STOCK)}?dia-ban=15").text for who in ("commune_police", "leader"))

    assert ("12/BC-SYT" in leader, link in leader) == (True, True)
    assert ("12/BC-SYT" in police, link in police, "20/10/2026" in police) == (False, False, False)
    assert "văn bản ngoài phạm vi" in police
    assert "80,0 %" in police
    form = f"/so-lieu/da-nhap/{enter(1, 2, area=BAN_LAU).pk}/sua/"
    assert ["12/BC-SYT" in as_(who).get(form).text for who in ("commune_police", "coordinator")] == [False, True]


def test_a_figure_is_entered_shown_at_once_opened_corrected_and_taken_back(run, paper, as_):
    client = as_("coordinator")
    page = client.get(PAGE.format(STOCK))
    assert "Chưa đơn vị nào báo cáo" in page.text
    there = client.post(f"{PAGE.format(STOCK)}nhap/", asked()).url

    shown = client.get(there)
    assert (shown.context["page"].tile.figure.text, shown.context["page"].tile.stated) == ("80,0 %", True)
    assert reverse("documents:document", args=[paper.pk]) in shown.text
    told = client.get(f"/api/v1/indicators/{STOCK}", {"area": "15"}).json()
    assert (told["source"], told["reported"], told["items"][0]["numerator"]) == (False, True, 8)
    row = StatedFigure.objects.get()
    wrong = asked(above="11", reason="Đếm sót")
    assert "Tử số lớn hơn mẫu số" in client.post(f"/so-lieu/da-nhap/{row.pk}/sua/", wrong).text
    assert client.post(f"/so-lieu/da-nhap/{row.pk}/sua/", asked(above="9", reason="Đếm sót")).status_code == 302
    after = client.get(there)
    assert after.context["page"].tile.figure.text == "90,0 %"
    assert "Đếm sót" in after.text
    assert client.get(f"/so-lieu/da-nhap/{row.pk}/sua/").status_code == 404  # another stands in its place
    latest = StatedFigure.objects.latest("pk")
    assert client.post(f"/so-lieu/da-nhap/{latest.pk}/rut/", {"reason": "Nhầm tỉnh"}).status_code == 302
    gone = client.get(there).context["page"].tile
    assert (gone.figure.status, gone.stated) == ("NO_SOURCE", False)
    assert list(Fact.objects.filter(subject_type="indicators.stated").values_list("kind", flat=True).order_by("pk"))
    with pytest.raises(DatabaseError), transaction.atomic():
        StatedFigure.objects.update(numerator=1)


def test_what_was_known_then_is_what_was_entered_by_then(run, enter, person, paper):
    row = enter(8, 10)
    given = Reported(numerator=9, denominator=10, document_id=paper.pk)
    later = NOW + timedelta(days=1)
    stating.correct(pk=row.pk, given=given, reason="Sót", by=person("coordinator"), at=later)
    of = {"codes": [STOCK], "area": "15", "start": MONTH.start, "on": TODAY, "over": False}

    assert [
        found[STOCK].numerator if found else None
        for found in (stated.of_day(**of, known_at=at) for at in (NOW - timedelta(1), NOW, later))
    ] == [None, 8, 9]
    assert stated.of_day(**of)[STOCK].numerator == 9


@pytest.mark.parametrize(
    ("code", "of", "numbers", "words"),
    [
        (COUNTED, MONTH, (1, None), "đếm chỉ tiêu này từ sổ"), (STOCK, MONTH, (11, 10), "lớn hơn mẫu số"),
        (STOCK, MONTH, (1, None), "cả tử số và mẫu số"), (STOCK, MONTH, (-1, 10), "không thể âm"),
        (STOCK, YEAR.moved(1), (1, 2), "chưa bắt đầu"), ("no.such", MONTH, (1, 2), "Không có chỉ tiêu"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(enter, code, of, numbers, words):
    with pytest.raises(NotStated, match=words):
        enter(*numbers, code=code, of=of)


def test_the_same_is_not_entered_twice_and_a_document_must_be_in_the_register(enter, as_):
    enter(8, 10)

    with pytest.raises(NotStated, match="Đã có số"):
        enter(9, 10)
    refused = as_("coordinator").post(f"{PAGE.format(STOCK)}nhap/", asked(document="99/BC-KHAC"))
    assert "Không có văn bản này trong sổ" in refused.text
    assert as_("coordinator").get(f"{PAGE.format(COUNTED)}nhap/").status_code == 404


def test_boards_take_no_part_for_a_whole_and_no_commune_for_another(run, enter):
    enter(8, 10, area=BAN_LAU)
    enter(5, 40, code=FLOW, of=YEAR)  # to date: the year still runs
    here = boards.held(run=run, area=BAN_LAU, kind="ADMIN_MONTH", codes=[STOCK, COUNTED])
    year = boards.held(run=run, area="15", kind="ADMIN_YEAR", codes=[FLOW])

    assert here[STOCK][0][:4] == [8, 8, 8, None]  # from October on, and not before
    assert COUNTED not in here  # nothing counted: 0, not unknown
    assert boards.held(run=run, area="15", kind="ADMIN_MONTH", codes=[STOCK]) == {}
    assert (year[FLOW][0][0], year[FLOW][1][0]) == (5, 40)
    assert boards.held(run=run, area="15", kind="ADMIN_MONTH", codes=[FLOW]) == {}
    days = {"codes": [FLOW], "area": "15", "start": YEAR.start}
    assert stated.of_day(**days, on=TODAY, over=False)[FLOW].numerator == 5
    assert stated.of_day(**days, on=YEAR.end, over=True) == {}
    whole = {"known_at": NOW, "known_on": TODAY, "kind": "ADMIN_YEAR", "area": "15"}
    assert [looks.Asked(on, **whole).over for on in (TODAY, YEAR.end)] == [False, True]


def test_a_stock_lasts_as_the_law_file_says_and_a_flow_is_of_its_days_alone():
    stock, flow = entry(STOCK), entry(FLOW)
    one = Stated(date(2025, 12, 15), date(2026, 6, 14), 8, 10)
    day = {"start": date(2026, 5, 15), "over": True}

    assert of_days(stock, [one], end=date(2026, 6, 13), **day) is None
    assert of_days(stock, [one], end=one.on + lasts() - timedelta(1), **day) is one
    assert of_days(stock, [one], end=one.on + lasts(), **day) is None
    assert lasts() > timedelta(days=365)  # reported every year on one day, it never lapses
    half = {"start": one.start, "end": one.on}
    assert of_days(flow, [one], **half, over=True) is one
    assert of_days(flow, [one], start=one.start, end=date(2026, 12, 14), over=True) is None
    assert of_days(flow, [one], start=one.start, end=date(2026, 12, 14), over=False) is one

"""The pages: who may not, filling with and without htmx, two people, signing on the page, files that say the same."""

import io
from datetime import timedelta
from urllib.parse import quote

import docx
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.kit import spreadsheets
from binhyen.kit.vietnamese.text import clean
from binhyen.monitoring.reporting.models import Report, ReportDuty, ReportSeal
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.reports import one
from binhyen.monitoring.reporting.reports.sheets import amount
from binhyen.monitoring.reporting.rules.figures import read
from binhyen.monitoring.reporting.tests.conftest import AT
from tests.cast import BAN_LAU, NEXT_COMMUNE


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """The doors' clock says Monday morning, before ten."""
    monkeypatch.setattr(door_clock, "now", lambda: AT)


def fill(report):
    return reverse("reporting:fill", args=[report.pk])


def test_reports_of_others_are_not_there_and_duties_are_the_coordinators(as_, report):
    assert as_("next_commune").get(fill(report)).status_code == 404
    assert as_("health_department").get(fill(report)).status_code == 404
    assert as_("stranger").get(fill(report)).status_code == 403
    row = reverse("reporting:row", args=[report.pk, "luot_nghe"])
    for name in ("officer", "leader", "auditor"):
        assert as_(name).get(fill(report)).status_code == 200
        assert as_(name).post(row, {"s:luot_nghe.nay": "0", "v:luot_nghe.nay": "5"}).status_code == 403
    assert not report.cells.exists()
    for name in ("officer", "leader", "commune_police"):
        assert as_(name).get(reverse("reporting:duty-make")).status_code == 403
    assert as_("commune_police").get(reverse("reporting:receive", args=[report.pk])).status_code == 403
    assert as_("commune_police").get(reverse("reporting:list")).status_code == 403
    assert (
        as_("commune_committee").get(reverse("reporting:sign", args=[report.pk])).status_code == 403
    )  # not their turn


def test_a_department_reads_that_the_registers_figures_are_the_whole_provinces(report, as_):
    own = Report.objects.select_related("round__duty", "body").get(body__key="s_yte")
    said = "Số lấy từ sổ là của toàn tỉnh."
    for where in (fill(own), reverse("reporting:sign", args=[own.pk])):
        assert said in as_("health_department").get(where).content.decode()
    assert said not in as_("commune_police").get(fill(report)).content.decode()
    assert said in " ".join(one.standing(sheet(report=own, at=AT)))  # of Word, PDF and Excel
    assert said not in " ".join(one.standing(sheet(report=report, at=AT)))


def test_a_filled_weekly_form_takes_few_queries(as_, filled, django_assert_max_num_queries):
    police = as_("commune_police")
    police.get(fill(filled))

    with django_assert_max_num_queries(10):  # session, account and offices are three of them
        answer = police.get(fill(filled))

    assert answer.status_code == 200
    text = answer.content.decode()
    assert "/so-lieu/chi-tieu/offences.crimes/?dia-ban=02788" in text
    assert "có thể ký" in text


def test_opening_it_is_seen_by_those_who_wait_and_a_reader_of_the_province_opens_nothing(as_, report):
    as_("officer").get(fill(report))
    report.refresh_from_db()
    assert report.opened_at is None
    as_("commune_police").get(fill(report))
    report.refresh_from_db()
    assert (report.state, report.opened_at) == ("DRAFT", AT)


def test_a_row_is_saved_as_it_is_typed_and_two_people_see_each_other(as_, report):
    row = reverse("reporting:row", args=[report.pk, "luot_nghe"])
    sent = {"s:luot_nghe.nay": "0", "v:luot_nghe.nay": "40", "n:luot_nghe.nay": "hai buổi"}
    htmx = {"headers": {"HX-Request": "true"}}

    first = as_("commune_police").post(row, sent, **htmx)
    assert first.status_code == 200
    assert 'name="s:luot_nghe.nay" form="f-luot_nghe" value="1"' in first.content.decode()
    second = as_("commune_committee").post(row, {**sent, "v:luot_nghe.nay": "45"}, **htmx).content.decode()
    assert "“40”" in second
    assert "“45”" in second
    assert "Chưa lưu nội dung của anh/chị" in second
    assert report.cells.get().value == "40"
    again = {"s:luot_nghe.nay": "1", "k:luot_nghe.nay": "1", "v:luot_nghe.nay": "45"}
    as_("commune_committee").post(row, again, **htmx)  # typing on does not overwrite what stands in conflict
    assert report.cells.get().value == "40"
    as_("commune_committee").post(row, {**again, "ghi-de": "1"}, **htmx)
    assert report.cells.get().value == "45"
    wrong = as_("commune_police").post(row, {"s:luot_nghe.nay": "2", "v:luot_nghe.nay": "ba"}, **htmx)
    assert "Hãy ghi số" in wrong.content.decode()
    plain = as_("commune_police").post(row, {"s:luot_nghe.nay": "2", "v:luot_nghe.nay": "46"})
    assert plain.status_code == 302
    assert report.cells.get().value == "46"


def test_words_are_saved_and_a_stale_text_is_shown_beside_the_other(as_, report):
    address = reverse("reporting:block", args=[report.pk, "noi_bat"])
    htmx = {"headers": {"HX-Request": "true"}}
    as_("commune_police").post(address, {"text": "Triệt xóa một điểm.", "version": "0", "s:noi_bat": "0"}, **htmx)

    stale = as_("commune_committee").post(address, {"text": "Không có.", "version": "0", "s:noi_bat": "0"}, **htmx)

    assert "Triệt xóa một điểm." in stale.content.decode()
    assert report.blocks.get().text == "Triệt xóa một điểm."


def test_police_and_chair_sign_on_the_page_and_the_code_is_checked_by_anybody(as_, filled):
    address = reverse("reporting:sign", args=[filled.pk])
    for name in ("commune_police", "commune_committee"):
        page = as_(name).get(address)
        assert "chịu trách nhiệm về tính chính xác" in page.content.decode()
        seen = page.context["form"].initial["seen"]
        assert as_(name).post(address, {"seen": seen, "capacity": "HEAD"}).status_code == 422
        unsaid = as_(name).post(address, {"seen": seen, "agreed": "on"})
        assert unsaid.status_code == 422, "in which capacity is not guessed"
        given = {"seen": seen, "agreed": "on", "capacity": "DEPUTY" if name == "commune_committee" else "HEAD"}
        assert as_(name).post(address, given).status_code == 302

    filled.refresh_from_db()
    seal = ReportSeal.objects.get()
    assert (filled.state, filled.first_sent_at) == ("SENT", AT)
    checked = as_("stranger").post(reverse("reporting:check"), {"ma": seal.code.lower().replace("-", "")})
    assert "Còn nguyên như lúc ký" in checked.content.decode()
    unknown = as_("stranger").get(reverse("reporting:check") + "?ma=BC-2222-2222")
    assert unknown.status_code == 422
    version = as_("officer").get(reverse("reporting:version", args=[filled.pk, 1]))
    assert seal.code in version.content.decode()


def test_it_comes_back_with_words_on_the_cell_and_the_unit_sees_them(as_, sent, person):
    person("commune_police")
    officer = as_("officer")
    officer.post(reverse("reporting:comment", args=[sent.pk]), {"place": "luot_nghe.nay", "text": "Kèm biên bản"})
    answer = officer.post(reverse("reporting:receive", args=[sent.pk]), {"what": "give_back", "reason": ""})

    assert answer.status_code == 302
    shown = as_("commune_police").get(fill(sent)).content.decode()
    assert "Kèm biên bản" in shown
    assert "Trả lại để sửa" in shown
    mine = as_("commune_police").get(reverse("reporting:mine")).content.decode()
    assert "Sửa theo góp ý" in mine
    assert "Sửa theo góp ý" in as_("commune_police").get("/").content.decode().replace("sửa theo", "Sửa theo")


def test_the_list_of_all_reports_is_narrowed(as_, sent, opened):
    found = as_("officer").get(reverse("reporting:list"), {"ky": opened.pk, "trang-thai": "SENT"})

    assert [line.report.pk for line in found.context["lines"]] == [sent.pk]
    silent = as_("officer").get(reverse("reporting:list"), {"ky": opened.pk, "cham": "thieu", "q": "bat xat"})
    assert [line.report.body.name for line in silent.context["lines"]] == ["UBND xã Bát Xát"]
    assert len(as_("officer").get(reverse("reporting:list"), {"cham": "thieu"}).context["lines"]) == 2


def test_a_duty_is_made_on_the_page_and_asked_for_on_demand(as_, duty, bodies):
    coordinator = as_("coordinator")
    given = {
        "name": "Báo cáo chuyên đề", "units": "UBND xã Bản Lầu\nUBND xã Bát Xát", "receiver": "Công an tỉnh",
        "through": "UBND tỉnh", "annexes": "Biên bản\n", "opens": "2", "places": "1, 3",
        "beat": "MONTH", "starts": "15", "due_day": "20", "form": "lc_month", "chain": "unit",
        "valid_from": "01/11/2026", "source": "Kế hoạch của tỉnh",
    }  # fmt: skip
    unknown = coordinator.post(reverse("reporting:duty-make"), {**given, "units": "UBND xã Bản Lâu"})
    assert "Có phải “UBND xã Bản Lầu”?" in unknown.content.decode()
    assert coordinator.post(reverse("reporting:duty-make"), {**given, "places": "quý I"}).status_code == 422
    early = coordinator.post(reverse("reporting:duty-make"), {**given, "starts": "1"})
    assert "chốt số liệu" in early.content.decode()
    assert coordinator.post(reverse("reporting:duty-make"), given).status_code == 302
    made = ReportDuty.objects.get(name="Báo cáo chuyên đề")
    assert (made.origin, made.rhythm.due_day, made.rhythm.opens) == ("PROVINCE", 20, 2)
    assert (made.units, made.receiver_key, made.through_key) == (
        [f"ubnd_xa_{BAN_LAU}", f"ubnd_xa_{NEXT_COMMUNE}"], "ca_tinh", "ubnd_tinh",
    )  # fmt: skip
    assert (made.annexes, made.places, made.confidence) == (["Biên bản"], [1, 3], "inferred")
    page = coordinator.get(reverse("reporting:duty", args=[made.key])).content.decode()
    assert "trước ngày 20 hằng tháng" in page
    asked = {"asked": "Điểm nóng", "first": "16/11/2026", "last": "22/11/2026", "due": "16:00 24/11/2026", "units": "UBND xã Bản Lầu"}  # noqa: E501  # fmt: skip
    assert coordinator.post(reverse("reporting:ask", args=["lc-dot-xuat"]), asked).status_code == 302
    assert Report.objects.filter(round__duty__key="lc-dot-xuat").count() == 1
    ended = coordinator.post(reverse("reporting:duty-end", args=[made.key]), {"valid_to": "30/11/2026", "reason": "x"})
    assert ended.status_code == 302
    ReportDuty.objects.filter(key="lc-dot-xuat").update(valid_to=AT.date() - timedelta(days=3))
    gone = coordinator.post(reverse("reporting:ask", args=["lc-dot-xuat"]), asked)
    assert "đã thôi" in gone.content.decode()
    assert Report.objects.filter(round__duty__key="lc-dot-xuat").count() == 1


ANY_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, 10**6), words=ANY_TEXT, note=ANY_TEXT)
def test_page_word_and_excel_say_the_same(filled, as_, number, words, note):
    """One query for all three: whatever was written stands in each of them."""
    words, note = (" ".join(clean(text).split()) for text in (words, note))
    filled.cells.filter(ref="luot_nghe.nay").update(value=str(number), note=note)
    filled.blocks.filter(code="noi_bat").delete()
    filled.blocks.create(code="noi_bat", text=words, changed_at=AT, changed_by=filled.edited_by)
    report = Report.objects.select_related("round__duty", "body").get(pk=filled.pk)
    held = sheet(report=report, at=AT)

    paper = docx.Document(io.BytesIO(one.word(held)))
    tables = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    lines = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    rows = spreadsheets.read(data=one.excel(held, who="thử", at=AT))
    cells = {value for row in rows for value in row}
    for shown in held.cells():
        assert shown.text in tables
        counted = amount(shown.cell, read(shown.value))
        assert (shown.text if counted is None else counted) in cells, "a number is a number, to be added up"
    for part in held.sections:
        for block in part.blocks:
            assert all(line in lines for line in block.paragraphs)
    if held.at("luot_nghe.nay").note:
        assert held.at("luot_nghe.nay").note in lines


def test_files_are_handed_out_to_who_reads_the_report(as_, sent):
    for name, kind in (("word", "wordprocessingml"), ("excel", "spreadsheetml"), ("pdf", "pdf")):
        answer = as_("officer").get(reverse(f"reporting:{name}", args=[sent.pk]))
        assert kind in answer["Content-Type"]
        assert quote("ubnd_xa_02788") in answer["Content-Disposition"]
        assert as_("next_commune").get(reverse(f"reporting:{name}", args=[sent.pk])).status_code == 404
    code = ReportSeal.objects.get().code
    paper = docx.Document(io.BytesIO(as_("officer").get(reverse("reporting:word", args=[sent.pk])).content))
    assert any(code in paragraph.text for paragraph in paper.paragraphs)


def test_what_is_due_stands_in_the_worklist_until_it_is_sent(as_, filled, signs):
    assert "Báo cáo tuần, hạn 10:00 thứ Hai" in as_("commune_police").get("/").content.decode()
    signs(filled, "commune_police")
    assert "Báo cáo tuần, hạn" in as_("commune_committee").get("/").content.decode()
    signs(filled, "commune_committee", at=AT + timedelta(minutes=5))
    assert "Báo cáo tuần, hạn" not in as_("commune_police").get("/").content.decode()

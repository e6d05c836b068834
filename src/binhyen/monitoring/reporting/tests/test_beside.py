"""What stands beside a report: the number its paper bears, and what is attached to it."""

import io
import re
import zipfile
from datetime import timedelta
from html import unescape

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.foundation.journal.models import Fact
from binhyen.kit.official_document import head
from binhyen.kit.official_letters import NoLetters
from binhyen.kit.spreadsheets import read
from binhyen.monitoring.reporting.actions import annexes, consolidating, numbering, receiving, signing
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.models import (
    Report,
    ReportAnnex,
    ReportCell,
    ReportDuty,
    ReportNumber,
    Round,
    RoundFigures,
    UnitNumbering,
)
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.rules.annexes import HEADING
from binhyen.monitoring.reporting.rules.figures import key
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.monitoring.reporting.values.forms import Span
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.models import ListExport
from binhyen.operations.cases.tests.steps import listed
from binhyen.operations.cases.values import BulkFact
from binhyen.registers.documents.actions import numbering as books
from binhyen.registers.documents.models import BookNumber
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.values import Birth, PersonDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

PLAN = "Danh mục tài liệu tuyên truyền"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"  # noqa: E501


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)


def printed_of(report):
    from_pdf = pypdfium2.PdfDocument(io.BytesIO(report.content))
    return "".join(one.get_textpage().get_text_bounded() for one in from_pdf)


def test_a_number_is_given_by_the_unit_alone_and_only_when_all_have_signed(filled, signs, as_, person):
    address = reverse("reporting:number", args=[filled.pk])
    signs(filled, "commune_police")
    police = person("commune_police")
    with pytest.raises(ReportRefused, match="chưa đủ chữ ký"):
        numbering.take(report_id=filled.pk, at_once=False, by=police, at=AT)
    assert "chưa đủ chữ ký" in as_("commune_police").get(address).content.decode()
    signs(filled, "commune_committee")
    for name, code in (("next_commune", 404), ("officer", 403), ("leader", 403), ("auditor", 403)):
        assert as_(name).post(address, {"way": "book"}).status_code == code, name
    assert not BookNumber.objects.exists()


def test_the_number_of_the_units_own_book_is_printed_and_the_seal_stays_whole(sent, as_):
    browser, home = as_("commune_police"), reverse("reporting:fill", args=[sent.pk])
    waits = browser.get(home).content.decode()
    assert "chưa có số văn bản" in waits
    assert "ngày làm việc tiếp theo" not in waits, "no deadline of law is said that has no data and source"
    page = browser.get(reverse("reporting:number", args=[sent.pk])).content.decode()
    assert "01/BC-UBND" in page
    assert "mở sổ từ số 01" in page, "nobody begins a book without knowing"

    assert browser.post(reverse("reporting:number", args=[sent.pk]), {"way": "book"}).url == home
    given = ReportNumber.objects.get()
    assert (given.printed, given.taken.issued_on) == ("01/BC-UBND", given.issued_on)
    assert given.taken.abstract.startswith("Báo cáo tuần")
    assert "01/BC-UBND" in browser.get(home).content.decode()
    assert "Số: 01/BC-UBND" in printed_of(browser.get(reverse("reporting:pdf", args=[sent.pk])))
    word = Document(io.BytesIO(browser.get(reverse("reporting:word", args=[sent.pk])).content))
    head = " ".join(cell.text for table in word.tables[:1] for row in table.rows for cell in row.cells)
    assert "01/BC-UBND" in head
    sent.refresh_from_db()
    assert seals.verdict(seal=sent.latest.seal).holds
    again = browser.post(reverse("reporting:number", args=[sent.pk]), {"way": "book"})
    assert again.status_code == 422
    assert BookNumber.objects.count() == 1


def test_a_unit_that_keeps_its_book_here_has_the_number_at_the_last_signature(filled, signs, bodies, person):
    police, body = person("commune_police"), bodies[f"ubnd_xa_{BAN_LAU}"]
    books.go_on_from(body=body, kind="Báo cáo", year=2026, last=211, by=police, at=AT)
    UnitNumbering.objects.create(body=body, at_once=True, at=AT, by=police)

    signs(filled, "commune_police")
    assert not ReportNumber.objects.exists()
    signs(filled, "commune_committee")

    assert ReportNumber.objects.get().printed == "212/BC-UBND"
    filled.refresh_from_db()
    receiving.give_back(report_id=filled.pk, reason="Sửa", by=person("officer"), at=AT + timedelta(hours=1))
    filled.refresh_from_db()
    filled.blocks.filter(code="noi_bat").update(text="Đã sửa")
    signs(filled, "commune_police")
    signs(filled, "commune_committee")
    numbers = [one.printed for one in ReportNumber.objects.order_by("pk")]
    assert numbers == ["212/BC-UBND", "213/BC-UBND"], "what was sent anew is another paper"


def test_a_number_given_elsewhere_is_written_down_and_a_wrong_one_put_right_with_its_reason(sent, as_):
    browser, address = as_("commune_committee"), reverse("reporting:number", args=[sent.pk])
    empty = browser.post(address, {"way": "elsewhere", "symbol": "BC-UBND", "day": ""})
    assert "Hãy ghi số đã cấp" in empty.content.decode()
    early = browser.post(address, {"way": "elsewhere", "number": 356, "symbol": "BC-UBND", "day": "20/11/2026"})
    assert "không thể mang ngày trước" in early.content.decode()
    browser.post(address, {"way": "book", "at_once": "on"})
    assert UnitNumbering.objects.get().at_once

    wrong = {"number": 356, "symbol": "bc-ubnd", "day": "23/11/2026"}
    assert browser.post(address, wrong).status_code == 422, "a reason is asked for"
    browser.post(address, wrong | {"reason": "Văn thư đã cấp số ở sổ giấy"})
    assert [one.printed for one in ReportNumber.objects.all()] == ["356/BC-UBND"]
    assert [(one.number, one.state) for one in BookNumber.objects.all()] == [(1, "CANCELLED")]
    assert not UnitNumbering.objects.get().at_once
    told = Fact.objects.filter(kind="reporting.ReportNumbered").order_by("pk")
    assert [one.data["number"] for one in told] == [1, 356]


def test_two_papers_of_a_unit_never_bear_one_number(sent, bodies, person):
    police = person("commune_police")
    books.take(
        body=sent.body, kind="Báo cáo", symbol="BC-UBND", abstract="Khác", signer="", day=AT.date(), today=AT.date(),
        by=police, at=AT,
    )  # fmt: skip
    given = numbering.Elsewhere(number=1, symbol="BC-UBND", day=AT.date())
    with pytest.raises(ReportRefused, match="đã có văn bản khác mang"):
        numbering.write(report_id=sent.pk, given=given, reason="", by=police, at=AT)


@pytest.mark.parametrize(("number", "words"), [(1, "đặt số đầu sau số lớn nhất"), (2, "giữ số 02 rồi hủy")])
def test_the_book_gives_no_number_another_paper_bears_that_was_numbered_elsewhere(sent, signs, person, number, words):
    police, elsewhere = person("commune_police"), numbering.Elsewhere(number=number, symbol="BC-UBND", day=AT.date())
    kind = {"body": sent.body, "kind": "Báo cáo", "year": 2026, "by": police, "at": AT}

    def kept_back():
        kept = books.reserve(symbol="BC-UBND", reason="Đã cấp ở sổ giấy", **kind)
        books.cancel_kept(number_id=kept.pk, reason="Đã cấp ở sổ giấy", by=police, at=AT)

    if number > 1:
        kept_back()
    with CaptureQueriesContext(connection) as asked:
        numbering.write(report_id=sent.pk, given=elsewhere, reason="", by=police, at=AT)
    held = [one["sql"] for one in asked if "organisations_body" in one["sql"] and "FOR NO KEY UPDATE" in one["sql"]]
    assert len(held) == 1, "two clerks of one unit write one after the other"
    UnitNumbering.objects.create(body=sent.body, at_once=True, at=AT, by=police)
    receiving.give_back(report_id=sent.pk, reason="Sửa", by=person("officer"), at=AT)
    signs(sent, "commune_police"), signs(sent, "commune_committee")
    sent.refresh_from_db()
    assert (sent.state, ReportNumber.objects.count()) == ("SENT", 1), "sending does not fail for it"
    with pytest.raises(ReportRefused, match=words):
        numbering.take(report_id=sent.pk, at_once=True, by=police, at=AT)
    assert BookNumber.objects.count() == number - 1, "the book gave nothing"

    books.go_on_from(last=1, **kind) if number == 1 else kept_back()
    assert numbering.take(report_id=sent.pk, at_once=True, by=police, at=AT).number == number + 1


@pytest.fixture
def named(filled):
    """The report owes an annex."""
    ReportDuty.objects.filter(pk=filled.round.duty_id).update(annexes=[PLAN])
    filled.round.duty.refresh_from_db()
    return filled


def test_what_the_duty_names_is_attached_or_explained_before_anybody_signs(named, signs, as_, person):
    address = reverse("reporting:annexes", args=[named.pk])
    for name, code in (("next_commune", 404), ("officer", 403), ("leader", 403)):
        assert as_(name).get(address).status_code == code, name
    with pytest.raises(ReportRefused, match="Chưa kèm"):
        signs(named, "commune_police")
    browser = as_("commune_police")
    home = browser.get(reverse("reporting:fill", args=[named.pk])).content.decode()
    assert 'href="#p-kem_theo"' in home
    assert browser.post(address, {"which": "0"}).status_code == 422
    both = {"which": "0", "why_not": "Không có", "file": SimpleUploadedFile("a.pdf", PDF)}
    assert "không ghi lý do" in browser.post(address, both).content.decode()
    program = SimpleUploadedFile("a.exe", b"MZ" + b"\x00" * 80)
    assert "Ở đây chỉ nhận" in browser.post(address, {"which": "0", "file": program}).content.decode()

    browser.post(address, {"which": "0", "why_not": "Tuần này không phát tài liệu."})
    assert ReportAnnex.objects.get().why_not
    signs(named, "commune_police")
    word = Document(io.BytesIO(browser.get(reverse("reporting:word", args=[named.pk])).content))
    lines = "\n".join(one.text for one in word.paragraphs)
    assert f"1. {PLAN}: không kèm, tuần này không phát tài liệu" in lines


def test_title_and_digest_of_a_file_are_sealed_and_a_correction_says_what_changed(named, signs, as_, person):
    browser, police = as_("commune_police"), person("commune_police")
    address = reverse("reporting:annexes", args=[named.pk])
    browser.post(address, {"which": "0", "file": SimpleUploadedFile("danh muc.pdf", PDF)})
    ReportCell.objects.filter(report=named).update(note="Đã đối chiếu với sổ.")
    row = ReportAnnex.objects.select_related("file").get()
    signs(named, "commune_police")
    signs(named, "commune_committee")
    named.refresh_from_db()

    sealed = named.latest.content["annexes"][0]
    assert (sealed["title"], sealed["sha256"]) == (PLAN, row.file.sha256)
    with zipfile.ZipFile(io.BytesIO(browser.get(reverse("reporting:excel", args=[named.pk])).content)) as book:
        assert re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())[-2:] == [
            "Giải thích",
            HEADING,
        ]
    printed = printed_of(browser.get(reverse("reporting:pdf", args=[named.pk]))).replace("\r\n", "")
    assert row.file.sha256 in printed.replace(" ", "")
    with pytest.raises(ReportRefused, match="đã gửi"):
        annexes.drop(report_id=named.pk, annex_id=row.pk, by=police, at=AT)
    download = reverse("files:download", args=[row.file.pk])
    assert as_("officer").get(download).status_code == 200
    assert as_("next_commune").get(download).status_code == 404
    assert as_("commune_police").get(reverse("reporting:version", args=[named.pk, 1])).content.decode().count(PLAN) == 1

    signing.correct(report_id=named.pk, reason="Kèm nhầm tệp", by=police, at=AT)
    browser.post(reverse("reporting:annex-drop", args=[named.pk, row.pk]))
    browser.post(address, {"which": "0", "file": SimpleUploadedFile("dung.pdf", PDF + b"\n")})
    signs(named, "commune_police")
    signs(named, "commune_committee")
    named.refresh_from_db()
    place, before, after = named.latest.changes[0]
    assert place == "Tài liệu kèm theo"
    assert ("danh muc.pdf" in before, "dung.pdf" in after) == (True, True)
    assert seals.verdict(seal=named.latest.seal).holds
    assert as_("officer").get(download).status_code == 200, "the first version still has its file"


def test_anything_may_be_attached_and_taken_off_while_the_report_is_open(report, as_):
    browser, address = as_("commune_police"), reverse("reporting:annexes", args=[report.pk])
    assert "Chưa kèm tài liệu nào" in browser.get(address).content.decode()
    browser.post(address, {"title": "Biên bản họp", "file": SimpleUploadedFile("b.pdf", PDF)})
    report.refresh_from_db()
    assert report.state == "DRAFT"
    assert [one.title for one in sheet(report=report, at=AT).content.annexes] == ["Biên bản họp"]
    browser.post(reverse("reporting:annex-drop", args=[report.pk, ReportAnnex.objects.get().pk]))
    assert sheet(report=report, at=AT).content.annexes == ()


@pytest.fixture
def people_of_ban_lau(person):
    """Two addicts of Bản Lầu and one of the next commune since August; one more of Bản Lầu since 22/11."""
    police = person("commune_police")
    cases = (
        ("Vàng A Gió", BAN_LAU, "2026-08-03"), ("Lý A Ánh", BAN_LAU, "2026-08-03"),
        ("Tẩn Láo Tả", NEXT_COMMUNE, "2026-08-03"), ("Giàng A Páo", BAN_LAU, "2026-11-23"),
    )  # fmt: skip
    for name, commune, since in cases:
        details = PersonDetails(full_name=name, commune_code=commune, sex="M", birth=Birth(year=1990))
        one = register(details=details, by=police, at=AT - timedelta(days=100))
        fact = BulkFact(person_id=one.pk, details=listed("SUBSTITUTION", since))
        record_facts_bulk(rows=[fact], by=None, at=AT, source="test")


@pytest.fixture
def lists(opened, people_of_ban_lau):
    """The report of Bản Lầu in the form of the lists of the police, with 2 counted as addicts."""
    Round.objects.filter(pk=opened.pk).update(form_key="bms_lists/1")
    data = {
        key(f"{code}.reported", Span.PERIOD): [n, None] for code, n in (("addicts", 2), ("users", 0), ("post_rehab", 0))
    }
    RoundFigures.objects.filter(round=opened).update(data=data)
    return Report.objects.select_related("round__duty", "body").get(area_code=BAN_LAU)


def test_a_list_of_people_says_how_many_and_opens_exactly_those_and_leaves_as_excel(lists, as_):
    browser = as_("commune_police")
    page = browser.get(reverse("reporting:fill", args=[lists.pk])).content.decode()
    assert "Danh sách kèm theo: 2 người, lập từ sổ theo ngày 22/11/2026" in page
    links = [unescape(one) for one in re.findall(r'href="(/ho-so/[^"]+)"', page) if "L2" in one]
    people, excel = (next(one for one in links if part in one) for part in ("/nguoi/", "/xuat/"))

    shown = browser.get(people).content.decode()
    assert all(name in shown for name in ("Vàng A Gió", "Lý A Ánh", "2 người"))
    assert not any(name in shown for name in ("Tẩn Láo Tả", "Giàng A Páo")), "of that commune and that day alone"
    assert "/ho-so/xuat/?on=2026-11-22&reported=L2&commune=02788" in unescape(shown), "they leave from their page too"

    asked = browser.get(excel).content.decode()
    assert "Có trong danh sách ngày: 22/11/2026" in asked
    browser.post(excel, {"purpose": "Kèm báo cáo thống kê", "recipient": "Công an tỉnh"})
    row = ListExport.objects.get()
    assert row.row_count == 2
    taken = browser.post(reverse("cases:export-take", args=[row.pk]))
    cells = {cell for line in read(data=b"".join(taken.streaming_content)) for cell in line}
    assert {"Vàng A Gió", "Lý A Ánh"} <= cells
    assert not {"Tẩn Láo Tả", "Giàng A Páo"} & cells

    word = Document(io.BytesIO(browser.get(reverse("reporting:word", args=[lists.pk])).content))
    lines = " ".join(one.text for one in word.paragraphs)
    assert lines.count("lập từ sổ theo ngày 22/11/2026") == 3
    assert "Vàng A Gió" not in lines
    leader = as_("leader").get(reverse("reporting:fill", args=[lists.pk])).content.decode()
    assert ("/ho-so/so-lieu/nguoi/" in leader, "/ho-so/xuat/" in leader) == (True, False)


def test_without_the_letters_of_documents_the_pages_say_what_to_do_and_excel_is_still_there(
    sent, as_, person, monkeypatch
):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)

    def lacks(*args, **kwargs):
        raise NoLetters

    monkeypatch.setattr(head, "width", lacks)
    browser = as_("coordinator")
    doors = [reverse(f"reporting:{name}", args=[sent.pk]) for name in ("word", "pdf")]
    doors += [reverse("reporting:consolidated-file", args=[row.code, form]) for form in ("docx", "pdf")]
    for door in doors:
        assert "Ở thư mục cài đặt hãy chạy: npm ci" in browser.get(door, follow=True).content.decode(), door
    assert browser.get(reverse("reporting:consolidated-file", args=[row.code, "xlsx"])).content[:2] == b"PK"
    assert browser.get(reverse("reporting:excel", args=[sent.pk])).content[:2] == b"PK"


def test_a_consolidated_page_folds_its_tables_and_leads_to_each_part(sent, as_, person):
    row = consolidating.consolidate(round_id=sent.round_id, by=person("coordinator"), at=AT)
    page = as_("leader").get(reverse("reporting:consolidated", args=[row.code])).content.decode()
    contents = page[page.index('id="h-contents"') : page.index("</nav>", page.index('id="h-contents"'))]
    named = re.findall(r'href="#([^"]+)"', contents)
    assert {"t-so_lieu", "p-highlight"} <= set(named)
    assert all(f'id="{one}"' in page for one in named)
    assert page.index('id="p-highlight"') < page.index('id="t-so_lieu"'), "what stands out comes before the tables"

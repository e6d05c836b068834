"""Pages of the register of documents: who gets in, what is refused and how, what leaves as a spreadsheet."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.kit.spreadsheets import read
from binhyen.registers.documents import actions
from binhyen.registers.documents.models import DocumentLink, OfficialDocument
from binhyen.registers.documents.values import DocumentDetails

AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PAGES = ["/cong-van/", "/cong-van/xuat.xlsx", "/cong-van/{pk}/"]
CHANGES = ["them/", "{pk}/sua/", "{pk}/lien-ket/", "{pk}/lien-ket/1/bo/"]
FORM = {
    "direction": "INCOMING",
    "kind": "Công văn",
    "number": "12",
    "symbol": "UBND-NC",
    "issued_on": "10/02/2026",
    "issuer_name": "UBND tỉnh",
    "abstract": "Về việc rà soát",
}


@pytest.fixture
def letter(person) -> OfficialDocument:
    given = DocumentDetails(
        direction="INCOMING", kind="Công văn", number="11", symbol="UBND-NC", issued_on=date(2026, 1, 5),
        issuer_name="UBND tỉnh", abstract="Về việc rà soát người nghiện",
    )  # fmt: skip
    return actions.register(details=given, file=None, by=person("officer"), at=AT)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_comes_in_without_signing_in_and_a_stranger_not_at_all(letter, as_, page):
    assert as_("").get(page.format(pk=letter.pk)).status_code == 302
    assert as_("stranger").get(page.format(pk=letter.pk)).status_code == 403


@pytest.mark.parametrize("who", ["commune_police", "health_department"])
def test_a_document_that_was_not_sent_to_the_reader_does_not_exist_for_her(letter, as_, who):
    assert as_(who).get(f"/cong-van/{letter.pk}/").status_code == 404
    assert "11/UBND-NC" not in as_(who).get("/cong-van/").content.decode()


@pytest.mark.parametrize("who", ["commune_police", "health_department", "leader", "auditor", "administrator"])
@pytest.mark.parametrize("page", CHANGES)
def test_only_the_provinces_officers_keep_the_register(letter, as_, who, page):
    assert as_(who).post(f"/cong-van/{page.format(pk=letter.pk)}", FORM).status_code == 403
    assert OfficialDocument.objects.count() == 1


def test_an_officer_registers_a_document(as_, db):
    answer = as_("officer").post("/cong-van/them/", FORM | {"recipients": "- Công an tỉnh;\n\n- Lưu: VT."})

    row = OfficialDocument.objects.get()
    assert answer.url == f"/cong-van/{row.pk}/"
    assert (row.printed, row.issued_on) == ("12/UBND-NC", date(2026, 2, 10))
    assert row.recipients == ["- Công an tỉnh;", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "12/UBND-NC"}, "Chỉ ghi số"),
        ({"symbol": ""}, "phải có ký hiệu"),
        ({"arrived_on": "01/02/2026"}, "không thể trước ngày ban hành"),
        ({"direction": "OUTGOING", "arrived_on": "11/02/2026"}, "không có ngày đến"),
        ({"abstract": ""}, "bắt buộc"),
        ({"issued_on": "31/02/2026"}, "hợp lệ"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_stored(as_, db, wrong, sentence):
    answer = as_("officer").post("/cong-van/them/", FORM | wrong)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not OfficialDocument.objects.exists()


def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_stored(as_, db):
    fake = SimpleUploadedFile("van-ban.pdf", b"<html><script>alert(1)</script></html>")

    answer = as_("officer").post("/cong-van/them/", FORM | {"file": fake})

    assert answer.status_code == 422
    assert not OfficialDocument.objects.exists()


def test_a_double_is_warned_of_and_may_still_be_meant(letter, as_):
    double = FORM | {"number": "11", "issued_on": "05/01/2026"}

    warned = as_("officer").post("/cong-van/them/", double)
    assert warned.status_code == 422
    assert f"/cong-van/{letter.pk}/" in warned.content.decode()
    assert OfficialDocument.objects.count() == 1

    assert as_("officer").post("/cong-van/them/", double | {"doubles": "on"}).status_code == 302
    assert OfficialDocument.objects.count() == 2


def test_mending_needs_a_reason(letter, as_):
    browser = as_("officer")

    assert browser.post(f"/cong-van/{letter.pk}/sua/", FORM).status_code == 422
    assert browser.post(f"/cong-van/{letter.pk}/sua/", FORM | {"reason": "ghi nhầm số"}).status_code == 302
    letter.refresh_from_db()
    assert letter.printed == "12/UBND-NC"


def test_links_are_made_shown_from_both_ends_and_taken_back(letter, as_):
    browser = as_("officer")
    browser.post("/cong-van/them/", FORM)
    later = OfficialDocument.objects.get(number="12")

    browser.post(f"/cong-van/{later.pk}/lien-ket/", {"kind": "SUPERSEDES", "text": "Công văn số 11/UBND-NC"})
    assert f"/cong-van/{letter.pk}/" in browser.get(f"/cong-van/{later.pk}/").content.decode()
    assert "Bị thay thế bởi" in browser.get(f"/cong-van/{letter.pk}/").content.decode()

    row = DocumentLink.objects.get()
    assert browser.post(f"/cong-van/{letter.pk}/lien-ket/{row.pk}/bo/").status_code == 404
    assert browser.post(f"/cong-van/{later.pk}/lien-ket/{row.pk}/bo/").status_code == 302
    assert not DocumentLink.objects.exists()


def test_a_citation_without_a_number_is_refused(letter, as_):
    answer = as_("officer").post(f"/cong-van/{letter.pk}/lien-ket/", {"kind": "AMENDS", "text": "văn bản nọ"})

    assert answer.status_code == 422
    assert "Không thấy số" in answer.content.decode()


def test_the_list_is_searched_and_filtered(letter, as_):
    browser = as_("leader")

    assert "11/UBND-NC" in browser.get("/cong-van/?q=ra+soat+nguoi+nghien&nam=2026").content.decode()
    assert "11/UBND-NC" not in browser.get("/cong-van/?so=OUTGOING").content.decode()


def test_the_spreadsheet_says_who_when_what(letter, as_):
    rows = read(data=as_("leader").get("/cong-van/xuat.xlsx?q=ra+soat").content)

    assert rows[1][0] == "Người xuất: leader"
    assert "tìm “ra soat”" in rows[3][0]
    assert rows[6][4] == "11/UBND-NC"


def test_a_long_list_asks_the_database_as_often_as_a_short_one(letter, as_, person):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/cong-van/").status_code == 200
        return len(queries)

    browser = as_("leader")
    browser.get("/cong-van/")
    short = asked()
    for number in range(20):
        given = DocumentDetails(direction="INCOMING", kind="Công văn", number=str(100 + number), symbol="X-Y")
        actions.register(details=given, file=None, by=person("officer"), at=AT)

    assert asked() == short

"""A document from draft to sent, through its pages: who may, what is refused, what stays in book and register."""

import io
from dataclasses import asdict
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives import serialization
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.files import storage
from binhyen.foundation.journal.models import Fact
from binhyen.kit.official_lint import lint
from binhyen.kit.spreadsheets import read
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.actions import DocumentRefused, outgoing
from binhyen.registers.documents.models import BookNumber, OfficialDocument, Outgoing
from binhyen.registers.documents.queries import outgoing as queries
from binhyen.registers.documents.values import Words
from binhyen.registers.organisations.models import Body
from tests.documents.signing import Authority, signed_by

AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORDS = Words(
    kind="Kế hoạch", issuer_name="Ủy ban nhân dân\nxã Bản Lầu", sign="UBND", place="Bản Lầu",
    abstract="Phòng, chống ma túy", text="Căn cứ Luật A.\nI. Mục đích\na) Một;\nb) Hai.", signer="Giàng Thị Ẵm",
    head_post="Chủ tịch", deputy_post="Phó Chủ tịch", collective="Ủy ban nhân dân", capacity="DEPUTY",
    recipients="UBND tỉnh\nLưu: VT",
)  # fmt: skip
HOME = "/cong-van/du-thao/"


@pytest.fixture
def draft(committee, person) -> Outgoing:
    who = person("commune_committee")
    scope = scope_of(user=who, on=date(2026, 11, 23))
    return outgoing.draft(scope=scope, issuer=committee, words=WORDS, template="", by=who, at=AT)


def sent(draft, **more):
    return {name: value for name, value in asdict(WORDS).items() if value is not False} | {"seen": draft.saved} | more


def numbered(as_, draft):
    return as_("commune_committee").post(f"{HOME}{draft.pk}/cap-so/", {"day": today(), "kept": "", "seen": draft.saved})


def today():
    return datetime.now().astimezone().strftime("%d/%m/%Y")


OTHERS = ("coordinator", "leader", "auditor", "administrator", "commune_police", "next_commune", "health_department")


@pytest.mark.parametrize("who", OTHERS)
def test_a_draft_of_another_body_does_not_exist(draft, as_, who):
    for page in ("", "sua/", "trang-1.png", "van-ban.docx", "van-ban.pdf"):
        assert as_(who).get(f"{HOME}{draft.pk}/{page}").status_code in {403, 404}
    assert as_(who).post(f"{HOME}{draft.pk}/cap-so/", {"day": today(), "seen": 1}).status_code in {403, 404}
    assert "Phòng, chống" not in as_(who).get(HOME).content.decode()


def test_who_leads_the_body_reads_its_papers_from_their_number_on_and_does_nothing_else(draft, as_, person):
    province = Body.objects.create(
        key="ubnd_tinh", name="UBND tỉnh", level="PROVINCE", block="COMMITTEE", search_key="", sort_key=b"", initials=""
    )
    chair, page, on = person("leader"), f"{HOME}{draft.pk}/", date(2026, 11, 23)
    Outgoing.objects.update(issuer=province)
    assert as_("leader").get(page).status_code == 404  # a draft is of those who write it
    Outgoing.objects.update(issuer=draft.issuer)
    numbered(as_, draft)
    assert as_("leader").get(page).status_code == 404  # of another body
    Outgoing.objects.update(issuer=province)

    seen = as_("leader").get(page).content.decode()

    draft.refresh_from_db()
    assert f"/tep/{draft.to_sign_id}" in seen
    assert as_("leader").get(f"/tep/{draft.to_sign_id}").status_code == 200
    assert "da-ky/" not in seen
    assert "huy/" not in seen
    for step in ("cap-so/", "da-ky/", "phat-hanh/", "huy/"):
        assert as_("leader").post(f"{page}{step}", {"reason": "x"}).status_code == 403
    assert [as_(who).get(page).status_code for who in ("officer", "auditor", "commune_committee")] == [404, 404, 404]
    assert queries.waiting(scope=scope_of(user=chair, on=on)) == queries.Waiting(to_sign=1, to_send=0)
    assert queries.waiting(scope=scope_of(user=person("officer"), on=on)) == queries.NOTHING
    Outgoing.objects.update(state="SIGNED", signed=draft.to_sign_id)
    assert queries.waiting(scope=scope_of(user=chair, on=on)) == queries.NOTHING  # who wrote it sends it


def test_nobody_drafts_for_a_body_that_is_not_the_own(committee, as_, person):
    given = asdict(WORDS) | {"co-quan": committee.key, "seen": 0}

    answer = as_("commune_police").post(f"{HOME}them/", given)

    assert (answer.status_code, Outgoing.objects.count()) == (200, 0)  # the page that asks which body, without this one
    scope = scope_of(user=person("commune_police"), on=date(2026, 11, 23))
    with pytest.raises(outgoing.NotYours):
        outgoing.draft(scope=scope, issuer=committee, words=WORDS, template="", by=person("commune_police"), at=AT)


def another(ready):
    """The same file with its page replaced, before anybody signed."""
    writer = IncrementalPdfFileWriter(io.BytesIO(ready))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_is_not_signed_or_not_sent_is_not_shown_to_whom_it_addresses(draft, as_, person):
    Body.objects.create(
        key="ca_xa_02683", name="Công an xã Bát Xát", level="COMMUNE", block="POLICE", area_code="02683",
        search_key=search_key("Công an xã Bát Xát"), sort_key=b"", initials="",
    )  # fmt: skip
    draft.recipients = "Công an xã Bát Xát\nLưu: VT"
    draft.save()
    numbered(as_, draft)
    draft.refresh_from_db()
    page, file = f"/cong-van/{draft.document_id}/", f"/tep/{draft.to_sign_id}"

    def seen():
        return [as_(who).get(page).status_code for who in ("commune_committee", "next_commune", "leader", "officer")]

    assert draft.document.addressees.count() == 1
    assert seen() == [200, 404, 404, 404]
    assert [as_(who).get(file).status_code for who in ("next_commune", "leader")] == [404, 404]
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n%scan\n")
    as_("commune_committee").post(f"{HOME}{draft.pk}/da-ky/", {"file": scan, "on_paper": "on"})
    assert seen() == [200, 404, 200, 200]
    as_("commune_committee").post(f"{HOME}{draft.pk}/phat-hanh/", {"on": today(), "how": "Trục"})
    assert seen() == [200, 200, 200, 200]

    form = {"direction": "OUTGOING", "kind": "Kế hoạch", "issuer_name": "Khác", "abstract": "Khác", "reason": "x"}
    assert "lấy số từ sổ" in as_("officer").post(f"{page}sua/", form).content.decode()


def test_a_document_that_is_used_elsewhere_is_not_cancelled(draft, as_, person):
    numbered(as_, draft)
    draft.refresh_from_db()
    used = {"document": draft.document, "received_at": AT, "received_by": person("officer")}
    apps.get_model("directives", "Directive").objects.create(**used)

    answer = as_("commune_committee").post(f"{HOME}{draft.pk}/huy/", {"reason": "x"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.state) == (422, "NUMBERED")
    assert "đã được dẫn ở nơi khác" in answer.content.decode()


def test_the_issuer_is_who_issued_it_though_another_body_has_its_name(draft, as_, person):
    Body.objects.create(
        key="x", name="UBND xã Bản Lầu", level="COMMUNE", sort_key=b"", search_key=search_key("UBND xã Bản Lầu"),
        initials="",
    )  # fmt: skip

    numbered(as_, draft)

    assert OfficialDocument.objects.get().issuer == draft.issuer


def test_from_template_to_sent_with_a_digital_signature(committee, as_, settings, tmp_path):
    settings.TRUST_ROOTS = tmp_path
    authority = Authority()
    (tmp_path / "root.pem").write_bytes(authority.root.public_bytes(serialization.Encoding.PEM))
    browser = as_("commune_committee")
    page = browser.get(f"{HOME}them/?co-quan={committee.key}&mau=KE_HOACH").content.decode()
    assert "{mục đích}" in page
    assert 'value="Phó Chủ tịch"' in page
    assert "Ủy ban nhân dân\nxã Bản Lầu</textarea>" in page

    given = asdict(WORDS) | {"co-quan": committee.key, "mau": "KE_HOACH", "seen": 0}
    del given["own"]
    assert browser.post(f"{HOME}them/", given).status_code == 302
    row = Outgoing.objects.get()
    assert (row.state, row.template) == ("DRAFT", "KE_HOACH@0")
    shown = browser.get(f"{HOME}{row.pk}/").content.decode()
    assert f"{HOME}{row.pk}/trang-1.png" in shown
    assert browser.get(f"{HOME}{row.pk}/trang-1.png").content.startswith(b"\x89PNG")
    assert browser.get(f"{HOME}{row.pk}/trang-9.png").status_code == 404

    assert numbered(as_, row).status_code == 302
    row.refresh_from_db()
    document = row.document
    assert (str(row.number), document.printed, document.direction) == ("01/KH-UBND", "01/KH-UBND", "OUTGOING")
    assert (document.signing_form, document.signer_role, row.number.document) == ("TM.", "Phó Chủ tịch", document)
    assert browser.get(f"{HOME}{row.pk}/sua/").status_code == 200
    assert browser.post(f"{HOME}{row.pk}/sua/", sent(row, abstract="Khác")).status_code == 422  # its words stand
    assert browser.get(f"{HOME}{row.pk}/van-ban.pdf").url == f"/tep/{row.to_sign_id}"  # the kept file
    assert browser.get(f"{HOME}{row.pk}/van-ban.docx").status_code == 404
    assert browser.get(f"{HOME}{row.pk}/trang-1.png").content.startswith(b"\x89PNG")
    assert browser.get(f"{HOME}{row.pk}/trang-9.png").status_code == 404

    ready = kept(row)
    signer = authority.signer("Giàng Thị Ẵm")
    for wrong in (
        ready,
        b"%PDF-1.7 x",
        signed_by(signer, ready)[:-400] + b"x" * 400,
        signed_by(signer, another(ready)),
        signed_by(authority.signer("Giàng Thị Em"), ready),
    ):
        refused = browser.post(f"{HOME}{row.pk}/da-ky/", {"file": SimpleUploadedFile("a.pdf", wrong)})
        assert refused.status_code == 422
    assert "là của Giàng Thị Em, còn văn bản ghi người ký Giàng Thị Ẵm" in refused.content.decode()
    assert "Vẫn nhận" not in refused.content.decode(), "the wrong person is not taken for any reason"
    answer = browser.post(f"{HOME}{row.pk}/da-ky/", {"file": SimpleUploadedFile("a.pdf", signed_by(signer, ready))})
    assert answer.status_code == 302
    shown = browser.get(f"{HOME}{row.pk}/").content.decode()
    assert "Giàng Thị Ẵm" in shown
    assert "dẫn tới gốc tin cậy đã cài" in shown

    assert browser.post(f"{HOME}{row.pk}/phat-hanh/", {"on": "01/01/2020", "how": "Trục"}).status_code == 422
    assert browser.post(f"{HOME}{row.pk}/phat-hanh/", {"on": today(), "how": "Trục liên thông"}).status_code == 302
    assert browser.post(f"{HOME}{row.pk}/huy/", {"reason": "x"}).status_code == 422
    row.refresh_from_db()
    assert (row.state, row.document.file) == ("SENT", row.signed)
    assert row.checked["signatures"][0]["trusted"]
    kinds = set(Fact.objects.filter(subject_id=str(row.pk)).values_list("kind", flat=True))
    assert {"documents.OutgoingDrafted", "documents.OutgoingSigned", "documents.OutgoingSent"} <= kinds
    assert as_("leader").get(f"{HOME}{row.pk}/").status_code == 200  # signed documents are the province's to read


def test_a_certificate_that_leads_to_no_installed_root_is_taken_only_with_a_reason_that_stays(
    draft, as_, settings, tmp_path
):
    settings.TRUST_ROOTS = tmp_path
    (tmp_path / "root.pem").write_bytes(Authority().root.public_bytes(serialization.Encoding.PEM))
    numbered(as_, draft)
    draft.refresh_from_db()
    file = signed_by(Authority("Tổ chức lạ").signer("GIANG THI AM, UBND xa Ban Lau"), kept(draft))

    def post(**more):
        given = {"file": SimpleUploadedFile("a.pdf", file)} | more
        return as_("commune_committee").post(f"{HOME}{draft.pk}/da-ky/", given)

    asked, without, ticked = post(), post(because="Đã gọi"), post(because="", anyway="on")
    assert [one.status_code for one in (asked, without, ticked)] == [422, 422, 422]
    assert "không dẫn tới gốc tin cậy" in asked.content.decode()
    assert 'name="because"' in asked.content.decode()
    assert "Hãy ghi lý do nhận" in ticked.content.decode()
    assert post(because="Đã gọi tổ chức cấp để hỏi", anyway="on").status_code == 302

    draft.refresh_from_db()
    fact = Fact.objects.get(subject_id=str(draft.pk), kind="documents.OutgoingSigned")
    assert (draft.state, fact.reason, fact.data["unconfirmed"]) == ("SIGNED", "Đã gọi tổ chức cấp để hỏi", True)
    assert "Đã gọi tổ chức cấp để hỏi" in as_("commune_committee").get(f"{HOME}{draft.pk}/").content.decode()


def kept(row):
    return storage.place(row.to_sign.sha256).read_bytes()


def test_a_file_signed_by_hand_is_taken_as_such_and_says_so(draft, as_):
    numbered(as_, draft)
    scan = SimpleUploadedFile("scan.pdf", b"%PDF-1.4\n%scan\n")

    as_("commune_committee").post(f"{HOME}{draft.pk}/da-ky/", {"file": scan, "on_paper": "on"})

    draft.refresh_from_db()
    assert (draft.state, draft.on_paper, draft.checked) == ("SIGNED", True, {})
    assert "không có chữ ký số" in as_("commune_committee").get(f"{HOME}{draft.pk}/").content.decode()


def test_a_cancelled_document_leaves_its_number_in_the_book_and_the_register_without_it(draft, as_):
    numbered(as_, draft)

    as_("commune_committee").post(f"{HOME}{draft.pk}/huy/", {"reason": "Ghi nhầm nơi nhận"})

    row = BookNumber.objects.get()
    assert (row.state, row.reason, OfficialDocument.objects.count()) == ("CANCELLED", "Ghi nhầm nơi nhận", 0)
    page = as_("commune_committee").get("/cong-van/so-di/?q=ghi+nham").content.decode()
    assert "1 văn bản" in as_("commune_committee").get(f"{HOME}?q=phong+ma+tuy").content.decode()
    assert "0 văn bản" in as_("commune_committee").get(f"{HOME}?q=khac+han").content.decode()
    assert "Ghi nhầm nơi nhận" in page
    book = as_("commune_committee").get("/cong-van/so-di/xuat.xlsx")
    assert any("Ghi nhầm nơi nhận" in map(str, line) for line in read(data=book.content))


def test_two_who_write_at_once_do_not_lose_each_others_words(draft, as_):
    browser = as_("commune_committee")
    assert browser.post(f"{HOME}{draft.pk}/sua/", sent(draft, abstract="Một")).status_code == 302

    late = browser.post(f"{HOME}{draft.pk}/sua/", sent(draft, abstract="Hai"))

    draft.refresh_from_db()
    assert (late.status_code, draft.abstract, draft.saved) == (422, "Một", 2)


def test_a_document_with_blanks_gets_no_number(draft, as_, person):
    draft.abstract = "Phòng, chống ma túy {năm}"
    draft.save()

    answer = numbered(as_, draft)

    assert (answer.status_code, BookNumber.objects.count()) == (422, 0)
    assert "Chỗ chưa điền: năm</div>" in answer.content.decode()


def test_a_kept_number_is_used_and_only_for_its_kind_and_body(draft, as_, person):
    browser = as_("commune_committee")
    given = {"body": "ubnd_xa_02788", "kind": "Kế hoạch", "symbol": "KH-UBND", "reason": "KH quý IV"}
    browser.post("/cong-van/so-di/giu-so/", given)
    browser.post("/cong-van/so-di/giu-so/", given | {"kind": "Báo cáo", "symbol": "BC-UBND"})
    plan, report = BookNumber.objects.order_by("id")

    wrong = browser.post(f"{HOME}{draft.pk}/cap-so/", {"day": today(), "kept": report.pk, "seen": 1})
    right = browser.post(f"{HOME}{draft.pk}/cap-so/", {"day": today(), "kept": plan.pk, "seen": 1})

    draft.refresh_from_db()
    assert (wrong.status_code, right.status_code, draft.number) == (422, 302, plan)
    assert browser.post(f"/cong-van/so-di/{plan.pk}/huy/", {"reason": "x"}).status_code == 422
    assert as_("next_commune").get(f"/cong-van/so-di/{report.pk}/huy/").status_code == 404


def test_words_that_cannot_be_laid_out_are_not_saved(draft, as_):
    answer = as_("commune_committee").post(f"{HOME}{draft.pk}/sua/", sent(draft, text="a | b"))

    assert answer.status_code == 422
    assert "chỉ có một dòng" in answer.content.decode()


def test_what_is_taken_to_word_and_pdf_stands_in_the_decrees_layout(draft, as_):
    browser = as_("commune_committee")

    assert lint(browser.get(f"{HOME}{draft.pk}/van-ban.docx").content).wrong == ()
    assert browser.get(f"{HOME}{draft.pk}/van-ban.pdf").content.startswith(b"%PDF")


def test_the_two_checks_look_at_a_file_and_keep_nothing(draft, as_):
    browser = as_("auditor")
    word = as_("commune_committee").get(f"{HOME}{draft.pk}/van-ban.docx").content
    pdf = as_("commune_committee").get(f"{HOME}{draft.pk}/van-ban.pdf").content

    layout = browser.post("/cong-van/kiem-the-thuc/", {"file": SimpleUploadedFile("a.docx", word)})
    signed = browser.post("/cong-van/kiem-chu-ky/", {"file": SimpleUploadedFile("a.pdf", pdf)})

    assert "Không thấy chỗ nào sai thể thức" in layout.content.decode()
    assert "không có chữ ký số nào" in signed.content.decode()
    for address in ("/cong-van/kiem-the-thuc/", "/cong-van/kiem-chu-ky/"):
        assert browser.post(address, {"file": SimpleUploadedFile("a.docx", b"PK")}).status_code == 422
    with pytest.raises(DocumentRefused):
        outgoing.check(Words(**(asdict(WORDS) | {"text": ""})))


def test_how_a_body_counts_is_set_by_its_own_people(draft, as_):
    browser, address = as_("commune_committee"), "/cong-van/so-di/cach-danh-so/"
    given = {"body": "ubnd_xa_02788", "from_year": 2027, "mode": "SOME", "source": "Quy chế"}

    assert browser.post(address, given).status_code == 422  # which kinds?
    assert browser.post(address, given | {"own_kinds": ["QĐ"]}).status_code == 302
    assert browser.post(address, given | {"body": "ubnd_tinh", "own_kinds": ["QĐ"]}).status_code == 422
    going_on = {"body": "ubnd_xa_02788", "kind": "Kế hoạch", "year": 2026, "last": 40}
    assert browser.post("/cong-van/so-di/noi-tiep/", going_on).status_code == 302

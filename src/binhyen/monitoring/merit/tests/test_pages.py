"""The pages of proposals end to end, and who may not."""

import io
from datetime import UTC, datetime

import docx
import pgtrigger
import pytest
from django.utils import timezone

from binhyen.monitoring.merit.models import Circumstance, LineMark, MeritTerm, Proposal
from binhyen.registers.documents.models import Outgoing

from .conftest import BEHIND, DONE

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HERE = "/khen-thuong/"
ASKED = f"{HERE}lap/?loai=ACCOUNT&ky=2026-11"


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def made(worked, as_, bodies):
    sent = {"proposer": bodies["ca_tinh"].pk, "body": bodies[BEHIND].pk}
    assert as_("coordinator").post(ASKED, sent).status_code == 302
    return Proposal.objects.get()


def text(answer):
    return answer.content.decode()


def test_the_preview_says_who_would_be_proposed_and_why_and_who_not(worked, as_, bodies):
    page = text(as_("coordinator").get(ASKED))
    assert "1 đơn vị đủ điều kiện" in page
    assert "Việc “Việc trễ 1” hạn 17:00 12/11/2026: chưa báo xong." in page
    assert "1 đơn vị không được đề nghị" in page
    assert "Tỉnh chưa ghi căn cứ pháp lý" in page
    praise = text(as_("coordinator").get(f"{HERE}lap/?loai=COMMEND&ky=2026-11"))
    assert "Đúng hạn giao ban đầu 3/3 việc." in praise
    assert "1 việc đã báo xong nhưng chưa xác minh: không tính" in praise
    assert as_("commune_police").get(ASKED).status_code == 403
    none = as_("coordinator").post(ASKED, {"proposer": bodies["ca_tinh"].pk})
    assert (none.status_code, "Hãy chọn ít nhất một cơ quan" in text(none)) == (422, True)
    assert as_("coordinator").get(f"{HERE}lap/?loai=x&ky=y").status_code == 422


def test_a_long_preview_is_paged_and_each_page_is_proposed_for_itself(worked, give, as_, bodies, monkeypatch):
    monkeypatch.setattr("binhyen.monitoring.merit.views.lists.ON_A_PAGE", 1)
    for n in (1, 2, 3):
        give("ca_xa_02683", title=f"Việc trễ {n}")
    coordinator = as_("coordinator")
    first, second = (text(coordinator.get(f"{ASKED}&trang={n}")) for n in (1, 2))

    keys = [bodies["ca_xa_02683"].pk, bodies[BEHIND].pk]
    ticked = [[pk for pk in keys if f'name="body" value="{pk}"' in page] for page in (first, second)]
    assert sorted(ticked) == [[pk] for pk in sorted(keys)], "each once, on a page of its own"
    assert all("2 đơn vị đủ điều kiện" in page and "Xem tất cả 3 dòng" in page for page in (first, second))
    assert "xem lại từ trang đầu" in first
    others = text(coordinator.get(f"{ASKED}&phan=khong"))
    assert "UBND xã Bản Lầu" in others
    assert 'name="body"' not in others
    sent = {"proposer": bodies["ca_tinh"].pk, "body": ticked[0][0]}
    assert coordinator.post(f"{ASKED}&trang=1", sent).status_code == 302
    assert [one.body_id for one in Proposal.objects.all()] == ticked[0]
    again = text(coordinator.get(ASKED))
    assert [pk for pk in keys if f'name="body" value="{pk}"' in again] == ticked[1], "the next ones moved up"


def test_from_proposed_to_appealed_on_pages(made, as_):
    coordinator, police, leader = as_("coordinator"), as_("commune_police"), as_("leader")
    here = f"{HERE}{made.pk}/"
    assert police.get(here).status_code == 404
    line = made.lines.last()
    assert coordinator.post(f"{HERE}dong/{line.pk}/bo/", {"reason": ""}).status_code == 422
    assert coordinator.post(f"{HERE}dong/{line.pk}/bo/", {"reason": "Trùng"}).status_code == 302
    assert coordinator.post(f"{here}gui/").status_code == 302
    page = text(police.get(here))
    assert "/cong-viec/" in page
    assert "nguyên vẹn" in page
    assert leader.get(f"{here}quyet-dinh/").status_code == 403
    first = made.lines.first().pk
    unmarked = police.post(f"{here}y-kien/", {f"text_{first}": "Hết que thử", "text": "Xin xem xét."})
    assert (unmarked.status_code, "hãy chọn thống nhất hay không" in text(unmarked)) == (422, True)
    refused = police.post(f"{here}y-kien/", {f"mark_{first}": "OBJECTED"})
    assert (refused.status_code, "Không thống nhất thì hãy ghi lý do" in text(refused)) == (422, True)
    given = {f"mark_{first}": "OBJECTED", f"text_{first}": "Hết que thử", "text": "Xin xem xét."}
    assert police.post(f"{here}y-kien/", given).status_code == 302
    assert LineMark.objects.filter(mark="OBJECTED", text="Hết que thử").exists()
    assert as_("officer").get(f"{here}quyet-dinh/").status_code == 403
    ruling = {"outcome": "ACCEPTED", "words": "Có cơ sở", "number": "12/QĐ-UBND", "issued_on": "20/11/2026"}
    assert leader.post(f"{here}quyet-dinh/", ruling).status_code == 422
    assert leader.post(f"{here}quyet-dinh/", ruling | {"appeal_to": "Sở Y tế"}).status_code == 302
    assert "Kiến nghị" in text(police.get(here))
    assert as_("health_department").get(here).status_code == 404
    assert police.post(f"{here}kien-nghi/", {"text": "Đề nghị xem lại."}).status_code == 302
    answer = {"outcome": "OVERTURNED", "text": "Khách quan"}
    assert leader.post(f"{here}tra-loi/", answer).status_code == 403
    assert as_("health_department").post(f"{here}tra-loi/", answer).status_code == 302
    assert "Hủy quyết định" in text(police.get(here))
    assert as_("next_commune").get(here).status_code == 404


def test_an_auditor_reads_and_never_speaks_for_a_body(made, as_, person):
    as_("coordinator").post(f"{HERE}{made.pk}/gui/")
    auditor = as_("auditor")
    assert person("auditor").appointments.update(body_key=BEHIND) == 1
    assert auditor.get(f"{HERE}{made.pk}/").status_code == 200
    for door in ("y-kien", "kien-nghi", "tra-loi"):
        assert auditor.get(f"{HERE}{made.pk}/{door}/").status_code == 403
    assert as_("commune_police").get(f"{HERE}{made.pk}/y-kien/").status_code == 200


def test_letters_say_lines_excuses_and_the_word_and_go_into_the_numbering_book(made, as_):
    coordinator = as_("coordinator")
    letter = f"{HERE}{made.pk}/van-ban.docx"
    assert coordinator.get(letter).status_code == 404
    coordinator.post(f"{HERE}{made.pk}/gui/")
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(coordinator.get(letter).content)).paragraphs)
    assert "chưa báo xong" in words
    assert "Ý kiến của đơn vị: chưa có ý kiến, còn hạn đến hết ngày 30/11/2026" in words
    assert "trong hạn" not in words
    assert "Căn cứ {văn bản, điều, khoản do tỉnh ghi}" in words
    asked = {"ky": "2026-11", "loai": "ACCOUNT"}
    assert coordinator.get(f"{HERE}to-trinh.docx", asked).status_code == 200
    answer = coordinator.post(f"{HERE}to-trinh/du-thao/", asked)
    draft = Outgoing.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/cong-van/du-thao/{draft.pk}/")
    assert "Công an xã Bản Lầu" in draft.text
    assert as_("commune_police").post(f"{HERE}to-trinh/du-thao/", asked).status_code == 403


def test_nothing_is_printed_of_a_proposal_that_is_not_what_was_proposed(made, as_):
    coordinator = as_("coordinator")
    coordinator.post(f"{HERE}{made.pk}/gui/")
    as_("commune_police").post(f"{HERE}{made.pk}/y-kien/", {"text": "Không có gì thêm."})
    with pgtrigger.ignore("merit.Line:stays"):
        made.lines.filter(position=1).update(sentence="Việc khác hẳn.")
    asked = {"ky": "2026-11", "loai": "ACCOUNT"}

    letters = [
        coordinator.get(f"{HERE}{made.pk}/van-ban.docx", follow=True),
        coordinator.post(f"{HERE}{made.pk}/du-thao/", follow=True),
        coordinator.get(f"{HERE}to-trinh.docx", asked, follow=True),
        coordinator.post(f"{HERE}to-trinh/du-thao/", asked, follow=True),
    ]

    for answer in letters:
        assert "Không in: đề nghị không còn nguyên vẹn" in text(answer)
        assert "Công an xã Bản Lầu (dòng 1 khác lúc lập: “Việc khác hẳn.”)" in text(answer)
    assert not Outgoing.objects.exists()
    ruling = {"outcome": "ACCEPTED", "words": "Có cơ sở", "number": "1/QĐ", "issued_on": "20/11/2026"}
    refused = as_("leader").post(f"{HERE}{made.pk}/quyet-dinh/", ruling | {"appeal_to": "Sở Y tế"})
    assert (refused.status_code, Proposal.objects.get().outcome) == (422, "")
    assert "không còn nguyên vẹn" in text(refused)


def test_a_body_sees_its_own_figures_and_nobody_elses(worked, as_):
    page = text(as_("commune_committee").get(f"{HERE}cua-toi/?ky=2026-11"))
    assert "UBND xã Bản Lầu, tháng 11/2026" in page
    assert "3/3 (100%)" in page
    assert "1 việc đã báo xong nhưng chưa xác minh: không tính" in page
    assert "Việc trễ" not in page
    assert "không giữ chức vụ" in text(as_("auditor").get(f"{HERE}cua-toi/"))


def test_the_list_opens_what_the_reader_sees_in_few_queries(made, as_, django_assert_max_num_queries):
    leader = as_("leader")
    leader.get(HERE)
    with django_assert_max_num_queries(14):
        page = text(leader.get(f"{HERE}?q=ban lau&ky=2026-11"))
    assert "Công an xã Bản Lầu" in page
    assert "1 đề nghị" in page
    assert "Chưa có đề nghị nào" in text(as_("commune_police").get(HERE))
    assert "Không có đề nghị nào khớp" in text(leader.get(f"{HERE}?loai=COMMEND"))


def test_the_province_sets_criteria_bases_and_circumstances(worked, as_):
    coordinator = as_("coordinator")
    given = {"value": "5", "valid_from": "01/01/2027", "source": "QĐ 9/QĐ-UBND"}
    assert coordinator.post(f"{HERE}tieu-chi/ACCOUNT_LATE/", given).status_code == 302
    assert "Đã đặt cho ngày sau" in text(coordinator.get(f"{HERE}tieu-chi/"))
    assert coordinator.post(f"{HERE}tieu-chi/ACCOUNT_LATE/", given | {"value": "x"}).status_code == 422
    basis = {"text": "Quyết định của tỉnh, điều 3", "valid_from": "20/11/2026", "source": "QĐ 9"}
    assert coordinator.post(f"{HERE}tieu-chi/ACCOUNT_BASIS/", basis).status_code == 302
    assert "Tỉnh chưa ghi căn cứ" not in text(coordinator.get(ASKED))
    assert coordinator.get(f"{HERE}tieu-chi/KHONG_CO/").status_code == 404
    assert as_("officer").get(f"{HERE}tieu-chi/ACCOUNT_LATE/").status_code == 403
    assert MeritTerm.objects.count() == 2
    storm = {"what": "Bão số 9", "first": "10/11/2026", "last": "13/11/2026", "source": "Công điện 3"}
    assert coordinator.post(f"{HERE}hoan-canh/them/", storm | {"last": "01/11/2026"}).status_code == 422
    assert coordinator.post(f"{HERE}hoan-canh/them/", storm).status_code == 302
    row = Circumstance.objects.get()
    assert "cả tỉnh" in text(as_("commune_police").get(f"{HERE}hoan-canh/"))
    assert "0 đơn vị đủ điều kiện" in text(coordinator.get(ASKED))
    assert coordinator.post(f"{HERE}hoan-canh/{row.pk}/rut/", {"reason": "Nhầm"}).status_code == 302
    assert "1 đơn vị đủ điều kiện" in text(coordinator.get(ASKED))


def test_a_line_is_added_about_a_fact_on_a_page(worked, as_, bodies):
    coordinator = as_("coordinator")
    asked = f"{HERE}lap/?loai=COMMEND&ky=2026-11"
    coordinator.post(asked, {"proposer": bodies["ca_tinh"].pk, "body": bodies[DONE].pk})
    made = Proposal.objects.get()
    here = f"{HERE}{made.pk}/them-dong/"
    ref = f"task:{worked['done'][0].pk}"
    assert coordinator.post(here, {"ref": "task:0", "sentence": "Làm tốt công việc."}).status_code == 422
    assert coordinator.post(here, {"ref": ref, "sentence": "Xong sớm một ngày."}).status_code == 302
    assert "Dòng thêm bằng tay, có minh chứng." in text(coordinator.get(f"{HERE}{made.pk}/"))

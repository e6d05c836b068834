"""The pages of inspections end to end, and who may not."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from binhyen.foundation.files.storage import place
from binhyen.operations.inspections.actions import findings, planning
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.organisations.models import Body

from .conftest import AT

PLAN = {
    "kind": "SUDDEN", "title": "Kiểm tra đột xuất cơ sở kinh doanh", "subject": "Sổ sách", "ground": "QĐ 15/QĐ-CAT",
    "targets": "Công an xã Bản Lầu", "starts_on": "03/11/2026", "ends_on": "03/11/2026",
    "team": "Lê Văn Khánh; Phó Trưởng phòng PC04\nVàng Thị Mai; Chuyên viên Sở Y tế; Thư ký",
}  # fmt: skip
FINDING = {
    "what": "Sổ theo dõi bỏ trống tháng 9", "remedy": "Ghi bổ sung", "responsible": "Công an xã Bản Lầu",
    "answerable": "Trưởng Công an xã", "due_on": "20/11/2036", "follower": "Công an tỉnh",
}  # fmt: skip


def _picture():
    """A photo that says where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (22.0, 30.0, 0.0), 3: "E", 4: (103.0, 57.0, 36.0)})
    out = BytesIO()
    Image.linear_gradient("L").rotate(30).save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("anh.jpg", out.getvalue())


@pytest.fixture
def made(as_, bodies):
    answer = as_("officer").post("/kiem-tra/them/", PLAN | {"inspector": bodies["ca_tinh"].pk})
    assert answer.status_code == 302
    return Inspection.objects.get()


def test_from_plan_to_remedied_on_pages(made, as_, bodies, shown):
    officer, police = as_("officer"), as_("commune_police")
    assert [one.seat for one in made.team.all()] == ["HEAD", "SECRETARY"]
    assert police.get(f"/kiem-tra/{made.pk}/").status_code == 404
    officer.post(f"/kiem-tra/{made.pk}/da-kiem-tra/", {"on": "03/11/2026"})
    officer.post(f"/kiem-tra/{made.pk}/phat-hien/", {"what": "Thiếu sổ", "target": bodies["ca_xa_02788"].pk})
    found = Finding.objects.get()
    refused = officer.post(f"/kiem-tra/{made.pk}/ket-luan/", {"conclusion": "Còn thiếu sót."})
    assert refused.status_code == 422
    assert "thiếu cơ quan chịu trách nhiệm" in refused.content.decode()
    given = FINDING | {"target": bodies["ca_xa_02788"].pk, "version": found.version}
    assert officer.post(f"/kiem-tra/phat-hien/{found.pk}/sua/", given).status_code == 302
    assert officer.post(f"/kiem-tra/{made.pk}/ket-luan/", {"conclusion": "Còn thiếu sót."}).status_code == 302
    here = f"/kiem-tra/phat-hien/{found.pk}/"
    assert "Báo đã khắc phục" in police.get(here).content.decode()
    assert police.post(f"{here}xac-nhan/", {"text": ""}).status_code == 403
    assert police.post(f"{here}bao-khac-phuc/", {"text": ""}).status_code == 422
    refused = police.post(f"{here}bao-khac-phuc/", {"text": "Đã ghi đủ."})
    assert refused.status_code == 422
    assert "Hãy kèm tệp cho thấy đã khắc phục" in refused.content.decode()
    given = {"text": "Đã ghi đủ.", "file": _picture()}
    assert police.post(f"{here}bao-khac-phuc/", given).status_code == 302
    with Image.open(place(FindingStep.objects.get(step="CLAIMED").file.sha256)) as stored:
        assert not dict(stored.getexif())
    officer.get(here)
    police.post(f"{here}giai-trinh/", {"text": "Ảnh cũ.", "file": _picture()})
    assert officer.get(here).content.decode().count("Ảnh này giống ảnh đã nộp") == 2  # each names the other
    assert officer.post(f"{here}bao-khac-phuc/", {"text": "Thay."}).status_code == 403
    assert officer.post(f"{here}xac-nhan/", {"text": ""}).status_code == 302
    assert "Đã khắc phục" in police.get(here).content.decode()
    assert as_("next_commune").get(here).status_code == 404


def test_a_finding_and_the_figure_it_hurts_lead_to_each_other(held, found, as_, person):
    details = found(indicator="users.to_decide")
    made = findings.state(inspection_id=held.pk, details=details, by=person("officer"), at=AT)
    planning.conclude(inspection_id=held.pk, conclusion="Còn thiếu sót.", by=person("officer"), at=AT)
    here, there = f"/kiem-tra/phat-hien/{made.pk}/", "/so-lieu/chi-tieu/users.to_decide/"

    assert f'href="{there}?dia-ban=02788"' in as_("officer").get(here).content.decode()
    for name, seen in (("officer", True), ("commune_police", True), ("next_commune", False)):
        assert (here in as_(name).get(there).content.decode()) == seen
    assert here not in as_("officer").get("/so-lieu/chi-tieu/tests/").content.decode()


def test_a_name_nobody_knows_is_said_with_the_nearest(as_, bodies):
    wrong = PLAN | {"inspector": bodies["ca_tinh"].pk, "targets": "Công an Bản Lầu", "team": "Lê Văn Khánh"}
    answer = as_("officer").post("/kiem-tra/them/", wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Có phải “Công an xã Bản Lầu”?" in page
    assert "hãy ghi họ tên; chức vụ, đơn vị" in page
    assert not Inspection.objects.exists()


def test_lists_hold_what_the_reader_sees_and_leave_as_a_file(running, as_, django_assert_max_num_queries):
    police = as_("commune_police")
    police.get("/kiem-tra/phat-hien/")
    with django_assert_max_num_queries(14):
        page = police.get("/kiem-tra/phat-hien/?xem=toi-khac-phuc").content.decode()
    assert "12 hồ sơ quá hạn" in page
    assert "12 hồ sơ" not in as_("next_commune").get("/kiem-tra/phat-hien/").content.decode()
    assert "Kiểm tra việc quản lý" in as_("officer").get("/kiem-tra/?q=quan ly nguoi").content.decode()
    assert "Kiểm tra việc quản lý" not in as_("officer").get("/kiem-tra/?q=tiền chất").content.decode()
    assert as_("officer").get("/kiem-tra/phat-hien/xuat/")["Content-Type"].endswith("sheet")


def test_the_notice_is_written_once_and_says_all_there_is(running, as_, bodies):
    inspection, officer = running.inspection, as_("officer")
    Body.objects.filter(key="ca_tinh").update(block="POLICE")
    inspection.targets.add(bodies["ca_xa_02683"])
    here, other = f"/kiem-tra/{inspection.pk}/", as_("next_commune")
    assert "Không có phát hiện nào của cơ quan anh/chị." in other.get(here).content.decode()
    assert other.post(f"{here}thong-bao/").status_code == 403
    assert 'class="figure">0' in other.get("/kiem-tra/").content.decode()
    assert 'class="figure">1' in as_("commune_police").get("/kiem-tra/").content.decode()
    begun = officer.post(f"{here}thong-bao/")
    assert officer.post(f"{here}thong-bao/").url == begun.url
    draft = Outgoing.objects.get()
    assert (draft.kind, draft.sign, draft.origin_url) == ("Thông báo", "CAT", here)
    assert "Trưởng Công an xã | 20/11/2026; Công an tỉnh |" in draft.text
    assert draft.recipients.splitlines() == ["Công an xã Bản Lầu", "Công an xã Bát Xát", "Công an tỉnh", "Lưu: VT"]
    assert begun.url in officer.get(here).content.decode()
    assert officer.get(begun.url).status_code == 200
    assert begun.url not in as_("commune_police").get(here).content.decode()  # a draft is read by who makes it

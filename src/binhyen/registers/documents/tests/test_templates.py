"""Templates of documents: who writes them, versions that count later, the province's own."""

from datetime import date, timedelta

from django.utils import timezone

from binhyen.foundation.journal.models import Fact
from binhyen.registers.documents.models import DocumentTemplate
from binhyen.registers.documents.queries.templates import template, templates

HOME = "/cong-van/mau/"
GIVEN = {"abstract": "Kết quả {kỳ}", "text": "I. Tình hình", "valid_from": "01/01/2026", "source": "CV 5", "seen": 0}


def on(days=0):
    return timezone.localdate() + timedelta(days=days)


def typed(day):
    return day.strftime("%d/%m/%Y")


def test_only_the_coordinator_writes_templates_and_versions_never_change(as_, db):
    address = f"{HOME}BAO_CAO/"
    assert as_("commune_committee").post(address, GIVEN | {"act": "save"}).status_code == 403
    assert as_("commune_committee").get(f"{HOME}them/").status_code == 403
    assert not DocumentTemplate.objects.exists()
    look = as_("coordinator").post(address, GIVEN | {"act": "look"})
    assert "data:image/png" in look.content.decode()

    assert as_("coordinator").post(address, GIVEN | {"act": "save"}).status_code == 302
    assert as_("coordinator").post(address, GIVEN | {"act": "save"}).status_code == 422  # somebody saved meanwhile
    assert template(code="BAO_CAO", on=date(2026, 11, 23)).abstract == "Kết quả {kỳ}"
    as_("coordinator").post(address, {"act": "restore", "seen": 1})
    assert [row.version for row in DocumentTemplate.objects.order_by("version")] == [1, 2]
    assert template(code="BAO_CAO", on=date(2030, 1, 1)).text != "I. Tình hình"
    bad = as_("coordinator").post(address, GIVEN | {"act": "save", "seen": 2, "text": "Tình hình {kỳ"})
    assert "ngoặc nhọn" in bad.content.decode()
    ended = as_("coordinator").post(address, {"act": "end", "seen": 2})
    assert "chỉ quay về bản gốc" in ended.content.decode()


def test_a_version_that_counts_later_is_opened_and_is_what_the_next_one_is_written_from(as_, db):
    address, browser = f"{HOME}BAO_CAO/", as_("coordinator")
    later = GIVEN | {"act": "save", "valid_from": typed(on(30)), "abstract": "Kết quả theo luật mới"}
    browser.post(address, later)

    shown = browser.get(address).content.decode()
    assert "Kết quả theo luật mới</textarea>" in shown
    assert "chưa dùng" in shown
    assert "sắp dùng" in shown
    assert template(code="BAO_CAO", on=on()).version == 0, "today's papers are begun from what counts today"
    assert template(code="BAO_CAO", on=on(30)).abstract == "Kết quả theo luật mới"
    assert f"bản 1 từ {typed(on(30))}" in browser.get(HOME).content.decode()
    came = browser.get(f"{address}?ban=0").content.decode()
    assert "Kết quả theo luật mới" not in came
    assert "Kết quả theo luật mới</textarea>" in browser.get(f"{address}?ban=1").content.decode()
    assert browser.get(f"{address}?ban=7").status_code == 404

    browser.post(address, {"act": "restore", "seen": 1})
    assert template(code="BAO_CAO", on=on(30)).abstract != "Kết quả theo luật mới", "what was to come is taken back too"
    assert "sắp dùng" not in browser.get(address).content.decode()
    browser.post(address, later | {"seen": 2})
    assert template(code="BAO_CAO", on=on(30)).version == 3
    assert browser.get(address).content.decode().count("sắp dùng") == 1


def test_the_province_adds_a_template_of_its_own_mends_it_and_ends_it(as_, committee):
    browser = as_("coordinator")
    given = GIVEN | {"act": "save", "title": "Biên bản họp Ban Chỉ đạo", "kind": "Biên bản"}
    assert browser.post(f"{HOME}them/", given | {"act": "look"}).content.decode().count("data:image/png") == 1
    assert browser.post(f"{HOME}them/", given | {"text": "a | b"}).status_code == 422
    assert browser.post(f"{HOME}them/", given | {"title": "???"}).status_code == 422
    made = browser.post(f"{HOME}them/", given)
    address = f"{HOME}BIEN_BAN_HOP_BAN_CHI_DAO/"
    assert made.url == address
    assert "Đã có mẫu mang tên này" in browser.post(f"{HOME}them/", given).content.decode()
    assert browser.post(f"{HOME}KHONG_CO/", given | {"title": ""}).status_code == 404

    assert browser.post(address, given | {"seen": 1, "abstract": "Họp {quý}"}).status_code == 302
    now = template(code="BIEN_BAN_HOP_BAN_CHI_DAO", on=on())
    assert (now.title, now.kind, now.abstract, now.version) == (
        "Biên bản họp Ban Chỉ đạo", "Biên bản", "Họp {quý}", 2,
    )  # fmt: skip
    drafter = as_("commune_committee")
    assert "Biên bản họp Ban Chỉ đạo" in drafter.get("/cong-van/du-thao/them/").content.decode()

    assert browser.post(address, given | {"seen": 2, "valid_from": typed(on(30))}).status_code == 302
    assert "không có bản gốc" in browser.post(address, {"act": "restore", "seen": 3}).content.decode()
    assert browser.post(address, {"act": "end", "seen": 3}).status_code == 302
    assert now.code not in {one.code for day in (0, 30) for one in templates(on=on(day))}
    assert "Biên bản họp Ban Chỉ đạo" not in drafter.get("/cong-van/du-thao/them/").content.decode()
    assert "đã thôi dùng" in browser.get(HOME).content.decode()
    again = browser.get(address)
    assert "chưa dùng" not in again.content.decode()
    assert again.context["form"].initial["valid_from"] == on(), "not the later day that was taken back"
    fact = Fact.objects.filter(subject_id=now.code, kind="documents.DocumentTemplateSaved").latest("id")
    assert (fact.data["ended"], fact.reason) == (True, "Thôi dùng mẫu này")

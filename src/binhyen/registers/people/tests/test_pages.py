"""Pages of people: who may not, what is shown and what is hidden, and that reading is a fact."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binhyen.foundation.journal.models import Fact
from binhyen.registers.people.actions.amending import amend
from binhyen.registers.people.actions.parts import add_sensitive
from binhyen.registers.people.jobs import find_pairs
from binhyen.registers.people.models import Person, PossiblePair
from binhyen.registers.people.values import Birth, PersonChanges, SensitiveDetails
from binhyen.registers.territories import actions as territories
from binhyen.registers.territories import imports

from .people_cast import AT, BAN_LAU, BIRTH, NEXT_COMMUNE, NUMBER, made

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(db):
    territories.load_codes(tables=imports.read_codes(provinces=("15",)), by=None, at=AT)


def page(client, path, data=None, **headers):
    answer = client.get(path) if data is None else client.post(path, data, headers=headers)
    return answer.status_code, answer.content.decode()


def typed(**given):
    return {"full_name": "Vàng A Giả", "sex": "M", "birth": "12/3/1990", "commune": BAN_LAU} | given


def test_the_next_commune_finds_no_such_page_and_no_such_person(as_):
    found = made()
    assert as_("next_commune").get(f"/nguoi/{found.pk}/").status_code == 404
    assert "Giả" not in page(as_("next_commune"), "/nguoi/", {"q": "vang"})[1]


def test_what_was_typed_never_stands_in_an_address(as_):
    made()
    answer = as_("commune_police").get("/nguoi/?q=vang")
    assert "Giả" not in answer.content.decode()


def test_a_search_answers_with_the_rows_alone_while_somebody_types(as_):
    made(number=NUMBER)
    status, body = page(as_("commune_police"), "/nguoi/", {"q": "vang"}, HX_Request="true")
    assert status == 200
    assert "Vàng A Giả" in body
    assert "•••• 1234" in body
    assert NUMBER not in body
    assert "<html" not in body


def test_opening_a_person_is_a_fact_and_shows_no_whole_number(as_, communes):
    found = made(number=NUMBER, phone="0912345678")
    status, body = page(as_("commune_police"), f"/nguoi/{found.pk}/")

    assert status == 200
    assert "•••• 1234" in body
    assert NUMBER not in body
    assert Fact.objects.get(kind="journal.RecordRead").subject_id == str(found.pk)


def test_a_number_is_shown_to_whoever_asks_and_that_is_a_fact(as_):
    found = made(number=NUMBER)
    path = f"/nguoi/{found.pk}/hien/number/{found.numbers.get().pk}/"

    assert as_("next_commune").post(path).status_code == 404
    assert not Fact.objects.filter(kind="people.NumberShown").exists()
    assert NUMBER in page(as_("commune_police"), path, {})[1]
    assert Fact.objects.get(kind="people.NumberShown").data["part"] == "number"
    assert as_("commune_police").post(f"/nguoi/{found.pk}/hien/number/x/").status_code == 404


def test_health_is_shut_to_the_police_and_said_to_be(as_, person):
    found = made()
    add_sensitive(
        person_id=found.pk, details=SensitiveDetails(topic="HEALTH", value="Ghi riêng"), by=person("officer"), at=AT
    )
    body = page(as_("commune_police"), f"/nguoi/{found.pk}/")[1]
    assert "Ghi riêng" not in body
    assert "Ngăn Y tế" in body


def test_the_auditor_sees_a_person_and_changes_nothing(as_):
    found = made()
    client = as_("auditor")
    assert client.get(f"/nguoi/{found.pk}/").status_code == 200
    for path in ("sua/", "them/so/", "them/nhay-cam/", "anh/", "yeu-cau/"):
        assert client.post(f"/nguoi/{found.pk}/{path}", {}).status_code == 403


def test_a_person_is_entered_from_the_form(as_, communes):
    client = as_("commune_police")
    answer = client.post(
        "/nguoi/them/",
        typed(number="099 090 001 234", phone="0912345678", other_names="Páo, Seo", permanent="Tổ 3, xã Bát Xát"),
    )
    found = Person.objects.get()

    assert answer.headers["Location"] == f"/nguoi/{found.pk}/"
    assert found.numbers.get().kind == "CCCD"
    assert list(found.addresses.filter(kind="PERMANENT").values_list("place_code", "text")) == [(NEXT_COMMUNE, "Tổ 3")]
    assert found.aliases.count() == 2


def test_nobody_is_entered_for_another_commune(as_, communes):
    status, _ = page(as_("commune_police"), "/nguoi/them/", typed(commune=NEXT_COMMUNE))
    assert status == 422
    assert not Person.objects.exists()


def test_mistakes_stand_beside_their_fields_and_nothing_is_written(as_, communes):
    status, body = page(as_("commune_police"), "/nguoi/them/", typed(birth="32/1/1990", number="12", phone="9"))
    assert status == 422
    assert "id_birth_error" in body
    assert not Person.objects.exists()
    status, body = page(as_("commune_police"), "/nguoi/them/", typed(number="ab", phone="9"))
    assert "id_phone_error" in body


def test_a_double_is_told_with_the_person_and_can_be_meant(as_, communes):
    made(number=NUMBER)
    client = as_("commune_police")
    status, body = page(client, "/nguoi/them/", typed(number=NUMBER))
    assert status == 422
    assert "Là người khác, vẫn ghi mới" in body
    assert "trùng số" in body
    assert page(client, "/nguoi/them/", typed(number=NUMBER, doubles="on"))[0] == 302
    assert Person.objects.count() == 2


def test_the_hint_names_the_other_commune_and_not_its_person(as_, communes):
    made(number=NUMBER, commune_code=NEXT_COMMUNE)
    body = page(as_("commune_police"), "/nguoi/them/goi-y/", typed(full_name="Lý Mới", number=NUMBER))[1]
    assert "Có người trùng số định danh ở Xã Bát Xát" in body
    assert "Giả" not in body


def test_the_second_officer_sees_what_the_first_changed_and_saves_then(as_, person, communes):
    found = made()
    changes = PersonChanges(full_name="Vàng A Giả", sex="F", birth=BIRTH)
    amend(person_id=found.pk, version=1, changes=changes, by=person("officer"), at=AT)
    client, data = (
        as_("commune_police"),
        {"full_name": "Vàng B", "sex": "M", "birth": "1990", "version": "1", "reason": "x"},
    )

    body = page(client, f"/nguoi/{found.pk}/sua/", data)[1]
    found.refresh_from_db()
    assert "Giới tính: “Nam” → “Nữ”" in body
    assert found.full_name == "Vàng A Giả"

    assert page(client, f"/nguoi/{found.pk}/sua/", data | {"version": "2"})[0] == 302
    assert "Vàng B" in page(client, f"/nguoi/{found.pk}/lich-su/")[1]


def test_a_photo_is_taken_in_and_a_paper_is_not(as_, communes, settings, tmp_path):
    found, picture = made(), io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    client, path = as_("commune_police"), f"/nguoi/{found.pk}/anh/"

    refused = client.post(path, {"file": SimpleUploadedFile("a.png", b"%PDF-1.4 nothing")})
    taken = client.post(path, {"file": SimpleUploadedFile("a.png", picture.getvalue())})

    assert refused.status_code == 200
    assert taken.status_code == 302
    file = found.photos.get().file_id
    assert [as_(who).get(f"/tep/{file}").status_code for who in ("commune_police", "next_commune")] == [200, 404]


def test_a_merged_record_leads_to_the_one_that_stays(as_, communes):
    kept, gone = made(number=NUMBER), made("Vàng A Dả")
    data = {"answer": "same", "keep": kept.pk, "reason": "Cùng số", "take_full_name": "left"}
    assert page(as_("commune_police"), f"/nguoi/trung/{kept.pk}/{gone.pk}/", data)[0] == 302
    assert as_("commune_police").get(f"/nguoi/{gone.pk}/").headers["Location"] == f"/nguoi/{kept.pk}/"


def test_nobody_merges_across_to_a_person_not_seen(as_, communes):
    ours, theirs = made(), made("Vàng A Xa", commune_code=NEXT_COMMUNE)
    data = {"answer": "same", "keep": ours.pk, "reason": "x"}
    assert page(as_("commune_police"), f"/nguoi/trung/{ours.pk}/{theirs.pk}/", data)[0] == 404


def test_the_summary_says_what_is_held_masked_with_the_rights_and_is_a_fact(as_, communes):
    found = made(number=NUMBER)
    answer = as_("commune_police").get(f"/nguoi/{found.pk}/tom-tat.docx")
    document = docx.Document(io.BytesIO(answer.content))
    words = "\n".join(p.text for p in document.paragraphs)
    words += "\n".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)

    assert "Vàng A Giả" in words
    assert "•••• 1234" in words
    assert NUMBER not in words
    assert "trả lời trong 10 ngày" in words
    assert Fact.objects.filter(kind="people.SummaryPrinted", subject_id=str(found.pk)).exists()


def test_the_search_for_doubles_finds_pairs_and_spares_decided_ones(person):
    left, right = made(number=NUMBER), made("Vang A Gia", number=NUMBER)
    made("Trần Thị Khác", sex="F", birth=Birth(year=1961, month=8, day=30), commune_code=NEXT_COMMUNE)

    assert find_pairs(at=AT) == "Đã so 3 người; 1 cặp chờ xem."
    pair = PossiblePair.objects.get()
    assert (pair.left_id, pair.right_id) == (left.pk, right.pk)
    assert pair.reasons
    PossiblePair.objects.update(state="DIFFERENT")
    assert find_pairs(at=AT) == "Đã so 3 người; 0 cặp chờ xem."


def test_an_empty_register_has_no_doubles(db):
    assert find_pairs(at=AT) == "Sổ chưa có ai."


def ask_json(client, path, data):
    return client.post(f"/api/v1{path}", data, content_type="application/json")


def test_by_json_a_person_is_entered_found_and_read_within_the_area(as_):
    ours, theirs = as_("commune_police"), as_("next_commune")
    made_one = ask_json(ours, "/people", {"full_name": "Vàng A Giả", "commune_code": BAN_LAU, "number": NUMBER})
    pk = made_one.json()["id"]

    assert made_one.status_code == 201
    assert made_one.json()["numbers"] == ["•••• 1234"]
    assert [one["id"] for one in ask_json(ours, "/people/search", {"q": "gia"}).json()["items"]] == [pk]
    assert ask_json(theirs, "/people/search", {"q": "gia"}).json()["items"] == []
    assert theirs.get(f"/api/v1/people/{pk}").status_code == 404
    assert ours.get(f"/api/v1/people/{pk}").json()["full_name"] == "Vàng A Giả"
    assert Fact.objects.filter(kind="journal.RecordRead", subject_id=str(pk)).exists()


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"number": NUMBER}, 409),
        ({"birth": "1890"}, 422),
        ({"full_name": ""}, 422),
        ({"commune_code": NEXT_COMMUNE}, 403),
    ],
)
def test_by_json_a_refusal_says_why(as_, given, status):
    made(number=NUMBER)
    answer = ask_json(as_("commune_police"), "/people", {"full_name": "Vàng B", "commune_code": BAN_LAU} | given)
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")

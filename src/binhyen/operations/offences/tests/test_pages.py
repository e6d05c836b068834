"""Pages and JSON of offences and areas: who gets in, what stands on them, what is refused, what leaves."""

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.journal.models import Fact
from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, read, write
from binhyen.operations.offences.actions.points import record_point
from binhyen.operations.offences.models import (
    EntryDraft,
    Offence,
    OffenceParty,
    PlantFind,
    Route,
    Seizure,
    UsePointFact,
)
from binhyen.operations.offences.values import PartyDetails, PointDetails, PointStatus, PointStep, Residence
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT, AWAY, HERE, UNSURE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]
TABLES = ("vu-viec", "diem", "cay", "truy-na")
COUNT_READERS = ("commune_committee", "leader", "auditor")
OFFENCE = {"occurred_on": "02/03/2026", "commune": BAN_LAU, "articles": ["249", "251"], "nature": "CRIME"}


@pytest.mark.parametrize("who", ["health_department", "administrator", "stranger", *COUNT_READERS])
@pytest.mark.parametrize("table", TABLES)
def test_rows_are_read_by_the_police_only(as_, who, table):
    assert as_(who).get(f"/vi-pham/{table}/").status_code == 403
    assert as_(who).get(f"/vi-pham/{table}/them/").status_code == 403


@pytest.mark.parametrize("who", COUNT_READERS)
def test_counts_are_read_without_a_row_behind_them(as_, offence, who):
    made = offence(HERE, UNSURE)

    page = as_(who).get(f"/vi-pham/xa/{BAN_LAU}/").content.decode()

    assert "<b>2</b>" in page
    assert f"/vi-pham/vu-viec/{made.pk}/" not in page
    assert as_(who).get(f"/vi-pham/vu-viec/{made.pk}/").status_code == 403


def test_the_police_of_another_commune_find_nothing(as_, offence):
    made = offence(HERE)
    client = as_("next_commune")

    assert client.get(f"/vi-pham/vu-viec/{made.pk}/").status_code == 404
    assert client.get(f"/vi-pham/xa/{BAN_LAU}/").status_code == 404
    assert f"/vi-pham/vu-viec/{made.pk}/" not in client.get("/vi-pham/vu-viec/").content.decode()


def test_a_commune_cannot_state_for_another(as_):
    answer = as_("next_commune").post("/vi-pham/vu-viec/them/", OFFENCE | {"here": "1"})

    assert answer.status_code == 422
    assert not Offence.objects.exists()


def test_an_offence_is_stated_by_form_with_persons_and_what_was_seized(as_):
    sent = OFFENCE | {"here": "2", "unknown": "1", "substance": "Heroin", "amount": "1,25", "unit": "GRAM"}
    answer = as_("commune_police").post("/vi-pham/vu-viec/them/", sent | {"one_time_key": str(uuid4())})

    made = Offence.objects.get()
    assert answer.headers["Location"] == f"/vi-pham/vu-viec/{made.pk}/"
    assert made.articles == ["249", "251"]
    assert sorted(made.parties.values_list("residence", flat=True)) == ["HERE", "HERE", "UNKNOWN"]
    assert str(Seizure.objects.get().amount) == "1.2500"
    page = as_("commune_police").get(f"/vi-pham/vu-viec/{made.pk}/").content.decode()
    assert "Heroin (IA.14)" in page
    assert "1,25 gam" in page


def test_what_is_wrong_stands_beside_its_field(as_):
    sent = {"commune": BAN_LAU, "found_on": "02/03/2026", "destroyed_on": "01/03/2026", "plants": "5"}
    answer = as_("commune_police").post("/vi-pham/cay/them/", sent)

    assert answer.status_code == 422
    assert "không thể trước ngày phát hiện" in answer.content.decode()
    assert not PlantFind.objects.exists()


def test_a_record_is_corrected_and_withdrawn_and_shows_what_it_was(as_, offence):
    made, client = offence(HERE), as_("commune_police")
    at = f"/vi-pham/vu-viec/{made.pk}/"
    client.post(f"{at}sua/", OFFENCE | {"hamlet": "Na Lốc", "reason": "ghi thiếu thôn", "version": made.pk})
    late = client.post(f"{at}sua/", OFFENCE | {"hamlet": "Khác", "reason": "x", "version": made.pk})
    assert "vừa sửa" in late.content.decode()
    assert late.status_code == 422

    client.post(f"{at}rut/", {"reason": "nhập hai lần"})

    page = client.get(at).content.decode()
    assert "ghi thiếu thôn" in page
    assert "nhập hai lần" in page
    assert client.get(f"{at}sua/").status_code == 404
    assert str(made.pk) not in client.get("/vi-pham/vu-viec/").content.decode().partition("<tbody>")[2]


def test_parts_are_added_corrected_and_withdrawn(as_, offence, somebody):
    made, client = offence(), as_("commune_police")
    at = f"/vi-pham/vu-viec/{made.pk}/"
    client.post(f"{at}nguoi/", {"residence": "HERE", "arrested": "on", "person": somebody.pk})
    client.post(f"{at}tang-vat/", {"substance": "heroin", "amount": "0,5", "unit": "GRAM"})
    party, seized = OffenceParty.objects.get(), Seizure.objects.get()
    assert (party.person_id, party.residence_commune) == (somebody.pk, BAN_LAU)
    assert somebody.full_name in client.get(at).content.decode()
    assert Fact.objects.filter(kind="journal.RecordRead", subject_type="offences.offence").exists()

    sent = {"substance": "heroin", "amount": "0,75", "unit": "GRAM", "reason": "giám định", "version": seized.pk}
    client.post(f"/vi-pham/tang-vat/{seized.pk}/sua/", sent)
    client.post(f"/vi-pham/nguoi/{party.pk}/rut/", {"reason": "nhầm vụ"})

    assert str(Seizure.objects.get(known_to=None).amount) == "0.7500"
    assert not OffenceParty.objects.filter(known_to=None).exists()


def test_nobody_is_linked_to_a_person_out_of_sight(as_, offence):
    made = offence()
    answer = as_("commune_police").post(f"/vi-pham/vu-viec/{made.pk}/nguoi/", {"residence": "UNKNOWN", "person": 999})

    assert answer.status_code == 422
    assert "Không thấy người này" in answer.content.decode()


def test_the_commune_of_residence_may_say_who_its_own_person_is(as_, offence):
    made = offence(AWAY)
    party = made.parties.get()
    client = as_("next_commune")

    assert client.get(f"/vi-pham/nguoi/{party.pk}/sua/").status_code == 200
    sent = {"residence": "ELSEWHERE", "residence_commune": NEXT_COMMUNE, "reason": "đã đối chiếu", "version": party.pk}
    answer = client.post(f"/vi-pham/nguoi/{party.pk}/sua/", sent)
    assert answer.headers["Location"] == f"/vi-pham/xa/{NEXT_COMMUNE}/"
    now = OffenceParty.objects.get(known_to=None)
    assert (now.arrested, now.reason) == (False, "đã đối chiếu")

    away = {"residence": "UNKNOWN", "reason": "không cư trú ở đây", "version": now.pk}
    assert client.post(f"/vi-pham/nguoi/{party.pk}/sua/", away).status_code == 422
    assert OffenceParty.objects.get(known_to=None).residence == Residence.ELSEWHERE


def test_a_point_lives_on_its_page(as_, person):
    step = PointStep(status=PointStatus.SUSPECTED, on=date(2026, 2, 1))
    made = record_point(details=PointDetails(commune_code=BAN_LAU), steps=[step], by=person("officer"), at=AT)
    client = as_("commune_police")

    early = client.post(f"/vi-pham/diem/{made.pk}/dien-bien/", {"status": "ELIMINATED", "on": "01/01/2026"})
    client.post(f"/vi-pham/diem/{made.pk}/dien-bien/", {"status": "ELIMINATED", "on": "01/03/2026"})

    assert early.status_code == 422
    assert list(UsePointFact.objects.order_by("on").values_list("status", flat=True)) == ["SUSPECTED", "ELIMINATED"]
    page = client.get(f"/vi-pham/diem/{made.pk}/").content.decode()
    assert page.index("<b>Nghi vấn</b>") < page.index("<b>Đã triệt xóa</b>")
    assert "Đã triệt xóa" in client.get("/vi-pham/diem/?trang-thai=ELIMINATED").content.decode()
    assert "Không có dòng nào khớp" in client.get("/vi-pham/diem/?trang-thai=ESTABLISHED").content.decode()


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("q=na+loc", True), ("q=ban+lau", True), ("q=723", True), ("q=bat+xat", False), ("dieu=249", True),
        ("dieu=251", False), ("tu=03/03/2026", False), ("den=02/03/2026", True), ("sap=xa&tinh-chat=CRIME", True),
        ("loai=CYBERSPACE", False), ("sap=nothing&trang=99&tu=x", True),
    ],
)  # fmt: skip
def test_rows_are_searched_filtered_and_sorted(as_, asked, there):
    client = as_("officer")
    client.post("/vi-pham/vu-viec/them/", OFFENCE | {"articles": ["249"], "hamlet": "Na Lốc", "reference": "723/HSVA"})
    made = Offence.objects.get()

    page = client.get(f"/vi-pham/vu-viec/?{asked}").content.decode()

    assert (f"/vi-pham/vu-viec/{made.pk}/" in page) is there


def test_a_list_costs_as_many_queries_for_ten_rows_as_for_one(as_, offence):
    client = as_("officer")
    offence(HERE)
    client.get("/vi-pham/vu-viec/")
    with CaptureQueriesContext(connection) as one:
        client.get("/vi-pham/vu-viec/")
    for _ in range(9):
        offence(HERE, AWAY)
    with CaptureQueriesContext(connection) as ten:
        client.get("/vi-pham/vu-viec/")

    assert len(ten) == len(one)


def test_what_leaves_says_who_when_and_what_and_that_it_left_is_written_down(as_, offence):
    offence(HERE)
    answer = as_("officer").get("/vi-pham/vu-viec/xuat.xlsx?dieu=249")

    rows = read(data=answer.content)
    assert rows[1][0] == "Người xuất: officer"
    assert "Điều 249" in rows[3][0]
    assert len(rows) == 7
    assert Fact.objects.filter(kind="offences.OffencesExported").exists()
    areas = read(data=as_("leader").get("/vi-pham/xuat.xlsx").content)
    assert len(areas) == 6 + 99


def test_a_period_is_chosen_and_what_was_known_then(as_, offence):
    offence(HERE, on=date(2025, 12, 20))
    client = as_("leader")

    assert "<b>1</b>" in client.get(f"/vi-pham/xa/{BAN_LAU}/?nam=2026").content.decode()
    assert "<b>1</b>" not in client.get(f"/vi-pham/xa/{BAN_LAU}/?nam=2025").content.decode()
    assert "<b>1</b>" not in client.get(f"/vi-pham/xa/{BAN_LAU}/?nam=2026&biet-den=01/02/2026").content.decode()
    assert client.get("/vi-pham/?nam=1&ngay=99&biet-den=x&sap=bat").status_code == 200


def cells(key, **values):
    return json.dumps([{"id": key, "version": 0, "field": name, "value": value} for name, value in values.items()])


def test_rows_typed_in_the_grid_wait_until_they_are_stated(as_):
    client, key = as_("commune_police"), str(uuid4())
    save = {"path": "/vi-pham/vu-viec/bang/o/", "content_type": "application/json"}
    first = client.post(**save, data=cells(key, occurred_on="2026-03-02", here="2")).json()
    assert [one["outcome"] for one in first["cells"]] == ["saved", "saved"]
    assert not Offence.objects.exists()
    client.post("/vi-pham/vu-viec/bang/ghi/")
    assert not Offence.objects.exists()  # a crime without its article

    wrong = client.post(**save, data=cells(key, articles="249", reference="do quần chúng báo")).json()["cells"]
    assert "Không ghi nội dung" in wrong[1]["message"]
    client.post(**save, data=cells(key, reference="", substance="heroin", amount="1.5"))
    client.post("/vi-pham/vu-viec/bang/ghi/")

    made = Offence.objects.get()
    assert (made.commune_code, made.parties.count(), made.seizures.count()) == (BAN_LAU, 2, 1)
    assert EntryDraft.objects.get(key=UUID(key)).record == made.pk
    client.post("/vi-pham/vu-viec/bang/ghi/")
    assert Offence.objects.count() == 1


def test_a_standing_row_is_corrected_in_the_grid_and_a_stale_one_is_a_conflict(as_, offence):
    made, client = offence(HERE), as_("commune_police")
    save = {"path": "/vi-pham/vu-viec/bang/o/", "content_type": "application/json"}
    change = {"id": str(made.pk), "version": made.pk, "field": "hamlet", "value": "Na Lốc"}
    answer = client.post(**save, data=json.dumps([change])).json()
    assert answer["cells"][0]["outcome"] == "saved"
    assert Offence.objects.get(known_to=None).hamlet == "Na Lốc"

    stale = client.post(**save, data=json.dumps([change | {"value": "Khác"}])).json()
    held = client.post(**save, data=json.dumps([change | {"version": 0, "field": "here", "value": "9"}])).json()
    other = as_("next_commune").post(**save, data=json.dumps([change])).json()
    assert [one["cells"][0]["outcome"] for one in (stale, held, other)] == ["conflict", "refused", "refused"]


def sheet(*rows):
    titles = ("Ngày bắt", "Xã", "Tội danh", "Người của xã", "Loại ma túy")
    columns = (*(Column(title) for title in titles), Column("Khối lượng", kind=Kind.DECIMAL))
    data = write(header=Header("Danh sách", "x", AT, "y"), sheets=[Sheet("x", columns, rows)])
    return SimpleUploadedFile("danh-sach.xlsx", data)


def test_a_file_is_shown_first_and_its_good_rows_are_written_once(as_):
    client = as_("commune_police")
    good, bad = ("02/03/2026", "Bản Lầu", "249", 2, "heroin", 1.125), ("31/02/2026", "Bát Xát", "999", 1, "", "")
    to = client.post("/vi-pham/vu-viec/nhap/", {"file": sheet(good, bad)}).headers["Location"]

    page = client.get(to).content.decode()
    assert "31/02/2026" in page
    assert "không có trong danh mục" in page
    assert not Offence.objects.exists()

    client.post(f"{to}ghi/")
    client.post(f"{to}ghi/")
    assert (Offence.objects.count(), OffenceParty.objects.count(), str(Seizure.objects.get().amount)) == (
        1,
        2,
        "1.1250",
    )
    assert as_("officer").get(to).status_code == 404


def test_a_number_that_may_be_two_is_asked_not_guessed(as_):
    titles = ("Ngày phát hiện", "Xã", "Diện tích (m2)")
    rows = [("02/03/2026", "Bản Lầu", "1.250")]
    data = write(header=Header("x", "x", AT, "y"), sheets=[Sheet("x", tuple(map(Column, titles)), rows)])
    client = as_("commune_police")
    to = client.post("/vi-pham/cay/nhap/", {"file": SimpleUploadedFile("cay.xlsx", data)}).headers["Location"]

    assert "1250 hay 1,250" in client.get(to).content.decode()


def test_a_file_that_is_none_or_has_no_such_columns_says_so(as_):
    client = as_("commune_police")
    answer = client.post("/vi-pham/vu-viec/nhap/", {"file": SimpleUploadedFile("x.xlsx", b"nothing")})
    assert answer.status_code == 422

    columns = (Column("Họ tên"), Column("Năm sinh"))
    other = write(header=Header("x", "x", AT, "y"), sheets=[Sheet("x", columns, [("A", 1990)])])
    to = client.post("/vi-pham/vu-viec/nhap/", {"file": SimpleUploadedFile("y.xlsx", other)}).headers["Location"]
    assert "Không thấy cột" in client.get(to).content.decode()


ROUTE = {
    "name": "A", "kind": "LOCAL", "axis": "ROAD", "approver": "PROVINCE_COMMITTEE", "decision": "1/QĐ-UBND",
    "valid_from": "05/01/2026", "communes": [BAN_LAU],
}  # fmt: skip


def test_routes_are_entered_by_the_province_with_their_own_authority(as_):
    assert as_("commune_police").post("/vi-pham/tuyen/them/", ROUTE).status_code == 403
    wrong = as_("officer").post("/vi-pham/tuyen/them/", ROUTE | {"approver": "PUBLIC_SECURITY_MINISTRY"})
    assert wrong.status_code == 422
    as_("officer").post("/vi-pham/tuyen/them/", ROUTE)

    made = Route.objects.get()
    page = as_("commune_committee").get(f"/vi-pham/tuyen/{made.pk}/").content.decode()
    assert "Xã Bản Lầu" in page
    assert "/sua/" not in page


def test_the_api_refuses_reads_and_states_within_the_scope(as_):
    row = {"values": {"occurred_on": "2026-03-02", "articles": "249", "here": "1"}}
    assert as_("leader").get("/api/v1/offences/vu-viec").status_code == 403
    client = as_("commune_police")
    wrong = client.post("/api/v1/offences/vu-viec", row, content_type="application/json")
    assert wrong.status_code == 422
    assert wrong.json()["problems"] == [{"field": "commune", "message": "Còn thiếu."}]

    row["values"]["commune"] = BAN_LAU
    assert client.post("/api/v1/offences/vu-viec", row, content_type="application/json").status_code == 201
    assert client.get("/api/v1/offences/vu-viec").json()["count"] == 1
    assert as_("next_commune").get("/api/v1/offences/vu-viec").json()["count"] == 0
    areas = as_("leader").get("/api/v1/offence-areas?year=2026").json()["items"]
    assert {one["commune"]: one["resident_offenders"] for one in areas}[BAN_LAU] == 1
    assert all(one["people"] is None for one in areas)


def test_a_person_of_the_offence_is_never_named_to_who_does_not_see_them(as_, offence, somebody):
    made = offence(PartyDetails(residence=Residence.UNKNOWN, person_id=somebody.pk), commune=NEXT_COMMUNE)

    page = as_("next_commune").get(f"/vi-pham/vu-viec/{made.pk}/").content.decode()

    assert somebody.full_name not in page
    assert "ngoài phạm vi" in page

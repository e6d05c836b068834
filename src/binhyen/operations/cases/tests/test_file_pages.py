"""The file as each reader sees it, and stating facts through its forms."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from binhyen.foundation.access.queries import scope
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.journal.models import Fact
from binhyen.operations.cases.actions.facts import record_fact, withdraw_fact
from binhyen.operations.cases.models import Case, CaseFact, CaseHelper
from binhyen.operations.cases.rules.facts import specs
from binhyen.operations.cases.values import FactKind
from binhyen.registers.people.holdings import holdings
from binhyen.registers.people.models import Reach
from tests.cast import BAN_LAU, SINCE

from .steps import fact, listed, positive, received

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 10, 0, tzinfo=UTC)


@pytest.fixture
def case(somebody, person):
    """A positive result received on a Friday at 16:50."""
    for step in (positive("2026-11-06", "15:00"), received("2026-11-06", "16:50")):
        record_fact(person_id=somebody.pk, details=step, by=person("commune_police"), at=NOW)
    return Case.objects.get()


def page(client, case, more=""):
    answer = client.get(f"/ho-so/{case.pk}/{more}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_who_does_not_see_the_person_finds_no_file(case, as_):
    assert as_("next_commune").get(f"/ho-so/{case.pk}/").status_code == 404
    assert as_("health_department").get(f"/ho-so/{case.pk}/").status_code == 403
    assert not Fact.objects.filter(kind="journal.RecordRead").exists()


def test_a_facility_is_offered_to_mend_what_it_may_state_and_told_whose_the_rest_is(somebody, as_, person):
    Appointment.objects.create(
        user=person("facility"), role="FACILITY_OFFICER", body_key="cscn_x", area_code="15", valid_from=SINCE
    )
    for step in (positive("2026-11-06", "15:00"), received("2026-11-06", "16:50")):
        record_fact(person_id=somebody.pk, details=step, by=person("commune_police"), at=NOW)
    Reach.objects.create(person_id=somebody.pk, reader="b:cscn_x", compartment="MANAGEMENT", ground="CASE")
    tested, told = CaseFact.objects.order_by("pk")
    facility = as_("facility")

    seen = page(facility, Case.objects.get())

    for act in ("sua", "rut"):
        assert f"/ho-so/su-kien/{tested.pk}/{act}/" in seen
        assert facility.get(f"/ho-so/su-kien/{tested.pk}/{act}/").status_code == 200
        assert f"/ho-so/su-kien/{told.pk}/{act}/" not in seen
        assert facility.get(f"/ho-so/su-kien/{told.pk}/{act}/").status_code == 403
    assert seen.count("Cơ quan khác ghi và sửa việc này") == 1
    assert "Cơ quan khác ghi và sửa" not in page(as_("commune_police"), Case.objects.get())
    assert "Cơ quan khác ghi và sửa" not in page(as_("leader"), Case.objects.get())


def test_the_clinic_sees_its_patient_and_not_the_file_of_the_police(case, as_, person):
    clinician = User.objects.create(username="clinician")
    office = {"role": "HEALTH_OFFICER", "body_key": "ttyt_x", "area_code": "", "valid_from": SINCE}
    Appointment.objects.create(user=clinician, **office)
    assert as_("clinician").get(f"/ho-so/{case.pk}/").status_code == 404
    Reach.objects.create(person_id=case.pk, reader="b:ttyt_x", compartment="HEALTH", ground="PATIENT")
    pregnant = fact(FactKind.PREGNANT, "2026-11-06")
    CaseFact.objects.create(
        person_id=case.pk, kind="PREGNANT", compartment="HEALTH", effective_at=pregnant.effective_at, recorded_at=NOW,
        commune_code=BAN_LAU,
    )  # fmt: skip

    seen = page(as_("clinician"), case)

    assert "Ngăn quản lý." in seen
    assert "Công an xã nhận kết quả dương tính" not in seen.split('id="h-course"')[1].split('id="h-next"')[0]
    assert "Có thai" in seen or "thai" in seen.lower()


def test_the_police_is_told_that_the_health_compartment_is_shut(case, as_):
    seen = page(as_("commune_police"), case)

    assert "Ngăn y tế." in seen
    assert "Xin mở, nêu lý do" in seen


def test_opening_a_file_is_written_down(case, as_, person):
    page(as_("leader"), case)

    read = Fact.objects.get(kind="journal.RecordRead")
    assert (read.subject_type, read.subject_id, read.actor_id) == ("people.person", str(case.pk), person("leader").pk)


def test_the_24_hour_clock_stands_on_the_file_with_its_article(case, as_):
    seen = page(as_("commune_police"), case)

    assert "Ra quyết định quản lý" in seen
    assert "Đ. 24.4a" in seen
    assert "16:50 07/11/2026" in seen


def test_what_was_withdrawn_is_struck_out_with_who_and_why(case, as_, person):
    visit = record_fact(person_id=case.pk, details=fact(FactKind.VISIT, "2026-11-06"), by=person("officer"), at=NOW)
    withdraw_fact(fact_id=visit.pk, reason="Nhầm phiếu", by=person("commune_police"), at=NOW + timedelta(hours=1))

    seen = page(as_("commune_police"), case)

    assert "<s><b>Gặp mặt, thăm hỏi</b></s>" in seen
    assert "Nhầm phiếu" in seen
    then = page(as_("commune_police"), case, "?biet-den=05/11/2026")
    assert "Gặp mặt, thăm hỏi</b>" not in then.split('id="h-course"')[1].split('id="h-next"')[0]


def test_many_visits_stand_behind_one_line(case, as_, person):
    for hour in range(5):
        said = fact(FactKind.VISIT, "2026-11-06", f"1{hour}:00", data={"summary": str(hour)})
        record_fact(person_id=case.pk, details=said, by=person("commune_police"), at=NOW)

    assert "5 lần, từ" in page(as_("commune_police"), case)


def tables_asked(queries):
    """Statements that read or write a table; what opens a scope and frames a transaction is left out."""
    return [one["sql"] for one in queries if " FROM " in one["sql"] or "INSERT" in one["sql"] or "UPDATE" in one["sql"]]


def test_200_facts_cost_no_more_queries_than_two(case, as_):
    rows = [
        CaseFact(person_id=case.pk, kind="VISIT", compartment="MANAGEMENT", effective_at=NOW + timedelta(minutes=n),
                 recorded_at=NOW, commune_code=BAN_LAU) for n in range(200)
    ]  # fmt: skip
    CaseFact.objects.bulk_create(rows)
    reader = as_("commune_police")
    reader.get("/ho-so/chuyen/")  # the session begins
    with CaptureQueriesContext(connection) as asked:
        page(reader, case)

    assert len(tables_asked(asked)) <= 12


def send(client, case, kind, **more):
    sent = {"effective_on": "06/11/2026", "version": case.version, "one_time_key": uuid4(), **more}
    return client.post(f"/ho-so/{case.pk}/ghi/{kind}/", sent)


def test_a_kind_that_is_not_the_readers_to_state_is_refused(case, as_):
    assert send(as_("commune_committee"), case, "MANAGEMENT_DECIDED").status_code == 403
    assert send(as_("leader"), case, "VISIT").status_code == 403
    assert as_("commune_police").get(f"/ho-so/{case.pk}/ghi/NOTHING/").status_code == 404


def test_the_decision_stops_the_clock(case, as_):
    answer = send(as_("commune_police"), case, "MANAGEMENT_DECIDED", authority="HEAD_COMMUNE_POLICE",
                  document_number="12/QĐ-CAX", document_on="06/11/2026")  # fmt: skip

    assert answer["Location"] == f"/ho-so/{case.pk}/"
    assert Case.objects.get().state == "MANAGED"
    assert "Ra quyết định quản lý</" not in page(as_("commune_police"), case).split('id="h-clocks"')[1][:300]


def test_what_the_law_refuses_stands_in_the_form_with_its_article_and_nothing_typed_is_lost(case, as_):
    answer = send(as_("commune_police"), case, "COMPULSORY_COMPLETED", authority="FACILITY_HEAD", note="Đã nhập")

    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "Không ghi được" in seen
    assert "Đã nhập" in seen


def test_a_warning_asks_for_a_reason_and_then_lets_it_through(case, as_):
    police = as_("commune_police")
    assert send(police, case, "VISIT").status_code == 302
    case.refresh_from_db()

    asked = send(police, case, "VISIT")
    assert asked.status_code == 422
    assert "cần nêu lý do" in asked.content.decode()
    assert send(police, case, "VISIT", reason="Đến hai lần").status_code == 302


def test_overtaken_by_somebody_the_form_tells_what_they_did(case, as_, person):
    record_fact(person_id=case.pk, details=fact(FactKind.VISIT, "2026-11-06"), by=person("officer"), at=NOW)

    answer = send(as_("commune_police"), case, "NOTE", d_text="Gọi điện cho gia đình")
    seen = answer.content.decode()

    assert answer.status_code == 422
    assert "vừa có người ghi thêm" in seen
    assert "Gọi điện cho gia đình" in seen
    version = Case.objects.get().version
    assert f'name="version" value="{version}"' in seen


@pytest.mark.parametrize("kind", [spec.kind.value for spec in specs()])
def test_every_kind_has_its_form(case, as_, kind):
    assert as_("coordinator").get(f"/ho-so/{case.pk}/ghi/{kind}/").status_code == 200


def test_correcting_through_the_form_needs_a_reason(case, as_):
    wrong = CaseFact.objects.get(kind="TEST")
    sent = {"effective_on": "06/11/2026", "effective_time": "15:30", "d_result": "POSITIVE", "d_ground": "CAUGHT",
            "authority": "HEAD_COMMUNE_POLICE", "version": case.version}  # fmt: skip
    police = as_("commune_police")

    assert police.post(f"/ho-so/su-kien/{wrong.pk}/sua/", sent).status_code == 422
    assert police.post(f"/ho-so/su-kien/{wrong.pk}/sua/", {**sent, "reason": "Sai giờ"}).status_code == 302
    assert CaseFact.objects.get(supersedes=wrong).effective_at.hour == 8  # 15:30 in Vietnam
    assert as_("next_commune").get(f"/ho-so/su-kien/{wrong.pk}/sua/").status_code == 404


def test_the_team_has_one_direct_helper(case, as_):
    police = as_("commune_police")
    address = f"/ho-so/{case.pk}/giup-do/"
    assert police.post(address, {"name": "", "role": "x"}).status_code == 422
    for name in ("Lù Thị Dín", "Thào A Páo"):
        police.post(address, {"name": name, "role": "Hội Phụ nữ", "direct": "on"})

    assert CaseHelper.objects.get(direct=True).name == "Thào A Páo"
    first = CaseHelper.objects.get(name="Lù Thị Dín")
    police.post(f"{address}{first.pk}/thoi/")
    first.refresh_from_db()
    assert first.until is not None


def test_clocks_of_today_stand_first_due_first(case, as_, registered, person):
    other = registered("Lý A Chu")
    record_fact(person_id=other.pk, details=listed("POST_REHAB", "2026-11-01"), by=None, at=NOW)

    answer = as_("commune_police").get("/ho-so/dong-ho/")

    dues = [line.due for line in answer.context["lines"] if line.due]
    assert dues == sorted(dues)
    assert "Ra quyết định quản lý" in answer.content.decode()
    assert as_("next_commune").get("/ho-so/dong-ho/").context["lines"] == []


def test_the_summary_for_the_person_tells_of_the_case_within_the_readers_compartments(case, person):
    CaseFact.objects.create(
        person_id=case.pk, kind="PREGNANT", compartment="HEALTH", effective_at=NOW, recorded_at=NOW,
        commune_code=BAN_LAU,
    )  # fmt: skip
    reader = scope(user=person("commune_police"), on=NOW.date())

    state, facts = holdings(case.pk, reader, NOW.date())

    assert ("Tình trạng", "Dương tính, chờ quyết định") in state.rows
    assert [day for _, day in facts.rows] == ["06/11/2026", "06/11/2026"]
    assert holdings(case.pk, scope(user=person("next_commune"), on=NOW.date()), NOW.date()) == ()

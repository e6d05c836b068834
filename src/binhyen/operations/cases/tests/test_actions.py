"""Recording facts: who may not, what is refused, what is written, and that nothing is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.database.server import APP
from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.cases.actions.bulk import record_facts_bulk, record_many
from binhyen.operations.cases.actions.clocks import announce_releases, escalate, refold_due
from binhyen.operations.cases.actions.facts import correct_fact, open_case, record_fact, withdraw_fact
from binhyen.operations.cases.actions.refusals import (
    AlreadySuperseded,
    CaseChanged,
    FactRefused,
    MergedAway,
    NotInReach,
    ReasonNeeded,
)
from binhyen.operations.cases.models import Case, CaseClock, CaseFact, CaseSpan
from binhyen.operations.cases.values import BulkFact, FactKind

from .steps import day, decided, fact, listed, positive, received

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 6, 9, 50, tzinfo=UTC)  # 16:50 in Vietnam
LATER = timedelta(days=1)


def as_app():
    """From here on with the rights of the application, as in production; the test's transaction ends it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")


def timeline(person):
    spans = CaseSpan.objects.filter(person=person, known_to__isnull=True).order_by("legal_from")
    return [(span.legal_from.isoformat(), span.state, span.list_code) for span in spans]


def test_the_next_commune_finds_nobody_and_writes_nothing(somebody, person):
    other = person("next_commune")
    reader = scope_of(user=other, on=FRIDAY.date())
    as_app()

    with pytest.raises(NotInReach), scope_in_database(reader):
        record_fact(person_id=somebody.pk, details=listed("MANAGED"), by=other, at=FRIDAY)


def test_the_own_commune_records_with_the_rights_of_the_application(somebody, person):
    police = person("commune_police")
    reader = scope_of(user=police, on=FRIDAY.date())
    as_app()

    with scope_in_database(reader):
        stated = record_fact(person_id=somebody.pk, details=listed("MANAGED"), by=police, at=FRIDAY)
        case = Case.objects.get()

    assert (case.list_code, case.commune_code, stated.compartment) == ("L1", "02788", "MANAGEMENT")


def test_a_health_fact_is_folded_by_somebody_who_may_not_read_it(somebody, person):
    police = person("commune_police")
    record_fact(person_id=somebody.pk, details=listed("SUBSTITUTION"), by=None, at=FRIDAY)
    reader = scope_of(user=police, on=FRIDAY.date())
    hidden = CaseFact.objects.create(
        person=somebody, kind="PREGNANT", compartment="HEALTH", effective_at=FRIDAY, recorded_at=FRIDAY,
        commune_code="02788",
    )  # fmt: skip
    as_app()

    with scope_in_database(reader):
        record_fact(person_id=somebody.pk, details=fact(FactKind.VISIT, "2026-11-06"), by=police, at=FRIDAY)
        assert not CaseFact.objects.filter(pk=hidden.pk).exists()
        assert Case.objects.get().flags == ["PREGNANT"]


def test_a_case_is_opened_once_and_says_nothing_without_a_fact(somebody, person):
    first = open_case(person_id=somebody.pk, by=person("officer"), at=FRIDAY)
    again = open_case(person_id=somebody.pk, by=person("officer"), at=FRIDAY + LATER)

    assert (first.state, first.list_code, first.commune_code) == ("NONE", "", "02788")
    assert again.opened_at == first.opened_at
    assert Fact.objects.filter(kind="cases.CaseOpened").count() == 1


def test_a_positive_result_on_friday_at_16_50_runs_24_hours_not_one_working_day(somebody, person):
    police = person("commune_police")
    record_fact(person_id=somebody.pk, details=positive("2026-11-06", "15:00"), by=police, at=FRIDAY)
    record_fact(person_id=somebody.pk, details=received("2026-11-06", "16:50"), by=police, at=FRIDAY)

    clock = CaseClock.objects.get(code="DECIDE_MANAGEMENT")

    assert clock.due_at == FRIDAY + timedelta(hours=24)
    assert Case.objects.get().next_due_at == clock.due_at


def test_whom_a_clock_waits_for_is_told_and_who_acts_is_not(somebody, person):
    police, committee = person("commune_police"), person("commune_committee")
    record_fact(person_id=somebody.pk, details=listed("COMPULSORY", "2024-10-01", months=24), by=police, at=FRIDAY)
    completed = fact(FactKind.COMPULSORY_COMPLETED, "2026-11-05", authority="FACILITY_HEAD", reason="Giấy số 5")
    record_fact(person_id=somebody.pk, details=completed, by=police, at=FRIDAY)

    told = Notification.objects.filter(kind="cases.clock")

    assert CaseClock.objects.filter(code="DECIDE_POST_REHAB", owner="COMMUNE_COMMITTEE").exists()
    assert {one.user for one in told} == {committee}
    assert all("Gió" not in one.text for one in told)


def test_the_year_of_management_ends_by_itself_and_the_person_leaves_the_list(somebody, person):
    police = person("commune_police")
    for one in (positive("2026-11-06", "15:00"), received("2026-11-06", "16:50"), decided("2026-11-06")):
        record_fact(person_id=somebody.pk, details=one, by=police, at=FRIDAY)

    assert timeline(somebody)[-2:] == [("2026-11-06", "MANAGED", "L1"), ("2027-11-06", "ENDED", "HISTORY")]
    assert refold_due(at=datetime(2027, 11, 5, 18, 0, tzinfo=UTC)) == 1  # 01:00 on the 6th in Vietnam
    case = Case.objects.get()
    assert (case.state, case.list_code, case.refold_on) == ("ENDED", "HISTORY", None)
    assert Notification.objects.filter(user=police, kind="cases.ended").count() == 1
    assert refold_due(at=datetime(2027, 11, 6, 18, 0, tzinfo=UTC)) == 0


def test_what_the_law_does_not_allow_is_refused_with_its_article_and_nothing_is_written(somebody, person):
    with pytest.raises(FactRefused) as refusal:
        record_fact(person_id=somebody.pk, details=decided("2026-11-06"), by=person("commune_police"), at=FRIDAY)

    assert refusal.value.objections
    assert any(one.article for one in refusal.value.objections)
    assert not CaseFact.objects.exists()
    assert not Case.objects.exists()
    assert not Fact.objects.filter(kind__startswith="cases.").exists()


def test_a_warning_asks_for_a_reason_and_the_reason_is_kept(somebody, person):
    police = person("commune_police")
    record_fact(person_id=somebody.pk, details=fact(FactKind.VISIT, "2026-11-06"), by=police, at=FRIDAY)

    with pytest.raises(ReasonNeeded) as asked:
        record_fact(person_id=somebody.pk, details=fact(FactKind.VISIT, "2026-11-06"), by=police, at=FRIDAY)
    again = fact(FactKind.VISIT, "2026-11-06", reason="Đến hai lần trong ngày")
    stated = record_fact(person_id=somebody.pk, details=again, by=police, at=FRIDAY)

    assert [one.code for one in asked.value.objections] == ["TWICE"]
    assert stated.reason == "Đến hai lần trong ngày"
    assert Fact.objects.get(kind="cases.FactRecorded", data__fact_id=stated.pk).data["warnings"] == ["TWICE"]


def test_the_same_one_time_key_twice_is_one_fact(somebody, person):
    key = uuid4()
    said = fact(FactKind.NOTE, "2026-11-06", data={"text": "Gọi điện"}, one_time_key=key)
    first = record_fact(person_id=somebody.pk, details=said, by=person("commune_police"), at=FRIDAY)
    again = record_fact(person_id=somebody.pk, details=said, by=person("commune_police"), at=FRIDAY + LATER)

    assert first == again
    assert CaseFact.objects.count() == 1


def test_two_officers_at_once_the_second_is_told_what_the_first_did(somebody, person):
    police, officer = person("commune_police"), person("officer")
    record_fact(person_id=somebody.pk, details=listed("MANAGED"), by=police, at=FRIDAY)
    version = Case.objects.get().version
    visit = fact(FactKind.VISIT, "2026-11-06")
    record_fact(person_id=somebody.pk, details=visit, by=officer, at=FRIDAY, expected_version=version)

    with pytest.raises(CaseChanged) as told:
        record_fact(person_id=somebody.pk, details=visit, by=police, at=FRIDAY, expected_version=version)

    assert [(one.kind, one.recorded_by) for one in told.value.facts] == [("VISIT", officer)]
    mine = fact(FactKind.VISIT, "2026-11-06", data={"place": "HOME"})
    record_fact(person_id=somebody.pk, details=mine, by=police, at=FRIDAY, expected_version=told.value.version)
    assert CaseFact.objects.filter(kind="VISIT").count() == 2


def test_a_correction_equals_having_recorded_it_right_and_the_past_is_remembered(registered, person):
    police = person("commune_police")
    one, other = registered("Vàng A Gió"), registered("Lý A Chu")
    wrong = record_fact(person_id=one.pk, details=listed("MANAGED", "2026-08-03"), by=police, at=FRIDAY)
    right = listed("MANAGED", "2026-08-10")
    mended = replace(right, reason="Nhầm ngày")
    correct_fact(fact_id=wrong.pk, details=mended, by=police, at=FRIDAY + LATER)
    record_fact(person_id=other.pk, details=right, by=police, at=FRIDAY + LATER)

    assert timeline(one) == timeline(other)
    believed = CaseSpan.objects.filter(person=one, known_to=FRIDAY + LATER).order_by("legal_from").first()
    assert (believed.legal_from, believed.known_from) == (date(2026, 8, 3), FRIDAY)
    with pytest.raises(AlreadySuperseded):
        withdraw_fact(fact_id=wrong.pk, reason="Ghi hai lần", by=police, at=FRIDAY + LATER)


def test_withdrawing_needs_a_reason_and_leaves_the_fact_readable(somebody, person):
    police = person("commune_police")
    wrong = record_fact(person_id=somebody.pk, details=listed("MANAGED"), by=police, at=FRIDAY)

    with pytest.raises(ReasonNeeded):
        withdraw_fact(fact_id=wrong.pk, reason=" ", by=police, at=FRIDAY + LATER)
    withdraw_fact(fact_id=wrong.pk, reason="Nhầm người", by=police, at=FRIDAY + LATER)

    assert Case.objects.get().list_code == ""
    assert CaseFact.objects.filter(pk=wrong.pk).exists()
    assert Fact.objects.filter(kind="cases.FactWithdrawn", reason="Nhầm người").count() == 1


def test_a_span_corrected_at_the_moment_it_was_learnt_was_never_believed(somebody, person):
    police = person("commune_police")
    wrong = record_fact(person_id=somebody.pk, details=listed("MANAGED"), by=police, at=FRIDAY)
    withdraw_fact(fact_id=wrong.pk, reason="Nhầm người", by=police, at=FRIDAY)

    assert not CaseSpan.objects.filter(person=somebody).exists()


def test_a_record_merged_away_takes_no_facts(registered, person):
    kept, gone = registered("Vàng A Gió"), registered("Vàng A Giớ")
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])

    with pytest.raises(MergedAway) as refused:
        record_fact(person_id=gone.pk, details=listed("MANAGED"), by=person("commune_police"), at=FRIDAY)
    assert refused.value.into == kept.pk


def test_many_rows_stand_each_for_itself(registered, person):
    good, bad = registered("Vàng A Gió"), registered("Lý A Chu")
    police = person("commune_police")
    visit, refused = fact(FactKind.VISIT, "2026-11-06"), decided("2026-11-06")

    outcomes = record_many(rows=[(bad.pk, refused), (good.pk, visit), (0, visit)], by=police, at=FRIDAY)

    assert [bool(one.fact_id) for one in outcomes] == [False, True, False]
    assert all(one.objections for one in outcomes if not one.fact_id)
    assert CaseFact.objects.count() == 1


def test_in_bulk_the_same_facts_give_the_same_case_as_one_by_one(registered, person):
    police = person("commune_police")
    one, other = registered("Vàng A Gió"), registered("Lý A Chu")
    steps = [positive("2026-11-06", "15:00"), received("2026-11-06", "16:50"), decided("2026-11-06")]
    for step in steps:
        record_fact(person_id=one.pk, details=step, by=police, at=FRIDAY)
    rows = [BulkFact(person_id=other.pk, details=step) for step in steps]

    outcomes = record_facts_bulk(rows=rows, by=police, at=FRIDAY, source="test")

    assert all(outcome.fact_id for outcome in outcomes)
    assert timeline(one) == timeline(other)
    left, right = (
        Case.objects.filter(pk=who.pk).values("state", "list_code", "ends_on", "refold_on", "next_due_at", "flags")[0]
        for who in (one, other)
    )
    assert left == right
    clocks = CaseClock.objects.order_by("person_id", "code").values_list("code", "due_at")
    assert list(clocks.filter(person=one)) == list(clocks.filter(person=other))


def test_in_bulk_history_is_believed_from_the_moment_of_each_row(somebody, person):
    january, march = datetime(2026, 1, 5, 2, 0, tzinfo=UTC), datetime(2026, 3, 5, 2, 0, tzinfo=UTC)
    rows = [
        BulkFact(person_id=somebody.pk, details=listed("ADDICT", "2026-01-02"), at=january),
        BulkFact(person_id=somebody.pk, details=fact(FactKind.DIED, "2026-03-01", data={}), at=march),
    ]

    outcomes = record_facts_bulk(rows=rows, by=None, at=FRIDAY, source="test", checked=False)

    assert all(outcome.fact_id for outcome in outcomes)
    believed = CaseSpan.objects.filter(person=somebody).order_by("known_from", "legal_from")
    assert [(span.state, span.known_from, span.known_to) for span in believed][0] == ("ADDICT", january, march)
    assert timeline(somebody)[-1][1] == "DEAD"


def test_in_bulk_a_refused_row_is_left_out_and_says_why(registered, person):
    good, bad = registered("Vàng A Gió"), registered("Lý A Chu")
    rows = [
        BulkFact(person_id=bad.pk, details=decided("2026-11-06")),
        BulkFact(person_id=good.pk, details=listed("MANAGED")),
        BulkFact(person_id=999_999, details=listed("MANAGED")),
    ]

    outcomes = record_facts_bulk(rows=rows, by=person("commune_police"), at=FRIDAY, source="test")

    assert [bool(one.fact_id) for one in outcomes] == [False, True, False]
    assert [case.person_id for case in Case.objects.all()] == [good.pk]


def test_clocks_that_ran_out_go_up_the_line_step_by_step(somebody, person):
    police, coordinator = person("commune_police"), person("coordinator")
    record_fact(person_id=somebody.pk, details=positive("2026-11-06", "15:00"), by=police, at=FRIDAY)
    record_fact(person_id=somebody.pk, details=received("2026-11-06", "16:50"), by=police, at=FRIDAY)
    due = FRIDAY + timedelta(hours=24)

    assert escalate(at=due - timedelta(minutes=1)) == 0
    assert escalate(at=due + timedelta(minutes=1)) >= 1
    assert Notification.objects.filter(user=police, kind="cases.late").count() == 1
    assert escalate(at=due + timedelta(minutes=16)) == 0
    assert escalate(at=due + timedelta(hours=73)) >= 1
    assert Notification.objects.filter(user=coordinator, kind="cases.late").exists()


def test_who_comes_home_is_announced_once_for_each_distance(somebody, person):
    person("commune_police")
    record_fact(person_id=somebody.pk, details=listed("COMPULSORY", "2026-08-03", months=24), by=None, at=FRIDAY)
    clock = CaseClock.objects.get(code="RELEASE_FACILITY")
    told = Notification.objects.filter(kind="cases.release")

    assert announce_releases(at=clock.due_at - timedelta(days=70)) == 0
    assert announce_releases(at=clock.due_at - timedelta(days=59)) == 1
    assert announce_releases(at=clock.due_at - timedelta(days=58)) == 0
    assert announce_releases(at=clock.due_at - timedelta(days=6)) == 1
    assert told.count() == 2


def test_a_day_in_vietnam_is_the_legal_day(somebody, person):
    record_fact(person_id=somebody.pk, details=listed("MANAGED", "2026-08-03"), by=None, at=day("2026-08-03", "01:00"))

    assert timeline(somebody)[0][0] == "2026-08-03"

"""A clinic reads its own patients, a facility those who are in it, as long as they are, and of them what it needs."""

from datetime import timedelta

import pytest
from django.db import connection

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Role, Scope
from binhyen.foundation.database import grants
from binhyen.foundation.database.server import APP, PROVINCE
from binhyen.foundation.journal.models import Fact as JournalFact
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.models import Case
from binhyen.operations.cases.rules.holders import Holder, holder
from binhyen.operations.cases.tests.conftest import THEN
from binhyen.operations.cases.tests.steps import fact, listed
from binhyen.operations.cases.values import Fact, FactKind, State
from binhyen.registers.organisations.models import Body
from binhyen.registers.people.models import Person, Reach, SensitiveNote
from tests.cast import BAN_LAU

CLINIC = Scope.of(11, [(Role.HEALTH_OFFICER, "cs_mmt", "15")])
OTHER_CLINIC = Scope.of(12, [(Role.HEALTH_OFFICER, "cs_khac", "15")])
FACILITY = Scope.of(13, [(Role.FACILITY_OFFICER, "cscn_tinh", "15")])
POLICE = Scope.of(14, [(Role.COMMUNE_POLICE, "ca_xa_02788", BAN_LAU)])
LATER = THEN + timedelta(days=1)


def stated(number, kind, on, **more):
    details = fact(kind, on, **more)
    return Fact(
        id=number, kind=kind, effective_at=details.effective_at, recorded_at=details.effective_at, commune=BAN_LAU,
        data=details.data,
    )  # fmt: skip


def test_nobody_holds_who_is_in_no_clinic_and_no_facility():
    facts = [stated(1, FactKind.SUBSTITUTION_STARTED, "2026-07-10", data={"facility": "cs_mmt"})]

    assert holder(state=State.MANAGED, facts=facts) is None
    assert holder(state=State.SUBSTITUTION, facts=[]) is None
    assert holder(state=State.COMPULSORY, facts=facts) is None


def test_the_latest_fact_says_who_holds():
    first = stated(1, FactKind.SUBSTITUTION_STARTED, "2026-07-10", data={"facility": "cs_mmt"})
    second = stated(2, FactKind.SUBSTITUTION_STARTED, "2026-07-20", data={"facility": "cs_khac"})

    assert holder(state=State.SUBSTITUTION, facts=[second, first]) == Holder("cs_khac", ("HEALTH",))


def test_a_fact_that_was_corrected_gives_nobody():
    wrong = stated(1, FactKind.ADMITTED, "2026-07-10", data={"facility": "cs_khac"})
    right = Fact(
        id=2, kind=FactKind.ADMITTED, effective_at=wrong.effective_at, recorded_at=THEN, commune=BAN_LAU,
        data={"facility": "cscn_tinh"}, supersedes=1,
    )  # fmt: skip

    assert holder(state=State.COMPULSORY, facts=[wrong, right]).body == "cscn_tinh"


@pytest.fixture
def patient(somebody):
    """Somebody of Bản Lầu with a note of health and one of the police, and the rights of the application."""
    for key, name in (("cs_mmt", "Cơ sở điều trị Methadone tỉnh"), ("cscn_tinh", "Cơ sở cai nghiện ma túy tỉnh")):
        Body.objects.create(key=key, name=name, search_key=search_key(name), sort_key=b"c")
    for compartment in ("COMMON", "MANAGEMENT", "HEALTH"):
        SensitiveNote.objects.create(person=somebody, compartment=compartment, topic="HEALTH", recorded_at=THEN)
    with connection.cursor() as cursor:
        for role in (APP, PROVINCE):
            grants.apply(cursor.cursor, role=role)
        cursor.execute(f"SET LOCAL ROLE {APP}")
    return somebody


def reads(scope):
    with scope_in_database(scope):
        notes = set(SensitiveNote.objects.values_list("compartment", flat=True))
        return Person.objects.count(), Case.objects.count(), notes


def state(patient, details, at=THEN):
    with scope_in_database(POLICE):
        record_fact(person_id=patient.pk, details=details, by=None, at=at)


NOTHING = (0, 0, set())


@pytest.mark.django_db
def test_a_clinic_reads_its_patient_and_not_the_police_file_until_treatment_is_over(patient):
    assert reads(CLINIC) == NOTHING

    state(patient, listed("SUBSTITUTION", "2026-07-10", facility="cs_mmt"))

    assert reads(CLINIC) == (1, 1, {"COMMON", "HEALTH"})
    assert reads(OTHER_CLINIC) == reads(FACILITY) == NOTHING
    assert JournalFact.objects.get(kind="people.PersonGiven").data["body"] == "cs_mmt"

    state(patient, fact(FactKind.DIED, "2026-08-03", authority="CIVIL_STATUS", document_number="1/GCT"), at=LATER)

    assert reads(CLINIC) == NOTHING
    assert JournalFact.objects.filter(kind="people.PersonTakenBack").count() == 1


@pytest.mark.django_db
def test_a_facility_told_by_its_name_reads_who_is_in_it(patient):
    state(patient, listed("COMPULSORY", "2026-07-10", facility="Cơ sở cai nghiện ma túy tỉnh"))

    assert reads(FACILITY) == (1, 1, {"COMMON", "MANAGEMENT", "HEALTH"})
    assert reads(CLINIC) == NOTHING


@pytest.mark.django_db
def test_a_body_nobody_knows_is_given_nobody(patient):
    state(patient, listed("COMPULSORY", "2026-07-10", facility="Một nơi nào đó"))

    with scope_in_database(POLICE), connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
    assert not Reach.objects.exists()

"""Linking a counted person, or somebody who hides, to the register: whom one may link, and who reads the name."""

import re

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.operations.offences.models import OffenceParty, WantedHiding
from binhyen.operations.offences.values import PartyDetails, Residence
from binhyen.registers.people.actions.registering import register
from binhyen.registers.people.values import Birth, PersonDetails
from tests.cast import BAN_LAU, NEXT_COMMUNE

from .conftest import AT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("communes")]
WANTED = {"commune": BAN_LAU, "from_on": "02/03/2026"}


@pytest.fixture
def elsewhere(person):
    details = PersonDetails(full_name="Giàng A Gió", commune_code=NEXT_COMMUNE, sex="M", birth=Birth(year=1988))
    return register(details=details, by=person("next_commune"), at=AT)


@pytest.mark.parametrize("who", ["health_department", "administrator", "stranger"])
def test_who_reads_no_people_finds_none_to_link(as_, who):
    assert as_(who).post("/nguoi/chon/", {"person_q": "gio"}).status_code == 403


def test_while_typing_without_tones_only_the_reader_s_own_people_are_offered(as_, somebody, elsewhere):
    offered = as_("commune_police").post("/nguoi/chon/", {"person_q": "gio", "person": ""}).content.decode()
    unknown = as_("commune_police").post("/nguoi/chon/", {"person_q": "giang a gio", "person": elsewhere.pk})

    assert f'value="{somebody.pk}"' in offered
    assert elsewhere.full_name not in offered
    assert elsewhere.full_name not in unknown.content.decode()
    assert "Không thấy ai" in unknown.content.decode()


def test_without_a_script_the_form_looks_for_the_person_and_writes_nothing(as_, offence, somebody):
    made = offence()
    sent = {"residence": "HERE", "person_q": "vang gio", "person_find": "1"}
    here, client = f"/vi-pham/vu-viec/{made.pk}/nguoi/", as_("commune_police")
    ticked = re.compile(r'<input[^>]*name="arrested"[^>]*checked')

    answer = client.post(here, sent | {"arrested": "on"})
    without = client.post(here, sent)

    assert answer.status_code == 200
    assert somebody.full_name in answer.content.decode()
    assert ticked.search(answer.content.decode())
    assert not ticked.search(without.content.decode())  # nobody is arrested by looking for a name
    assert not OffenceParty.objects.exists()


def test_a_link_to_somebody_out_of_sight_stays_when_the_rest_is_corrected(as_, offence, elsewhere):
    made = offence(PartyDetails(residence=Residence.UNKNOWN, person_id=elsewhere.pk))
    party, client = made.parties.get(), as_("commune_police")

    page = client.get(f"/vi-pham/nguoi/{party.pk}/sua/").content.decode()
    sent = {"residence": "UNKNOWN", "person": elsewhere.pk, "reason": "không bị bắt", "version": party.pk}
    client.post(f"/vi-pham/nguoi/{party.pk}/sua/", sent)

    assert "Giữ người đang nối" in page
    assert elsewhere.full_name not in page
    now = OffenceParty.objects.get(known_to=None)
    assert (now.person_id, now.arrested) == (elsewhere.pk, False)


def test_somebody_who_hides_is_linked_and_the_name_is_read_by_who_sees_the_person(as_, somebody, elsewhere):
    client = as_("commune_police")
    refused = client.post("/vi-pham/truy-na/them/", WANTED | {"person": elsewhere.pk})
    client.post("/vi-pham/truy-na/them/", WANTED | {"person": somebody.pk})
    made = WantedHiding.objects.get()

    assert refused.status_code == 422
    assert made.person_id == somebody.pk
    assert somebody.full_name in client.get(f"/vi-pham/truy-na/{made.pk}/").content.decode()
    assert Fact.objects.filter(kind="journal.RecordRead", subject_type="offences.wanted").exists()

    client.post(f"/vi-pham/truy-na/{made.pk}/sua/", WANTED | {"reason": "nhầm người", "version": made.pk, "person": ""})
    assert WantedHiding.objects.get(known_to=None).person_id is None
    assert "chưa nối" in client.get(f"/vi-pham/truy-na/{made.pk}/").content.decode()

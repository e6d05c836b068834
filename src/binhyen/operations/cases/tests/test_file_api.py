"""The JSON doors of cases: who may not, what a refusal says, what an answer holds."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.models import Case, CaseFact

from .steps import listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)


@pytest.fixture
def case(somebody):
    record_fact(person_id=somebody.pk, details=listed("SUBSTITUTION"), by=None, at=NOW)
    return Case.objects.get()


def state(client, case, **sent):
    body = {"kind": "VISIT", "effective_at": "2026-11-06T00:00:00+07:00", **sent}
    return client.post(f"/api/v1/cases/{case.pk}/facts", json.dumps(body), content_type="application/json")


def test_the_next_commune_finds_no_case(case, as_):
    stranger = as_("next_commune")

    assert stranger.get("/api/v1/cases").json() == {"count": 0, "items": []}
    assert stranger.get(f"/api/v1/cases/{case.pk}").status_code == 404
    assert state(stranger, case).status_code == 404


def test_who_reads_a_case_may_not_therefore_state_facts(case, as_):
    assert as_("leader").get(f"/api/v1/cases/{case.pk}").status_code == 200
    assert state(as_("leader"), case).status_code == 403
    assert state(as_("commune_committee"), case, kind="MANAGEMENT_DECIDED").status_code == 403


def test_a_case_says_where_it_stands_and_what_stays_shut(case, as_):
    found = as_("commune_police").get(f"/api/v1/cases/{case.pk}").json()

    assert (found["list_code"], found["state"], found["closed"]) == ("L2", "SUBSTITUTION", ["HEALTH"])
    assert found["spans"][0]["start"] == "2026-08-03"
    assert "VISIT" in found["moves"]


def test_a_fact_is_stated_once_and_the_second_officer_is_told(case, as_):
    police, key = as_("commune_police"), str(uuid4())
    first = state(police, case, one_time_key=key, version=case.version)
    again = state(police, case, one_time_key=key, version=case.version)

    assert (first.status_code, first.json()["id"]) == (201, again.json()["id"])
    late = state(police, case, kind="NOTE", data={"text": "x"}, version=case.version)
    assert (late.status_code, late.json()["version"]) == (409, case.version + 1)


def test_a_refusal_names_the_law(case, as_):
    answer = state(as_("commune_police"), case, kind="COMPULSORY_COMPLETED", authority="FACILITY_HEAD")

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert all(one["message"] for one in answer.json()["objections"])
    assert CaseFact.objects.count() == 1

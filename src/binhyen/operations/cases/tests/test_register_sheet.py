"""The register as an editable grid: whose rows, what each changed cell is answered."""

import json
from datetime import UTC, datetime

import pytest

from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.models import Case, CaseHelper
from binhyen.operations.cases.values import BulkFact

from .steps import listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
SAVE = "/ho-so/bang/ghi/"


@pytest.fixture
def two(registered):
    people = registered("Vàng A Gió"), registered("Lý A Chu")
    rows = [BulkFact(person_id=one.pk, details=listed("MANAGED")) for one in people]
    record_facts_bulk(rows=rows, by=None, at=NOW, source="test")
    return people


def change(client, person, field, value, version=1):
    sent = [{"id": str(person.pk), "version": version, "field": field, "value": value}]
    answer = client.post(SAVE, json.dumps(sent), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return json.dumps(answer.json(), ensure_ascii=False)


def test_the_next_commune_changes_no_cell_of_this_one(two, as_):
    assert "refused" in change(as_("next_commune"), two[0], "number", "BL-1")
    assert Case.objects.get(person=two[0]).file_number == ""


def test_a_number_is_kept_once_a_commune(two, as_):
    police = as_("commune_police")

    assert "saved" in change(police, two[0], "number", "BL-0147")
    assert "refused" in change(police, two[1], "number", "BL-0147")
    assert [case.file_number for case in Case.objects.order_by("person_id")] == ["BL-0147", ""]


def test_a_number_somebody_else_changed_is_shown_not_overwritten(two, as_):
    police = as_("commune_police")
    change(police, two[0], "number", "BL-1")

    answer = change(police, two[0], "number", "BL-2")

    assert "conflict" in answer
    assert "BL-1" in answer
    assert Case.objects.get(person=two[0]).file_number == "BL-1"


def test_who_helps_directly_is_named_in_the_grid_and_only_one(two, as_):
    police = as_("commune_police")
    change(police, two[0], "helper", "Lù Thị Dín")
    change(police, two[0], "helper", "Thào A Páo")

    assert CaseHelper.objects.get(person=two[0], direct=True).name == "Thào A Páo"
    assert "refused" in change(police, two[0], "helper", "")
    assert "Thào A Páo" in as_("commune_police").get("/ho-so/bang/").content.decode()


def test_columns_that_only_show_are_not_written(two, as_):
    sent = [{"id": str(two[0].pk), "version": 1, "field": "state", "value": "x"}]

    assert as_("commune_police").post(SAVE, json.dumps(sent), content_type="application/json").status_code == 400

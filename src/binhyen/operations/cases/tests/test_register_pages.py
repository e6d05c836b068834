"""The register as a list: whose cases, filters, order, pages, and one act on several people."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.kit.vietnamese.sort import name_sort_key
from binhyen.operations.cases.actions.bulk import record_facts_bulk
from binhyen.operations.cases.models import CaseFact
from binhyen.operations.cases.queries.register import CaseFilter, Counts
from binhyen.operations.cases.values import BulkFact
from tests.cast import NEXT_COMMUNE, SINCE

from .steps import listed

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 6, 3, 0, tzinfo=UTC)
LIST = "/ho-so/"


@pytest.fixture
def cases(registered):
    states = [("Vàng A Gió", "MANAGED"), ("Lý A Ánh", "SUBSTITUTION"), ("Cư A Dế", "POST_REHAB")]
    people = {name: registered(name) for name, _ in states}
    people["Tẩn Láo Tả"] = registered("Tẩn Láo Tả", NEXT_COMMUNE)
    rows = [BulkFact(person_id=people[name].pk, details=listed(state)) for name, state in states]
    rows.append(BulkFact(person_id=people["Tẩn Láo Tả"].pk, details=listed("MANAGED")))
    record_facts_bulk(rows=rows, by=None, at=NOW, source="test")
    return people


def names(answer):
    return [line["name"] for line in answer.context["lines"]]


def test_the_next_commune_sees_its_own_people_only(cases, as_):
    assert names(as_("next_commune").get(LIST)) == ["Tẩn Láo Tả"]


def test_whoever_reads_no_people_is_refused(cases, as_):
    assert as_("health_department").get(LIST).status_code == 403
    assert as_("administrator").get(LIST).status_code == 403


def test_names_stand_in_vietnamese_order_by_given_name(cases, as_):
    assert names(as_("officer").get(LIST)) == ["Lý A Ánh", "Cư A Dế", "Vàng A Gió", "Tẩn Láo Tả"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("list=L1", ["Vàng A Gió", "Tẩn Láo Tả"]),
        (f"list=L1&commune={NEXT_COMMUNE}", ["Tẩn Láo Tả"]),
        ("state=SUBSTITUTION", ["Lý A Ánh"]),
        ("list=NONE", []),
        ("flag=ABSENT", []),
        ("q=vang+gio", ["Vàng A Gió"]),
        ("q=%21%21", []),
        ("list=x&state=%00&hamlet=abc", ["Lý A Ánh", "Cư A Dế", "Vàng A Gió", "Tẩn Láo Tả"]),
    ],
)
def test_filters(cases, as_, query, found):
    answer = as_("officer").get(f"{LIST}?{query}")

    assert names(answer) == found
    assert answer.context["page"].paginator.count == len(found)


def test_a_page_costs_a_bounded_number_of_queries(cases, as_, django_assert_max_num_queries):
    reader = as_("officer")
    reader.get(LIST)
    with django_assert_max_num_queries(14):  # with the frame of the transaction that carries the scope
        reader.get(LIST)


def test_what_a_name_holds_is_shown_as_text(registered, as_):
    person = registered("Vàng A Gió")
    type(person).objects.filter(pk=person.pk).update(full_name='<b>"A"</b>')
    record_facts_bulk(rows=[BulkFact(person_id=person.pk, details=listed("MANAGED"))], by=None, at=NOW, source="t")

    page = as_("officer").get(LIST).content.decode()

    assert "<b>" not in page.split("<tbody>")[1].split("</tbody>")[0]
    assert "&lt;b&gt;" in page


def test_counts_by_list_answer_the_filters_they_can_and_no_others():
    found = Counts({}, {("L1", "MANAGED"): 3, ("L1", "SUSPENDED"): 2, ("", "NONE"): 4})

    assert found.of(CaseFilter(sort="han")) == 9
    assert found.of(CaseFilter(list="L1")) == 5
    assert found.of(CaseFilter(list="L1", state="MANAGED")) == 3
    assert found.of(CaseFilter(list="NONE")) == 4
    for more in ({"flag": "ABSENT"}, {"commune": "02788"}, {"hamlet": 1}, {"text": "a"}, {"due": "LATE"}):
        assert found.of(CaseFilter(list="L1", **more)) is None


def bulk(client, people, **more):
    sent = {"kind": "VISIT", "ids": [one.pk for one in people], **more}
    return client.post("/ho-so/ghi-nhieu/", sent)


def test_a_visit_round_is_one_form_with_one_result_for_each(cases, as_):
    police = as_("commune_police")
    people = [cases["Vàng A Gió"], cases["Lý A Ánh"]]
    assert bulk(police, people).status_code == 200
    key = uuid4()
    sent = {"one_time_key": key, "effective_on": "06/11/2026", "d_place": "HOME", f"skip_{people[1].pk}": "on"}

    done = bulk(police, people, **sent)
    again = bulk(police, people, **sent)

    assert [bool(one.outcome.fact_id) for one in done.context["results"]] == [True]
    assert again.context["results"][0].outcome.already
    assert CaseFact.objects.filter(kind="VISIT").count() == 1


def test_people_of_others_are_left_out_of_a_round(cases, as_):
    answer = bulk(as_("next_commune"), [cases["Vàng A Gió"]])

    assert answer["Location"] == LIST
    assert not CaseFact.objects.filter(kind="VISIT").exists()


def test_a_case_stands_where_the_name_of_its_person_puts_it(cases, as_, person):
    gio = cases["Vàng A Gió"]
    type(gio).objects.filter(pk=gio.pk).update(full_name="Vàng A Ai", sort_key=name_sort_key("Vàng A Ai"))

    assert names(as_("officer").get(LIST))[0] == "Vàng A Ai"


def test_no_tab_leads_to_a_refusal(cases, as_):
    health = User.objects.create(username="station")
    office = {"role": "HEALTH_OFFICER", "body_key": "tram_yte", "area_code": "02788", "valid_from": SINCE}
    Appointment.objects.create(user=health, **office)

    for name in ("station", "commune_police", "leader"):
        page = as_(name).get(LIST).content.decode()
        tabs = page.split('class="tabs"')[1].split("</nav>")[0]
        for address in re.findall(r'href="([^"]+)"', tabs):
            assert as_(name).get(address).status_code == 200, (name, address)

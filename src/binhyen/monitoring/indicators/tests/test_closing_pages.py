"""Pages of closed books: who may not, the way from the button to the code, the people behind a difference."""

import pytest

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import THE_SYSTEM
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.values import JobState
from binhyen.foundation.jobs.work import Unwatched
from binhyen.monitoring.indicators import jobs
from binhyen.monitoring.indicators.models import Closing
from binhyen.operations.cases.actions.facts import withdraw_fact
from binhyen.operations.cases.models import CaseFact
from tests.cast import BAN_LAU

from .conftest import NOW

pytestmark = pytest.mark.django_db
NEW = "/so-lieu/chot/moi/ADMIN_MONTH/2026-10/"


def done(kind):
    """The job that was asked for, done as the worker does it; what people then read."""
    job = Job.objects.get(kind=kind)
    assert job.state == JobState.QUEUED
    function = {"indicators.close": jobs.close, "indicators.check": jobs.check}[kind]
    return function(**job.arguments, progress=Unwatched(), at=NOW)


@pytest.mark.parametrize("who", ["officer", "leader", "auditor", "commune_police", "administrator", "stranger"])
def test_nobody_but_the_coordinator_closes(lists, as_, who):
    assert as_(who).post(NEW, {"stated": "on"}).status_code == 403
    assert not Job.objects.filter(kind="indicators.close").exists()


def test_without_the_statement_nothing_is_closed(lists, as_):
    answer = as_("coordinator").post(NEW, {"note": "x"})

    assert answer.status_code == 422
    assert "Chưa xác nhận thì chưa chốt được" in answer.content.decode()
    assert not Job.objects.filter(kind="indicators.close").exists()


def test_a_period_that_runs_is_refused_on_the_page(lists, as_):
    answer = as_("coordinator").post("/so-lieu/chot/moi/ADMIN_MONTH/2030-01/", {"stated": "on"})

    assert answer.status_code == 422
    assert "mới xong" in answer.content.decode()


def test_from_the_button_to_the_code(lists, as_):
    client = as_("coordinator")
    answer = client.post(NEW, {"stated": "on", "note": "Hai xã còn rà soát"}, follow=True)
    assert "Chốt số liệu tháng 10/2026" in answer.content.decode()

    said = done("indicators.close")
    closing = Closing.objects.get()
    page = client.get(f"/so-lieu/chot/{closing.code}/").content.decode()

    assert closing.code in said
    assert (closing.people, closing.note) == (5, "Hai xã còn rà soát")
    assert "chịu trách nhiệm về tính chính xác" in page
    assert closing.code in client.get("/so-lieu/chot/").content.decode()


def test_a_difference_opens_to_its_person_for_her_own_commune_alone(closed, lists, person, as_):
    with scope_in_database(THE_SYSTEM):
        fact = CaseFact.objects.get(person=lists["Vàng A Gió"])
        withdraw_fact(fact_id=fact.pk, reason="Nhầm người", by=person("officer"), at=NOW)
    address = f"/so-lieu/chot/{closed.code}/khac/"

    own, next_commune = as_("commune_police").get(address), as_("next_commune").get(address)
    asked_for = as_("next_commune").get(address, {"xa": BAN_LAU})

    assert [one.name for one in own.context["people"]] == ["Vàng A Gió"]
    assert own.context["people"][0].because == "Rút sự kiện đã ghi"
    assert next_commune.context["people"] == []
    assert asked_for.context["people"] == []
    assert as_("health_department").get(address).status_code == 403


def test_a_commune_sees_its_own_line_and_the_sums_of_the_province(closed, as_):
    own = as_("commune_police").get(f"/so-lieu/chot/{closed.code}/")
    department = as_("health_department").get(f"/so-lieu/chot/{closed.code}/")

    assert [line.commune for line in own.context["lines"]] == [BAN_LAU]
    assert own.context["province"]["L2"] == 3
    assert department.context["lines"] == []


def test_anybody_signed_in_checks_a_code_and_reads_the_outcome(closed, as_):
    client = as_("stranger")
    answer = client.post("/so-lieu/kiem-tra/", {"ma": closed.code.lower().replace("-", "")}, follow=True)
    assert answer.status_code == 200

    assert "còn nguyên vẹn" in done("indicators.check")
    page = client.get("/so-lieu/kiem-tra/", {"ma": closed.code}).content.decode()
    assert "khớp" in page
    assert closed.signer in page


@pytest.mark.parametrize(("code", "words"), [("BY-0000-00", "không phải mã chốt"), ("BY-2222-22", "Không có bản chốt")])
def test_a_wrong_code_is_told_apart_from_one_nobody_made(db, as_, code, words):
    answer = as_("stranger").post("/so-lieu/kiem-tra/", {"ma": code})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_who_is_not_signed_in_learns_whether_a_code_holds_and_no_figure(closed, client):
    jobs.check_last(at=NOW)

    page = client.post("/so-lieu/kiem-tra/", {"ma": closed.code}, follow=True)

    assert closed.signer in page.content.decode()
    assert "khớp" in page.content.decode()
    assert "province" not in page.context
    assert not Job.objects.filter(kind="indicators.check").exists()


@pytest.mark.parametrize(
    "address", ["/so-lieu/chot/BY-2222-22/", "/so-lieu/chot/BY-2222-22/khac/", "/so-lieu/chot/moi/X/Y/"]
)
def test_what_is_not_there_is_not_found(db, as_, address):
    assert as_("coordinator").get(address).status_code == 404


def test_the_night_checks_the_last_closing(closed):
    assert "còn nguyên vẹn" in jobs.check_last(at=NOW)
    assert closed.checks.get().holds


def test_pages_of_closings_cost_few_queries(closed, as_, django_assert_max_num_queries):
    client = as_("coordinator")
    for address in ("/so-lieu/chot/", f"/so-lieu/chot/{closed.code}/"):
        client.get(address)
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200

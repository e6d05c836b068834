"""The journal's pages: who may not, then what one finds."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from binhyen.foundation.jobs.models import Job
from binhyen.foundation.journal import actions
from binhyen.foundation.journal.events import Event

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


class Checked(Event):
    SUBJECT = "tests.thing"
    LABEL = "Kiểm tra đồ vật"


def state(number=1, by=None, at=AT, reason=""):
    return actions.record(Checked(subject_id=str(number)), by=by, at=at, reason=reason)


@pytest.mark.parametrize("who", ["stranger", "commune_police", "leader", "officer"])
@pytest.mark.parametrize("page", ["list", "detail", "verify"])
def test_people_without_the_office_are_refused(as_, who, page):
    fact = state()
    address = reverse(f"journal:{page}", args=[fact.pk] if page == "detail" else [])
    browser = as_(who)

    answer = browser.post(address) if page == "verify" else browser.get(address)

    assert answer.status_code == 403


def test_nobody_signed_in_is_sent_to_sign_in(as_):
    assert as_("").get(reverse("journal:list")).status_code == 302


@pytest.mark.parametrize("who", ["auditor", "administrator", "coordinator"])
def test_those_who_watch_read_what_happened(as_, who):
    state(7, reason="theo kế hoạch")

    text = as_(who).get(reverse("journal:list")).content.decode()

    assert "Kiểm tra đồ vật" in text
    assert "theo kế hoạch" in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"1", "2", "3"}),
        ({"q": "lo thi may"}, {"2"}),
        ({"q": "ke hoach"}, {"3"}),
        ({"q": "3"}, {"3"}),
        ({"loai": "tests.Checked"}, {"1", "2", "3"}),
        ({"ve": "tests.thing:2"}, {"2"}),
        ({"ve": "tests.other"}, set()),
        ({"tu": "04/02/2026"}, {"3"}),
        ({"den": "03/02/2026"}, {"1", "2"}),
        ({"tu": "không phải ngày"}, {"1", "2", "3"}),
        ({"q": "không có"}, set()),
    ],
)
def test_the_journal_is_searched_and_filtered(as_, person, asked, found):
    writer = person("commune_police")
    writer.full_name = "Lò Thị Mây"
    state(1)
    state(2, by=writer)
    state(3, at=datetime(2026, 2, 3, 17, 0, tzinfo=UTC), reason="Kế hoạch")  # midnight of 4 February in Vietnam

    answer = as_("auditor").get(reverse("journal:list"), asked)

    assert {fact.subject_id for fact, _ in answer.context["rows"] if fact.subject_type == "tests.thing"} == found


def test_pages_follow_each_other_without_gap_or_double(as_):
    for number in range(55):
        state(number)
    browser = as_("auditor")

    first = browser.get(reverse("journal:list")).context
    second = browser.get(reverse("journal:list"), {"truoc": first["next_before"]}).context

    numbers = [fact.subject_id for fact, _ in [*first["rows"], *second["rows"]]]
    assert numbers == [str(n) for n in reversed(range(55))]
    assert second["next_before"] is None


def test_the_list_costs_the_same_however_long_it_is(as_, django_assert_num_queries):
    browser = as_("auditor")
    for number in range(60):
        state(number)
    browser.get(reverse("journal:list"))

    with django_assert_num_queries(8):  # session, user, scope, kinds, page, head, verification, job
        browser.get(reverse("journal:list"))


def test_one_fact_shows_its_data_and_that_it_waits_for_its_seal(as_):
    text = as_("auditor").get(reverse("journal:detail", args=[state(7).pk])).content.decode()

    assert "tests.Checked" in text
    assert "Chưa niêm phong" in text


def test_a_fact_that_is_not_there_is_not_found(as_):
    assert as_("auditor").get(reverse("journal:detail", args=[999_999])).status_code == 404


def test_an_auditor_asks_for_the_whole_walk(as_):
    as_("auditor").post(reverse("journal:verify"))

    assert Job.objects.get().kind == "journal.verify"

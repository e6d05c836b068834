"""The page of background work: one's own, or everybody's for an administrator."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from binhyen.foundation.jobs import actions
from binhyen.foundation.jobs.models import Job

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(person):
    return actions.enqueue(kind="tests.x", title="Đọc tệp ke-hoach.docx", arguments={}, by=person("officer"), at=AT)


@pytest.mark.parametrize("who", ["stranger", "coordinator", "auditor"])
def test_somebody_elses_job_does_not_exist(as_, job, who):
    browser = as_(who)

    assert browser.get(reverse("jobs:progress", args=[job.pk])).status_code == 404
    assert "ke-hoach.docx" not in browser.get(reverse("jobs:list")).content.decode()


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_the_asker_and_an_administrator_see_it(as_, job, who):
    browser = as_(who)

    assert "ke-hoach.docx" in browser.get(reverse("jobs:list")).content.decode()
    assert browser.get(reverse("jobs:progress", args=[job.pk])).status_code == 200


def test_the_fragment_asks_for_itself_until_the_job_is_over(as_, job):
    browser, address = as_("officer"), reverse("jobs:progress", args=[job.pk])
    assert "hx-trigger" in browser.get(address).content.decode()

    actions.begin(job_id=job.pk, at=AT)
    Job.objects.filter(pk=job.pk).update(done=3, total=7, message="Đang đọc trang 3")
    running = browser.get(address).content.decode()
    actions.finish(job_id=job.pk, message="Đã đọc 170 nhiệm vụ.", at=AT)
    over = browser.get(address).content.decode()

    assert "3 / 7" in running
    assert "Đang đọc trang 3" in running
    assert "hx-trigger" not in over
    assert "Đã đọc 170 nhiệm vụ." in over


def test_an_empty_list_says_what_will_stand_here(as_):
    assert "Chưa có việc nào chạy nền" in as_("officer").get(reverse("jobs:list")).content.decode()


def test_the_list_costs_the_same_however_long_it_is(as_, person, django_assert_num_queries):
    for _ in range(40):
        actions.enqueue(kind="tests.x", title="x", arguments={}, by=person("officer"), at=AT)
    browser = as_("officer")
    browser.get(reverse("jobs:list"))

    with django_assert_num_queries(4):  # session, user, scope, page
        answer = browser.get(reverse("jobs:list"))

    assert len(answer.context["jobs"]) == 30

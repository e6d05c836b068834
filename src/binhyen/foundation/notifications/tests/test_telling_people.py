"""Messages: nobody reads another's, one digest a day, nothing empty, nothing twice."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from binhyen.foundation.access.rls import scope_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.database.server import APP
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.notifications import actions, jobs, mails, queries
from binhyen.foundation.notifications.models import Digest, Notification

SEVEN = datetime(2026, 2, 3, 0, 20, tzinfo=UTC)  # 07:20 in Vietnam
HALF_PAST = SEVEN + timedelta(minutes=10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def police(person):
    user = person("commune_police")
    user.email = "ca.banlau@xa.example"
    user.save()
    return user


@pytest.fixture
def app_role():
    """Everything after this runs with the rights of the application, as in a request."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")


def tell(*users, text="Nhiệm vụ mới: rà soát địa bàn", at=SEVEN, kind="directives.assigned", url="/viec/1/"):
    return actions.notify(users=users, kind=kind, text=text, url=url, at=at)


def test_the_database_shows_nobody_the_messages_of_another(police, person, app_role):
    stranger = person("next_commune")
    tell(police)
    tell(stranger, text="của người khác")

    with scope_in_database(Scope(user_id=police.pk)):
        seen = set(Notification.objects.values_list("text", flat=True))
        changed = Notification.objects.update(text="đổi")

    assert seen == {"Nhiệm vụ mới: rà soát địa bàn"}
    assert changed == 1
    assert list(Notification.objects.all()) == []  # no scope, no rows


def test_reading_and_marking_work_with_the_rights_of_the_application(as_, police, app_role):
    browser = as_("commune_police")
    tell(police)

    assert "rà soát địa bàn" in browser.get(reverse("notifications:list")).content.decode()
    assert "1" in browser.get(reverse("notifications:unread")).content.decode()
    browser.post(reverse("notifications:all-read"))

    assert browser.get(reverse("notifications:unread")).content.decode() == ""


def test_another_persons_message_does_not_exist(as_, police):
    tell(police)
    message = Notification.objects.get()

    assert as_("next_commune").get(reverse("notifications:open", args=[message.pk])).status_code == 404
    as_("next_commune").post(reverse("notifications:all-read"))

    message.refresh_from_db()
    assert message.read_at is None


def test_nobody_signed_in_has_no_number(as_):
    assert as_("").get(reverse("notifications:unread")).content.decode() == ""


def test_opening_a_message_marks_it_and_leads_to_its_page(as_, police):
    tell(police)
    message = Notification.objects.get()

    answer = as_("commune_police").get(reverse("notifications:open", args=[message.pk]))

    message.refresh_from_db()
    assert answer.url == "/viec/1/"
    assert message.read_at is not None


def test_a_message_never_leads_to_another_site(as_, police):
    tell(police, url="https://la.example/")

    answer = as_("commune_police").get(reverse("notifications:open", args=[Notification.objects.get().pk]))

    assert answer.url == reverse("notifications:list")


def test_pages_follow_each_other_even_where_moments_are_the_same(as_, police):
    for number in range(65):
        tell(police, text=f"tin {number}")
    browser, seen, address = as_("commune_police"), [], reverse("notifications:list")

    while address:
        context = browser.get(address).context
        seen += [message.text for message, _ in context["rows"]]
        last = context["last"]
        address = (
            last
            and f"{reverse('notifications:list')}?truoc={last.created_at.isoformat().replace('+', '%2B')},{last.pk}"
        )

    assert sorted(seen) == sorted(f"tin {number}" for number in range(65))


def test_a_kind_that_is_in_no_table_is_not_sent(police):
    with pytest.raises(KeyError):
        tell(police, kind="gì đó")


def test_there_is_no_digest_before_half_past_seven(police):
    tell(police)

    assert actions.send_digests(at=SEVEN) == 0
    assert mail.outbox == []


def test_one_mail_holds_all_titles_of_a_person(police, person, settings):
    settings.PUBLIC_URL = "https://by.tinh.example/"
    tell(police)
    tell(police, text="Nhiệm vụ sắp đến hạn: báo cáo quý")

    assert actions.send_digests(at=HALF_PAST) == 1

    (letter,) = mail.outbox
    assert letter.to == [police.email]
    assert letter.subject == "Bình Yên 03/02/2026: 2 tin chờ anh/chị"
    assert "rà soát địa bàn" in letter.body
    assert "báo cáo quý" in letter.body
    assert "https://by.tinh.example/thong-bao/" in letter.body


def test_there_is_no_second_digest_on_a_day_and_nothing_twice_on_the_next(police):
    tell(police)
    actions.send_digests(at=HALF_PAST)
    tell(police, text="tin muộn", at=HALF_PAST)

    assert actions.send_digests(at=HALF_PAST + timedelta(hours=3)) == 0
    assert actions.send_digests(at=HALF_PAST + timedelta(days=1)) == 1

    assert "rà soát" not in mail.outbox[1].body
    assert "tin muộn" in mail.outbox[1].body


@pytest.mark.parametrize("case", ["nothing", "read", "no_address", "closed"])
def test_a_digest_is_never_empty_and_never_goes_astray(police, case):
    if case != "nothing":
        tell(police)
    if case == "read":
        actions.mark_read(scope=Scope(user_id=police.pk), notification_id=None, at=SEVEN)
    if case == "no_address":
        police.email = ""
    if case == "closed":
        police.is_active = False
    police.save()

    assert actions.send_digests(at=HALF_PAST) == 0
    assert mail.outbox == []


def test_a_mail_that_does_not_leave_is_tried_again_and_keeps_nobody_else_waiting(police, person, monkeypatch):
    other = person("next_commune")
    other.email = "khac@xa.example"
    other.save()
    tell(police, other)
    honest = mails.send_digest

    def refuse(*, to, **rest):
        if to == police:
            raise smtplib.SMTPServerDisconnected
        honest(to=to, **rest)

    monkeypatch.setattr(mails, "send_digest", refuse)
    assert actions.send_digests(at=HALF_PAST) == 1
    monkeypatch.setattr(mails, "send_digest", honest)
    assert actions.send_digests(at=HALF_PAST + timedelta(minutes=10)) == 1

    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([police.email, other.email])
    assert Digest.objects.count() == 2


def test_digests_leave_with_the_rights_of_the_application(police, app_role):
    tell(police)

    assert actions.send_digests(at=HALF_PAST) == 1


def test_a_kind_that_cannot_wait_goes_out_at_once_and_once(police):
    tell(police, kind="journal.broken", text="Chuỗi nhật ký bị đứt")
    job = Job.objects.get()

    for _ in range(2):
        jobs.mail(**job.arguments, progress=None, at=SEVEN)

    assert [letter.subject for letter in mail.outbox] == ["Bình Yên: Chuỗi nhật ký bị đứt"]
    assert actions.send_digests(at=HALF_PAST) == 0


def test_the_list_costs_the_same_however_long_it_is(as_, police, django_assert_num_queries):
    for number in range(40):
        tell(police, text=f"tin {number}")
    browser = as_("commune_police")
    browser.get(reverse("notifications:list"))

    # session, user, scope; savepoint, state, scope in, page, scope back (2), release
    with django_assert_num_queries(9):
        browser.get(reverse("notifications:list"))
    assert queries.unread_count(scope=Scope(user_id=police.pk)) == 40

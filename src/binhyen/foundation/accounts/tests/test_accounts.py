"""Accounts and offices: who may not, what is refused, what an office opens and for which days."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from binhyen.foundation.access.queries import scope
from binhyen.foundation.access.values import Role
from binhyen.foundation.accounts import actions, bodies
from binhyen.foundation.accounts.actions import AccountRefused
from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.rules import OfficeRefused
from binhyen.foundation.accounts.values import AccountDetails, Office
from binhyen.foundation.journal import actions as journal
from binhyen.foundation.journal.models import Fact

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
TODAY = date(2026, 2, 3)
MAY = AccountDetails(username="may.banlau", full_name="Lò Thị Mây", position="Công an viên", email="may@xa.example")
POLICE = Office(role=Role.COMMUNE_POLICE, body_key="ca_xa_02788", area_code="02788", valid_from=date(2025, 7, 1))

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def register_of_bodies(monkeypatch):
    known = {
        key: bodies.Choice(key, f"Cơ quan {key}", area)
        for key, area in [("ca_xa_02788", "02788"), ("ca_xa_02683", "02683"), ("ca_tinh", "15")]
    }
    monkeypatch.setitem(
        bodies._register,
        "bodies",
        (
            lambda keys: {key: known[key] for key in keys if key in known},
            lambda words, on: [choice for choice in known.values() if words in choice.key],
        ),
    )


@pytest.fixture
def administrator(person):
    return person("administrator")


@pytest.fixture
def may(administrator):
    return actions.make_account(details=MAY, by=administrator, at=AT)[0]


@pytest.mark.parametrize("who", ["stranger", "coordinator", "auditor", "commune_police"])
@pytest.mark.parametrize("page", ["list", "new", "bodies", "detail", "change", "close", "password", "office-new"])
def test_only_administrators_keep_accounts(as_, may, who, page):
    address = reverse(f"accounts:{page}", args=[] if page in {"list", "new", "bodies"} else [may.pk])
    browser = as_(who)

    answer = browser.get(address) if page in {"list", "new", "bodies", "detail"} else browser.post(address)

    assert answer.status_code == 403


def test_a_new_account_has_a_password_that_is_shown_once_and_must_be_changed(as_):
    browser = as_("administrator")
    form = {"username": MAY.username, "full_name": MAY.full_name, "phone": "", "email": ""}

    answer = browser.post(reverse("accounts:new"), form)

    made = User.objects.get(username=MAY.username)
    password = answer.context["password"]
    assert made.check_password(password)
    assert made.must_change_password
    assert "no-store" in answer["Cache-Control"]
    assert password not in browser.get(reverse("accounts:detail", args=[made.pk])).content.decode()
    assert Fact.objects.filter(kind="accounts.AccountMade", subject_id=str(made.pk)).count() == 1
    assert password not in str(list(Fact.objects.values_list("data", flat=True)))


def test_a_one_time_password_opens_only_the_page_to_change_it(client, administrator):
    user, password = actions.make_account(details=MAY, by=administrator, at=AT)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert client.get(reverse("accounts:mine")).url == reverse("account_change_password")
    new = "suối chảy qua bản"
    client.post(reverse("account_change_password"), {"oldpassword": password, "password1": new, "password2": new})

    assert client.get(reverse("accounts:mine")).status_code == 200
    user.refresh_from_db()
    assert user.check_password(new)
    assert Fact.objects.filter(kind="accounts.PasswordChanged", actor_id=user.pk).count() == 1


def test_a_name_that_is_taken_is_refused(may, administrator):
    with pytest.raises(AccountRefused, match="đã có người dùng"):
        actions.make_account(details=MAY, by=administrator, at=AT)


def test_no_fact_no_account(administrator, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(journal, "record", broken)

    with pytest.raises(RuntimeError):
        actions.make_account(details=MAY, by=administrator, at=AT)

    assert not User.objects.filter(username=MAY.username).exists()


def test_a_change_states_what_changed_and_never_the_values(may, administrator):
    actions.change_account(user_id=may.pk, details=replace(MAY, phone="0912 345 678"), by=administrator, at=AT)
    actions.change_account(user_id=may.pk, details=replace(MAY, phone="0912 345 678"), by=administrator, at=AT)

    fact = Fact.objects.get(kind="accounts.AccountChanged")
    assert fact.data == {"fields": ["phone"]}


def test_a_closed_account_loses_its_open_session_and_its_scope(client, may, administrator):
    actions.appoint(user_id=may.pk, office=POLICE, by=administrator, at=AT)
    User.objects.filter(pk=may.pk).update(must_change_password=False)
    client.force_login(may, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("accounts:mine")).status_code == 200

    actions.deactivate(user_id=may.pk, by=administrator, at=AT, reason="chuyển công tác")

    assert client.get(reverse("accounts:mine")).status_code == 302
    may.refresh_from_db()
    assert scope(user=may, on=TODAY).roles == frozenset()


def test_nobody_closes_their_own_account(administrator):
    with pytest.raises(AccountRefused, match="của mình"):
        actions.deactivate(user_id=administrator.pk, by=administrator, at=AT)


def test_the_last_administrator_stays(administrator, may):
    office = Appointment.objects.get(role=Role.ADMINISTRATOR)

    with pytest.raises(AccountRefused, match="cuối cùng"):
        actions.end_appointment(appointment_id=office.pk, last_day=TODAY, by=administrator, at=AT)
    with pytest.raises(AccountRefused, match="cuối cùng"):
        actions.deactivate(user_id=administrator.pk, by=may, at=AT)


@pytest.mark.parametrize(
    ("office", "words"),
    [
        (replace(POLICE, valid_to=date(2025, 1, 1)), "Ngày cuối đứng trước"),
        (replace(POLICE, body_key=""), "phải gắn với một cơ quan"),
        (replace(POLICE, body_key="ca_tinh", area_code=""), "phải gắn với một xã"),
        (replace(POLICE, body_key="khong_co"), "Không có cơ quan nào"),
    ],
)
def test_an_office_that_cannot_be_is_refused_with_a_reason(may, administrator, office, words):
    with pytest.raises(OfficeRefused, match=words):
        actions.appoint(user_id=may.pk, office=office, by=administrator, at=AT)

    assert not Appointment.objects.filter(user=may).exists()


def test_the_same_office_is_not_given_twice(may, administrator):
    actions.appoint(user_id=may.pk, office=POLICE, by=administrator, at=AT)

    with pytest.raises(OfficeRefused, match="đã có vai trò đó"):
        actions.appoint(user_id=may.pk, office=replace(POLICE, valid_from=TODAY), by=administrator, at=AT)


def test_offices_in_several_bodies_are_one_scope(may, administrator):
    actions.appoint(user_id=may.pk, office=POLICE, by=administrator, at=AT)
    other = replace(POLICE, body_key="ca_xa_02683", area_code="")
    actions.appoint(user_id=may.pk, office=other, by=administrator, at=AT)

    opened = scope(user=may, on=TODAY)

    assert opened.areas == {"02788", "02683"}
    assert opened.bodies == {"ca_xa_02788", "ca_xa_02683"}
    assert not opened.province_wide


@pytest.mark.parametrize(("day", "there"), [(-1, False), (0, True), (5, True), (6, False)])
def test_an_office_opens_from_its_first_day_to_its_last(may, administrator, day, there):
    office = replace(POLICE, valid_from=TODAY, valid_to=TODAY + timedelta(days=5))
    actions.appoint(user_id=may.pk, office=office, by=administrator, at=AT)

    assert bool(scope(user=may, on=TODAY + timedelta(days=day)).areas) is there


@pytest.fixture
def absent(may, administrator):
    return actions.appoint(user_id=may.pk, office=POLICE, by=administrator, at=AT)


@pytest.mark.parametrize(("day", "there"), [(-1, False), (0, True), (6, True), (7, False)])
def test_who_stands_in_has_the_office_for_the_days_of_the_absence(absent, person, administrator, day, there):
    other = person("stranger")
    actions.stand_in(
        appointment_id=absent.pk, user_id=other.pk, first=TODAY, last=TODAY + timedelta(days=6), by=administrator, at=AT
    )

    opened = scope(user=other, on=TODAY + timedelta(days=day))

    assert (opened.areas == {"02788"}) is there
    assert scope(user=absent.user, on=TODAY + timedelta(days=day)).areas == {"02788"}


def test_a_stand_in_ends_with_the_office_it_stands_for(absent, person, administrator):
    other = person("stranger")
    actions.stand_in(
        appointment_id=absent.pk,
        user_id=other.pk,
        first=TODAY,
        last=TODAY + timedelta(days=30),
        by=administrator,
        at=AT,
    )

    actions.end_appointment(appointment_id=absent.pk, last_day=TODAY, by=administrator, at=AT)

    assert scope(user=other, on=TODAY).areas == {"02788"}
    assert scope(user=other, on=TODAY + timedelta(days=1)).areas == frozenset()


def test_an_office_withdrawn_before_it_began_never_was(may, administrator):
    later = replace(POLICE, valid_from=TODAY + timedelta(days=10))
    office = actions.appoint(user_id=may.pk, office=later, by=administrator, at=AT)

    actions.end_appointment(appointment_id=office.pk, last_day=TODAY, by=administrator, at=AT)

    assert scope(user=may, on=later.valid_from).roles == frozenset()


def test_nobody_stands_in_for_themselves(absent, administrator):
    with pytest.raises(OfficeRefused, match="người khác"):
        actions.stand_in(
            appointment_id=absent.pk, user_id=absent.user_id, first=TODAY, last=TODAY, by=administrator, at=AT
        )


def test_an_administrator_gives_and_ends_an_office_on_the_pages(as_, may, absent):
    browser = as_("administrator")
    give = reverse("accounts:office-new", args=[may.pk])
    form = {"role": "HEALTH_OFFICER", "body_key": "ca_xa_02683", "valid_from": "01/02/2026"}

    assert browser.post(give, form).status_code == 302
    assert browser.post(give, form | {"body_key": "khong_co"}).status_code == 400
    end = reverse("accounts:end", args=[may.pk, absent.pk])
    assert browser.post(end, {"last_day": "01/02/2026", "reason": "hết nhiệm kỳ"}).status_code == 302

    absent.refresh_from_db()
    assert absent.valid_to == date(2026, 2, 1)
    assert Fact.objects.filter(kind="accounts.OfficeEnded", reason="hết nhiệm kỳ").count() == 1


def test_one_persons_office_is_not_changed_through_another_person(as_, person, absent):
    address = reverse("accounts:end", args=[person("leader").pk, absent.pk])

    assert as_("administrator").post(address, {"last_day": "01/02/2026"}).status_code == 404


def test_the_list_is_searched_without_tones(as_, may):
    browser = as_("administrator")

    found = browser.get(reverse("accounts:list"), {"q": "lo thi may"}).context["page"]

    assert [user.pk for user in found] == [may.pk]


def test_the_list_costs_the_same_however_long_it_is(as_, administrator, django_assert_num_queries):
    for number in range(30):
        details = AccountDetails(username=f"can.bo.{number}", full_name=f"Người {number}")
        user, _ = actions.make_account(details=details, by=administrator, at=AT, password="suoi-chay-qua-ban")
        actions.appoint(user_id=user.pk, office=POLICE, by=administrator, at=AT)
    browser = as_("administrator")
    browser.get(reverse("accounts:list"))

    with django_assert_num_queries(6):  # session, user, scope, count, page, offices
        browser.get(reverse("accounts:list"))


def test_everybody_sees_their_own_offices_and_changes_their_own_contact(as_, person):
    browser = as_("commune_police")

    assert "Công an xã" in browser.get(reverse("accounts:mine")).content.decode()
    browser.post(reverse("accounts:mine"), {"phone": "0912 345 678", "email": "a@xa.example"})

    assert person("commune_police").email == "a@xa.example"

"""Signing in: the lock after wrong passwords, the devices, the identity provider's button."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.test import RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts import actions
from binhyen.foundation.accounts.adapters import KnownPeopleOnly
from binhyen.foundation.journal.models import Fact

PASSWORD = "suối chảy qua bản"
SIGN_IN = "account_login"

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    user = get_user_model()(username="may.banlau", full_name="Lò Thị Mây")
    user.set_password(PASSWORD)
    user.save()
    return user


def try_(client, password, **more):
    return client.post(reverse(SIGN_IN), {"login": "may.banlau", "password": password}, **more)


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_door(client, user):
    try_(client, PASSWORD)

    assert signed_in(client)


def test_the_sixth_try_is_refused_even_with_the_right_password_and_says_until_when(client, user):
    for _ in range(5):
        try_(client, "sai mật khẩu")

    answer = try_(client, PASSWORD)

    assert answer.status_code == 429
    again = timezone.localtime(answer.wsgi_request.at + timedelta(minutes=15))
    assert f"thử lại sau {again:%H:%M}" in answer.content.decode()
    assert not signed_in(client)


def test_four_wrong_passwords_do_not_lock(client, user):
    for _ in range(4):
        try_(client, "sai mật khẩu")

    try_(client, PASSWORD)

    assert signed_in(client)


def test_a_lock_at_one_place_does_not_keep_the_person_out_elsewhere(client, user):
    for _ in range(6):
        try_(client, "sai mật khẩu")

    try_(client, PASSWORD, REMOTE_ADDR="10.0.0.9")

    assert signed_in(client)


def test_a_wrong_password_is_not_kept_anywhere(client, user):
    try_(client, "mật khẩu gõ nhầm")

    assert "gõ nhầm" not in str(list(AccessAttempt.objects.values()))


def test_where_one_is_signed_in_is_listed_and_written_down_only_now_and_then(client, user, django_assert_num_queries):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("accounts:mine"))
    assert UserSession.objects.filter(user=user).count() == 1

    with django_assert_num_queries(5):  # session, user, scope, offices, stand-ins: nothing written
        client.get(reverse("accounts:mine"))


def test_nobody_signs_up(client):
    answer = client.post(reverse("account_signup"), {"username": "la", "password1": PASSWORD, "password2": PASSWORD})

    assert answer.status_code in {200, 403, 404}
    assert not get_user_model().objects.exists()


PROVIDER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": "Cổng xác thực tỉnh",
                "client_id": "binhyen",
                "secret": "bí mật",
                "settings": {"server_url": "https://id.tinh.example/.well-known/openid-configuration"},
            }
        ]
    }
}


def test_without_an_identity_provider_there_is_no_button(client):
    assert "Cổng xác thực" not in client.get(reverse(SIGN_IN)).content.decode()


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_a_configured_identity_provider_has_its_button(client):
    page = client.get(reverse(SIGN_IN)).content.decode()

    assert "Cổng xác thực tỉnh" in page
    assert "/oidc/oidc/login/" in page


def coming_from_the_provider(*addresses, verified=True):
    """What allauth hands over when the provider sends somebody back."""
    person = get_user_model()(email=addresses[0])
    emails = [EmailAddress(email=address, verified=verified) for address in addresses]
    account = SocialAccount(provider="oidc", uid="subject-1", extra_data={})
    return SocialLogin(user=person, account=account, email_addresses=emails)


def arrive(login):
    request = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    KnownPeopleOnly(request).pre_social_login(request, login)
    return login


@pytest.fixture
def known(user):
    user.email = "May@xa.example"
    user.save()
    return user


@override_settings(SOCIALACCOUNT_PROVIDERS=PROVIDER)
def test_the_provider_is_linked_to_the_one_person_with_the_verified_address(known):
    login = arrive(coming_from_the_provider("may@xa.example"))

    assert login.user == known
    assert SocialAccount.objects.get().user == known
    assert Fact.objects.get(kind="accounts.IdentityLinked").data == {"provider": "oidc"}


@pytest.mark.parametrize("case", ["unverified", "unknown", "closed", "shared"])
def test_nobody_else_comes_in_through_the_provider(known, case):
    if case == "closed":
        known.is_active = False
        known.save()
    if case == "shared":
        get_user_model().objects.create(username="khac", email="may@xa.example")
    address = "la@xa.example" if case == "unknown" else "may@xa.example"

    login = arrive(coming_from_the_provider(address, verified=case != "unverified"))

    assert not login.is_existing
    assert not SocialAccount.objects.exists()


def test_coming_in_is_a_fact(client, user):
    try_(client, PASSWORD)

    assert Fact.objects.get(kind="accounts.SignedIn").actor_id == user.pk


def test_sessions_that_have_run_out_are_forgotten_and_living_ones_kept(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("accounts:mine"))
    session = Session.objects.get()

    assert actions.tidy(at=session.expire_date - timedelta(minutes=1)) == 0
    assert UserSession.objects.count() == 1
    assert actions.tidy(at=session.expire_date + timedelta(minutes=1)) == 1
    assert UserSession.objects.count() == 0

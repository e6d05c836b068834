"""The same small cast everywhere: who signs in, with which office. Fixtures of the whole suite."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.values import Role

SINCE = date(2025, 7, 1)
PROVINCE, BAN_LAU, NEXT_COMMUNE = "15", "02788", "02683"
# name: role, body, area
CAST = {
    "coordinator": (Role.PROVINCE_COORDINATOR, "ca_tinh", PROVINCE),
    "officer": (Role.PROVINCE_OFFICER, "ca_tinh", PROVINCE),
    "health_department": (Role.DEPARTMENT_OFFICER, "s_yte", PROVINCE),
    "commune_police": (Role.COMMUNE_POLICE, "ca_xa_02788", BAN_LAU),
    "next_commune": (Role.COMMUNE_POLICE, "ca_xa_02683", NEXT_COMMUNE),
    "commune_committee": (Role.COMMUNE_COMMITTEE, "ubnd_xa_02788", BAN_LAU),
    "leader": (Role.LEADER, "ubnd_tinh", PROVINCE),
    "auditor": (Role.AUDITOR, "", PROVINCE),
    "administrator": (Role.ADMINISTRATOR, "", ""),
}
STRANGER = "stranger"


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """``person("leader")``: a member of the cast, made when first asked for; "stranger" has no office."""

    def make(name: str) -> User:
        user, new = User.objects.get_or_create(username=name, defaults={"full_name": name})
        if new and name in CAST:
            role, body, area = CAST[name]
            Appointment.objects.create(user=user, role=role, body_key=body, area_code=area, valid_from=SINCE)
        return user

    return make


@pytest.fixture
def as_(person: Callable[[str], User]) -> Callable[[str], Client]:
    """``as_("leader")``: a browser in which that person is signed in; ``as_("")`` in which nobody is."""

    def enter(name: str, **options: Any) -> Client:
        client = Client(**options)
        if name:
            client.force_login(person(name), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return enter

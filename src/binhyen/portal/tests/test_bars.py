"""The bars show each role its own sections, and nobody's door leads to a refusal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from binhyen.foundation.access.values import Role, Scope
from binhyen.portal.context import navigation
from binhyen.portal.values import SECTIONS
from tests.cast import CAST, STRANGER

pytestmark = pytest.mark.django_db


def test_nobody_without_an_office_gets_bars() -> None:
    bars = navigation(scope=Scope(), path="/")
    assert (bars.sections, bars.bottom, bars.more) == ([], [], [])


def test_the_phone_has_five_places_at_most() -> None:
    bars = navigation(scope=Scope(roles=frozenset(Role)), path="/")
    assert len(bars.bottom) == 5
    assert bars.bottom[0].url == "/"


def test_the_section_of_the_page_is_marked_and_no_other() -> None:
    bars = navigation(scope=Scope(roles=frozenset({Role.LEADER})), path="/cong-viec/17/")
    assert [(link.label, link.here) for link in bars.sections if link.here] == [("Công việc", "true")]
    first = navigation(scope=Scope(roles=frozenset({Role.LEADER})), path="/cong-viec/")
    assert [(link.label, link.here) for link in first.sections if link.here] == [("Công việc", "page")]


def test_home_is_marked_only_at_home() -> None:
    scope = Scope(roles=frozenset({Role.LEADER}))
    assert navigation(scope=scope, path="/").sections[0].here == "page"
    assert navigation(scope=scope, path="/viec/").sections[0].here == ""


def test_every_section_leads_somewhere() -> None:
    assert all(reverse(section.to) for section in SECTIONS)


@pytest.mark.parametrize("name", list(CAST))
def test_no_entry_of_the_bars_is_refused_to_whom_it_is_shown(as_: Callable[[str], Client], name: str) -> None:
    role = CAST[name][0]
    client = as_(name)
    bars = navigation(scope=Scope(roles=frozenset({role})), path="/")
    refused = {
        link.label: client.get(link.url, follow=True).status_code for link in [*bars.sections, *bars.bottom, *bars.more]
    }
    assert {label: status for label, status in refused.items() if status != 200} == {}


def test_a_stranger_is_told_whom_to_ask(as_: Callable[[str], Client]) -> None:
    page = as_(STRANGER).get("/").content.decode()
    assert "chưa giữ vai trò nào" in page
    assert "quản trị hệ thống" in page
    assert 'class="sections"' not in page


def test_somebody_not_signed_in_sees_what_this_is_and_how_to_get_help() -> None:
    page = Client().get("/").content.decode()
    assert "Đăng nhập" in page
    assert 'href="tel:113"' in page
    assert 'class="sections"' not in page


def test_somebody_signed_in_can_always_leave(as_: Callable[[str], Client]) -> None:
    assert f'action="{reverse("account_logout")}"' in as_(STRANGER).get("/").content.decode()

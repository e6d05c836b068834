"""Differences between lists that nobody looked at go up the line: to whom, when, and never with a name."""

from datetime import timedelta

import pytest

from binhyen.foundation.journal.models import Fact
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.cases.actions import rosters as acts
from binhyen.operations.cases.models import Difference, Roster
from binhyen.operations.cases.rules.rosters import Outcome
from tests.cast import BAN_LAU

from .conftest import THEN

HOUR = timedelta(hours=1)


@pytest.fixture
def late(db):
    """A difference of Bản Lầu, or of another place, whose day ended at THEN."""

    def make(commune=BAN_LAU, name="Sùng Seo Mới", **more):
        return Difference.objects.create(
            commune_code=commune, as_of=THEN.date(), kind="MISSING_HERE", left="POLICE", right="REGISTER",
            detail={"name": name}, owner_body=f"ca_xa_{commune}" if commune else "", due_at=THEN, opened_at=THEN,
            **more,
        )  # fmt: skip

    return make


@pytest.fixture
def told(person):
    """Who of the cast got word, by name; the rest did not."""
    cast = [
        person(name)
        for name in (
            "commune_police",
            "commune_committee",
            "next_commune",
            "coordinator",
            "officer",
            "leader",
            "stranger",
        )
    ]

    def names():
        rows = Notification.objects.filter(user__in=cast, kind="cases.differences")
        return sorted(rows.values_list("user__username", flat=True))

    return names


def test_nobody_is_told_before_the_day_is_over_or_of_what_is_settled(late, told):
    late()
    late(closed_at=THEN, outcome=Outcome.ADDED)

    assert acts.escalate(at=THEN - HOUR) == 0
    assert Difference.objects.filter(closed_at__isnull=True).update(due_at=THEN + HOUR * 80)
    assert acts.escalate(at=THEN + HOUR * 79) == 0
    assert told() == []


def test_it_goes_to_the_office_then_the_heads_then_the_province_once_each(late, told):
    late()

    assert [acts.escalate(at=THEN + HOUR * hours) for hours in (1, 2, 23)] == [1, 0, 0]
    assert told() == ["commune_police"]
    assert [acts.escalate(at=THEN + HOUR * hours) for hours in (24, 25, 71)] == [1, 0, 0]
    assert told() == ["commune_committee", "commune_police", "commune_police"]
    assert [acts.escalate(at=THEN + HOUR * hours) for hours in (72, 400)] == [1, 0]
    assert told() == ["commune_committee", "commune_police", "commune_police", "coordinator"]


def test_a_server_that_was_off_tells_the_level_that_is_due_now(late, told):
    late()

    assert acts.escalate(at=THEN + HOUR * 100) == 1
    assert told() == ["coordinator"]


def test_one_message_counts_all_of_a_commune_and_names_nobody(late, told):
    late()
    late(name="Lò Thị Hai")

    assert acts.escalate(at=THEN + HOUR) == 2
    (sent,) = Notification.objects.filter(kind="cases.differences")
    assert sent.text.startswith("2 chỗ lệch")
    assert "Sùng" not in sent.text
    assert sent.url == "/ho-so/doi-chieu/"


def test_the_province_is_told_which_commune(late, told):
    late()
    acts.escalate(at=THEN + HOUR * 72)

    assert Notification.objects.get(kind="cases.differences").text.endswith(f"({BAN_LAU}).")


def test_what_has_no_commune_is_the_provinces_from_the_start(late, told):
    late(commune="")

    acts.escalate(at=THEN + HOUR)
    acts.escalate(at=THEN + HOUR * 24)
    acts.escalate(at=THEN + HOUR * 72)

    assert told() == ["coordinator", "officer", "officer"]


def test_the_journal_says_how_far_it_went_and_of_which(late):
    row = late()

    acts.escalate(at=THEN + HOUR)

    fact = Fact.objects.get(kind="cases.DifferencesEscalated")
    assert (fact.subject_id, fact.area, fact.actor_id) == (BAN_LAU, BAN_LAU, None)
    assert (fact.data["level"], fact.data["differences"]) == (1, [row.pk])


def test_the_board_says_to_whom_it_went(late, as_, told):
    late()
    Roster.objects.create(kind="POLICE", commune_code=BAN_LAU, as_of=THEN.date(), made_at=THEN)
    acts.escalate(at=THEN + HOUR)
    early = as_("commune_police").get("/ho-so/doi-chieu/").content.decode()
    acts.escalate(at=THEN + HOUR * 72)
    page = as_("commune_police").get("/ho-so/doi-chieu/").content.decode()

    assert "Đã báo" not in early
    assert "Đã báo cấp tỉnh" in page

"""Whose work is late, with whom to call and a text to send; what nobody answers; without a script."""

from datetime import UTC, date, datetime, timedelta

import pytest

from binhyen.foundation.access.queries import scope
from binhyen.operations.inspections.models import Inspection
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Difficulty
from binhyen.operations.work.values import Sharing, TaskDetails
from binhyen.portal import queries
from tests.cast import SINCE

pytestmark = pytest.mark.django_db
AT, ON = datetime(2026, 11, 20, 3, tzinfo=UTC), date(2026, 11, 20)


@pytest.fixture
def late_work(body, person):
    """The committee of Bản Lầu is late with two tasks, Bát Xát with none; one difficulty waits, one remedy is late."""
    police, committee = body("ca_tinh"), body("ubnd_xa_02788")
    head = person("commune_committee")
    head.phone, head.position = "0900 000 001", "Chủ tịch UBND xã"
    head.save()
    for lead, days in ((committee, -3), (committee, -9), (body("s_yte"), 3)):
        details = TaskDetails(
            title="Việc", what="Làm", result="Báo cáo", kinds=("DOCUMENT",), due_at=AT + timedelta(days)
        )
        sharing = Sharing(leads=(lead.pk,), issuer=police.pk, verifier=police.pk)
        give(details=details, sharing=sharing, by=person("coordinator"), at=AT - timedelta(20))
    Difficulty.objects.create(
        body=committee, what="Thiếu kinh phí", owner=police, raised_at=AT, raised_by=head, due_at=AT - timedelta(1)
    )
    inspection = Inspection.objects.create(
        kind="SUDDEN", title="x", subject="x", ground="x", inspector=police, starts_on=SINCE, ends_on=SINCE,
        stage="CONCLUDED", held_on=SINCE, concluded_at=AT, concluded_by=head, made_at=AT, made_by=head,
    )  # fmt: skip
    inspection.findings.create(
        target=committee,
        what="x",
        state="OPEN",
        responsible=committee,
        follower=police,
        due_on=ON - timedelta(1),
        original_due_on=ON - timedelta(1),
    )


def over(as_name, person):
    return queries.home(scope=scope(user=person(as_name), on=ON), on=ON, at=AT).over


@pytest.mark.parametrize("name", ["commune_committee", "commune_police", "officer", "health_department", "stranger"])
def test_only_who_leads_or_coordinates_the_province_oversees_it(late_work, person, name):
    assert over(name, person) is None


def test_late_units_come_with_whom_to_call_and_a_text_without_persons(late_work, person):
    found = over("leader", person)
    (unit,) = found.units
    assert (unit.name, unit.late, unit.oldest) == ("UBND xã Bản Lầu", 2, AT - timedelta(9))
    assert (unit.person.phone, unit.person.position) == ("0900 000 001", "Chủ tịch UBND xã")
    assert "còn 2 việc quá hạn" in unit.text
    assert unit.person.name not in unit.text
    assert (found.late_units, found.late_work, found.more) == (1, 2, 0)


def test_continuous_work_that_shows_nothing_is_named_among_the_late(late_work, body, person, as_):
    details = TaskDetails(
        title="Tuyên truyền", what="Làm", result="Ảnh", kinds=("PHOTO",), cadence="BEAT", beat_days=3,
        due_at=AT - timedelta(1), starts_on=ON - timedelta(4),
    )  # fmt: skip
    sharing = Sharing(leads=(body("s_yte").pk,), issuer=body("ca_tinh").pk, verifier=body("ca_tinh").pk)
    give(details=details, sharing=sharing, by=person("coordinator"), at=AT - timedelta(4))

    found = over("leader", person)

    assert (found.silent, found.late_work) == (1, 3)
    assert [("trong đó 1 việc thường xuyên" in one.text) for one in found.units] == [False, True]
    assert "xem=lau-chua-co" in as_("leader").get("/").content.decode()
    assert len(as_("leader").get("/cong-viec/?xem=lau-chua-co").context["lines"]) == 1


def test_what_nobody_answers_is_counted_and_opens(late_work, person, as_):
    waits = over("leader", person).waits
    assert [(one.kind, one.count, one.late) for one in waits] == [("difficulties", 1, 1), ("findings", 1, 1)]
    leader = as_("leader")
    assert [leader.get(one.url).status_code for one in waits] == [200, 200]


def test_the_page_needs_no_script_for_it(late_work, as_):
    page = as_("leader").get("/").content.decode()
    assert 'href="tel:0900 000 001"' in page
    assert "còn 2 việc quá hạn" in page

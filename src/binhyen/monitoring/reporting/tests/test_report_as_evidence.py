"""A report that comes from a task shows that task: the unit's own copy gets the signed file."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from binhyen.foundation.access.middleware import timezone as door_clock
from binhyen.foundation.accounts.models import Appointment
from binhyen.monitoring.reporting.actions.duties import make
from binhyen.monitoring.reporting.actions.evidence import show_in_work
from binhyen.monitoring.reporting.queries.proposing import initial_of_task
from binhyen.monitoring.reporting.queries.report import sheet
from binhyen.monitoring.reporting.reports import one
from binhyen.monitoring.reporting.rules.duties import duties
from binhyen.monitoring.reporting.rules.proposing import rhythm_of
from binhyen.monitoring.reporting.tests.conftest import AT
from binhyen.operations.work.actions.giving import give
from binhyen.operations.work.models import Evidence
from binhyen.operations.work.values import Sharing, TaskDetails
from tests.cast import BAN_LAU


@pytest.fixture
def task(bodies, person):
    """Work given to the committee of Bản Lầu by the police of the province."""
    return give(
        details=TaskDetails(
            title="Báo cáo tiến độ", what="x", result="x", kinds=("DOCUMENT",), due_at=AT + timedelta(days=3)
        ),
        sharing=Sharing(
            leads=(bodies[f"ubnd_xa_{BAN_LAU}"].pk,), issuer=bodies["ca_tinh"].pk, verifier=bodies["ca_tinh"].pk
        ),
        by=person("coordinator"), at=AT,
    )  # fmt: skip


def test_a_signed_report_is_handed_in_where_its_duty_comes_from_a_task(task, sent, person, reader):
    chair = person("commune_committee")
    given = {"report": sent, "name": "bc.docx", "scope": reader(chair), "by": chair, "at": AT}
    content = one.word(sheet(report=sent, at=AT))

    assert show_in_work(**given, content=content) == ""  # no task: nothing to show
    assert not Evidence.objects.exists()
    sent.round.duty.task = task
    assert show_in_work(**given, content=b"PK no paper at all")  # refused with a sentence, the report stays sent
    assert show_in_work(**given, content=content) == ""
    shown = Evidence.objects.get()
    assert (shown.kind, shown.task, shown.added_by) == ("DOCUMENT", task, chair)
    assert "Báo cáo tuần" in shown.note


def test_who_left_the_unit_hands_nothing_in(task, sent, person, reader):
    chair = person("commune_committee")
    Appointment.objects.filter(user=chair).update(valid_to=date(2026, 11, 1))
    sent.round.duty.task = task

    why_not = show_in_work(report=sent, content=b"x", name="bc.docx", scope=reader(chair), by=chair, at=AT)

    assert "không còn làm việc" in why_not


def test_a_duty_begins_from_the_words_of_a_task(task, person):
    begun = initial_of_task(task, today=AT.date())
    assert (begun["units"], begun["receiver"]) == ("UBND xã Bản Lầu", "Công an tỉnh")
    made = make(
        details=replace(duties()[0], key="", name=begun["name"]), province="15", task_id=task.pk,
        by=person("coordinator"), at=AT,
    )  # fmt: skip
    made.refresh_from_db()
    assert made.task == task


@pytest.mark.parametrize(
    ("value", "begun"),
    [
        ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=10", {"beat": "WEEK", "starts": "1", "due_day": 1, "due_at": "10:00"}),
        ("FREQ=MONTHLY;BYMONTHDAY=20", {"beat": "MONTH", "starts": "15", "due_day": 20, "next_month": False}),
        ("FREQ=MONTHLY", {"beat": "MONTH", "starts": "15", "due_day": 20, "next_month": False}),
        ("FREQ=MONTHLY;BYMONTHDAY=5", {"beat": "MONTH", "starts": "15", "due_day": 5, "next_month": True}),
        ("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=17", {"beat": "HALF", "starts": "15", "due_day": 17, "next_month": False}),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=5", {"beat": "YEAR", "starts": "1", "due_day": 5, "next_month": True}),
        ("CONTINUOUS", {"beat": "ON_DEMAND", "starts": "15"}),
    ],
)
def test_the_rhythm_a_directive_prints_begins_the_form(value, begun):
    assert rhythm_of(value) == begun


def test_a_report_signed_over_json_is_handed_in_as_well(task, filled, as_, monkeypatch):
    monkeypatch.setattr(door_clock, "now", lambda: AT)
    filled.round.duty.task = task
    filled.round.duty.save(update_fields=["task"])
    for name in ("commune_police", "commune_committee"):
        client, address = as_(name), f"/api/v1/reports/{filled.pk}"
        sent = {"fingerprint": client.get(address).json()["fingerprint"], "agreed": True}
        put = {"path": f"{address}/signatures", "content_type": "application/json"}
        assert client.post(data=json.dumps(sent | {"capacity": "BOSS"}), **put).status_code == 409
        answer = client.post(data=json.dumps(sent | {"capacity": "HEAD"}), **put).json()
    assert (answer["state"], answer["not_in_work"]) == ("SENT", "")
    assert Evidence.objects.get().task == task

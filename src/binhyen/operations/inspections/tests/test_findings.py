"""A finding is followed to its end by somebody other than who answers for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.notifications.models import Notification
from binhyen.operations.inspections.actions import findings, planning, telling
from binhyen.operations.inspections.models import Finding, FindingStep
from binhyen.operations.inspections.queries import visible
from binhyen.operations.inspections.rules import states
from binhyen.operations.inspections.values import InspectionRefused, Kind, Member, Remedy, Seat, Stage
from tests.cast import SINCE

from .conftest import AT


def scope(user):
    return scope_of(user=user, on=AT.date())


@pytest.mark.parametrize("lacks", ["responsible", "answerable", "remedy", "due_on", "follower"])
def test_nothing_is_concluded_that_nobody_follows_up(held, found, person, lacks):
    empty = None if lacks in {"responsible", "due_on", "follower"} else ""
    made = findings.state(inspection_id=held.pk, details=found(**{lacks: empty}), by=person("officer"), at=AT)
    with pytest.raises(InspectionRefused, match="Công an xã Bản Lầu: thiếu"):
        planning.conclude(inspection_id=held.pk, conclusion="Kết luận.", by=person("officer"), at=AT)
    made.refresh_from_db()
    assert made.state == Remedy.DRAFT
    findings.change(finding_id=made.pk, version=made.version, details=found(), by=person("officer"), at=AT)
    planning.conclude(inspection_id=held.pk, conclusion="Kết luận.", by=person("officer"), at=AT)
    made.refresh_from_db()
    assert (made.state, made.original_due_on) == (Remedy.OPEN, date(2026, 11, 20))


def test_nobody_follows_up_on_themselves(held, found, bodies, person):
    details = found(follower=bodies["ca_xa_02788"].pk)
    with pytest.raises(InspectionRefused, match="phải khác"):
        findings.state(inspection_id=held.pk, details=details, by=person("officer"), at=AT)
    assert not Finding.objects.exists()


def test_a_stale_change_is_refused(held, found, person):
    made = findings.state(inspection_id=held.pk, details=found(), by=person("officer"), at=AT)
    findings.change(finding_id=made.pk, version=1, details=found(what="Khác"), by=person("officer"), at=AT)
    with pytest.raises(InspectionRefused, match="vừa sửa"):
        findings.change(finding_id=made.pk, version=1, details=found(), by=person("coordinator"), at=AT)


def test_from_claim_to_verified_with_one_refusal_between(running, person):
    police, officer = person("commune_police"), person("officer")
    findings.explain(finding_id=running.pk, text="Thiếu người.", by=police, at=AT)
    with pytest.raises(InspectionRefused, match="chưa báo"):
        findings.verify(finding_id=running.pk, text="", by=officer, at=AT)
    findings.claim(finding_id=running.pk, text="Đã lập 10 hồ sơ.", by=police, at=AT)
    with pytest.raises(InspectionRefused, match="còn thiếu gì"):
        findings.reject(finding_id=running.pk, text=" ", by=officer, at=AT)
    findings.reject(finding_id=running.pk, text="Còn 2 hồ sơ.", by=officer, at=AT)
    findings.claim(finding_id=running.pk, text="Đủ 12.", by=police, at=AT)
    findings.verify(finding_id=running.pk, text="", by=officer, at=AT)
    running.refresh_from_db()
    assert running.state == Remedy.REMEDIED
    assert list(running.steps.values_list("step", flat=True)) == [
        "STATED", "CONCLUDED", "EXPLAINED", "CLAIMED", "REJECTED", "CLAIMED", "VERIFIED",
    ]  # fmt: skip
    with pytest.raises(InspectionRefused, match="xong"):
        findings.claim(finding_id=running.pk, text="Lại.", by=police, at=AT)


def test_more_time_moves_the_deadline_and_leaves_the_first(running, person):
    with pytest.raises(InspectionRefused, match="sau hạn"):
        findings.extend(finding_id=running.pk, to=running.due_on, text="Mưa lũ", by=person("officer"), at=AT)
    later = running.due_on + timedelta(10)
    findings.extend(finding_id=running.pk, to=later, text="Mưa lũ", by=person("officer"), at=AT)
    running.refresh_from_db()
    assert (running.due_on, running.original_due_on) == (later, date(2026, 11, 20))
    assert states.days_late(due_on=running.due_on, state=running.state, on=later + timedelta(3)) == 3


@pytest.mark.parametrize(
    "broken",
    [
        lambda one: Finding.objects.filter(pk=one.pk).update(original_due_on=date(2027, 1, 1)),
        lambda one: FindingStep.objects.filter(finding=one).update(text="khác"),
        lambda one: FindingStep.objects.filter(finding=one).delete(),
        lambda one: Finding.objects.filter(pk=one.pk)._raw_delete("default"),
    ],
)
def test_the_database_keeps_what_was_written(running, broken):
    with pytest.raises(ProgrammingError, match="never changes|stays as"), transaction.atomic():
        broken(running)


def test_who_is_inspected_reads_a_finding_with_the_conclusion_not_before(held, found, person):
    made = findings.state(inspection_id=held.pk, details=found(), by=person("officer"), at=AT)
    assert visible.finding(scope=scope(person("commune_police")), pk=made.pk) is None
    assert visible.finding(scope=scope(person("officer")), pk=made.pk) == made
    planning.conclude(inspection_id=held.pk, conclusion="Kết luận.", by=person("officer"), at=AT)
    assert visible.finding(scope=scope(person("commune_police")), pk=made.pk) == made
    assert visible.finding(scope=scope(person("next_commune")), pk=made.pk) is None
    assert visible.finding(scope=scope(person("health_department")), pk=made.pk) is None


def test_a_sudden_inspection_is_not_announced(planned, person):
    made = planning.plan(details=planned(kind=Kind.SUDDEN), by=person("officer"), at=AT)
    assert visible.inspection(scope=scope(person("commune_police")), pk=made.pk) is None
    planning.hold(inspection_id=made.pk, on=AT.date(), by=person("officer"), at=AT)
    assert visible.inspection(scope=scope(person("commune_police")), pk=made.pk) == made


def test_what_is_planned_wrongly_is_refused(planned, bodies, person):
    for wrong, words in (
        (planned(targets=(bodies["ca_tinh"].pk,)), "không tự kiểm tra"),
        (planned(ends_on=date(2026, 10, 1)), "trước ngày bắt đầu"),
        (planned(team=()), "đúng một trưởng đoàn"),
        (planned(team=(Member("A", "B", Seat.HEAD), Member("C", "D", Seat.HEAD))), "đúng một trưởng đoàn"),
    ):
        with pytest.raises(InspectionRefused, match=words):
            planning.plan(details=wrong, by=person("officer"), at=AT)


def test_a_held_inspection_is_not_cancelled_and_keeps_whom_it_found_wrong(held, found, planned, bodies, person):
    with pytest.raises(InspectionRefused):
        planning.cancel(inspection_id=held.pk, reason="Nhầm", by=person("officer"), at=AT)
    findings.state(inspection_id=held.pk, details=found(), by=person("officer"), at=AT)
    other = replace(planned(), targets=(bodies["ca_xa_02683"].pk,))
    with pytest.raises(InspectionRefused, match="đã có phát hiện"):
        planning.change(inspection_id=held.pk, details=other, by=person("officer"), at=AT)
    held.refresh_from_db()
    assert held.stage == Stage.HELD


def test_reminders_come_once_and_what_nobody_mends_goes_up(running, person):
    Appointment.objects.get_or_create(
        user=person("commune_police"), role="COMMUNE_POLICE", body_key="ca_xa_02788",
        defaults={"area_code": "02788", "valid_from": SINCE},
    )  # fmt: skip
    person("coordinator")
    Notification.objects.all().delete()
    week_before = AT.replace(day=13)
    assert telling.remind(at=week_before) == 1
    assert telling.remind(at=week_before) == 0
    assert telling.remind(at=AT.replace(day=15)) == 0
    assert telling.remind(at=AT.replace(day=21)) == 1  # the day after
    assert telling.remind(at=AT.replace(day=23)) == 1  # after the grace, to those above
    assert telling.remind(at=AT.replace(day=24)) == 0
    texts = set(running.steps.values_list("step", flat=True))
    assert {"REMINDED", "ESCALATED"} <= texts

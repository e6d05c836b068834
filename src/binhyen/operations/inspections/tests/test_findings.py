"""A finding is followed to its end by somebody other than who answers for it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.accounts.models import Appointment
from binhyen.foundation.notifications.models import Notification
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.operations.inspections.actions import findings, planning, telling
from binhyen.operations.inspections.models import Finding, FindingStep
from binhyen.operations.inspections.queries import detail, lists, visible
from binhyen.operations.inspections.rules import states
from binhyen.operations.inspections.values import InspectionRefused, Kind, Member, Remedy, Seat, Stage
from binhyen.registers.organisations.models import Body, Membership
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


def test_from_claim_to_verified_with_one_refusal_between(running, person, shown):
    police, officer = person("commune_police"), person("officer")
    findings.explain(finding_id=running.pk, text="Thiếu người.", by=police, at=AT)
    with pytest.raises(InspectionRefused, match="chưa báo"):
        findings.verify(finding_id=running.pk, text="", by=officer, at=AT)
    with pytest.raises(InspectionRefused, match="Hãy kèm tệp"):
        findings.claim(finding_id=running.pk, text="Đã lập 10 hồ sơ.", by=police, at=AT, file=None)
    findings.claim(finding_id=running.pk, text="Đã lập 10 hồ sơ.", by=police, at=AT, file=shown)
    with pytest.raises(InspectionRefused, match="còn thiếu gì"):
        findings.reject(finding_id=running.pk, text=" ", by=officer, at=AT)
    findings.reject(finding_id=running.pk, text="Còn 2 hồ sơ.", by=officer, at=AT)
    findings.claim(finding_id=running.pk, text="Đủ 12.", by=police, at=AT, file=shown)
    findings.verify(finding_id=running.pk, text="", by=officer, at=AT)
    running.refresh_from_db()
    assert running.state == Remedy.REMEDIED
    assert list(running.steps.values_list("step", flat=True)) == [
        "STATED", "CONCLUDED", "EXPLAINED", "CLAIMED", "REJECTED", "CLAIMED", "VERIFIED",
    ]  # fmt: skip
    with pytest.raises(InspectionRefused, match="xong"):
        findings.claim(finding_id=running.pk, text="Lại.", by=police, at=AT, file=shown)


def test_more_time_moves_the_deadline_and_leaves_the_first(running, person):
    with pytest.raises(InspectionRefused, match="sau hạn"):
        findings.extend(finding_id=running.pk, to=running.due_on, text="Mưa lũ", by=person("officer"), at=AT)
    later = running.due_on + timedelta(10)
    findings.extend(finding_id=running.pk, to=later, text="Mưa lũ", by=person("officer"), at=AT)
    running.refresh_from_db()
    assert (running.due_on, running.original_due_on) == (later, date(2026, 11, 20))
    assert states.days_late(due_on=running.due_on, state=running.state, claimed_on=None, on=later + timedelta(3)) == 3


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


def test_a_draft_taken_back_is_never_read_outside(held, found, person):
    made = findings.state(inspection_id=held.pk, details=found(), by=person("officer"), at=AT)
    Notification.objects.all().delete()
    findings.withdraw(finding_id=made.pk, text="Ghi nhầm nơi.", by=person("officer"), at=AT)
    assert visible.finding(scope=scope(person("commune_police")), pk=made.pk) is None
    assert visible.finding(scope=scope(person("officer")), pk=made.pk) == made
    assert not Notification.objects.exists()


def test_nobody_of_the_body_that_answers_judges_it_from_another_office(running, person, shown):
    both = person("commune_police")
    Appointment.objects.create(user=both, role="PROVINCE_OFFICER", body_key="ca_tinh", area_code="15", valid_from=SINCE)
    Appointment.objects.get_or_create(
        user=both, role="COMMUNE_POLICE", body_key="ca_xa_02788", defaults={"area_code": "02788", "valid_from": SINCE}
    )
    findings.claim(finding_id=running.pk, text="Đã làm.", by=both, at=AT, file=shown)
    for judged in (
        lambda: findings.verify(finding_id=running.pk, text="", by=both, at=AT),
        lambda: findings.reject(finding_id=running.pk, text="x", by=both, at=AT),
    ):
        with pytest.raises(InspectionRefused, match="không được tự"):
            judged()
    running.refresh_from_db()
    assert running.state == Remedy.CLAIMED
    assert not detail.finding_page(finding=running, scope=scope(both), on=AT.date()).may_follow
    findings.verify(finding_id=running.pk, text="", by=person("officer"), at=AT)


def test_waiting_for_a_verification_costs_who_claimed_no_day(running, person, shown):
    Notification.objects.all().delete()
    findings.claim(
        finding_id=running.pk, text="Đã làm.", by=person("commune_police"), at=AT.replace(day=22), file=shown
    )
    running.refresh_from_db()

    def late(on):
        return states.days_late(due_on=running.due_on, state=running.state, claimed_on=running.claimed_on, on=on)

    assert (late(date(2026, 11, 22)), late(date(2026, 12, 22))) == (2, 2)
    assert telling.remind(at=AT.replace(day=28)) == 1  # a claim nobody verifies goes up the line as well
    findings.reject(finding_id=running.pk, text="Còn 2.", by=person("officer"), at=AT.replace(day=28))
    running.refresh_from_db()
    assert late(date(2026, 12, 1)) == 11


def test_a_group_is_inspected_as_its_members_and_answers_for_nothing(planned, held, found, bodies, person):
    name = "Công an cấp xã"
    group = Body.objects.create(key="ca_cac_xa", name=name, level="GROUP", search_key="x", sort_key=sort_key(name))
    for key in ("ca_xa_02788", "ca_xa_02683"):
        Membership.objects.create(group=group, member=bodies[key], valid_from=SINCE)
    made = planning.plan(details=planned(targets=(group.pk,)), by=person("officer"), at=AT)
    assert set(made.targets.values_list("key", flat=True)) == {"ca_xa_02788", "ca_xa_02683"}
    with pytest.raises(InspectionRefused, match="không chọn nhóm") as refused:
        findings.state(inspection_id=held.pk, details=found(responsible=group.pk), by=person("officer"), at=AT)
    assert refused.value.field == "responsible"


def test_a_plan_somebody_else_changed_is_not_written_over(held, planned, person):
    by = person("officer")
    planning.change(inspection_id=held.pk, version=1, details=planned(title="Một"), by=by, at=AT)
    with pytest.raises(InspectionRefused, match="vừa sửa"):
        planning.change(inspection_id=held.pk, version=1, details=planned(title="Hai"), by=by, at=AT)
    held.refresh_from_db()
    assert held.title == "Một"


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
        planning.change(inspection_id=held.pk, version=1, details=other, by=person("officer"), at=AT)
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


def test_a_finding_that_hurts_a_figure_stands_beside_it_until_it_is_mended(held, found, person, shown):
    officer, police = person("officer"), person("commune_police")
    made = findings.state(inspection_id=held.pk, details=found(indicator="L2"), by=officer, at=AT)

    def hurting(name, area="", code="L2"):
        return list(lists.hurting(scope=scope(person(name)), code=code, area=area))

    assert hurting("officer") == []  # not concluded: nobody answers for it yet
    planning.conclude(inspection_id=held.pk, conclusion="Còn thiếu sót.", by=officer, at=AT)
    assert hurting("next_commune") == []
    assert hurting("officer", "02683") == hurting("officer", code="L1") == []
    assert hurting("officer") == hurting("commune_police", "02788") == [made]
    findings.claim(finding_id=made.pk, text="Đã làm.", by=police, at=AT, file=shown)
    assert hurting("officer") == [made]
    findings.verify(finding_id=made.pk, text="", by=officer, at=AT)
    assert hurting("officer") == []

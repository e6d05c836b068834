"""An inspection is planned, held, concluded or cancelled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal import actions as journal
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.inspections import events
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection, TeamMember
from binhyen.operations.inspections.queries.detail import missing_of
from binhyen.operations.inspections.values import InspectionRefused, PlanDetails, Remedy, Seat, Stage, Step
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import expand
from binhyen.registers.organisations.values import Level

from .telling import tell_bodies


@transaction.atomic
def plan(*, details: PlanDetails, by: User, at: datetime) -> Inspection:
    """Put an inspection into the plan. Raises InspectionRefused for a body that would inspect itself.

    A sudden one is told to nobody before it is held.
    """
    details = _whom(details, timezone.localdate(at))
    _check(details)
    made = Inspection.objects.create(**_columns(details), made_at=at, made_by=by)
    _team(made, details)
    keys = tuple(made.targets.order_by("key").values_list("key", flat=True))
    fact = events.InspectionPlanned(subject_id=str(made.pk), kind_code=details.kind, targets=keys)
    journal.record(fact, by=by, at=at)
    return made


@transaction.atomic
def change(*, inspection_id: int, version: int, details: PlanDetails, by: User, at: datetime) -> Inspection:
    """Mend what is planned, before the conclusion.

    Raises InspectionRefused afterwards, and when somebody else changed it since ``version`` was read.
    """
    found = _locked(inspection_id, Stage.PLANNED, Stage.HELD)
    if found.version != version:
        raise InspectionRefused("Người khác vừa sửa đợt kiểm tra này. Hãy mở lại để xem bản mới rồi sửa tiếp.")
    details = _whom(details, timezone.localdate(at))
    _check(details)
    lost = found.findings.exclude(state=Remedy.WITHDRAWN).exclude(target__in=details.targets)
    if lost.exists():
        raise InspectionRefused("Đơn vị đã có phát hiện thì không bỏ khỏi đợt kiểm tra được.", "targets")
    for name, value in _columns(details).items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    found.team.all().delete()
    _team(found, details)
    journal.record(events.InspectionChanged(subject_id=str(found.pk)), by=by, at=at)
    return found


@transaction.atomic
def hold(*, inspection_id: int, on: date, by: User, at: datetime) -> Inspection:
    """State the day it was held. Raises InspectionRefused for a day ahead."""
    found = _locked(inspection_id, Stage.PLANNED)
    if on > timezone.localdate(at):
        raise InspectionRefused("Ngày kiểm tra chưa tới. Hãy ghi ngày đã kiểm tra.", "on")
    found.stage, found.held_on = Stage.HELD, on
    found.save(update_fields=["stage", "held_on"])
    journal.record(events.InspectionHeld(subject_id=str(found.pk), on=on.isoformat()), by=by, at=at)
    return found


@transaction.atomic
def conclude(*, inspection_id: int, conclusion: str, by: User, at: datetime) -> Inspection:
    """Close the inspection: from now on its findings run.

    Raises InspectionRefused while a finding lacks who answers for it, what to mend, by when, or who follows it up:
    a conclusion without them is what nobody follows up.
    """
    found = _locked(inspection_id, Stage.HELD)
    if not conclusion.strip():
        raise InspectionRefused("Hãy ghi kết luận chung của đợt kiểm tra.", "conclusion")
    held = found.findings.select_for_update(of=("self",)).filter(state=Remedy.DRAFT)  # against a change meanwhile
    drafts = list(held.select_related("target", "responsible", "follower").order_by("pk"))
    _whole(drafts)
    Finding.objects.filter(pk__in=[one.pk for one in drafts]).update(state=Remedy.OPEN, original_due_on=F("due_on"))
    FindingStep.objects.bulk_create(
        FindingStep(finding=one, step=Step.CONCLUDED, due_on=one.due_on, at=at, by=by) for one in drafts
    )
    found.stage, found.conclusion, found.concluded_at, found.concluded_by = Stage.CONCLUDED, conclusion.strip(), at, by
    found.save(update_fields=["stage", "conclusion", "concluded_at", "concluded_by"])
    journal.record(events.InspectionConcluded(subject_id=str(found.pk), findings=len(drafts)), by=by, at=at)
    for one in drafts:
        tell_bodies(bodies=(one.responsible_id,), text="Phải khắc phục", finding=one, by=by, at=at)
        tell_bodies(bodies=(one.follower_id,), text="Theo dõi khắc phục", finding=one, by=by, at=at)
    return found


@transaction.atomic
def cancel(*, inspection_id: int, reason: str, by: User, at: datetime) -> Inspection:
    """Take a planned inspection off the plan, with a reason. One that was held is concluded instead."""
    if not reason.strip():
        raise InspectionRefused("Hãy ghi lý do hủy.", "reason")
    found = _locked(inspection_id, Stage.PLANNED)
    found.stage, found.cancelled_reason = Stage.CANCELLED, reason.strip()[:300]
    found.save(update_fields=["stage", "cancelled_reason"])
    journal.record(events.InspectionCancelled(subject_id=str(found.pk)), by=by, at=at, reason=reason.strip())
    return found


def _locked(pk: int, *stages: Stage) -> Inspection:
    found = Inspection.objects.select_for_update().get(pk=pk)
    if found.stage not in stages:
        raise InspectionRefused(f"Đợt kiểm tra này: {found.get_stage_display().lower()}. Bước này không làm được nữa.")
    return found


def _whom(details: PlanDetails, on: date) -> PlanDetails:
    """The plan with each group of bodies replaced by its members of the day: a group itself answers for nothing."""
    groups = Body.objects.filter(pk__in=details.targets, level=Level.GROUP)
    if not groups:
        return details
    members = {group.pk: [one.pk for one in expand(body=group, on=on)] for group in groups}
    each = (pk for chosen in details.targets for pk in members.get(chosen, [chosen]))
    return replace(details, targets=tuple(dict.fromkeys(each)))


def _check(details: PlanDetails) -> None:
    if not details.targets:
        raise InspectionRefused("Nhóm này chưa có cơ quan nào. Hãy ghi từng cơ quan.", "targets")
    if details.inspector in details.targets:
        raise InspectionRefused("Cơ quan kiểm tra không tự kiểm tra mình.", "targets")
    if details.ends_on < details.starts_on:
        raise InspectionRefused("Ngày kết thúc trước ngày bắt đầu.", "ends_on")
    if sum(one.seat == Seat.HEAD for one in details.team) != 1:
        raise InspectionRefused("Đoàn kiểm tra cần đúng một trưởng đoàn.", "team")


def _columns(details: PlanDetails) -> dict[str, object]:
    names = Body.objects.filter(pk__in=details.targets).order_by("sort_key").values_list("name", flat=True)
    words = search_key(" ".join((details.title, details.subject, details.ground, *names)))
    return {
        "kind": details.kind, "title": details.title, "subject": details.subject, "ground": details.ground,
        "inspector_id": details.inspector, "starts_on": details.starts_on, "ends_on": details.ends_on,
        "search_key": words,
    }  # fmt: skip


def _team(inspection: Inspection, details: PlanDetails) -> None:
    inspection.targets.set(details.targets)
    TeamMember.objects.bulk_create(
        TeamMember(inspection=inspection, name=one.name, office=one.office, seat=one.seat, position=position)
        for position, one in enumerate(details.team)
    )


def _whole(drafts: Sequence[Finding]) -> None:
    lacking = [f"{one.target.name}: thiếu {', '.join(missing)}" for one in drafts if (missing := missing_of(one))]
    if lacking:
        raise InspectionRefused("Chưa kết luận được. " + "; ".join(lacking) + ".")

"""Scenarios and roadmaps of communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.classification import events
from binhyen.monitoring.classification.models import Roadmap, RoadmapStep, Scenario, ScenarioChange
from binhyen.monitoring.classification.values import ChangeKind, RecognisedAs

from .readings import ClassificationRefused

NAME_LENGTH, TEXT_LENGTH, BODY_LENGTH = 120, 300, 120
MOST_CHANGES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SupposedChange:
    """A change as a form states it: a person, a row of the offences, or a count."""

    kind: ChangeKind
    day: date
    person_id: int | None = None
    row_id: int | None = None
    count: int = 1


@transaction.atomic
def save_scenario(
    *, commune_code: str, name: str, changes: Sequence[SupposedChange], by: User | None, at: datetime
) -> Scenario:
    """Keep a supposition of a commune under a name; the same name again replaces it. Nothing of any case changes.

    Raises:
        ClassificationRefused: no name, nothing supposed, or too much.
    """
    words = collapse(clean(name))[:NAME_LENGTH]
    if not words:
        raise ClassificationRefused("Hãy đặt tên cho phương án.")
    if not changes or len(changes) > MOST_CHANGES:
        raise ClassificationRefused(f"Hãy chọn từ 1 đến {MOST_CHANGES} việc có thể xảy ra.")
    scenario, _ = Scenario.objects.update_or_create(
        commune_code=commune_code, name=words, defaults={"made_at": at, "made_by": by}
    )
    ScenarioChange.objects.filter(scenario=scenario).delete()
    ScenarioChange.objects.bulk_create(
        ScenarioChange(
            scenario=scenario, commune_code=commune_code, kind=one.kind, day=one.day, person_id=one.person_id,
            row_id=one.row_id, count=one.count,
        )
        for one in changes
    )  # fmt: skip
    record(events.ScenarioSaved(subject_id=str(scenario.pk), area=commune_code, changes=len(changes)), by=by, at=at)
    return scenario


@transaction.atomic
def remove_scenario(*, scenario_id: int, commune_code: str, by: User | None, at: datetime) -> None:
    """Drop a saved supposition of a commune. Raises Scenario.DoesNotExist where the commune has no such one."""
    scenario = Scenario.objects.get(pk=scenario_id, commune_code=commune_code)
    scenario.delete()
    record(events.ScenarioRemoved(subject_id=str(scenario_id), area=commune_code), by=by, at=at)


@transaction.atomic
def set_roadmap(
    *, commune_code: str, goal: RecognisedAs, target_on: date, basis: str, by: User | None, at: datetime
) -> Roadmap:
    """The commune is to reach ``goal`` by ``target_on``. An open road with another goal or day is closed; its open
    steps go along.

    Raises:
        ClassificationRefused: no basis, or a day that has passed.
    """
    words = collapse(clean(basis))[:TEXT_LENGTH]
    if not words:
        raise ClassificationRefused("Hãy ghi căn cứ: kế hoạch, chỉ tiêu hoặc cam kết đặt ra mốc này.")
    if target_on < at.date():
        raise ClassificationRefused("Ngày đích phải từ hôm nay trở đi.")
    before = Roadmap.objects.select_for_update().filter(commune_code=commune_code, closed_at=None).first()
    if before:
        before.closed_at = at
        before.save(update_fields=["closed_at"])
    road = Roadmap.objects.create(
        commune_code=commune_code, goal=goal, target_on=target_on, basis=words, made_at=at, made_by=by
    )
    if before:
        RoadmapStep.objects.filter(roadmap=before, done_on=None, removed_at=None).update(roadmap=road)
    record(
        events.RoadmapSet(subject_id=str(road.pk), area=commune_code, goal=goal.value, target_on=target_on.isoformat()),
        by=by,
        at=at,
    )
    return road


@transaction.atomic
def add_step(
    *,
    roadmap_id: int,
    text: str,
    due_on: date,
    owner: str = "",
    duty_id: int | None = None,
    by: User | None,
    at: datetime,
) -> RoadmapStep:
    """A step of an open road: what, by when, whose; ``duty_id`` is the duty of a directive behind it.

    Raises:
        ClassificationRefused: no text, the road is closed, or the day lies after its end.
    """
    road = Roadmap.objects.select_for_update().get(pk=roadmap_id)
    words = collapse(clean(text))[:TEXT_LENGTH]
    if not words:
        raise ClassificationRefused("Hãy ghi việc phải làm.")
    if road.closed_at:
        raise ClassificationRefused("Lộ trình này đã được thay bằng lộ trình khác.")
    if due_on > road.target_on:
        raise ClassificationRefused(f"Bước phải xong trước ngày đích {road.target_on:%d/%m/%Y}.")
    last = RoadmapStep.objects.filter(roadmap=road).aggregate(last=Max("position"))["last"] or 0
    step = RoadmapStep.objects.create(
        roadmap=road, position=last + 1, text=words, due_on=due_on, owner=collapse(clean(owner))[:BODY_LENGTH],
        duty_id=duty_id,
    )  # fmt: skip
    record(
        events.RoadmapStepAdded(
            subject_id=str(road.pk), area=road.commune_code, step_id=step.pk, due_on=due_on.isoformat()
        ),
        by=by,
        at=at,
    )
    return step


@transaction.atomic
def finish_step(
    *, step_id: int, commune_code: str, done_on: date, note: str, by: User | None, at: datetime
) -> RoadmapStep:
    """The step was done on a day. Raises RoadmapStep.DoesNotExist where the commune's road has no such open step."""
    step = _open_step(step_id, commune_code)
    if done_on > at.date():
        raise ClassificationRefused("Ngày xong không thể ở sau hôm nay.")
    step.done_on, step.done_note, step.done_by = done_on, collapse(clean(note))[:TEXT_LENGTH], by
    step.save(update_fields=["done_on", "done_note", "done_by"])
    record(events.RoadmapStepDone(subject_id=str(step.roadmap_id), area=commune_code, step_id=step.pk), by=by, at=at)
    return step


@transaction.atomic
def remove_step(*, step_id: int, commune_code: str, by: User | None, at: datetime) -> None:
    """Take an open step off the road; its row stays. Raises RoadmapStep.DoesNotExist where there is none."""
    step = _open_step(step_id, commune_code)
    step.removed_at = at
    step.save(update_fields=["removed_at"])
    record(events.RoadmapStepRemoved(subject_id=str(step.roadmap_id), area=commune_code, step_id=step.pk), by=by, at=at)


def _open_step(step_id: int, commune_code: str) -> RoadmapStep:
    return RoadmapStep.objects.select_for_update().get(
        pk=step_id, roadmap__commune_code=commune_code, roadmap__closed_at=None, done_on=None, removed_at=None
    )

"""Findings are stated, answered, mended, verified by somebody else."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.accounts.queries import holds_office
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.journal import actions as journal
from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.inspections import events
from binhyen.operations.inspections.models import Finding, FindingStep, Inspection
from binhyen.operations.inspections.rules import states
from binhyen.operations.inspections.values import FindingDetails, InspectionRefused, Remedy, Stage, Step
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.values import Level

from .telling import tell_bodies


@transaction.atomic
def state(*, inspection_id: int, details: FindingDetails, by: User, at: datetime) -> Finding:
    """Write down what was found. It runs only with the conclusion.

    Raises InspectionRefused where the inspection was not held yet or is closed, and for a body not inspected.
    """
    inspection = Inspection.objects.select_for_update().get(pk=inspection_id)
    if inspection.stage != Stage.HELD:
        raise InspectionRefused("Phát hiện được ghi sau khi kiểm tra và trước khi kết luận.")
    made = Finding.objects.create(inspection=inspection, **_columns(inspection, details))
    _step(made, Step.STATED, by=by, at=at)
    return made


@transaction.atomic
def change(*, finding_id: int, version: int, details: FindingDetails, by: User, at: datetime) -> Finding:
    """Mend a finding before the conclusion. Raises InspectionRefused when somebody else changed it meanwhile."""
    found = _locked(finding_id)
    if found.state != Remedy.DRAFT:
        raise InspectionRefused("Phát hiện đã có trong kết luận, không sửa được. Hãy rút kèm lý do và ghi lại.")
    if found.version != version:
        raise InspectionRefused("Người khác vừa sửa phát hiện này. Hãy mở lại để xem bản mới rồi sửa tiếp.")
    for name, value in _columns(found.inspection, details).items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    _fact(found, "CHANGED", by=by, at=at)
    return found


@transaction.atomic
def explain(*, finding_id: int, text: str, by: User, at: datetime, file: StoredFile | None = None) -> Finding:
    """The body that is responsible says how it came to this. Told to who follows it up."""
    return _taken(finding_id, Step.EXPLAINED, text=_needed(text, "giải trình"), by=by, at=at, file=file)


@transaction.atomic
def claim(*, finding_id: int, text: str, by: User, at: datetime, file: StoredFile | None) -> Finding:
    """The body that is responsible says what it did and shows it. Someone else verifies it.

    Raises InspectionRefused without words or without a file: words alone verify nothing.
    """
    if file is None:
        raise InspectionRefused("Hãy kèm tệp cho thấy đã khắc phục: biên bản, ảnh hoặc văn bản.", "file")
    return _taken(finding_id, Step.CLAIMED, text=_needed(text, "đã khắc phục những gì"), by=by, at=at, file=file)


@transaction.atomic
def verify(*, finding_id: int, text: str, by: User, at: datetime) -> Finding:
    """The body that follows confirms the remedy. Raises InspectionRefused where nothing was claimed."""
    return _taken(finding_id, Step.VERIFIED, text=text.strip(), by=by, at=at, then=_another(by, at))


@transaction.atomic
def reject(*, finding_id: int, text: str, by: User, at: datetime) -> Finding:
    """The remedy is not enough; the clock runs on. Raises InspectionRefused without a reason."""
    return _taken(finding_id, Step.REJECTED, text=_needed(text, "còn thiếu gì"), by=by, at=at, then=_another(by, at))


@transaction.atomic
def withdraw(*, finding_id: int, text: str, by: User, at: datetime) -> Finding:
    """Whoever inspected takes the finding back with a reason; it stays to be read."""
    return _taken(finding_id, Step.WITHDRAWN, text=_needed(text, "lý do rút"), by=by, at=at)


@transaction.atomic
def extend(*, finding_id: int, to: date, text: str, by: User, at: datetime) -> Finding:
    """The body that follows gives more time, with a reason; the first day stays. Raises InspectionRefused."""

    another = _another(by, at)

    def later(found: Finding) -> None:
        another(found)
        if found.due_on is None or to <= found.due_on:
            raise InspectionRefused("Hạn mới phải sau hạn đang có.", "to")
        found.due_on = to

    return _taken(finding_id, Step.EXTENDED, text=_needed(text, "lý do gia hạn"), by=by, at=at, then=later)


def _another(by: User, at: datetime) -> Callable[[Finding], None]:
    """Who holds an office in the body that answers judges nothing of it, whatever else they are."""

    def check(found: Finding) -> None:
        if found.responsible and holds_office(user=by, body_key=found.responsible.key, on=timezone.localdate(at)):
            raise InspectionRefused("Người của cơ quan chịu trách nhiệm không được tự xác nhận, tự gia hạn.")

    return check


def _taken(
    finding_id: int, step: Step, *, text: str, by: User, at: datetime, file: StoredFile | None = None,
    then: Callable[[Finding], None] | None = None,
) -> Finding:  # fmt: skip
    found = _locked(finding_id)
    try:
        found.state = states.after(step, found.state)
    except states.NotPossible as refusal:
        raise InspectionRefused(str(refusal)) from None
    if then:
        then(found)
    if step in {Step.CLAIMED, Step.REJECTED}:
        found.claimed_on = timezone.localdate(at) if step == Step.CLAIMED else None
    found.version += 1
    found.save(update_fields=["state", "due_on", "claimed_on", "version"])
    _step(found, step, by=by, at=at, text=text, file=file)
    _tell(found, step, by=by, at=at)
    return found


def _tell(found: Finding, step: Step, *, by: User, at: datetime) -> None:
    if found.original_due_on is None:
        return  # before the conclusion nobody outside the inspection hears of it
    inspector = found.inspection.inspector_id
    to = {
        Step.EXPLAINED: (found.follower_id, inspector), Step.CLAIMED: (found.follower_id, inspector),
        Step.VERIFIED: (found.responsible_id, inspector), Step.REJECTED: (found.responsible_id,),
        Step.EXTENDED: (found.responsible_id, inspector), Step.WITHDRAWN: (found.responsible_id, found.follower_id),
    }[step]  # fmt: skip
    tell_bodies(bodies=to, text=str(step.label), finding=found, by=by, at=at)


def _locked(pk: int) -> Finding:
    return Finding.objects.select_for_update(of=("self",)).select_related("inspection", "responsible").get(pk=pk)


def _needed(text: str, what: str) -> str:
    if not text.strip():
        raise InspectionRefused(f"Hãy ghi {what}.", "text")
    return text.strip()


def _columns(inspection: Inspection, details: FindingDetails) -> dict[str, object]:
    if not inspection.targets.filter(pk=details.target).exists():
        raise InspectionRefused("Đơn vị này không thuộc đợt kiểm tra.", "target")
    for name, chosen in (("responsible", details.responsible), ("follower", details.follower)):
        if chosen and Body.objects.filter(pk=chosen, level=Level.GROUP).exists():
            raise InspectionRefused("Hãy chọn từng cơ quan, không chọn nhóm cơ quan.", name)
    try:
        states.check_bodies(responsible=details.responsible, follower=details.follower)
    except states.NotPossible as refusal:
        raise InspectionRefused(str(refusal), "follower") from None
    if details.due_on and inspection.held_on and details.due_on < inspection.held_on:
        raise InspectionRefused("Hạn khắc phục trước ngày kiểm tra.", "due_on")
    name = Body.objects.get(pk=details.target).name
    return {
        "target_id": details.target, "what": details.what, "remedy": details.remedy, "due_on": details.due_on,
        "responsible_id": details.responsible, "answerable": details.answerable, "follower_id": details.follower,
        "indicator": details.indicator, "search_key": search_key(f"{details.what} {details.remedy} {name}"),
    }  # fmt: skip


def _step(
    found: Finding, step: Step, *, by: User, at: datetime, text: str = "", file: StoredFile | None = None
) -> None:
    moved = found.due_on if step == Step.EXTENDED else None
    FindingStep.objects.create(finding=found, step=step, text=text, due_on=moved, file=file, at=at, by=by)
    _fact(found, step, by=by, at=at, reason=text)


def _fact(found: Finding, step: str, *, by: User, at: datetime, reason: str = "") -> None:
    fact = events.FindingStepped(subject_id=str(found.pk), step=step, inspection_id=found.inspection_id)
    journal.record(fact, by=by, at=at, reason=reason[:500])

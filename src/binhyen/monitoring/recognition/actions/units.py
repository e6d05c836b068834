"""Units and what is done with them in a year: entered, assessed by themselves, checked by somebody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.monitoring.recognition.events import UnitAmended, UnitClosed, UnitEntered, UnitStepped
from binhyen.monitoring.recognition.models import Unit, UnitFile, UnitStep
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.files import Period, period_of
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.rules import units as rules
from binhyen.monitoring.recognition.values import (
    UNIT_STAGE_LABELS,
    CriterionForm,
    Statement,
    StepKind,
    UnitKind,
    UnitResult,
)
from binhyen.registers.territories.models import Commune, Hamlet, valid_on

from .files import RecognitionRefused

NOTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitDetails:
    """A unit as somebody enters it. ``hamlet_id`` for a hamlet of the commune's list: its name is the list's."""

    kind: UnitKind
    commune_code: str
    name: str = ""
    hamlet_id: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAssessment:
    """What a unit says of itself. ``said_by``: name and office of who answers for it; ``asks`` to be recognised."""

    asks: bool
    said_by: str
    statements: Mapping[str, Statement] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def enter_unit(*, details: UnitDetails, by: User, at: datetime, today: date) -> Unit:
    """Put a unit in the register; a hamlet that was closed comes back with its past.

    Raises RecognitionRefused: no name, no such hamlet or commune, entered already.
    """
    commune = Commune.objects.filter(valid_on(today), pk=details.commune_code).first()
    if commune is None:
        raise RecognitionRefused("Không có xã, phường mang mã này.")
    hamlet = _hamlet(details, today)
    name = str(hamlet) if hamlet else collapse(clean(details.name))[:120]
    if not name:
        raise RecognitionRefused("Hãy ghi tên đơn vị.")
    known = Unit.objects.select_for_update().filter(hamlet=hamlet).first() if hamlet else None
    if known and known.closed_on is None:
        raise RecognitionRefused(f"{name} đã có trong danh sách.")
    unit = known or Unit(kind=details.kind, commune_code=commune.pk, hamlet=hamlet, entered_at=at, entered_by=by)
    unit.address, unit.closed_on = collapse(clean(details.address))[:200] or unit.address, None
    _name(unit, name, commune)
    unit.save()
    record(UnitEntered(subject_id=str(unit.pk), area=unit.commune_code, unit_kind=unit.kind), by=by, at=at)
    return unit


@transaction.atomic
def enter_hamlets(*, commune_code: str, by: User, at: datetime, today: date) -> int:
    """Every hamlet of the commune's list that is not in the register yet. Returns how many were entered."""
    known = Unit.objects.filter(hamlet__isnull=False, commune_code=commune_code).values("hamlet")
    rows = Hamlet.objects.filter(valid_on(today), commune=commune_code).exclude(pk__in=known).order_by("sort_key")
    for one in rows:
        details = UnitDetails(kind=UnitKind.HAMLET, commune_code=commune_code, hamlet_id=one.pk)
        enter_unit(details=details, by=by, at=at, today=today)
    return len(rows)


@transaction.atomic
def amend_unit(*, unit_id: int, name: str, address: str, by: User, at: datetime) -> Unit:
    """Mend name and address; a hamlet's name is the list's. Raises RecognitionRefused: no name, called like another."""
    unit = _locked(unit_id)
    before = (unit.name, unit.address)
    words = unit.name if unit.hamlet_id else collapse(clean(name))[:120]
    if not words:
        raise RecognitionRefused("Hãy ghi tên đơn vị.")
    unit.address = collapse(clean(address))[:200]
    _name(unit, words, Commune.objects.get(pk=unit.commune_code))
    pairs = zip(("name", "address"), before, (unit.name, unit.address), strict=True)
    changed = tuple(label for label, then, now in pairs if then != now)
    if changed:
        unit.save()
        record(UnitAmended(subject_id=str(unit.pk), area=unit.commune_code, fields=changed), by=by, at=at)
    return unit


@transaction.atomic
def close_unit(*, unit_id: int, on: date, reason: str, by: User, at: datetime, today: date) -> Unit:
    """The unit is no more. Raises RecognitionRefused: no reason, a day to come, closed already."""
    unit = _locked(unit_id)
    if unit.closed_on is not None:
        raise RecognitionRefused("Đơn vị này đã thôi hoạt động.")
    if on > today:
        raise RecognitionRefused("Ngày thôi hoạt động không thể ở phía trước.")
    if not reason.strip():
        raise RecognitionRefused("Hãy nêu lý do.")
    unit.closed_on = on
    unit.save(update_fields=["closed_on"])
    record(UnitClosed(subject_id=str(unit.pk), area=unit.commune_code), by=by, at=at, reason=collapse(reason))
    return unit


@transaction.atomic
def assess_unit(
    *, unit_id: int, period: Period, given: UnitAssessment, by: User, at: datetime, today: date
) -> UnitStep:
    """The unit's own assessment with its figures frozen and who answers for what is stated.

    Raises RecognitionRefused: the period has not begun, nobody answers for it, a count that cannot be, the file is
    past this step, or it asks for what register and statements do not bear out.
    """
    unit = _locked(unit_id)
    if today < period.first or unit.closed_on is not None:
        raise RecognitionRefused("Kỳ này chưa bắt đầu hoặc đơn vị đã thôi hoạt động.")
    if not given.said_by.strip():
        raise RecognitionRefused("Hãy ghi họ tên, chức vụ người chịu trách nhiệm về nội dung tự đánh giá.")
    file = open_unit_file(unit=unit, period=period.year, by=by, at=at)
    _follows(file, StepKind.SELF_ASSESSED)
    on = min(period.last, today)
    criteria = queries.asked_of(unit=unit, on=on)
    _possible({one.code: one.label for one in criteria}, given.statements)
    found = rules.judge(criteria, queries.figures_of(unit=unit, on=on, at=at), given.statements)
    if given.asks and not rules.met(found):
        raise RecognitionRefused("Chưa thể đề nghị công nhận, còn chưa đạt: " + _named(rules.failing(found)) + ".")
    data = {"asks": given.asks, "said_by": collapse(clean(given.said_by))[:160], **_frozen(found, on, at)}
    return _step(file, StepKind.SELF_ASSESSED, today, by, at, note=given.note, data=data)


@transaction.atomic
def check_unit(*, file_id: int, agreed: bool, note: str, by: User, at: datetime, today: date) -> UnitStep:
    """Somebody else found the file in order, or sends it back with a reason.

    Raises RecognitionRefused: no reason, the same person assessed it, a statement without a paper behind it, or the
    register no longer bears out what was asked for.
    """
    file = UnitFile.objects.select_for_update().select_related("unit").get(pk=file_id)
    kind = StepKind.CHECKED if agreed else StepKind.RETURNED
    _follows(file, kind)
    steps = list(file.steps.all())
    last = next(one for one in reversed(steps) if one.kind == StepKind.SELF_ASSESSED)
    if last.recorded_by_id == by.pk:
        raise RecognitionRefused("Người ghi tự đánh giá không tự thẩm tra. Hãy để người khác của cơ quan thẩm tra.")
    if not agreed:
        if not note.strip():
            raise RecognitionRefused("Hãy nêu lý do trả lại và việc đơn vị phải làm.")
        return _step(file, kind, today, by, at, note=note)
    on = min(_period(file).last, today)
    found = queries.results(unit=file.unit, steps=steps, on=on, at=at)
    _complete(file, found)
    if last.data["asks"] and not rules.met(found):
        raise RecognitionRefused(
            "Số liệu đã thay đổi từ khi tự đánh giá, nay chưa đạt: " + _named(rules.failing(found)) + ". Hãy trả lại."
        )
    return _step(file, kind, today, by, at, note=note, data={"asks": last.data["asks"], **_frozen(found, on, at)})


def open_unit_file(*, unit: Unit, period: int, by: User, at: datetime) -> UnitFile:
    """The unit's file of a period, locked; opened where there is none."""
    kept = {"commune_code": unit.commune_code, "opened_at": at, "opened_by": by}
    file, _made = UnitFile.objects.get_or_create(unit=unit, period=period, defaults=kept)
    return UnitFile.objects.select_for_update().get(pk=file.pk)


def step_units(*, files: Sequence[tuple[UnitFile, dict[str, Any]]], on: date, by: User, at: datetime) -> None:
    """A decision as the last step of each of locked files."""
    for file, data in files:
        _step(file, StepKind.DECIDED, on, by, at, data=data)


def _hamlet(details: UnitDetails, today: date) -> Hamlet | None:
    if details.kind is not UnitKind.HAMLET:
        return None
    rows = Hamlet.objects.filter(valid_on(today), commune=details.commune_code)
    found = rows.filter(pk=details.hamlet_id).first() if details.hamlet_id else None
    if found is None:
        raise RecognitionRefused("Hãy chọn thôn, bản, tổ dân phố trong danh sách của xã.")
    return found


def _name(unit: Unit, name: str, commune: Commune) -> None:
    unit.name = name
    unit.search_key = search_key(f"{name} {commune.full_name}")[:200]
    unit.sort_key = sort_key(name)
    same = Unit.objects.filter(
        commune_code=unit.commune_code, kind=unit.kind, search_key=unit.search_key, closed_on__isnull=True
    )
    if same.exclude(pk=unit.pk).exists():
        raise RecognitionRefused(f"Xã đã có {name} trong danh sách.")


def _locked(unit_id: int) -> Unit:
    return Unit.objects.select_for_update().get(pk=unit_id)


def _follows(file: UnitFile, kind: StepKind) -> None:
    now = course.stage(queries.facts(list(file.steps.all())))
    if not course.may_follow(now, kind):
        raise RecognitionRefused(f"Hồ sơ đang ở bước “{UNIT_STAGE_LABELS[now]}”, chưa làm việc này được.")


def _complete(file: UnitFile, found: Sequence[UnitResult]) -> None:
    held = set(file.evidence.filter(removed_at__isnull=True).values_list("code", flat=True))
    lacking = [one for one in rules.needing_evidence(found) if one.criterion.code not in held]
    if lacking:
        raise RecognitionRefused("Hồ sơ còn thiếu minh chứng cho: " + _named(lacking) + ".")


def _possible(labels: Mapping[str, str], statements: Mapping[str, Statement]) -> None:
    for code, one in statements.items():
        if code not in labels:
            raise RecognitionRefused("Có tiêu chí không thuộc loại đơn vị này.")
        if one.count is not None and one.total is not None and one.count > one.total:
            raise RecognitionRefused(f"{labels[code]}: số đã đạt không thể lớn hơn tổng số.")


def _named(found: Sequence[UnitResult]) -> str:
    return "; ".join(f"{one.criterion.label.lower()}{_why(one)}" for one in found)


def _why(one: UnitResult) -> str:
    if one.met is None:
        return " (chưa khẳng định)"
    if one.criterion.form is CriterionForm.NONE and one.count:
        return f" (còn {one.count})"
    return f" (thiếu {one.more})" if one.more else ""


def _frozen(found: Sequence[UnitResult], on: date, at: datetime) -> dict[str, Any]:
    return {"results": rules.as_data(found), "figures_on": on.isoformat(), "known_at": at.isoformat()}


def _period(file: UnitFile) -> Period:
    found = period_of(file.period)
    if found is None:
        raise RecognitionRefused("Không có kỳ đánh giá này.")
    return found


def _step(
    file: UnitFile,
    kind: StepKind,
    on: date,
    by: User,
    at: datetime,
    *,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> UnitStep:
    step = UnitStep.objects.create(
        file=file, commune_code=file.commune_code, kind=kind, on=on, note=clean(note).strip()[:NOTE], data=data or {},
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    stated = UnitStepped(subject_id=str(file.unit_id), area=file.commune_code, period=file.period, step=kind)
    record(stated, by=by, at=at, reason=step.note)
    return step

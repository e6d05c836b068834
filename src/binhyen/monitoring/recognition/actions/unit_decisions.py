"""Signed decisions that put units on the list or take them off, and what the province sets of their criteria."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse, search_key
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.events import UnitCriterionSet, UnitsDecided
from binhyen.monitoring.recognition.models import Unit, UnitDecision, UnitDecisionLine, UnitFile, UnitSetting
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.unit_criteria import DECIDED_BY, every, kind_rules
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Decider,
    Stage,
    UnitKind,
    UnitLine,
    Weight,
)

from .files import RecognitionRefused
from .units import step_units


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsSigned:
    """A decision as it was signed. ``commune_code`` "" is the province's committee."""

    period: int
    commune_code: str
    number: str
    issued_on: date
    signer: str
    signer_title: str
    lines: Sequence[UnitLine]

    @property
    def decider(self) -> Decider:
        return Decider.COMMUNE if self.commune_code else Decider.PROVINCE


@transaction.atomic
def decide_units(*, signed: UnitsSigned, by: User, at: datetime, today: date) -> UnitDecision:
    """Enter a signed decision about units. All of it or nothing.

    Raises RecognitionRefused: number, signer or day missing, a unit twice, another committee's unit, one put on the
    list that was not checked, one taken off that is not on it or without a reason.
    """
    _check(signed, today)
    wanted = [one.unit_id for one in signed.lines]
    units = {one.pk: one for one in Unit.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    files = {
        one.unit_id: one for one in UnitFile.objects.select_for_update().filter(unit__in=wanted, period=signed.period)
    }
    deciders = {kind: rule.decided_by for kind, rule in kind_rules(on=signed.issued_on).items()}
    for line in signed.lines:
        _allowed(line, units.get(line.unit_id), files.get(line.unit_id), signed, deciders)
    decision = UnitDecision.objects.create(
        period=signed.period, decider=signed.decider, commune_code=signed.commune_code,
        number=collapse(signed.number), issued_on=signed.issued_on, signer=collapse(signed.signer),
        signer_title=collapse(signed.signer_title), recorded_at=at, recorded_by=by,
    )  # fmt: skip
    UnitDecisionLine.objects.bulk_create(
        UnitDecisionLine(
            decision=decision, unit_id=line.unit_id, commune_code=units[line.unit_id].commune_code, act=line.act,
            reason=collapse(clean(line.reason))[:300],
        )
        for line in signed.lines
    )  # fmt: skip
    put_on = tuple(one.unit_id for one in signed.lines if one.act is Act.PUT_ON)
    off = tuple(one.unit_id for one in signed.lines if one.act is Act.TAKEN_OFF)
    decided = [(files[pk], {"decision": decision.pk}) for pk in put_on]
    step_units(files=decided, on=signed.issued_on, by=by, at=at)
    stated = UnitsDecided(
        subject_id=str(decision.pk), area=signed.commune_code, number=decision.number, put_on=put_on, taken_off=off
    )
    record(stated, by=by, at=at)
    return decision


def _check(signed: UnitsSigned, today: date) -> None:
    if not (signed.number.strip() and signed.signer.strip() and signed.signer_title.strip()):
        raise RecognitionRefused("Hãy ghi số quyết định, người ký và chức vụ.")
    if signed.issued_on > today:
        raise RecognitionRefused("Ngày ký không thể ở phía trước.")
    if not signed.lines:
        raise RecognitionRefused("Hãy chọn ít nhất một đơn vị.")
    if len({one.unit_id for one in signed.lines}) < len(signed.lines):
        raise RecognitionRefused("Có đơn vị được ghi hai lần.")
    same = UnitDecision.objects.filter(
        commune_code=signed.commune_code, number=collapse(signed.number), issued_on=signed.issued_on
    )
    if same.exists():
        raise RecognitionRefused("Quyết định này đã được ghi.")


def _allowed(
    line: UnitLine,
    unit: Unit | None,
    file: UnitFile | None,
    signed: UnitsSigned,
    deciders: Mapping[UnitKind, Decider],
) -> None:
    if unit is None or (signed.commune_code and unit.commune_code != signed.commune_code):
        raise RecognitionRefused("Có đơn vị không thuộc xã này.")
    if deciders[UnitKind(unit.kind)] is not signed.decider:
        raise RecognitionRefused(f"{unit.name}: thẩm quyền công nhận thuộc cơ quan khác.")
    past = [one for one in queries.lines_of(unit) if one.decision.issued_on <= signed.issued_on]
    on_list = bool(past) and past[0].act == Act.PUT_ON
    if line.act is Act.TAKEN_OFF:
        if not on_list:
            raise RecognitionRefused(f"{unit.name} không có trong danh sách được công nhận để đưa ra.")
        if not line.reason.strip():
            raise RecognitionRefused(f"{unit.name}: hãy nêu lý do đưa ra khỏi danh sách.")
        return
    steps = list(file.steps.all()) if file else []
    asked = bool(steps) and steps[-1].data.get("asks")
    if course.stage(queries.facts(steps)) is not Stage.CHECKED or not asked:
        raise RecognitionRefused(f"{unit.name} chưa được thẩm tra xong, chưa công nhận được.")
    if signed.issued_on < steps[-1].on:
        raise RecognitionRefused(f"{unit.name}: ngày ký không thể trước ngày thẩm tra {steps[-1].on:%d/%m/%Y}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionChoice:
    """What the province sets of a criterion, or a criterion of its own (``code`` "")."""

    weight: Weight
    valid_from: date
    source: str
    code: str = ""
    label: str = ""
    form: CriterionForm = CriterionForm.YES
    counted: str = ""
    of: str = ""
    bound: tuple[int, int] | None = None


@transaction.atomic
def set_unit_criterion(*, kind: UnitKind, given: CriterionChoice, by: User, at: datetime) -> UnitSetting:
    """Set how a criterion weighs and its share, or add one. Raises RecognitionRefused: no source, no such criterion,
    a name that is taken, a share that is none.
    """
    known = {one.code: one for one in every(kind=kind, on=given.valid_from)}
    code, label = given.code, collapse(clean(given.label))[:200]
    if code and code not in known:
        raise RecognitionRefused("Loại đơn vị này không có tiêu chí đó.")
    form = known[code].form if code else given.form
    if not code:
        code = "P_" + search_key(label).replace(" ", "_").upper()[:36]
        if not label:
            raise RecognitionRefused("Hãy ghi tiêu chí.")
        if code in known:
            raise RecognitionRefused("Đã có tiêu chí này.")
    if form is CriterionForm.SHARE and not (given.bound and 1 <= given.bound[0] <= given.bound[1]):
        raise RecognitionRefused("Tỷ lệ phải lớn hơn 0 và không quá 100 phần trăm.")
    old = known.get(code)
    row = UnitSetting(
        kind=kind, code=code, value=given.weight, label=old.label if old else label, form=form,
        counted=old.counted if old else collapse(given.counted)[:60], of=old.of if old else collapse(given.of)[:60],
        valid_from=given.valid_from,
    )  # fmt: skip
    if form is CriterionForm.SHARE and given.bound:
        row.part, row.whole = given.bound
    return _kept(row, given.source, by, at)


@transaction.atomic
def set_unit_decider(
    *, kind: UnitKind, decider: Decider, valid_from: date, source: str, by: User, at: datetime
) -> UnitSetting:
    """Set whose committee recognises units of a kind. Raises RecognitionRefused: no source."""
    row = UnitSetting(kind=kind, code=DECIDED_BY, value=decider, valid_from=valid_from)
    return _kept(row, source, by, at)


def _kept(row: UnitSetting, source: str, by: User, at: datetime) -> UnitSetting:
    words = collapse(clean(source))[:300]
    if not words:
        raise RecognitionRefused("Hãy ghi văn bản đã quy định: số, ngày, cơ quan.")
    row.source, row.recorded_at, row.recorded_by = words, at, by
    row.save()
    record(UnitCriterionSet(subject_id=f"{row.kind}.{row.code}", value=row.value), by=by, at=at, reason=words)
    return row

"""Decisions: UBND tỉnh puts communes on a list or takes them off, the ministry approves the province."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import collapse
from binhyen.monitoring.classification.actions.readings import ClassificationRefused
from binhyen.monitoring.classification.actions.recognitions import RecognitionDetails, enter_recognitions
from binhyen.monitoring.classification.queries.recognitions import recognised
from binhyen.monitoring.classification.values import Act, AreaKind, RecognisedAs
from binhyen.monitoring.recognition.events import DecisionEntered
from binhyen.monitoring.recognition.models import Decision, DecisionLine, ReviewFile
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.values import STAGE_LABELS, Line, Stage, StepKind
from binhyen.registers.documents.models import OfficialDocument

from .files import RecognitionRefused, step_many

__all__ = ["COMMITTEE", "MINISTRY", "Line", "Signed", "decide"]
COMMITTEE, MINISTRY = "Ủy ban nhân dân tỉnh", "Bộ Công an"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A decision as it was signed."""

    period: int
    number: str
    issued_on: date
    signer: str
    signer_title: str
    lines: Sequence[Line]
    document: OfficialDocument | None = None
    authority: str = COMMITTEE
    area_kind: AreaKind = AreaKind.COMMUNE


@transaction.atomic
def decide(*, signed: Signed, by: User, at: datetime, today: date) -> Decision:
    """Enter a signed decision: its lines become recognitions, its files are decided. All of it or nothing.

    Raises RecognitionRefused: number or day missing, an area twice, a commune put on the drug-free list that the
    council did not pass, one put on a key list that was not checked, one taken off a list it does not stand on.
    """
    _check(signed, today)
    files = {
        one.area_code: one
        for one in ReviewFile.objects.select_for_update().filter(
            area_kind=signed.area_kind, period=signed.period, area_code__in={line.area_code for line in signed.lines}
        )
    }
    standing = recognised(on=signed.issued_on)
    for line in signed.lines:
        _allowed(line, files.get(line.area_code), signed, set(standing))
    try:
        rows = enter_recognitions(details=[_details(line, signed) for line in signed.lines], by=by, at=at)
    except ClassificationRefused as refusal:
        raise RecognitionRefused(str(refusal)) from refusal
    decision = Decision.objects.create(
        period=signed.period, number=collapse(signed.number), issued_on=signed.issued_on, authority=signed.authority,
        signer=collapse(signed.signer), signer_title=collapse(signed.signer_title), document=signed.document,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, file=files.get(line.area_code), area_code=line.area_code, recognition=row)
        for line, row in zip(signed.lines, rows, strict=True)
    )
    put_on = {line.area_code for line in signed.lines if line.act is Act.PUT_ON}
    decided = [(files[area], {"decision": decision.pk}) for area in sorted(put_on & set(files))]
    step_many(files=decided, kind=StepKind.DECIDED, on=signed.issued_on, by=by, at=at)
    areas = tuple(sorted({line.area_code for line in signed.lines}))
    record(DecisionEntered(subject_id=str(decision.pk), number=decision.number, areas=areas), by=by, at=at)
    return decision


def _check(signed: Signed, today: date) -> None:
    if not (signed.number.strip() and signed.signer.strip() and signed.signer_title.strip()):
        raise RecognitionRefused("Hãy ghi số quyết định, người ký và chức vụ.")
    if signed.issued_on > today:
        raise RecognitionRefused("Ngày ký không thể ở phía trước.")
    if not signed.lines:
        raise RecognitionRefused("Hãy chọn ít nhất một địa bàn.")
    keys = [(line.area_code, line.kind) for line in signed.lines]
    if len(set(keys)) < len(keys):
        raise RecognitionRefused("Có địa bàn được ghi hai lần.")
    if Decision.objects.filter(number=collapse(signed.number), issued_on=signed.issued_on).exists():
        raise RecognitionRefused("Quyết định này đã được ghi.")


def _allowed(line: Line, file: ReviewFile | None, signed: Signed, standing: set[tuple[str, RecognisedAs]]) -> None:
    if line.act is Act.TAKEN_OFF:
        if (line.area_code, line.kind) not in standing:
            raise RecognitionRefused(f"Địa bàn {line.area_code} không có trong danh sách này để đưa ra.")
        return
    if file is None:
        raise RecognitionRefused(f"Địa bàn {line.area_code} chưa có hồ sơ của kỳ {signed.period}.")
    steps = queries.facts(list(file.steps.all()))
    now = course.stage(steps)
    if signed.area_kind is AreaKind.PROVINCE:
        fit = now is Stage.ASSESSED
    elif line.kind is RecognisedAs.DRUG_FREE:
        fit = now is Stage.PASSED
    else:
        fit = now in {Stage.CHECKED, Stage.PASSED, Stage.NOT_PASSED}
    if not fit:
        raise RecognitionRefused(
            f"Hồ sơ của địa bàn {line.area_code} đang ở bước “{STAGE_LABELS[now]}”, chưa quyết định được."
        )


def _details(line: Line, signed: Signed) -> RecognitionDetails:
    return RecognitionDetails(
        area_code=line.area_code, kind=line.kind, act=line.act, area_kind=signed.area_kind, period=signed.period,
        valid_from=signed.issued_on, decision_number=collapse(signed.number), decision_on=signed.issued_on,
        decided_by=signed.authority, document_id=signed.document.pk if signed.document else None,
    )  # fmt: skip

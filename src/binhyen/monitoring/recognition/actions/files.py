"""What is done with a file: the commune assesses itself, the province's police check it or send it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import clean, collapse
from binhyen.monitoring.classification.queries.board import Asked, Board, board, places
from binhyen.monitoring.classification.values import AreaKind, Classification
from binhyen.monitoring.recognition.events import FileStepped, PaperAdded, PaperRemoved
from binhyen.monitoring.recognition.models import ReviewFile, ReviewPaper, ReviewStep
from binhyen.monitoring.recognition.queries import files as queries
from binhyen.monitoring.recognition.queries.files import Period
from binhyen.monitoring.recognition.queries.settings import papers
from binhyen.monitoring.recognition.rules import course, law
from binhyen.monitoring.recognition.rules.frozen import as_data
from binhyen.monitoring.recognition.values import STAGE_LABELS, Stage, StepKind
from binhyen.registers.documents.models import OfficialDocument

NOTE, REASON = 1000, 500


class RecognitionRefused(Exception):
    """Nothing was stored; the message is a Vietnamese sentence that says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a commune says of itself. ``asks``: it asks to be recognised as drug-free."""

    asks: bool
    note: str = ""
    late_reason: str = ""


@transaction.atomic
def self_assess(
    *, area_code: str, period: Period, given: Assessment, by: User, at: datetime, today: date
) -> ReviewStep:
    """The commune's own assessment as of the last day of the period, with the figures frozen (Art. 7.1).

    Raises RecognitionRefused: the period still runs, the file is past this step, it is late without a reason, or it
    asks for what the register does not bear out.
    """
    if today <= period.last:
        raise RecognitionRefused(
            f"Kỳ {period.year} đến hết ngày {period.last:%d/%m/%Y} mới xong (Quyết định 28/2025/QĐ-TTg, Đ. 7.1). "
            "Trước ngày đó hãy tự rà soát ở trang Phân loại."
        )
    file = _open(AreaKind.COMMUNE, area_code, period, by, at)
    _follows(file, StepKind.SELF_ASSESSED)
    late = _late(StepKind.DECIDED, period, today, given.late_reason)
    found = _classes(area_code, period, at)
    now = found.rows[0].now
    if given.asks and not now.drug_free:
        left = "; ".join(f"{one.label.lower()}: còn {one.count}" for one in now.free if not one.met)
        raise RecognitionRefused(f"Chưa đạt 3/3 tiêu chí nên chưa thể đề nghị công nhận ({left}).")
    data = {"asks": given.asks, **frozen(now, chosen=found.chosen, at=at)}
    return _step(file, StepKind.SELF_ASSESSED, today, by, at, note=given.note, late=late, data=data)


@transaction.atomic
def check(*, file_id: int, agreed: bool, note: str, by: User, at: datetime, today: date) -> ReviewStep:
    """The province's police found the file in order, or send it back with a reason.

    Raises RecognitionRefused: no reason, papers missing, or the figures are no longer those the commune assessed.
    """
    file = _locked(file_id)
    kind = StepKind.CHECKED if agreed else StepKind.RETURNED
    _follows(file, kind)
    if not agreed:
        if not note.strip():
            raise RecognitionRefused("Hãy nêu lý do trả lại và việc xã phải làm.")
        return _step(file, kind, today, by, at, note=note)
    _complete(file, kind, today)
    period = _period(file)
    before = _last(file, StepKind.SELF_ASSESSED).data
    found = _classes(file.area_code, period, at)
    data = frozen(found.rows[0].now, chosen=found.chosen, at=at)
    if before["asks"] and not found.rows[0].now.drug_free:
        raise RecognitionRefused(
            "Số liệu đã thay đổi từ khi xã tự đánh giá: nay chưa đạt 3/3 tiêu chí. Hãy trả lại để xã đánh giá lại."
        )
    if _differs(before, data) and not note.strip():
        raise RecognitionRefused("Số liệu đã khác so với khi xã tự đánh giá. Hãy nêu nhận xét về chênh lệch.")
    return _step(file, kind, today, by, at, note=note, data={"asks": before["asks"], **data})


@transaction.atomic
def assess_province(
    *, province: str, period: Period, note: str, late_reason: str, by: User, at: datetime, today: date
) -> ReviewStep:
    """The province's own assessment, before 20/12 (Art. 7.2). Raises RecognitionRefused as ``self_assess``."""
    if today <= period.last:
        raise RecognitionRefused(f"Kỳ {period.year} đến hết ngày {period.last:%d/%m/%Y} mới xong.")
    file = _open(AreaKind.PROVINCE, province, period, by, at)
    _follows(file, StepKind.SELF_ASSESSED, province=True)
    late = _late(StepKind.SELF_ASSESSED, period, today, late_reason, province=True)
    every = places(on=period.last, province=province)
    found = board(
        places=every, province=province, asked=Asked(on=period.last, at=at, known_at=at, compare=False, readings=False)
    )
    if found.province is None:
        raise RecognitionRefused("Tỉnh này chưa có xã, phường nào trong danh mục.")
    asks = found.province.drug_free
    data = {"asks": asks, "statuses": found.statuses, **frozen(found.province, chosen=found.chosen, at=at)}
    return _step(file, StepKind.SELF_ASSESSED, today, by, at, note=note, late=late, data=data)


@transaction.atomic
def add_paper(
    *, file_id: int, code: str, document: OfficialDocument, by: User, at: datetime, today: date
) -> ReviewPaper:
    """Put a document of the register into the file. Raises RecognitionRefused: not of the checklist, or already in."""
    file = _locked(file_id)
    if code not in {rule.code for rule in papers(on=today)}:
        raise RecognitionRefused("Danh mục giấy tờ không có loại này.")
    if _stage(file) is Stage.DECIDED:
        raise RecognitionRefused("Hồ sơ đã có quyết định, không thêm giấy tờ được nữa.")
    if file.papers.filter(code=code, document=document, removed_at__isnull=True).exists():
        raise RecognitionRefused("Giấy tờ này đã có trong hồ sơ.")
    paper = file.papers.create(code=code, document=document, added_at=at, added_by=by)
    record(PaperAdded(subject_id=str(file.pk), area=_area(file), code=code, document_id=document.pk), by=by, at=at)
    return paper


@transaction.atomic
def remove_paper(*, file_id: int, paper_id: int, reason: str, by: User, at: datetime) -> None:
    """Take a paper out of the file; that it was in stays to be read. Raises RecognitionRefused."""
    file = _locked(file_id)
    paper = file.papers.filter(pk=paper_id, removed_at__isnull=True).first()
    if paper is None:
        raise RecognitionRefused("Giấy tờ này không có trong hồ sơ.")
    if _stage(file) is Stage.DECIDED:
        raise RecognitionRefused("Hồ sơ đã có quyết định, không bỏ giấy tờ được nữa.")
    if not reason.strip():
        raise RecognitionRefused("Hãy nêu lý do bỏ giấy tờ này.")
    paper.removed_at = at
    paper.save(update_fields=["removed_at"])
    gone = PaperRemoved(subject_id=str(file.pk), area=_area(file), code=paper.code, document_id=paper.document_id)
    record(gone, by=by, at=at, reason=reason)


def frozen(found: Classification, *, chosen: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """A class with its figures and reasons as it stood, to be read beside what it is later."""
    return {**as_data(found), "known_at": at.isoformat(), "readings": dict(chosen)}


def _differs(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return any(one[name] != other[name] for name in ("key", "free", "criteria"))


def _classes(area_code: str, period: Period, at: datetime) -> Board:
    found = places(on=period.last, codes=[area_code])
    if not found:
        raise RecognitionRefused("Cuối kỳ này không có xã, phường mang mã đó.")
    asked = Asked(on=period.last, at=at, known_at=at, compare=False, readings=False)
    return board(places=found, asked=asked)


def _open(kind: AreaKind, area: str, period: Period, by: User, at: datetime) -> ReviewFile:
    file, _made = ReviewFile.objects.get_or_create(
        area_kind=kind, area_code=area, period=period.year, defaults={"opened_at": at, "opened_by": by}
    )
    return _locked(file.pk)


def _locked(file_id: int) -> ReviewFile:
    return ReviewFile.objects.select_for_update().get(pk=file_id)


def _stage(file: ReviewFile) -> Stage:
    return course.stage(queries.facts(list(file.steps.all())))


def _follows(file: ReviewFile, kind: StepKind, *, province: bool = False) -> None:
    now = _stage(file)
    if not course.may_follow(now, kind, province=province):
        raise RecognitionRefused(f"Hồ sơ đang ở bước “{STAGE_LABELS[now]}”, chưa làm việc này được.")


def _complete(file: ReviewFile, kind: StepKind, today: date) -> None:
    held = set(file.papers.filter(removed_at__isnull=True).values_list("code", flat=True))
    lacking = course.missing(papers(on=today), held, up_to=kind)
    if lacking:
        raise RecognitionRefused("Hồ sơ còn thiếu: " + "; ".join(rule.label.lower() for rule in lacking) + ".")


def _last(file: ReviewFile, kind: StepKind) -> ReviewStep:
    return file.steps.filter(kind=kind).order_by("-recorded_at", "-pk")[0]


def _period(file: ReviewFile) -> Period:
    found = queries.period_of(file.period)
    if found is None:
        raise RecognitionRefused("Không có kỳ đánh giá này.")
    return found


def _late(kind: StepKind, period: Period, today: date, reason: str, *, province: bool = False) -> str:
    due = law.due(kind, period.year, province=province)
    words = collapse(clean(reason))[:REASON]
    if due and today >= due and not words:
        raise RecognitionRefused(f"Phải xong trước ngày {due:%d/%m/%Y}. Nay đã quá hạn, hãy nêu lý do chậm.")
    return words if due and today >= due else ""


def _area(file: ReviewFile) -> str:
    return file.area_code if file.area_kind == AreaKind.COMMUNE else ""


def _step(
    file: ReviewFile,
    kind: StepKind,
    on: date,
    by: User,
    at: datetime,
    *,
    note: str = "",
    late: str = "",
    data: dict[str, Any] | None = None,
) -> ReviewStep:
    step = ReviewStep.objects.create(
        file=file, kind=kind, on=on, note=clean(note).strip()[:NOTE], late_reason=late, data=data or {}, recorded_at=at,
        recorded_by=by,
    )  # fmt: skip
    stated = FileStepped(
        subject_id=str(file.pk), area=_area(file), area_code=file.area_code, period=file.period, step=kind
    )
    record(stated, by=by, at=at, reason=step.note)
    return step


def step_many(
    *, files: Sequence[tuple[ReviewFile, dict[str, Any]]], kind: StepKind, on: date, by: User, at: datetime
) -> list[ReviewStep]:
    """The same step on many locked files, each with its own data. For acts of the council and the committee."""
    return [_step(file, kind, on, by, at, data=data) for file, data in files]

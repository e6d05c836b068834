"""Entering decisions that put areas on a list or take them off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record, record_many
from binhyen.monitoring.classification.events import RecognitionEntered, RecognitionWithdrawn
from binhyen.monitoring.classification.models import Recognition
from binhyen.monitoring.classification.rules.law import decisions
from binhyen.monitoring.classification.values import Act, AreaKind, RecognisedAs, Scheme
from binhyen.registers.territories.models import Commune, Province

from .readings import ClassificationRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognitionDetails:
    """One decision about one area. ``valid_to`` is its last day, None where it names none."""

    area_code: str
    kind: RecognisedAs
    valid_from: date
    area_kind: AreaKind = AreaKind.COMMUNE
    scheme: Scheme = Scheme.DEC28
    act: Act = Act.PUT_ON
    period: int | None = None
    valid_to: date | None = None
    decision_number: str = ""
    decision_on: date | None = None
    decided_by: str = ""
    document_id: int | None = None
    source: str = ""


@transaction.atomic
def enter_recognitions(
    *, details: Sequence[RecognitionDetails], by: User | None, at: datetime
) -> Sequence[Recognition]:
    """Enter what decisions say of areas, all of them or none.

    Raises:
        ClassificationRefused: an area that does not exist, no decision and no source, a day before Decision 28/2025.
    """
    _check_areas(details)
    for one in details:
        _check(one)
    rows = Recognition.objects.bulk_create([_row(one, by=by, at=at) for one in details])
    record_many(
        (
            RecognitionEntered(
                subject_id=str(row.pk),
                area=row.area_code if row.area_kind == AreaKind.COMMUNE else "",
                area_code=row.area_code,
                scheme=row.scheme,
                recognised_as=row.kind,
                act=row.act,
            )
            for row in rows
        ),
        by=by,
        at=at,
    )
    return rows


@transaction.atomic
def withdraw_recognition(*, recognition_id: int, reason: str, by: User | None, at: datetime) -> Recognition:
    """A line entered by mistake never was: a row that says so supersedes it.

    Raises:
        ClassificationRefused: it was superseded before, or no reason is given.
    """
    row = Recognition.objects.select_for_update().get(pk=recognition_id)
    if Recognition.objects.filter(supersedes=row).exists() or row.withdrawn:
        raise ClassificationRefused("Dòng này đã được rút hoặc thay bằng dòng khác.")
    if not reason.strip():
        raise ClassificationRefused("Hãy nêu lý do rút.")
    gone = Recognition.objects.create(
        area_kind=row.area_kind, area_code=row.area_code, scheme=row.scheme, kind=row.kind, act=row.act,
        period=row.period, valid_from=row.valid_from, valid_to=row.valid_to, supersedes=row, withdrawn=True,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip
    area = row.area_code if row.area_kind == AreaKind.COMMUNE else ""
    record(RecognitionWithdrawn(subject_id=str(gone.pk), area=area, supersedes=row.pk), by=by, at=at, reason=reason)
    return gone


def _row(one: RecognitionDetails, *, by: User | None, at: datetime) -> Recognition:
    return Recognition(
        area_kind=one.area_kind, area_code=one.area_code, scheme=one.scheme, kind=one.kind, act=one.act,
        period=one.period, valid_from=one.valid_from, valid_to=one.valid_to, decision_number=one.decision_number,
        decision_on=one.decision_on, decided_by=one.decided_by, document_id=one.document_id, source=one.source,
        recorded_at=at, recorded_by=by,
    )  # fmt: skip


def _check(one: RecognitionDetails) -> None:
    if not (one.decision_number or one.source):
        raise ClassificationRefused("Hãy ghi số quyết định, hoặc nguồn của thông tin này.")
    first = decisions()[0].valid_from
    if one.scheme == Scheme.DEC28 and one.valid_from < first:
        raise ClassificationRefused(
            f"Quyết định 28/2025/QĐ-TTg có hiệu lực từ {first:%d/%m/%Y}. Công nhận trước ngày đó là của quy định cũ."
        )
    if one.valid_to and one.valid_to < one.valid_from:
        raise ClassificationRefused("Ngày cuối sớm hơn ngày đầu.")


def _check_areas(details: Iterable[RecognitionDetails]) -> None:
    wanted: dict[AreaKind, set[str]] = {}
    for one in details:
        wanted.setdefault(one.area_kind, set()).add(one.area_code)
    found = {
        AreaKind.COMMUNE: Commune.objects.filter(pk__in=wanted.get(AreaKind.COMMUNE, ())).values_list("pk", flat=True),
        AreaKind.PROVINCE: Province.objects.filter(pk__in=wanted.get(AreaKind.PROVINCE, ())).values_list(
            "pk", flat=True
        ),
    }
    for kind, codes in wanted.items():
        missing = sorted(codes - set(found.get(kind, ())))
        if missing:
            raise ClassificationRefused(f"Không có địa bàn mang mã {', '.join(missing)}.")

"""Many rows in one act: a file, a grid, a generator. Each row stands for itself; refused rows say why."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.offences import events
from binhyen.operations.offences.models import Offence, OffenceParty, PlantFind, Seizure, UsePoint, UsePointFact
from binhyen.operations.offences.models import WantedHiding as Wanted
from binhyen.operations.offences.rules import points
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.operations.offences.values import OffenceRow, PlantDetails, PointRow, StatedRow, WantedDetails

from .finds import record_plants, record_wanted
from .offences import fields_of, party_fields, record_offence, seizure_fields
from .points import record_point
from .stating import Hand, numbers

AT_ONCE = 2000  # rows of one statement
ANALYZED_FROM = 1000  # rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    record_id: int | None = None
    problems: tuple[Problem, ...] = ()


def record_rows(
    *, rows: Sequence[tuple[StatedRow, UUID]], by: User | None, at: datetime, source: str, table: str
) -> list[RowOutcome]:
    """State some hundred rows, each for itself: what is refused does not hold up the others. In the order given.

    Each row has a key: the same row of the same file handed in twice is one record.
    """
    outcomes = [_one(row, key, by, at) for row, key in rows]
    written = sum(one.record_id is not None for one in outcomes)
    if written:
        record(events.OffencesImported(subject_id=source, rows=written, table=table), by=by, at=at)
    return outcomes


def _one(row: StatedRow, key: UUID, by: User | None, at: datetime) -> RowOutcome:
    try:
        with transaction.atomic():
            return RowOutcome(record_id=state_row(row=row, key=key, by=by, at=at))
    except OffenceRefused as refusal:
        return RowOutcome(problems=refusal.problems)


def state_row(*, row: StatedRow, key: UUID | None, by: User | None, at: datetime) -> int:
    """State one row of any table; the number of its record. Raises OffenceRefused."""
    if isinstance(row, OffenceRow):
        return record_offence(
            details=row.details, parties=row.parties, seizures=row.seizures, by=by, at=at, key=key
        ).record_id
    if isinstance(row, PointRow):
        return record_point(details=row.details, steps=row.steps, by=by, at=at, key=key).record_id
    if isinstance(row, PlantDetails):
        return record_plants(details=row, by=by, at=at, key=key).record_id
    return record_wanted(details=row, by=by, at=at, key=key).record_id


@transaction.atomic
def load_rows(*, rows: Iterable[tuple[StatedRow, datetime]], by: User | None, at: datetime, source: str) -> int:
    """State thousands of rows that are known to be lawful, set-wise; each is believed from its own moment on.

    For generators and demonstrations: the rules are not asked again, the constraints of the database are. One line in
    the journal. Returns how many.
    """
    written = 0
    for part in batched(rows, AT_ONCE):
        _load([one for one in part if isinstance(one[0], OffenceRow)], by)
        _load_points([one for one in part if isinstance(one[0], PointRow)], by)
        for model, kind in ((PlantFind, PlantDetails), (Wanted, WantedDetails)):
            flat = [(asdict(row), Hand(by, moment)) for row, moment in part if isinstance(row, kind)]
            _write(model, flat)
        written += len(part)
    if written >= ANALYZED_FROM:
        _analyze()
    if written:
        record(events.OffencesImported(subject_id=source, rows=written, table="ALL"), by=by, at=at)
    return written


def _load(rows: Sequence[tuple[Any, datetime]], by: User | None) -> None:
    ids = numbers(model=Offence, count=len(rows))
    offences = [
        (Hand(by, moment).made(Offence, number, fields_of(row.details)), row, Hand(by, moment))
        for number, (row, moment) in zip(ids, rows, strict=True)
    ]
    Offence.objects.bulk_create([one for one, _, _ in offences], batch_size=AT_ONCE)
    _write(OffenceParty, [(party_fields(p, offence=one), hand) for one, row, hand in offences for p in row.parties])
    _write(Seizure, [(seizure_fields(s, offence=one), hand) for one, row, hand in offences for s in row.seizures])


def _load_points(rows: Sequence[tuple[Any, datetime]], by: User | None) -> None:
    ids = numbers(model=UsePoint, count=len(rows))
    made_points = [
        (Hand(by, moment).made(UsePoint, number, asdict(row.details)), row, Hand(by, moment))
        for number, (row, moment) in zip(ids, rows, strict=True)
    ]
    UsePoint.objects.bulk_create([one for one, _, _ in made_points], batch_size=AT_ONCE)
    _write(
        UsePointFact,
        [
            ({"point_id": one.pk, "commune_code": one.commune_code, **asdict(step)}, hand)
            for one, row, hand in made_points
            for step in points.in_order(row.steps)
        ],
    )


def _write(model: Any, rows: Sequence[tuple[dict[str, Any], Hand]]) -> None:
    made_rows = [
        hand.made(model, number, fields)
        for number, (fields, hand) in zip(numbers(model=model, count=len(rows)), rows, strict=True)
    ]
    model.objects.bulk_create(made_rows, batch_size=AT_ONCE)


def _analyze() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE offences_offence, offences_offenceparty, offences_seizure, offences_usepoint, "
            "offences_usepointfact, offences_plantfind, offences_wantedhiding"
        )

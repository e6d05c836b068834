"""Recognitions as the rules read them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from binhyen.monitoring.classification.models import Recognition
from binhyen.monitoring.classification.rules.course import effective, in_force
from binhyen.monitoring.classification.values import Act, AreaKind, RecognisedAs, RecognitionFact, Scheme

Lines = Mapping[tuple[str, RecognisedAs], RecognitionFact]


def lines(*, areas: Sequence[str] | None = None, kind: AreaKind = AreaKind.COMMUNE) -> list[RecognitionFact]:
    """All lines of areas (None: all), superseded ones too: the rules leave them out. One query."""
    rows = Recognition.objects.filter(area_kind=kind)
    if areas is not None:
        rows = rows.filter(area_code__in=areas)
    return [
        RecognitionFact(
            id=row.pk, area=row.area_code, scheme=Scheme(row.scheme), kind=RecognisedAs(row.kind), act=Act(row.act),
            valid_from=row.valid_from, recorded_at=row.recorded_at, valid_to=row.valid_to, period=row.period,
            decision=row.decision_number or row.source, supersedes=row.supersedes_id, withdrawn=row.withdrawn,
        )
        for row in rows
    ]  # fmt: skip


def recognised(
    *, on: date, known_at: datetime | None = None, areas: Sequence[str] | None = None, scheme: Scheme = Scheme.DEC28
) -> Lines:
    """(commune, as what) -> the line in force on a day, as known at a moment. One query."""
    return in_force(lines(areas=areas), on, known_at=known_at, scheme=scheme)


def history(*, area: str, kind: AreaKind = AreaKind.COMMUNE) -> list[RecognitionFact]:
    """Everything ever decided of an area under any scheme, the latest first."""
    return list(reversed(effective(lines(areas=[area], kind=kind))))

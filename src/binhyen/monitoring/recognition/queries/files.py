"""The files of a period: how far each commune is, and one file with everything in it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.db.models import Prefetch

from binhyen.foundation.access.values import Scope
from binhyen.monitoring.classification.queries.board import Asked, Board, Place, Row, board, places
from binhyen.monitoring.classification.queries.recognitions import lines
from binhyen.monitoring.classification.rules.course import effective
from binhyen.monitoring.classification.rules.law import decisions
from binhyen.monitoring.classification.rules.law import period as decision_period
from binhyen.monitoring.classification.values import AreaKind, RecognitionFact, Scheme
from binhyen.monitoring.recognition.models import DecisionLine, ReviewFile, ReviewPaper, ReviewStep
from binhyen.monitoring.recognition.rules import course, law
from binhyen.monitoring.recognition.values import (
    STAGE_LABELS,
    PaperRule,
    Stage,
    Step,
    StepKind,
    StepRule,
)

from .settings import papers


@dataclass(frozen=True, slots=True)
class Period:
    """An assessment period by the year it ends in."""

    year: int
    first: date
    last: date

    @property
    def decide_before(self) -> date | None:
        return law.due(StepKind.DECIDED, self.year)

    @property
    def report_before(self) -> date | None:
        return law.due(StepKind.SELF_ASSESSED, self.year, province=True)

    @property
    def approve_before(self) -> date | None:
        return law.due(StepKind.DECIDED, self.year, province=True)


@dataclass(frozen=True)
class Entry:
    """A commune of the board of a period: its class at the end of it, and how far its file is."""

    row: Row
    file: ReviewFile | None
    stage: Stage
    missing: Sequence[PaperRule]
    recognised: Sequence[RecognitionFact]  # what decisions of the period say of it, entered here or elsewhere

    @property
    def stage_label(self) -> str:
        return STAGE_LABELS[self.stage]


@dataclass(frozen=True)
class PeriodBoard:
    period: Period
    on: date  # the day its classes are of: the last of the period, or today while it runs
    board: Board
    entries: Sequence[Entry]

    @cached_property
    def stages(self) -> dict[Stage, int]:
        found = Counter(entry.stage for entry in self.entries)
        return {stage: found[stage] for stage in Stage}


@dataclass(frozen=True)
class Opened:
    """One file as its page shows it."""

    place: Place
    period: Period
    file: ReviewFile | None
    steps: Sequence[ReviewStep]
    stage: Stage
    papers: Sequence[tuple[PaperRule, Sequence[ReviewPaper]]]
    lines: Sequence[DecisionLine]
    rules: Sequence[StepRule]
    row: Row
    on: date
    missing: Mapping[StepKind, Sequence[PaperRule]] = field(default_factory=dict)

    @property
    def stage_label(self) -> str:
        return STAGE_LABELS[self.stage]

    @property
    def assessed(self) -> ReviewStep | None:
        """The assessment that counts: the last one."""
        return next((one for one in reversed(self.steps) if one.kind == StepKind.SELF_ASSESSED), None)


def period_of(year: int) -> Period | None:
    """The period that ends in ``year``; None before the Decision."""
    found = decision_period(date(year, 1, 1)) if 1 < year < date.max.year else None
    if found is None or found.last < decisions()[0].valid_from:
        return None
    return Period(found.year, found.first, found.last)


def current(on: date) -> Period:
    """The period a day lies in. Raises ValueError before the Decision."""
    found = period_of(decision_period(on).year)
    if found is None:
        raise ValueError(f"no period on {on}")
    return found


def periods(on: date) -> list[Period]:
    """All periods of the Decision that have begun, the latest first."""
    last = current(on).year
    return [found for year in range(last, decisions()[0].valid_from.year - 1, -1) if (found := period_of(year))]


def period_board(*, scope: Scope, province: str, period: Period, today: date, at: datetime) -> PeriodBoard:
    """Every commune of the province the reader sees. Some thirty queries, however many communes."""
    on = min(period.last, today)
    seen = None if scope.whole_province else sorted(scope.areas)
    found = places(on=on, province=province, codes=seen)
    classes = board(places=found, asked=Asked(on=on, at=at, compare=False, readings=False))
    files = {one.area_code: one for one in _files(period.year, [place.code for place in found])}
    rules = papers(on=on)
    said: dict[str, list[RecognitionFact]] = defaultdict(list)
    for line in effective(lines()):
        if line.period == period.year and line.scheme is Scheme.DEC28:  # older schemes are another series
            said[line.area].append(line)
    entries = [_entry(row, files.get(row.place.code), rules, said[row.place.code]) for row in classes.rows]
    return PeriodBoard(period, on, classes, entries)


def opened(*, place: Place, period: Period, today: date, at: datetime) -> Opened:
    """One commune's file. Some thirty queries."""
    on = min(period.last, today)
    classes = board(places=[place], asked=Asked(on=on, at=at, compare=False))
    file = next(iter(_files(period.year, [place.code])), None)
    steps = list(file.steps.all()) if file else []
    rules = papers(on=on)
    held: dict[str, list[ReviewPaper]] = defaultdict(list)
    for paper in file.held if file else []:  # type: ignore[attr-defined]
        held[paper.code].append(paper)
    decided = DecisionLine.objects.filter(decision__period=period.year, area_code=place.code)
    return Opened(
        place=place, period=period, file=file, steps=steps, stage=course.stage(facts(steps)),
        papers=[(rule, held[rule.code]) for rule in rules],
        lines=list(decided.select_related("decision", "recognition")), rules=law.steps(), row=classes.rows[0], on=on,
        missing={kind: course.missing(rules, set(held), up_to=kind) for kind in StepKind},
    )  # fmt: skip


def facts(steps: Sequence[ReviewStep]) -> list[Step]:
    """Steps as the rules read them."""
    return [Step(kind=StepKind(one.kind), on=one.on, recorded_at=one.recorded_at, data=one.data) for one in steps]


def of_period(*, period: int, stages: Sequence[Stage]) -> list[ReviewFile]:
    """Communes' files that stand at one of ``stages``, each with ``steps``."""
    return [one for one in _files(period, None) if course.stage(facts(list(one.steps.all()))) in stages]


def asks(file: ReviewFile) -> bool:
    """Whether the last assessment asked for the area to be recognised; ``file`` as ``of_period`` gives it."""
    assessed = [one for one in file.steps.all() if one.kind == StepKind.SELF_ASSESSED]
    return bool(assessed and assessed[-1].data.get("asks"))


def province_file(*, province: str, period: int) -> ReviewFile | None:
    return (
        ReviewFile.objects.filter(area_kind=AreaKind.PROVINCE, area_code=province, period=period)
        .prefetch_related("steps")
        .first()
    )


def _files(period: int, codes: Sequence[str] | None) -> list[ReviewFile]:
    rows = ReviewFile.objects.filter(area_kind=AreaKind.COMMUNE, period=period)
    if codes is not None:
        rows = rows.filter(area_code__in=codes)
    held = ReviewPaper.objects.filter(removed_at__isnull=True).select_related("document__file").order_by("pk")
    return list(
        rows.order_by("area_code").prefetch_related(
            Prefetch("steps", queryset=ReviewStep.objects.select_related("recorded_by")),
            Prefetch("papers", queryset=held, to_attr="held"),
        )
    )


def _entry(row: Row, file: ReviewFile | None, rules: Sequence[PaperRule], said: Sequence[RecognitionFact]) -> Entry:
    steps = list(file.steps.all()) if file else []
    held = {paper.code for paper in file.held} if file else set()  # type: ignore[attr-defined]
    missing = course.missing(rules, held, up_to=StepKind.REVIEWED) if file else []
    return Entry(row, file, course.stage(facts(steps)), missing, said)

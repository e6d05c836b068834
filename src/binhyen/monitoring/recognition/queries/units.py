"""Units and their files: the register of a year, one unit with everything, what a decision may say of which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Case, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When

from binhyen.foundation.access.values import Scope
from binhyen.kit.listing import ListState
from binhyen.kit.vietnamese.text import search_key
from binhyen.monitoring.classification.queries.board import Place, places
from binhyen.monitoring.classification.values import Act
from binhyen.monitoring.recognition.models import (
    Unit,
    UnitDecision,
    UnitDecisionLine,
    UnitEvidence,
    UnitFile,
    UnitStep,
)
from binhyen.monitoring.recognition.rules import course
from binhyen.monitoring.recognition.rules import units as rules
from binhyen.monitoring.recognition.values import (
    UNIT_STAGE_LABELS,
    Decider,
    Figure,
    Stage,
    Step,
    StepKind,
    UnitCriterion,
    UnitKind,
    UnitKindRule,
    UnitLine,
    UnitResult,
    Weight,
)
from binhyen.registers.territories.models import Commune

from .files import Period
from .unit_criteria import criteria, kind_rule, kind_rules
from .unit_facts import register_figures

STAGE_OF = {"": Stage.NOT_BEGUN, **{kind.value: course.stage_after(kind) for kind in StepKind}}


def units(*, scope: Scope, state: ListState, period: Period, on: date) -> QuerySet[Unit]:
    """Units the reader sees that were open in the period, each with ``last_kind`` and ``last_act``.

    ``last_kind``: the last step of its file of the period; ``last_act``: what the last decision by ``on`` says.
    """
    last_step = UnitStep.objects.filter(file__unit=OuterRef("pk"), file__period=period.year)
    rows = Unit.objects.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=period.first))
    if not scope.whole_province:
        rows = rows.filter(commune_code__in=sorted(scope.areas))
    rows = rows.annotate(
        last_kind=Subquery(last_step.order_by("-recorded_at", "-pk").values("kind")[:1]), last_act=_last_act(on)
    ).annotate(
        kind_rank=_rank("kind", list(UnitKind)), stage_rank=_rank("last_kind", list(StepKind)),
        place_key=Subquery(Commune.objects.filter(pk=OuterRef("commune_code")).values("sort_key")[:1]),
    )  # fmt: skip
    for word in search_key(state.search).split():
        rows = rows.filter(search_key__contains=word)
    return _filtered(rows, state).order_by(*state.order(), "pk")


def _rank(name: str, order: Sequence[str]) -> Case:
    """The order of a list by the words' own order; what has none comes first."""
    return Case(*(When(**{name: one, "then": place}) for place, one in enumerate(order, 1)), default=0)


def _last_act(on: date) -> Subquery:
    lines = UnitDecisionLine.objects.filter(unit=OuterRef("pk"), decision__issued_on__lte=on)
    return Subquery(lines.order_by("-decision__issued_on", "-pk").values("act")[:1])


def _filtered(rows: QuerySet[Any], state: ListState) -> QuerySet[Any]:
    kind, stage, listed, area = (state.value(name) for name in ("loai", "buoc", "ds", "xa"))
    if kind:
        rows = rows.filter(kind=kind)
    if area:
        rows = rows.filter(commune_code=area)
    if stage == Stage.NOT_BEGUN:
        rows = rows.filter(last_kind__isnull=True)
    elif stage:
        rows = rows.filter(last_kind=next(kind for kind in StepKind if STAGE_OF[kind.value] == stage))
    if listed:
        on_list = Q(last_act=Act.PUT_ON)
        rows = rows.filter(on_list) if listed == "1" else rows.exclude(on_list)
    return rows


@dataclass(frozen=True)
class Entry:
    """A line of the register of a year."""

    unit: Unit
    place: str
    stage: Stage
    recognised: bool
    drifts: bool  # recognised, and the register no longer bears it out
    met: int | None = None  # of its last assessment
    of: int | None = None

    @property
    def stage_label(self) -> str:
        return UNIT_STAGE_LABELS[self.stage]


def entries(*, rows: Sequence[Unit], period: Period, today: date, at: datetime) -> list[Entry]:
    """Lines of ``rows`` as ``units`` gives them, with what the register says of recognised hamlets today."""
    names = {one.code: one.name for one in places(on=today, codes=sorted({one.commune_code for one in rows}))}
    said = _assessed([one.pk for one in rows], period.year)
    hamlets = {
        one.hamlet_id: one.commune_code
        for one in rows
        if one.hamlet_id and one.last_act == Act.PUT_ON  # type: ignore[attr-defined]
    }
    register = register_figures(hamlets=hamlets, on=today, at=at)
    required = {
        one.facts for one in criteria(kind=UnitKind.HAMLET, on=today) if one.facts and one.weight is Weight.REQUIRED
    }
    found = []
    for one in rows:
        met, of = said.get(one.pk, (None, None))
        found.append(
            Entry(
                unit=one,
                place=names.get(one.commune_code, one.commune_code),
                stage=STAGE_OF[one.last_kind or ""],  # type: ignore[attr-defined]
                recognised=one.last_act == Act.PUT_ON,  # type: ignore[attr-defined]
                drifts=any(
                    figure.count for code, figure in register.get(one.hamlet_id or 0, {}).items() if code in required
                ),
                met=met,
                of=of,
            )
        )
    return found


def _assessed(units: Sequence[int], year: int) -> dict[int, tuple[int, int]]:
    """Unit -> how many required criteria its last assessment or check found met, of how many. One query."""
    steps = UnitStep.objects.filter(
        file__unit__in=units, file__period=year, kind__in=(StepKind.SELF_ASSESSED, StepKind.CHECKED)
    )
    found = {}
    for unit, data in steps.order_by("recorded_at", "pk").values_list("file__unit", "data"):
        required = [one for one in data["results"] if one["weight"] == "REQUIRED"]
        found[unit] = (sum(bool(one["met"]) for one in required), len(required))
    return found


@dataclass(frozen=True)
class Opened:
    """One unit in one year as its page shows it."""

    unit: Unit
    place: Place
    period: Period
    rule: UnitKindRule
    file: UnitFile | None
    steps: Sequence[UnitStep]
    stage: Stage
    results: Sequence[UnitResult]  # as things stand: the register now, with what was last stated
    evidence: Mapping[str, Sequence[UnitEvidence]]
    lines: Sequence[UnitDecisionLine]  # of every year, the latest first
    on: date

    @property
    def stage_label(self) -> str:
        return UNIT_STAGE_LABELS[self.stage]

    @property
    def recognised(self) -> UnitDecisionLine | None:
        """The line by which it stands on the list on the day."""
        last = next((one for one in self.lines if one.decision.issued_on <= self.on), None)
        return last if last is not None and last.act == Act.PUT_ON else None

    @cached_property
    def met(self) -> bool:
        return rules.met(self.results)

    @cached_property
    def score(self) -> tuple[int, int]:
        return rules.score(self.results)

    @property
    def drifts(self) -> list[UnitResult]:
        """Criteria a recognised unit no longer meets by the register."""
        return [one for one in rules.failing(self.results) if one.count and not one.stated] if self.recognised else []

    @cached_property
    def papers(self) -> list[tuple[UnitResult, Sequence[UnitEvidence]]]:
        """Each criterion with the papers behind it."""
        return [(one, self.evidence.get(one.criterion.code, ())) for one in self.results]

    @property
    def without_paper(self) -> list[UnitResult]:
        """Criteria that rest on a statement behind which no paper stands."""
        return [one for one in rules.needing_evidence(self.results) if not self.evidence.get(one.criterion.code)]

    @property
    def assessed(self) -> UnitStep | None:
        return next((one for one in reversed(self.steps) if one.kind == StepKind.SELF_ASSESSED), None)


def unit(*, pk: int, scope: Scope) -> Unit | None:
    rows = Unit.objects.filter(pk=pk).select_related("hamlet")
    return (rows if scope.whole_province else rows.filter(commune_code__in=sorted(scope.areas))).first()


def opened(*, unit: Unit, place: Place, period: Period, today: date, at: datetime) -> Opened:
    """One unit in one year. Some twenty queries."""
    on = min(period.last, today)
    file = _file(unit, period.year)
    steps = list(file.steps.all()) if file else []
    evidence: dict[str, list[UnitEvidence]] = {}
    for one in file.held if file else []:  # type: ignore[attr-defined]
        evidence.setdefault(one.code, []).append(one)
    return Opened(
        unit=unit, place=place, period=period, rule=kind_rule(kind=UnitKind(unit.kind), on=on), file=file, steps=steps,
        stage=course.stage(facts(steps)), results=results(unit=unit, steps=steps, on=on, at=at), evidence=evidence,
        lines=lines_of(unit), on=on,
    )  # fmt: skip


def lines_of(unit: Unit) -> list[UnitDecisionLine]:
    """What was ever decided of a unit, the latest first."""
    return list(unit.lines.select_related("decision").order_by("-decision__issued_on", "-pk"))


def asked_of(*, unit: Unit, on: date) -> list[UnitCriterion]:
    return criteria(kind=UnitKind(unit.kind), on=on)


def figures_of(*, unit: Unit, on: date, at: datetime) -> Mapping[str, Figure]:
    """What the register holds of a unit: of a hamlet of the list; of others nothing."""
    if unit.hamlet_id is None:
        return {}
    return register_figures(hamlets={unit.hamlet_id: unit.commune_code}, on=on, at=at)[unit.hamlet_id]


def results(*, unit: Unit, steps: Sequence[UnitStep], on: date, at: datetime) -> tuple[UnitResult, ...]:
    """Every criterion as it stands: the register of the day, with what the last assessment stated."""
    said: list[dict[str, Any]] = next(
        (one.data["results"] for one in reversed(steps) if one.kind == StepKind.SELF_ASSESSED), []
    )
    register = figures_of(unit=unit, on=on, at=at)
    return rules.judge(asked_of(unit=unit, on=on), register, rules.statements(said))


def facts(steps: Sequence[UnitStep]) -> list[Step]:
    return [Step(kind=StepKind(one.kind), on=one.on, recorded_at=one.recorded_at, data=one.data) for one in steps]


def _file(unit: Unit, year: int) -> UnitFile | None:
    held = UnitEvidence.objects.filter(removed_at__isnull=True).select_related("document__file").order_by("pk")
    steps = UnitStep.objects.select_related("recorded_by")
    return (
        UnitFile.objects.filter(unit=unit, period=year)
        .prefetch_related(Prefetch("steps", queryset=steps), Prefetch("evidence", queryset=held, to_attr="held"))
        .first()
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """A unit a decision may name: one that waits to be put on the list, or one that may be taken off."""

    line: UnitLine
    unit: Unit
    place: str
    drifts: bool = False


def offered(*, communes: Sequence[str], decider: Decider, period: Period, today: date, at: datetime) -> list[Offered]:
    """Checked units first, then recognised ones that may be taken off, those that drift before the others.

    ``communes`` are those whose units this committee decides of.
    """
    kinds = [kind for kind, rule in kind_rules(on=today).items() if rule.decided_by is decider]
    last_step = UnitStep.objects.filter(file__unit=OuterRef("pk"), file__period=period.year)
    last = last_step.order_by("-recorded_at", "-pk")
    rows = list(
        Unit.objects.filter(kind__in=kinds, commune_code__in=communes)
        .annotate(
            last_kind=Subquery(last.values("kind")[:1]), asks=Subquery(last.values("data__asks")[:1]),
            last_act=_last_act(today),
        )
        .filter(Q(last_kind=StepKind.CHECKED, closed_on__isnull=True) | Q(last_act=Act.PUT_ON))
        .order_by("commune_code", "sort_key", "pk")
    )  # fmt: skip
    lines = entries(rows=rows, period=period, today=today, at=at)
    put_on = [
        Offered(UnitLine(unit_id=one.unit.pk), one.unit, one.place)
        for one in lines
        if one.stage is Stage.CHECKED and one.unit.asks and one.unit.closed_on is None  # type: ignore[attr-defined]
    ]
    off = [
        Offered(UnitLine(unit_id=one.unit.pk, act=Act.TAKEN_OFF), one.unit, one.place, one.drifts)
        for one in lines
        if one.recognised
    ]
    return [*put_on, *sorted(off, key=lambda one: not one.drifts)]


def decisions(*, scope: Scope, year: int) -> list[UnitDecision]:
    """Decisions of a year that name units the reader sees, the latest first, with those lines."""
    lines = UnitDecisionLine.objects.select_related("unit").order_by("unit__sort_key", "pk")
    rows = UnitDecision.objects.filter(period=year)
    if not scope.whole_province:
        mine = sorted(scope.areas)
        lines = lines.filter(commune_code__in=mine)
        rows = rows.filter(lines__commune_code__in=mine).distinct()
    return list(rows.prefetch_related(Prefetch("lines", queryset=lines)).order_by(F("issued_on").desc(), "-pk"))

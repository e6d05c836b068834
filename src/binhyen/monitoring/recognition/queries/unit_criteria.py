"""What units are asked for on a day: the law's rows with what the province set of them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from binhyen.monitoring.recognition.models import UnitSetting
from binhyen.monitoring.recognition.rules import unit_law
from binhyen.monitoring.recognition.values import (
    CriterionForm,
    Decider,
    UnitCriterion,
    UnitKind,
    UnitKindRule,
    Weight,
)

from .settings import SET_BY_PROVINCE

DECIDED_BY = "DECIDED_BY"
Settings = Mapping[tuple[str, str], UnitSetting]


def settings(*, on: date) -> Settings:
    """(kind, code) -> the latest setting in force on a day. One query."""
    rows = UnitSetting.objects.filter(valid_from__lte=on).order_by("valid_from", "recorded_at", "pk")
    return {(row.kind, row.code): row for row in rows}


def every(*, kind: UnitKind, on: date, own: Settings | None = None) -> list[UnitCriterion]:
    """Every criterion of a kind, those not used too, and those the province added."""
    own = settings(on=on) if own is None else own
    proposed = unit_law.criteria(kind)
    found = [_settled(one, own.get((kind, one.code))) for one in proposed]
    known = {one.code for one in proposed} | {DECIDED_BY}
    return found + [_added(row) for (of, code), row in own.items() if of == kind and code not in known]


def criteria(*, kind: UnitKind, on: date) -> list[UnitCriterion]:
    """What a unit of a kind is asked on a day. One query."""
    return [one for one in every(kind=kind, on=on) if one.weight is not Weight.OFF and one.valid_from <= on]


def kind_rules(*, on: date, own: Settings | None = None) -> dict[UnitKind, UnitKindRule]:
    """Who recognises which kind on a day. One query."""
    own = settings(on=on) if own is None else own
    found = {}
    for kind, rule in unit_law.kinds().items():
        row = own.get((kind, DECIDED_BY))
        found[kind] = (
            rule
            if row is None
            else replace(rule, decided_by=Decider(row.value), source=row.source, confidence=SET_BY_PROVINCE)
        )
    return found


def kind_rule(*, kind: UnitKind, on: date) -> UnitKindRule:
    return kind_rules(on=on)[kind]


def _settled(one: UnitCriterion, row: UnitSetting | None) -> UnitCriterion:
    if row is None:
        return one
    bound = (row.part, row.whole) if row.part and row.whole else one.bound
    return replace(
        one, weight=Weight(row.value), bound=bound, valid_from=row.valid_from, source=row.source,
        confidence=SET_BY_PROVINCE,
    )  # fmt: skip


def _added(row: UnitSetting) -> UnitCriterion:
    return UnitCriterion(
        code=row.code, label=row.label, form=CriterionForm(row.form), weight=Weight(row.value), counted=row.counted,
        of=row.of, bound=(row.part, row.whole) if row.part and row.whole else None, valid_from=row.valid_from,
        source=row.source, confidence=SET_BY_PROVINCE,
    )  # fmt: skip


def rests_on(*, kinds: Collection[str], on: date) -> list[str]:
    """The documents by which the province set anything of kinds of unit, each once. One query."""
    return sorted({row.source for (kind, _code), row in settings(on=on).items() if kind in kinds})

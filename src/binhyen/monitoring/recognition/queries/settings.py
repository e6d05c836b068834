"""What the procedure asks for on a day: the law's rows with what the province set of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from binhyen.monitoring.recognition.models import ProcedureSetting
from binhyen.monitoring.recognition.rules import law
from binhyen.monitoring.recognition.values import PaperRule, StepKind, Term

SET_BY_PROVINCE = "settled"


def settings(*, on: date) -> Mapping[str, ProcedureSetting]:
    """The latest setting of each code in force on a day. One query."""
    rows = ProcedureSetting.objects.filter(valid_from__lte=on).order_by("valid_from", "recorded_at", "pk")
    return {row.code: row for row in rows}


def papers(*, on: date, chosen: Mapping[str, ProcedureSetting] | None = None) -> list[PaperRule]:
    """The checklist: proposed papers, each as the province wants it, and those it added."""
    own = settings(on=on) if chosen is None else chosen
    found = [_settled(rule, own.get(rule.code)) for rule in law.papers()]
    known = {rule.code for rule in found} | set(law.terms())
    return found + [_added(row) for code, row in own.items() if code not in known]


def terms(*, on: date, chosen: Mapping[str, ProcedureSetting] | None = None) -> dict[str, Term]:
    """The numbers of the procedure by code."""
    own = settings(on=on) if chosen is None else chosen
    return {
        code: replace(term, value=own[code].value, source=own[code].source, confidence=SET_BY_PROVINCE)
        if code in own
        else term
        for code, term in law.terms().items()
    }


def _settled(rule: PaperRule, row: ProcedureSetting | None) -> PaperRule:
    if row is None:
        return rule
    return replace(rule, required=bool(row.value), source=row.source, confidence=SET_BY_PROVINCE)


def _added(row: ProcedureSetting) -> PaperRule:
    return PaperRule(
        code=row.code, label=row.label, needed_for=StepKind(row.needed_for), required=bool(row.value),
        valid_from=row.valid_from, source=row.source, confidence=SET_BY_PROVINCE,
    )  # fmt: skip

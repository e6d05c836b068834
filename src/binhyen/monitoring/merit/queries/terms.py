"""Criteria, clocks and bases as they hold on a day: the law file's rows with what the province set of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db.models import QuerySet

from binhyen.monitoring.merit.models import Circumstance, MeritTerm
from binhyen.monitoring.merit.rules import law
from binhyen.monitoring.merit.rules.law import Term

SET_BY_PROVINCE = "settled"


def terms(*, on: date) -> Mapping[str, Term]:
    """By code, in the file's order. One query."""
    rows = MeritTerm.objects.filter(valid_from__lte=on).order_by("valid_from", "recorded_at", "pk")
    own = {row.code: row for row in rows}
    return {code: _settled(term, own.get(code)) for code, term in law.terms(on).items()}


def _settled(term: Term, row: MeritTerm | None) -> Term:
    if row is None:
        return term
    return replace(
        term, value=row.value, text=row.text, source=row.source, valid_from=row.valid_from, confidence=SET_BY_PROVINCE
    )


def ahead(*, on: date) -> QuerySet[MeritTerm]:
    """What was set for a day still to come."""
    return MeritTerm.objects.filter(valid_from__gt=on).order_by("valid_from", "pk")


def circumstances() -> QuerySet[Circumstance]:
    """Newest first, withdrawn ones too."""
    return Circumstance.objects.select_related("stated_by", "withdrawn_by").order_by("-first", "-pk")

"""What an address of a unit asks for: the unit, its year, what this reader may do with it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.classification.queries.board import Place, places
from binhyen.monitoring.classification.queries.overview import province_of
from binhyen.monitoring.recognition.models import Unit
from binhyen.monitoring.recognition.permissions import may_assess, may_check_unit
from binhyen.monitoring.recognition.queries import units as queries
from binhyen.monitoring.recognition.queries.units import Opened
from binhyen.monitoring.recognition.rules.course import may_follow
from binhyen.monitoring.recognition.values import Stage, StepKind

from .asking import period_of


def unit_of(request: ReaderRequest, pk: int) -> Unit:
    found = queries.unit(pk=pk, scope=request.scope)
    if found is None:
        raise Http404
    return found


def opened_of(request: ReaderRequest, pk: int, year: int | None = None) -> Opened:
    """A unit the reader sees, in a year, or in the one the address names by ``ky``."""
    unit, period = unit_of(request, pk), period_of(request, year)
    found = places(on=min(period.last, request.today), codes=[unit.commune_code])
    if not found:
        raise Http404
    return queries.opened(unit=unit, place=found[0], period=period, today=request.today, at=request.at)


def offered(request: ReaderRequest, opened: Opened) -> Mapping[str, Any]:
    """What this reader may do with the unit now."""
    own = may_assess(request.scope, opened.unit.commune_code) and opened.unit.closed_on is None
    checks = may_check_unit(request.scope, opened.unit.commune_code, opened.rule.decided_by)
    return {
        "own": own,
        "may_assess": own and may_follow(opened.stage, StepKind.SELF_ASSESSED),
        "may_check": checks and may_follow(opened.stage, StepKind.CHECKED),
        "may_return": checks and may_follow(opened.stage, StepKind.RETURNED),
        "may_file": own and opened.stage not in {Stage.CHECKED, Stage.DECIDED},
    }


def own_communes(request: ReaderRequest) -> list[Place]:
    """The communes a reader enters units of."""
    found = places(on=request.today, codes=sorted(request.scope.areas))
    return [one for one in found if may_assess(request.scope, one.code)]


def seen_communes(request: ReaderRequest) -> list[Place]:
    """The communes whose units a reader sees."""
    province = province_of(request.scope)
    codes = None if request.scope.whole_province else sorted(request.scope.areas)
    return places(on=request.today, province=province, codes=codes)


def back_to_unit(pk: int, year: int) -> HttpResponse:
    answer = redirect("recognition:unit", pk)
    answer["Location"] += f"?ky={year}"
    return answer

"""JSON doors of cases: the register, one case, stating a fact. Every answer is within the reader's scope."""

from dataclasses import asdict
from datetime import UTC
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router, Status

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.rls import scope_in_database
from binhyen.operations.cases.actions.facts import record_fact
from binhyen.operations.cases.actions.reading import open_file
from binhyen.operations.cases.actions.refusals import NotInReach
from binhyen.operations.cases.models import Case, CaseFact
from binhyen.operations.cases.permissions import Permission, may, recordable
from binhyen.operations.cases.queries import file as files
from binhyen.operations.cases.queries import register as queries
from binhyen.operations.cases.schemas import CaseOut, CasePage, CaseProblem, CaseQuery, CaseRow, FactIn, FactOut
from binhyen.registers.people.models import Person

REFUSALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), CaseProblem)
router = Router(tags=["cases"])


@router.get("/cases", response={200: CasePage, **REFUSALS}, operation_id="listCases")
def cases(request: ReaderRequest, asked: Query[CaseQuery]) -> dict[str, Any]:
    """The register of cases, in Vietnamese order of names."""
    given = asked.model_dump(exclude={"q", "offset", "limit"})
    with scope_in_database(request.scope):
        found = queries.register(scope=request.scope, at=request.at, asked=queries.CaseFilter(text=asked.q, **given))
        page = list(found[asked.offset : asked.offset + asked.limit])
        names = dict(Person.objects.filter(pk__in=[one.pk for one in page]).values_list("pk", "full_name"))
        return {"count": found.count(), "items": [_row(one, names.get(one.pk, "")) for one in page]}


@router.get("/cases/{int:pk}", response={200: CaseOut, **REFUSALS}, operation_id="getCase")
def case(request: ReaderRequest, pk: int) -> dict[str, Any]:
    """One case. That it was read is written down, as on the page."""
    if not may(request.scope, Permission.READ):
        raise Http404
    with scope_in_database(request.scope):
        try:
            found = open_file(person_id=pk, scope=request.scope, by=request.user, at=request.at)
        except NotInReach as gone:
            raise Http404 from gone
        shown = [entry.id for group in found.groups for entry in group.entries]
        facts = CaseFact.objects.filter(pk__in=shown).order_by("effective_at", "id")
        return {
            **_row(found.case, found.case.person.full_name),
            "spans": [asdict(span) for span in found.view.spans],
            "clocks": [asdict(clock) for clock in found.view.clocks],
            "facts": [FactOut.from_orm(fact).model_dump() for fact in facts],
            "closed": [code for code, _, _ in found.closed],
            "moves": [move.kind.value for move in found.moves],
        }


@router.post("/cases/{int:pk}/facts", response={201: FactOut, **REFUSALS}, operation_id="recordFact")
def record(request: ReaderRequest, pk: int, sent: FactIn) -> Status[dict[str, Any]]:
    """State a fact. 422 names what the law refuses, or asks a reason for; 409 says that somebody recorded meanwhile."""
    with scope_in_database(request.scope):
        if files.one_case(person_id=pk, scope=request.scope) is None:
            raise Http404
        if sent.kind not in recordable(request.scope):
            raise PermissionDenied
        if sent.effective_at.tzinfo is None:
            sent.effective_at = sent.effective_at.replace(tzinfo=UTC)
        fact = record_fact(
            person_id=pk, details=sent.details(), by=request.user, at=request.at, expected_version=sent.version
        )
        return Status(201, FactOut.from_orm(fact).model_dump())


def _row(one: Case, name: str) -> dict[str, Any]:
    fields = (field for field in CaseRow.model_fields if field != "name")
    return {"name": name, **{field: getattr(one, field) for field in fields}}

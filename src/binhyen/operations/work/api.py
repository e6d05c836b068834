"""JSON doors of work: the list, one task, saying that it is done. All within the reader's scope."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.listing import read_state
from binhyen.operations.work.actions import claiming
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.queries import detail, lists, visible
from binhyen.operations.work.schemas import ClaimIn, ClaimOut, TaskOut, TaskQuery, TaskRows, WorkProblem

REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422), WorkProblem)
router = Router(tags=["work"])


@router.get("/tasks", response={200: TaskRows, **REFUSALS}, operation_id="listTasks")
def tasks(request: ReaderRequest, asked: Query[TaskQuery]) -> dict[str, Any]:
    """Tasks of bodies within reach, the next due first."""
    if not may(request.scope, Permission.READ_OWN):
        raise PermissionDenied
    params = {"q": asked.q, lists.SEE: asked.see, lists.PART: asked.part, lists.BODY: asked.body}
    state = read_state(params=params, listing=lists.listing())
    found = lists.found(scope=request.scope, state=state, at=request.at)
    page = found.values_list("pk", flat=True)[asked.offset : asked.offset + asked.limit]
    rows = lists.lines(page=page, state=state, scope=request.scope, at=request.at)
    items = [{name: getattr(row, name) for name in row.__slots__ if name != "own"} for row in rows]
    return {"count": found.count(), "items": items}


@router.get("/tasks/{pk}", response={200: TaskOut, **REFUSALS}, operation_id="getTask")
def one_task(request: ReaderRequest, pk: int) -> dict[str, Any]:
    """One task with its shares and evidence. Reading it here does not open it for its body."""
    task = _task(request, pk)
    page = detail.page(task=task, scope=request.scope, on=request.today)
    shares = [
        {"id": one.pk, "body": one.body.key, "part": one.part, "state": one.state, "opened_at": one.opened_at}
        for one in page.shares
    ]
    return {
        "id": task.pk, "title": task.title, "what": task.what, "result": task.result, "kinds": task.evidence_kinds,
        "state": task.state, "due_at": task.due_at, "first_due_at": task.original_due_at,
        "lacking": page.mine.lacking if page.mine else (), "shares": shares,
        "evidence": [_proof(one) for one in page.proofs],
    }  # fmt: skip


@router.post("/tasks/{pk}/claim", response={200: ClaimOut, **REFUSALS}, operation_id="claimTask")
def claim_task(request: ReaderRequest, pk: int, sent: ClaimIn) -> dict[str, Any]:
    """Say that the part of the reader's body is done. 409 names what is missing."""
    if not may(request.scope, Permission.DO):
        raise PermissionDenied
    task = _task(request, pk)
    own = visible.own_share(task=task, scope=request.scope)
    if own is None:
        raise PermissionDenied
    hand = Hand(request.user, request.at, own.body_id)
    share = claiming.claim(task_id=pk, hand=hand, period_id=sent.period, note=sent.note)
    return {"task": pk, "share": share.pk, "state": share.state}


def _task(request: ReaderRequest, pk: int) -> Task:
    found = visible.one(scope=request.scope, pk=pk) if may(request.scope, Permission.READ_OWN) else None
    if found is None:
        raise Http404
    return found


def _proof(one: detail.Proof) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.pk, "kind": row.kind, "note": row.note, "body": row.share.body.key, "added_at": row.added_at,
        "withdrawn": row.withdrawn_at is not None,
        "alike": [twin.evidence.task_id for twin in one.twins if twin.seen],
    }  # fmt: skip

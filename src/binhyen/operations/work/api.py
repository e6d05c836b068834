"""JSON doors of work: the list, one task, evidence, saying that it is done, judging that. Within the reader's scope."""

from typing import Any, BinaryIO, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import File, Form, Query, Router
from ninja.files import UploadedFile

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.files.actions import FileRefused
from binhyen.kit.listing import read_state
from binhyen.operations.work.actions import claiming, proving
from binhyen.operations.work.actions.moving import Hand
from binhyen.operations.work.models import Task, TaskPeriod, TaskShare
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.queries import detail, lists, visible
from binhyen.operations.work.schemas import (
    ClaimIn,
    ClaimOut,
    EvidenceIn,
    EvidenceOut,
    JudgeIn,
    RejectIn,
    TaskOut,
    TaskQuery,
    TaskRows,
    WorkProblem,
)
from binhyen.operations.work.values import EvidenceKind, Shown, Upload, WorkRefused
from binhyen.registers.documents.queries import register as documents

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
        "lacking": page.mine.lacking if page.mine else (), "shares": shares, "periods": page.periods,
        "evidence": [_proof(one) for one in page.proofs],
    }  # fmt: skip


@router.post("/tasks/{pk}/evidence", response={200: EvidenceOut, **REFUSALS}, operation_id="showEvidence")
def show_evidence(
    request: ReaderRequest, pk: int, sent: Form[EvidenceIn], file: File[UploadedFile | None] = None
) -> dict[str, Any]:
    """Hand in evidence for the reader's own body (multipart). A photo is stored without what the camera wrote into it,
    and ``alike`` names the tasks within reach where the same photo stands. 409 says why it is not taken in."""
    task, share = _own(request, pk)
    hand = Hand(request.user, request.at, share.body_id)
    uploads = [Upload(cast(BinaryIO, file), file.name or "tep")] if file else []
    try:
        (row,) = proving.show_all(
            task_id=pk,
            shown=_shown(request, sent, share),
            uploads=uploads,
            hand=hand,
            scope=request.scope,
            key=sent.key,
        )
    except FileRefused as refusal:
        raise WorkRefused(str(refusal), "file") from None
    proofs = detail.page(task=task, scope=request.scope, on=request.today).proofs
    return next(_proof(one) for one in proofs if one.row.pk == row.pk)


@router.post("/tasks/{pk}/claim", response={200: ClaimOut, **REFUSALS}, operation_id="claimTask")
def claim_task(request: ReaderRequest, pk: int, sent: ClaimIn) -> dict[str, Any]:
    """Say that the part of the reader's body is done. 409 names what is missing."""
    _found, own = _own(request, pk)
    hand = Hand(request.user, request.at, own.body_id)
    share = claiming.claim(task_id=pk, hand=hand, period_id=sent.period, note=sent.note)
    return _stands(share, sent.period)


@router.post("/tasks/{pk}/verify", response={200: ClaimOut, **REFUSALS}, operation_id="verifyTask")
def verify_task(request: ReaderRequest, pk: int, sent: JudgeIn) -> dict[str, Any]:
    """Confirm what a body claimed, for the body that is named to verify it: nobody verifies their own work."""
    hand = _judge(request, pk, sent.share)
    return _stands(claiming.verify(task_id=pk, share_id=sent.share, period_id=sent.period, hand=hand), sent.period)


@router.post("/tasks/{pk}/reject", response={200: ClaimOut, **REFUSALS}, operation_id="rejectTask")
def reject_task(request: ReaderRequest, pk: int, sent: RejectIn) -> dict[str, Any]:
    """Send a claim back with a reason; the clock of the work runs on."""
    hand = _judge(request, pk, sent.share)
    share = claiming.reject(task_id=pk, share_id=sent.share, period_id=sent.period, reason=sent.reason, hand=hand)
    return _stands(share, sent.period)


def _own(request: ReaderRequest, pk: int) -> tuple[Task, TaskShare]:
    if not may(request.scope, Permission.DO):
        raise PermissionDenied
    task = _task(request, pk)
    share = visible.own_share(task=task, scope=request.scope)
    if share is None:
        raise PermissionDenied
    return task, share


def _judge(request: ReaderRequest, pk: int, share_id: int) -> Hand:
    """The hand of the body that judges this share, one of the reader's own."""
    if not may(request.scope, Permission.VERIFY):
        raise PermissionDenied
    task = _task(request, pk)
    share = task.shares.filter(pk=share_id).first()
    if share is None:
        raise Http404
    body = claiming.judge_of(task=task, share=share)
    if not visible.acting_bodies(request.scope).filter(pk=body).exists():
        raise PermissionDenied
    return Hand(request.user, request.at, body)


def _shown(request: ReaderRequest, sent: EvidenceIn, share: TaskShare) -> Shown:
    if sent.document and not documents.visible(request.scope).filter(pk=sent.document).exists():
        raise Http404
    number = sent.kind == EvidenceKind.NUMBER
    return Shown(
        kind=sent.kind, note=sent.note, period_id=sent.period,
        document_id=sent.document if sent.kind == EvidenceKind.DOCUMENT else None,
        value=sent.value if number else None, unit=sent.unit if number else "",
        indicator=sent.indicator if number else "", as_of=sent.as_of if number else None,
        place=share.body.area_code if number else "",
    )  # fmt: skip


def _stands(share: TaskShare, period: int | None) -> dict[str, Any]:
    """Where the part stands, or the period that was named."""
    found = TaskPeriod.objects.filter(task=share.task_id, pk=period).first() if period else None
    return {"task": share.task_id, "share": share.pk, "state": found.state if found else share.state}


def _task(request: ReaderRequest, pk: int) -> Task:
    found = visible.one(scope=request.scope, pk=pk) if may(request.scope, Permission.READ_OWN) else None
    if found is None:
        raise Http404
    return found


def _proof(one: detail.Proof) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.pk, "kind": row.kind, "note": row.note, "body": row.share.body.key, "period": row.period_id,
        "added_at": row.added_at,
        "withdrawn": row.withdrawn_at is not None,
        "alike": [use.subject_id for use in one.again if use.seen and use.subject == "work"],
    }  # fmt: skip

"""JSON doors of reports: list the own and all, read one, fill in cells and words, sign and so submit."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from ninja import Query, Router

from binhyen.foundation.access.middleware import ReaderRequest

from .actions import filling, signing
from .actions.refusals import ReportRefused, StaleCell
from .models import Report
from .permissions import Permission, may, may_fill
from .queries import mine as queries
from .queries.report import Sheet, sheet
from .queries.visible import visible
from .reports.evidence import show_sent
from .rules import states
from .rules.duties import capacity_of
from .schemas import (
    FilledOut,
    FillIn,
    ReportOut,
    ReportProblem,
    ReportRowsOut,
    ReportsOut,
    ReportsQuery,
    SignedOut,
    SignIn,
)

REFUSALS: dict[int, Any] = dict.fromkeys((401, 403, 404, 409, 422), ReportProblem)
LATE = {"LATE": "cham", "MISSING": "thieu", "EXCUSED": "ly-do"}
router = Router(tags=["reports"])


def _needs(request: ReaderRequest, permission: Permission) -> None:
    if not may(request.scope, permission):
        raise PermissionDenied


def _report(request: ReaderRequest, pk: int) -> Report:
    found = visible(scope=request.scope).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@router.get("/reports", response={200: ReportsOut, **REFUSALS}, operation_id="listReports")
def own_reports(request: ReaderRequest) -> dict[str, Any]:
    """Reports of the reader's own units: those to be done by due moment, then those sent last."""
    _needs(request, Permission.READ)
    found = queries.mine(scope=request.scope, at=request.at)
    items = [_line(line.report, line.lateness) for line in (*found.open, *found.ahead, *found.sent)]
    return {"count": len(items), "items": items}


@router.get("/reports/all", response={200: ReportRowsOut, **REFUSALS}, operation_id="listAllReports")
def all_reports(request: ReaderRequest, asked: Query[ReportsQuery]) -> dict[str, Any]:
    """Reports of every unit the reader may read, the last due first: where each stands, its number and code."""
    _needs(request, Permission.READ)
    params = {
        "ky": str(asked.round or ""), "trang-thai": asked.state, "cham": LATE.get(asked.late, ""), "q": asked.q
    }  # fmt: skip
    found = queries.listed(scope=request.scope, params=params, at=request.at)
    page = found.select_related("round__duty", "body", "latest__seal", "latest__paper_number").defer("latest__content")
    rows = page[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "items": [_row(one, request) for one in rows]}


@router.get("/reports/{int:pk}", response={200: ReportOut, **REFUSALS}, operation_id="getReport")
def read_report(request: ReaderRequest, pk: int) -> dict[str, Any]:
    """Everything a report says now, what there is to mend, who signs next."""
    _needs(request, Permission.READ)
    return _whole(sheet(report=_report(request, pk), at=request.at))


@router.patch("/reports/{int:pk}", response={200: FilledOut, **REFUSALS}, operation_id="fillReport")
def fill_report(request: ReaderRequest, pk: int, sent: FillIn) -> dict[str, Any]:
    """Write cells and words; each stands or falls alone. Figures take a note only."""
    _needs(request, Permission.FILL)
    found = _report(request, pk)
    if not may_fill(request.scope, body_key=found.body.key, area_code=found.area_code):
        raise PermissionDenied
    changes = [filling.Change(**one.dict()) for one in sent.cells]
    kept = filling.set_cells(report_id=pk, changes=changes, by=request.user, at=request.at)
    stale, wrong = list(kept.stale), dict(kept.wrong)
    for one in sent.blocks:
        try:
            filling.set_block(report_id=pk, **one.dict(), by=request.user, at=request.at)
        except StaleCell:
            stale.append(one.code)
        except ReportRefused as refused:
            wrong[one.code] = str(refused)
    return {"stale": stale, "wrong": wrong, "report": _whole(sheet(report=_report(request, pk), at=request.at))}


@router.post("/reports/{int:pk}/signatures", response={200: SignedOut, **REFUSALS}, operation_id="signReport")
def sign_report(request: ReaderRequest, pk: int, sent: SignIn) -> dict[str, Any]:
    """Put one's name to the content the fingerprint names; the last signature of the chain sends the report."""
    _needs(request, Permission.READ)
    found = _report(request, pk)
    capacity = sent.capacity or capacity_of(request.user.position)
    done = signing.sign(
        report_id=found.pk, seen=sent.fingerprint, agreed=sent.agreed, capacity=capacity, scope=request.scope,
        by=request.user, at=request.at,
    )  # fmt: skip
    why_not = show_sent(report=done, scope=request.scope, by=request.user, at=request.at)
    return _whole(sheet(report=_report(request, pk), at=request.at)) | {"not_in_work": why_not}


def _line(found: Report, late: states.Lateness) -> dict[str, Any]:
    round_ = found.round
    return {
        "id": found.pk, "duty": round_.duty.key, "period": round_.code, "first": round_.period_start,
        "last": round_.period_end, "unit": found.body.key, "state": found.state, "opens_at": round_.opens_at,
        "due_at": found.due_at, "first_sent_at": found.first_sent_at, "late_minutes": late.minutes,
        "excused": found.excused,
    }  # fmt: skip


def _row(found: Report, request: ReaderRequest) -> dict[str, Any]:
    late = states.lateness(due=found.due_at, sent=found.first_sent_at, now=request.at, excused=found.excused)
    seal, number = (getattr(found.latest, name, None) for name in ("seal", "paper_number"))
    return {
        **_line(found, late), "round": found.round_id, "form": found.round.form_key, "unit_name": found.body.name,
        "area": found.area_code, "number": str(number or ""), "code": seal.code if seal else "",
    }  # fmt: skip


def _whole(shown: Sheet) -> dict[str, Any]:
    content = shown.version.content if shown.version else shown.content.data()
    seal = getattr(shown.version, "seal", None) if shown.version else None
    step = shown.next_step
    return {
        **_line(shown.report, shown.lateness), "form": shown.form.key, "known_at": shown.content.known_at,
        "fingerprint": signing.fingerprint(content), "next_step": step.title if step else "",
        "code": seal.code if seal else "", "number": str(shown.number or ""),
        "cells": [
            {
                "ref": one.cell.ref, "name": one.name, "source": one.cell.source, "kind": one.cell.kind,
                "value": one.value, "note": one.note, "version": one.version, "indicator": one.cell.indicator,
            }
            for one in shown.cells()
        ],
        "blocks": [
            {"code": one.block.code, "title": one.block.title, "text": one.text, "version": one.version}
            for part in shown.sections
            for one in part.blocks
        ],
        "lists": [
            {
                "code": part.section.code, "title": part.section.title,
                "columns": [one.title for one in part.section.columns], "rows": part.lines,
            }
            for part in shown.sections if part.listed
        ],
        "annexes": [
            {"title": one.title, "name": one.name, "size": one.size, "sha256": one.sha256, "why_not": one.why_not}
            for one in shown.content.annexes
        ],
        "findings": [
            {
                "looked": one.looked, "weight": one.weight, "words": one.words, "mend": one.mend,
                "places": list(one.places), "open": one.open,
            }
            for one in shown.findings
        ],
    }  # fmt: skip

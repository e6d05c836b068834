"""Doors of the matrix: who answers for what, and where the "3 không" is broken."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.journal import actions as journal
from binhyen.kit.spreadsheets import attachment
from binhyen.operations.directives.queries.register import directive_names
from binhyen.operations.work.events import WorkExported
from binhyen.operations.work.permissions import READERS
from binhyen.operations.work.queries.matrix import Matrix
from binhyen.operations.work.queries.matrix import matrix as matrix_of
from binhyen.operations.work.reports import lists as reports

from .task import number

SHOWN = 100


def _found(request: ReaderRequest) -> tuple[Matrix, dict[int, str], int | None]:
    names = directive_names(scope=request.scope, on=request.today)
    asked = number(request.GET.get("vanban", ""))
    asked = asked if asked in names else None
    found = matrix_of(scope=request.scope, today=request.today, at=request.at, directive=asked)
    return found, names, asked


@require_GET
@requires(*READERS)
def matrix(request: ReaderRequest) -> HttpResponse:
    found, names, asked = _found(request)
    context: dict[str, Any] = {
        "matrix": found, "names": names.items(), "asked": asked, "shown": SHOWN, "here": "matrix",
    }  # fmt: skip
    return render(request, "work/matrix.html", context)


@require_GET
@requires(*READERS)
def export(request: ReaderRequest) -> HttpResponse:
    found, names, asked = _found(request)
    why = names[asked] if asked else "mọi văn bản"
    data = reports.matrix(found=found, who=str(request.user), at=request.at, why=why)
    left = WorkExported(subject_id=request.at.isoformat(), form="xlsx", rows=len(found.rows))
    journal.record_leaving(left, purpose=f"Ma trận trách nhiệm, {why}", by=request.user, at=request.at)
    return attachment(data=data, file_name=f"ma-tran-trach-nhiem-{request.today:%Y%m%d}.xlsx")

"""Doors of the register as an editable grid."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.grid.changes import answered
from binhyen.kit.grid.rows import Grid
from binhyen.operations.cases.actions.numbers import mend_cases
from binhyen.operations.cases.forms.register import CaseFilterForm
from binhyen.operations.cases.permissions import RECORDERS
from binhyen.operations.cases.queries import register as queries
from binhyen.operations.cases.queries import sheet as sheets


@require_GET
@reads_people(*RECORDERS)
def sheet(request: ReaderRequest) -> HttpResponse:
    found = queries.register(scope=request.scope, at=request.at, asked=CaseFilterForm(request.GET).asked())
    people = list(queries.keys(found)[: sheets.MOST_ROWS + 1])
    rows = sheets.rows(people[: sheets.MOST_ROWS])
    grid = Grid("cases", gettext("Sổ hồ sơ"), sheets.columns(), rows, save=reverse("cases:sheet-save"))
    context = {"grid": grid, "more": len(people) > sheets.MOST_ROWS, "most": sheets.MOST_ROWS}
    return render(request, "cases/sheet.html", context)


@require_POST
@reads_people(*RECORDERS)
def save(request: ReaderRequest) -> HttpResponse:
    return answered(
        request,
        sheets.columns(),
        lambda changes: mend_cases(
            changes=changes, scope=request.scope, today=request.today, by=request.user, at=request.at
        ),
    )

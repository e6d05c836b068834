"""The door of one list of a report: its rows written in a table, nothing overwritten unseen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions import filling as acts
from binhyen.monitoring.reporting.actions.refusals import ReportRefused, StaleCell
from binhyen.monitoring.reporting.models import ReportBlock
from binhyen.monitoring.reporting.permissions import FILLERS
from binhyen.monitoring.reporting.queries import report as queries
from binhyen.monitoring.reporting.rules.lists import LONGEST, MOST_ROWS, rows_of, text_of
from binhyen.monitoring.reporting.values.forms import Section

from .asking import own_report

SPARE, MORE = 3, 10  # empty rows below those that are filled in; how many a button adds


@require_http_methods(["GET", "POST"])
@requires(*FILLERS)
def rows(request: ReaderRequest, pk: int, code: str) -> HttpResponse:
    """Write the rows of a list. Where somebody else wrote meanwhile both are shown and nothing is lost."""
    report = own_report(request, pk)
    sheet = queries.sheet(report=report, at=request.at)
    part = next((one for one in sheet.sections if one.section.code == code and one.listed), None)
    if part is None or part.section.draw or not sheet.editable:
        raise Http404
    shown, version, wrong = [list(line) for line in part.lines], part.version, ""
    other: ReportBlock | None = None
    if request.method == "POST":
        shown, version = _sent(request, part.section), _number(request, "version")
        if "them" not in request.POST:
            try:
                acts.set_block(
                    report_id=pk, code=code, text=text_of(shown), version=version, by=request.user, at=request.at
                )
            except StaleCell as stale:
                other = stale.now if isinstance(stale.now, ReportBlock) else None
                version = other.version if other else 0
            except ReportRefused as refused:
                wrong = str(refused)
            else:
                messages.success(request, _("Đã lưu danh sách."))
                return redirect(f"{reverse('reporting:fill', args=[pk])}#h-{code}")
    spare = MORE if "them" in request.POST else SPARE
    context = {
        "report": report, "part": part, "version": version, "other": other, "wrong": wrong, "longest": LONGEST,
        "theirs": rows_of(part.section, other.text) if other else [],
        "lines": [*shown, *[[""] * len(part.section.columns)] * spare][:MOST_ROWS],
    }  # fmt: skip
    return render(request, "reporting/rows.html", context, status=422 if other or wrong else 200)


def _sent(request: ReaderRequest, section: Section) -> list[list[str]]:
    """The rows as typed; empty ones are left out."""
    count = min(_number(request, "rows"), MOST_ROWS)
    width = range(len(section.columns))
    typed = [[request.POST.get(f"o:{row}:{column}", "").strip() for column in width] for row in range(count)]
    return [row for row in typed if any(row)]


def _number(request: ReaderRequest, name: str) -> int:
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() else 0

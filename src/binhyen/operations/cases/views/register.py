"""Doors of the register of cases: the list, and one act on several people chosen from it."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.operations.cases.actions.bulk import record_many
from binhyen.operations.cases.forms.bulk import BulkForm
from binhyen.operations.cases.forms.register import CaseFilterForm
from binhyen.operations.cases.permissions import EXPORTERS, PRINTERS, READERS, RECORDERS, recordable
from binhyen.operations.cases.queries import register as queries
from binhyen.operations.cases.queries.cases_page import counted_pages
from binhyen.operations.cases.rules.facts import spec as spec_of

PAGE_ROWS = 50


@require_GET
@reads_people(*READERS)
def case_list(request: ReaderRequest) -> HttpResponse:
    form = CaseFilterForm(request.GET)
    asked = form.asked()
    found = queries.register(scope=request.scope, at=request.at, asked=asked)
    counts = queries.counts(scope=request.scope, at=request.at)
    pages = counted_pages(queries.keys(found), PAGE_ROWS, known=counts.of(asked))
    page = pages.get_page(request.GET.get("trang"))
    context = {
        "form": form, "page": page, "lines": queries.lines(page.object_list), "query": _without_page(request),
        "counts": counts, "sort": asked.sort, "asked": asked,
        "may_export": request.scope.has(*EXPORTERS),
    }  # fmt: skip
    if request.htmx:
        return render(request, "cases/list.html#rows", context)
    kinds = [spec_of(kind) for kind in queries.BULK_KINDS if kind in recordable(request.scope)]
    context |= {"bulk_kinds": kinds, "may_print": request.scope.has(*PRINTERS)}
    return render(request, "cases/list.html", context)


def _without_page(request: ReaderRequest) -> str:
    kept = request.GET.copy()
    for key in ["trang", *(key for key, given in kept.items() if not given)]:
        kept.pop(key, None)
    return kept.urlencode()


@require_POST
@reads_people(*RECORDERS)
def bulk(request: ReaderRequest) -> HttpResponse:
    """A visit round, a set of tests: one form, one row and one result for each person chosen."""
    kind = queries.bulk_kind(request.POST.get("kind", ""))
    if kind is None:
        messages.warning(request, _("Hãy chọn việc cần ghi."))
        return redirect("cases:list")
    if kind not in recordable(request.scope):
        raise PermissionDenied
    people = queries.chosen(scope=request.scope, people=_ids(request))
    if not people:
        messages.warning(request, _("Hãy chọn ít nhất một người trong danh sách."))
        return redirect("cases:list")
    spec = spec_of(kind)
    sent = request.POST if "one_time_key" in request.POST else None
    form = BulkForm(sent, spec=spec, people=people, at=request.at, key=uuid4())
    if not form.is_valid():
        context: dict[str, Any] = {"form": form, "spec": spec, "people": people}
        return render(request, "cases/bulk.html", context, status=422 if sent else 200)
    outcomes = record_many(rows=form.rows(), by=request.user, at=request.at)
    done = sum(bool(one.fact_id) for one in outcomes)
    messages.success(request, ngettext("Đã ghi cho %(n)d người.", "Đã ghi cho %(n)d người.", done) % {"n": done})
    return render(request, "cases/bulk_done.html", {"spec": spec, "results": form.results(outcomes)})


def _ids(request: ReaderRequest) -> list[int]:
    return [int(one) for one in request.POST.getlist("ids") if one.isdecimal() and len(one) < 19][
        : queries.MOST_AT_ONCE
    ]

"""Doors of lists that leave: asking for one, those that left, and their files while they are kept."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from binhyen.foundation.access.doors import reads_people
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.kit.spreadsheets import MEDIA_TYPE
from binhyen.operations.cases.actions import exports as acts
from binhyen.operations.cases.forms.exports import ExportForm, filter_words
from binhyen.operations.cases.forms.register import CaseFilterForm
from binhyen.operations.cases.permissions import EXPORTERS
from binhyen.operations.cases.queries import exports as queries
from binhyen.operations.cases.queries.register import register


@require_http_methods(["GET", "POST"])
@reads_people(*EXPORTERS)
def export(request: ReaderRequest) -> HttpResponse:
    """What for and for whom, then the list as the filters of the address choose it."""
    asked = CaseFilterForm(request.GET).asked()
    form = ExportForm(request.POST if request.method == "POST" else None)
    words = filter_words(asked)
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.export(
                scope=request.scope, asked=asked, words=words, why=form.why(), by=request.user, at=request.at
            )
        except acts.NotExported as refused:
            form.add_error(None, str(refused))
        else:
            made = _("Đã xuất %(n)d hồ sơ.") if row.file_id else _("Đang xuất %(n)d hồ sơ, xong sẽ tải được ở đây.")
            messages.success(request, made % {"n": row.row_count})
            return redirect("cases:exports")
    context = {"form": form, "words": words, "count": register(scope=request.scope, at=request.at, asked=asked).count()}
    context["total"], context["of_day"] = queries.total(scope=request.scope), asked.on
    return render(request, "cases/export.html", context, status=422 if form.errors else 200)


@require_GET
@reads_people(*EXPORTERS)
def exports(request: ReaderRequest) -> HttpResponse:
    return render(request, "cases/exports.html", {"exports": queries.latest(scope=request.scope)})


@require_POST
@reads_people(*EXPORTERS)
def take(request: ReaderRequest, pk: int) -> HttpResponse:
    row = queries.one(scope=request.scope, export_id=pk, at=request.at)
    if row is None or row.file is None:
        raise Http404
    content = acts.take(row=row, by=request.user, at=request.at)
    answer = FileResponse(content, as_attachment=True, filename=row.file.name, content_type=MEDIA_TYPE)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]

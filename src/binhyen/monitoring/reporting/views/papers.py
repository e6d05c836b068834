"""The door through which a consolidated report becomes a document to be numbered, signed and sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.monitoring.reporting.actions.papers import hand_over
from binhyen.monitoring.reporting.actions.refusals import ReportRefused
from binhyen.monitoring.reporting.forms.papers import PaperForm
from binhyen.monitoring.reporting.permissions import RECEIVERS
from binhyen.monitoring.reporting.queries.papers import papers
from binhyen.monitoring.reporting.reports.handing import handed
from binhyen.monitoring.reporting.reports.printing import gatherer, printed
from binhyen.registers.documents.queries.outgoing import issuers

from .consolidated import one_or_404


@require_http_methods(["GET", "POST"])
@requires(*RECEIVERS)
def paper(request: ReaderRequest, code: str) -> HttpResponse:
    """Who issues and signs it; then its draft stands among the documents being made."""
    row = one_or_404(request, code)
    own, body = issuers(scope=request.scope), gatherer(held=row.round)
    form = PaperForm(request.POST or None, issuers=own, initial={"issuer": body.key if body else ""})
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("signer", "capacity", "post")}
        words = handed(row=row, printed=printed(row=row, at=request.at), issuer=form.body, **given)
        try:
            made = hand_over(
                row=row, issuer=form.body, handed=words, scope=request.scope, by=request.user, at=request.at
            )
        except ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã lập dự thảo. Xem trang in, sửa nếu cần, rồi cấp số và trình ký."))
            return redirect("documents:outgoing", made.pk)
    context = {"row": row, "held": row.round, "form": form, "own": own, "papers": papers(row=row, scope=request.scope)}
    return render(request, "reporting/paper.html", context, status=422 if form.errors else 200)

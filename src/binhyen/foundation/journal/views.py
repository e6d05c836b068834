"""The journal for those who watch: search, one fact, the state of the chain."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from binhyen.foundation.access.doors import requires
from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.values import Role
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.jobs import queries as job_queries

from . import queries
from .events import labels
from .forms import FactFilterForm
from .models import Fact

watchers = requires(Role.AUDITOR, Role.ADMINISTRATOR, Role.PROVINCE_COORDINATOR)
VERIFY, CHAIN = "journal.verify", "chain"


@require_GET
@watchers
def fact_list(request: ReaderRequest) -> HttpResponse:
    known = labels()
    kinds = sorted(((kind, known.get(kind, kind)) for kind in queries.kinds_in_use()), key=lambda pair: pair[1])
    form = FactFilterForm(request.GET, kinds=kinds)
    facts, next_before = queries.page(asked=form.value())
    page = {
        "form": form,
        "rows": [(fact, known.get(fact.kind, fact.kind)) for fact in facts],
        "next_before": next_before,
        "head": queries.head(),
        "verified": queries.last_verification(),
        "job": job_queries.latest_of(subject_type=VERIFY, subject_id=CHAIN),
    }
    template = "journal/fact_list.html" + ("#facts" if request.htmx else "")
    return render(request, template, page)


@require_GET
@watchers
def fact_detail(request: ReaderRequest, fact_id: int) -> HttpResponse:
    fact = Fact.objects.filter(pk=fact_id).first()
    if fact is None:
        raise Http404
    page = {"fact": fact, "label": labels().get(fact.kind, fact.kind), "link": queries.link_of(fact_id=fact_id)}
    return render(request, "journal/fact_detail.html", page)


@require_POST
@watchers
def verify(request: ReaderRequest) -> HttpResponse:
    jobs.enqueue(
        kind=VERIFY,
        title=_("Kiểm tra chuỗi nhật ký"),
        arguments={},
        by=request.user,
        at=request.at,
        subject_type=VERIFY,
        subject_id=CHAIN,
        lock=VERIFY,
    )
    messages.success(request, _("Đang đi hết chuỗi nhật ký. Kết quả sẽ hiện ở đây."))
    return redirect("journal:list")

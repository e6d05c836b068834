"""Watching background work: a list, and the progress of one as a fragment that asks for itself again."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from binhyen.foundation.access.middleware import ReaderRequest
from binhyen.foundation.access.values import Role

from . import queries


@require_GET
@login_required
def job_list(request: ReaderRequest) -> HttpResponse:
    before = request.GET.get("truoc", "")
    jobs, next_before = queries.page(scope=request.scope, before=int(before) if before.isdecimal() else None)
    page = {"jobs": jobs, "next_before": next_before, "everybody": request.scope.has(Role.ADMINISTRATOR)}
    return render(request, "jobs/job_list.html", page)


@require_GET
@login_required
def progress(request: ReaderRequest, job_id: int) -> HttpResponse:
    job = queries.visible(scope=request.scope).filter(pk=job_id).first()
    if job is None:
        raise Http404
    return render(request, "jobs/progress.html", {"job": job})

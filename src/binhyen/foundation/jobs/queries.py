"""Reading background work: one's own, or everybody's for an administrator."""

from django.db.models import QuerySet

from binhyen.foundation.access.values import Role, Scope

from .models import Job

PAGE = 30


def visible(*, scope: Scope) -> QuerySet[Job]:
    """Jobs the reader may see, newest first, with the person who asked."""
    jobs = Job.objects.select_related("created_by").order_by("-id")
    return jobs if scope.has(Role.ADMINISTRATOR) else jobs.filter(created_by_id=scope.user_id or -1)


def latest_of(*, subject_type: str, subject_id: str) -> Job | None:
    """The latest job about one subject, or None. The caller has asked whether the reader may see the subject."""
    return Job.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id").first()


def page(*, scope: Scope, before: int | None = None) -> tuple[list[Job], int | None]:
    """Up to 30 jobs the reader may see, newest first, and the id to ask on from, or None on the last page. One query.

    ``before`` is the id of the last job of the page before.
    """
    jobs = visible(scope=scope)
    if before is not None:
        jobs = jobs.filter(pk__lt=before)
    found = list(jobs[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None

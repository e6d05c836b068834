"""Reading background work: one's own, or everybody's for an administrator."""

from django.db.models import QuerySet

from binhyen.foundation.access.values import Role, Scope

from .models import Job


def visible(*, scope: Scope) -> QuerySet[Job]:
    """Jobs the reader may see, newest first, with the person who asked."""
    jobs = Job.objects.select_related("created_by").order_by("-id")
    return jobs if scope.has(Role.ADMINISTRATOR) else jobs.filter(created_by_id=scope.user_id or -1)


def latest_of(*, subject_type: str, subject_id: str) -> Job | None:
    """The latest job about one subject, or None. The caller has asked whether the reader may see the subject."""
    return Job.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id").first()

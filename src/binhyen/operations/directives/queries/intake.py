"""What was handed in and is being read, or could not be read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from binhyen.foundation.access.values import Scope
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.jobs.queries import latest_of
from binhyen.operations.directives.events import IntakeEvent
from binhyen.operations.directives.models import Intake
from binhyen.operations.directives.permissions import Permission, may
from binhyen.operations.directives.values import IntakeState


def same_file(*, sha256: str) -> Intake | None:
    """The intake of the same content that was read or is being read."""
    return Intake.objects.filter(sha256=sha256).exclude(state=IntakeState.FAILED).first()


def visible_intakes(*, scope: Scope) -> QuerySet[Intake]:
    """Reviewers see what any of them handed in; nobody else sees any."""
    return Intake.objects.all() if may(scope, Permission.REVIEW) else Intake.objects.none()


def pending(*, scope: Scope) -> list[Intake]:
    """What is being read or failed, newest first: shown above the list of directives."""
    return list(
        visible_intakes(scope=scope)
        .exclude(state=IntakeState.READ)
        .select_related("received_by")
        .order_by("-received_at", "-pk")[:20]
    )


@dataclass(frozen=True, slots=True)
class IntakeProgress:
    intake: Intake
    job: Job | None

    @property
    def stuck(self) -> bool:
        """The job is over and yet nothing was read: it was interrupted for good."""
        return self.intake.state == IntakeState.READING and self.job is not None and self.job.over


def progress_of(*, intake: Intake) -> IntakeProgress:
    return IntakeProgress(intake, latest_of(subject_type=IntakeEvent.SUBJECT, subject_id=str(intake.pk)))

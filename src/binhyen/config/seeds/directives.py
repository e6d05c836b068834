"""The two demonstration directives: both read, the letter reviewed and closed as a clerk and a chief would."""

from datetime import datetime
from io import BytesIO

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.jobs import run
from binhyen.foundation.jobs.models import Job
from binhyen.operations.directives.actions import directive as directives
from binhyen.operations.directives.actions import intake, review
from binhyen.operations.directives.jobs import READ_JOB
from binhyen.operations.directives.models import Directive, Intake
from binhyen.operations.directives.values import DutyState

from . import papers


def read_all(*, people: dict[str, User], at: datetime) -> tuple[Directive, ...]:
    """Hand in both directives, read them here and now, review the letter. Those handed in before are left alone."""
    files = ((papers.plan(), papers.PLAN), (papers.letter(), f"{papers.LETTER}.docx"))
    plan, letter = (hand_in(content, name, by=people["officer"], at=at) for content, name in files)
    if letter and letter.signed_at is None:
        close(letter, clerk=people["officer"], chief=people["coordinator"], at=at)
    return tuple(one for one in (plan, letter) if one)


def hand_in(content: bytes, name: str, *, by: User, at: datetime) -> Directive | None:
    """Hand in a file and read it here and now; None where it cannot be, and its intake says why, as for people."""
    earlier = Intake.objects.filter(name=name).select_related("directive").first()
    if earlier is None:
        earlier = intake.receive(content=BytesIO(content), name=name, issued=None, by=by, at=at)
        job = Job.objects.get(kind=READ_JOB, arguments={"intake_id": earlier.pk})
        run(job_id=job.pk)
        earlier.refresh_from_db()
    return earlier.directive


def close(directive: Directive, *, clerk: User, chief: User, at: datetime) -> None:
    """The clerk accepts what is certain at once and the rest one by one; the chief closes the register of duties."""
    if directive.duties.filter(state=DutyState.PROPOSED, certain=True).exists():
        review.accept_certain(directive_id=directive.pk, by=clerk, at=at)
    for duty in directive.duties.filter(state=DutyState.PROPOSED).order_by("position"):
        review.accept(duty_id=duty.pk, version=duty.version, by=clerk, at=at)
    directives.sign(directive_id=directive.pk, by=chief, at=at)
    directive.refresh_from_db()

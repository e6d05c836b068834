"""What every step of a proposal does: lock it, write the step, tell those concerned."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.accounts.models import Appointment, User
from binhyen.foundation.accounts.queries import in_force
from binhyen.foundation.accounts.values import Role
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.notifications import actions as notifications
from binhyen.kit.calendar import vietnam
from binhyen.monitoring.merit.models import Move, Proposal
from binhyen.monitoring.merit.queries.terms import terms
from binhyen.monitoring.merit.rules import periods
from binhyen.monitoring.merit.values import Kind, MeritRefused, Step


def locked(*, proposal_id: int) -> Proposal:
    """The proposal, held until the transaction ends."""
    rows = Proposal.objects.select_for_update(of=("self",))
    return rows.select_related("body", "appeal_to").get(pk=proposal_id)


def after_working_days(*, code: str, at: datetime) -> date:
    """The last day of a clock that begins now: so many working days after today."""
    today = timezone.localdate(at)
    return vietnam().add_working_days(today, terms(on=today)[code].value)


def note(
    proposal: Proposal, *, step: Step, at: datetime, by: User | None, text: str = "", file: StoredFile | None = None
) -> Move:
    """Write one step down."""
    return Move.objects.create(proposal=proposal, step=step, text=text.strip(), file=file, at=at, by=by)


def name_of(proposal: Proposal) -> str:
    """ "Khen thưởng UBND xã Bản Lầu, quý IV/2026"."""
    period = periods.of_code(proposal.period)
    return f"{Kind(proposal.kind).label} {proposal.body.name}, {period.label if period else proposal.period}"


def needed(text: str, *, what: str, field: str = "text") -> str:
    """Words that may not be missing. Raises MeritRefused."""
    if not text.strip():
        raise MeritRefused(f"Hãy ghi {what}.", field)
    return text.strip()


def tell_bodies(
    proposal: Proposal, *, text: str, bodies: Iterable[int | None], at: datetime, by: User | None = None
) -> None:
    """One message to whoever acts for the bodies, except whoever did it."""
    keys = proposal.body.__class__.objects.filter(pk__in=[one for one in bodies if one]).values("key")
    _tell(proposal, text, Appointment.objects.filter(body_key__in=keys).values_list("pk", flat=True), at, by)


def tell_leaders(proposal: Proposal, *, text: str, at: datetime, by: User | None = None) -> None:
    """One message to those who may decide, not to people of the body concerned."""
    offices = Appointment.objects.filter(role=Role.LEADER, area_code__regex=r"^\d\d$")
    _tell(proposal, text, offices.exclude(body_key=proposal.body.key).values_list("pk", flat=True), at, by)


def _tell(proposal: Proposal, text: str, offices: Collection[int], at: datetime, by: User | None) -> None:
    rows = Appointment.objects.filter(in_force(timezone.localdate(at)), pk__in=offices, user__is_active=True)
    people = {office.user_id: office.user for office in rows.select_related("user")}
    if by is not None:
        people.pop(by.pk, None)
    notifications.notify(
        users=list(people.values()), kind="merit.proposal", text=f"{text}: {name_of(proposal)}"[:300],
        url=reverse("merit:proposal", args=[proposal.pk]), subject_type="merit.proposal",
        subject_id=str(proposal.pk), at=at,
    )  # fmt: skip

"""The council of a period, its sessions and what they voted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from binhyen.monitoring.recognition.models import Council, CouncilMember, Decision, DecisionLine, Session, Vote
from binhyen.monitoring.recognition.values import Choice, Outcome


@dataclass(frozen=True, slots=True)
class Tally:
    """One commune in a session: how it was voted on, and who did not agree."""

    area_code: str
    file_id: int
    outcome: Outcome
    others: Sequence[Vote]  # against, and abstained


def council(*, period: int) -> Council | None:
    """With ``sitting``: members who have not left."""
    sitting = CouncilMember.objects.filter(left_at__isnull=True)
    return (
        Council.objects.filter(period=period)
        .prefetch_related(Prefetch("members", queryset=sitting, to_attr="sitting"))
        .select_related("document")
        .first()
    )


def sessions(*, period: int) -> list[Session]:
    """The latest first, each with its ``present`` and votes."""
    return list(
        Session.objects.filter(council__period=period)
        .select_related("chair", "council")
        .prefetch_related("present", Prefetch("votes", queryset=Vote.objects.select_related("member", "file")))
    )


def tallies(session: Session) -> list[Tally]:
    """What the session came to, by commune; ``session`` as ``sessions`` gives it."""
    votes: dict[int, list[Vote]] = defaultdict(list)
    for vote in session.votes.all():
        votes[vote.file_id].append(vote)
    found = []
    for file_id, cast in votes.items():
        step = cast[0].file.steps.filter(kind="REVIEWED", data__session=session.pk).first()
        data = step.data if step else {}
        choices = [Choice(vote.choice) for vote in cast]
        outcome = Outcome(
            members=data.get("members", len(cast)), agree=choices.count(Choice.FOR),
            against=choices.count(Choice.AGAINST), abstained=choices.count(Choice.ABSTAINED), need=data.get("need", 0),
        )  # fmt: skip
        others = [vote for vote in cast if vote.choice != Choice.FOR]
        found.append(Tally(cast[0].file.area_code, file_id, outcome, others))
    return sorted(found, key=lambda one: one.area_code)


def made(*, period: int) -> list[Decision]:
    """Decisions of a period, the latest first, with their lines."""
    lines = DecisionLine.objects.select_related("recognition").order_by("area_code")
    return list(
        Decision.objects.filter(period=period)
        .select_related("document")
        .prefetch_related(Prefetch("lines", queryset=lines))
    )

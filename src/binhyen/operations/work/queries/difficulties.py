"""Difficulties a reader sees: those of their bodies, those they have to answer, all for the province."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from binhyen.foundation.access.values import Scope
from binhyen.foundation.files.owners import Use
from binhyen.foundation.files.queries import seen_before
from binhyen.operations.work.models import Difficulty, DifficultyPaper
from binhyen.operations.work.permissions import Permission, may
from binhyen.operations.work.values import DifficultyState

from .visible import own_bodies

OPEN = Q(state=DifficultyState.OPEN)
VIEWS = ("cho-toi", "qua-han", "cho-tra-loi", "da-tra-loi", "da-xong", "tat-ca")


@dataclass(frozen=True, slots=True)
class Unanswered:
    """How many wait for an answer, how many of them too long; since when the oldest."""

    open: int
    late: int
    oldest: datetime | None


def visible(*, scope: Scope) -> QuerySet[Difficulty]:
    """Newest first. The province's readers see all; others what their bodies raised, own, or had to answer."""
    rows = Difficulty.objects.select_related("body", "owner", "task").order_by("-id")
    if may(scope, Permission.READ_ALL):
        return rows
    bodies = list(own_bodies(scope)) if may(scope, Permission.READ_OWN) else []
    if not bodies:
        return rows.none()
    had = Q(body__in=bodies) | Q(owner__in=bodies) | Q(passes__from_body__in=bodies)
    return rows.filter(pk__in=Difficulty.objects.filter(had).values("pk"))


def listed(*, scope: Scope, view: str, at: datetime) -> QuerySet[Difficulty]:
    """``view`` is one of VIEWS; waiting ones by their day, others newest first."""
    rows = visible(scope=scope)
    if view == "cho-toi":
        return rows.filter(OPEN, owner__key__in=scope.bodies).order_by("due_at", "id")
    if view == "qua-han":
        return rows.filter(OPEN, due_at__lt=at).order_by("due_at", "id")
    if view == "cho-tra-loi":
        return rows.filter(OPEN).order_by("due_at", "id")
    if view == "da-tra-loi":
        return rows.filter(state=DifficultyState.ANSWERED)
    if view == "da-xong":
        return rows.filter(state__in=[DifficultyState.SETTLED, DifficultyState.WITHDRAWN])
    return rows


def counts(*, scope: Scope, at: datetime) -> dict[str, int]:
    """How many each view holds. One query."""
    return (
        visible(scope=scope)
        .order_by()
        .aggregate(
            **{
                "cho-toi": Count("pk", filter=OPEN & Q(owner__key__in=scope.bodies)),
                "qua-han": Count("pk", filter=OPEN & Q(due_at__lt=at)),
                "cho-tra-loi": Count("pk", filter=OPEN),
                "da-tra-loi": Count("pk", filter=Q(state=DifficultyState.ANSWERED)),
                "da-xong": Count("pk", filter=Q(state__in=[DifficultyState.SETTLED, DifficultyState.WITHDRAWN])),
                "tat-ca": Count("pk"),
            }
        )
    )


def unanswered(*, scope: Scope, at: datetime) -> Unanswered:
    """For the leader's page: what nobody has answered yet. One query."""
    found = visible(scope=scope).order_by().aggregate(
        open=Count("pk", filter=OPEN), late=Count("pk", filter=OPEN & Q(due_at__lt=at)),
        oldest=Min("raised_at", filter=OPEN),
    )  # fmt: skip
    return Unanswered(**found)


def one(*, scope: Scope, pk: int) -> Difficulty | None:
    """With its way up and its papers, or None where the reader may not see it."""
    found = visible(scope=scope).select_related("raised_by", "answered_by", "settled_by")
    return (
        found.prefetch_related("passes__from_body", "passes__to_body", "passes__by", "papers__file")
        .filter(pk=pk)
        .first()
    )


def may_answer(scope: Scope, row: Difficulty) -> bool:
    """The owner's own people; for the province's coordinator also in place of an owner who is silent."""
    if row.state != DifficultyState.OPEN or row.body.key in scope.bodies:
        return False
    own = row.owner.key in scope.bodies and (may(scope, Permission.DO) or may(scope, Permission.VERIFY))
    return own or may(scope, Permission.GIVE)


def may_close(scope: Scope, row: Difficulty) -> bool:
    """Whoever raised it: settle, say that the answer did not help, take back."""
    return may(scope, Permission.DO) and row.body.key in scope.bodies


def may_raise(scope: Scope) -> bool:
    return may(scope, Permission.DO) and bool(scope.bodies)


Shown = list[tuple[DifficultyPaper, Sequence[Use]]]  # with where else the same photo is shown


def papers(*, row: Difficulty, scope: Scope) -> tuple[Shown, Shown]:
    """Those of the difficulty, and those of its answer."""
    found = list(row.papers.all())
    again = seen_before(files=[one.file_id for one in found], scope=scope)
    shown = [(one, again.get(one.file_id, ())) for one in found]
    return [one for one in shown if not one[0].answers], [one for one in shown if one[0].answers]


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether a difficulty this reader sees holds the file. One query, two where it does."""
    holding = DifficultyPaper.objects.filter(file=file_id).values("difficulty_id")
    return holding.exists() and visible(scope=scope).filter(pk__in=holding).exists()


def uses(file_ids: Collection[UUID], scope: Scope) -> Iterator[Use]:
    """Where difficulties and their answers show these files. One query, two where there is some."""
    rows = DifficultyPaper.objects.filter(file__in=file_ids).select_related("difficulty__body", "difficulty__owner")
    found = list(rows.order_by("id"))
    here = visible(scope=scope).order_by().filter(pk__in={row.difficulty_id for row in found})
    seen = set(here.values_list("pk", flat=True)) if found else set()
    for row in found:
        raised = row.difficulty
        yield Use(
            file_id=row.file_id, subject="work.difficulties", subject_id=raised.pk,
            title=f"{'Trả lời khó khăn' if row.answers else 'Khó khăn'} của {raised.body.name}",
            who=(raised.owner if row.answers else raised.body).name, at=row.added_at,
            url=reverse("work:difficulty", args=[raised.pk]), seen=raised.pk in seen,
        )  # fmt: skip

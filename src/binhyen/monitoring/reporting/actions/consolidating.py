"""Putting the reports of a round together. What was put together is frozen, whole or not there at all."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import ConsolidationTaken, RoundConsolidated, SealVerified
from binhyen.monitoring.reporting.models import Consolidation, Round
from binhyen.monitoring.reporting.queries import consolidation as queries
from binhyen.monitoring.reporting.queries import seals
from binhyen.monitoring.reporting.rules import signing

from .refusals import ReportRefused

CONSOLIDATE_JOB = "reporting.consolidate"
AT_THE_DOOR = 150  # reports; more are put together in the background
AFTER_DUE = timedelta(minutes=5)  # by itself: Monday's reports, due at 10:00, are there at 10:05
MADE_GOOD = timedelta(days=2)  # a server that was off makes good for rounds due since then
Told = Callable[[int, int, str], None]


@transaction.atomic
def consolidate(
    *, round_id: int, by: User | None, at: datetime, told: Told = lambda done, total, words: None
) -> Consolidation:
    """Put together what is in now, and say who is missing. Where nothing is new the last row is given back.

    One transaction: a server that dies leaves nothing. Raises ReportRefused where no report is in.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("duty").get(pk=round_id)
    taken = queries.take(held=held, at=at, told=told)
    if not taken.whole.handed:
        raise ReportRefused("Chưa đơn vị nào gửi báo cáo của kỳ này, nên chưa có gì để tổng hợp.")
    content = taken.whole.data()
    last = held.consolidations.order_by("-number").first()
    if last is not None and _still_holds(last, taken, held, by):
        return last
    number = last.number + 1 if last else 1
    digest, code = _sealed(held, number, content, taken.versions)
    fact = record(
        RoundConsolidated(
            subject_id=code, round=held.pk, reports=len(taken.whole.handed), missing=len(taken.whole.missing),
            digest=digest,
        ),
        by=by, at=at,
    )  # fmt: skip
    return Consolidation.objects.create(
        round=held, number=number, content=content, versions=taken.numbers, digest=digest, code=code, at=at, by=by,
        fact_id=fact.pk,
    )  # fmt: skip


def _still_holds(last: Consolidation, taken: queries.Taken, held: Round, by: User | None) -> bool:
    """Whether the row there is says the same. By itself a round is put together once more after it fell due."""
    same = last.versions == taken.numbers and last.content == taken.whole.data()
    return same and (by is not None or last.at >= held.due_at + AFTER_DUE)


def _sealed(
    held: Round, number: int, content: dict[str, Any], versions: tuple[tuple[int, str], ...]
) -> tuple[str, str]:
    """Digest and code; a code that is taken already moves on."""
    for nonce in range(signing.MOST_NONCES):
        digest = signing.digest_together(held.pk, number, content, versions, nonce)
        code = signing.code_of(digest, signing.TOGETHER)
        if not Consolidation.objects.filter(code=code).exists():
            return digest, code
    raise ReportRefused("Chưa cấp được mã tổng hợp. Hãy thử lại.")


def ask(*, held: Round, by: User, at: datetime) -> Job:
    """Have a round put together in the background: one at a time, and its own page shows how far it is."""
    return jobs.enqueue(
        kind=CONSOLIDATE_JOB, title=f"Tổng hợp {held.duty.name.lower()}, {held.name}"[:200],
        arguments={"round_id": held.pk, "by_id": by.pk}, by=by, at=at, subject_type="reporting.round",
        subject_id=str(held.pk), url=reverse("reporting:consolidations", args=[held.pk]),
        lock=f"{CONSOLIDATE_JOB}.{held.pk}",
    )  # fmt: skip


def due(*, at: datetime) -> list[Round]:
    """Rounds that fell due at least five minutes ago and that nothing was put together of since. One query."""
    found = Round.objects.filter(due_at__lte=at - AFTER_DUE, due_at__gt=at - MADE_GOOD).select_related("duty")
    made = Consolidation.objects.filter(round=OuterRef("pk"), at__gte=OuterRef("due_at") + AFTER_DUE)
    return list(found.filter(~Exists(made)).order_by("due_at", "pk"))


def consolidate_due(*, at: datetime) -> list[Consolidation]:
    """By itself, five minutes after a round fell due. Safe to run twice, and to run late."""
    found = []
    for one in due(at=at):
        try:
            found.append(consolidate(round_id=one.pk, by=None, at=at))
        except ReportRefused:
            continue  # nothing is in: the cockpit says so
    return found


@transaction.atomic
def verify(*, row: Consolidation, by: User | None, at: datetime) -> seals.SealVerdict:
    """Whether what was put together still is what it was then; that it was asked is a fact."""
    verdict = seals.verdict_together(row=row)
    record(SealVerified(subject_id=row.code, digest=row.digest, holds=verdict.holds), by=by, at=at)
    return verdict


@transaction.atomic
def note_taken(*, row: Consolidation, form: str, by: User, at: datetime) -> None:
    """A file of it leaves."""
    record(ConsolidationTaken(subject_id=row.code, form=form), by=by, at=at)

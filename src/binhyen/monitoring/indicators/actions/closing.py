"""Closing the books: counted, hashed, signed and sealed in one transaction. And checking that they still hold."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from binhyen.foundation.accounts.models import User
from binhyen.foundation.jobs.actions import enqueue
from binhyen.foundation.jobs.models import Job
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.indicators.events import BooksClosed, ClosingBroken, ClosingVerified
from binhyen.monitoring.indicators.models import Closing, ClosingCheck, ClosingRow, ClosingTotal
from binhyen.monitoring.indicators.queries import closings, rows
from binhyen.monitoring.indicators.rules import periods, sealing
from binhyen.monitoring.indicators.rules.codes import code_of
from binhyen.monitoring.indicators.values import Verdict
from binhyen.operations.cases.queries import totals as cases
from binhyen.operations.cases.rules.time import day_of

from .writers import StillWriting, let_writers_finish, no_list_is_written

CLOSE_JOB, CHECK_JOB = "indicators.close", "indicators.check"
AT_ONCE = 5000
CLOSE_LOCK = "indicators.close"
CountedRows = Callable[[int], None]


class NotClosed(Exception):
    """The books cannot be closed; the message says why and what to do."""


def ask_to_close(*, kind: str, code: str, note: str, by: User, at: datetime) -> Job:
    """Have the books of a period closed in the background. Raises NotClosed where they cannot be."""
    period = _closable(kind, code, at)
    return enqueue(
        kind=CLOSE_JOB,
        title=f"Chốt số liệu {period.short}",
        arguments={"kind": kind, "code": code, "note": note, "by_id": by.pk},
        by=by,
        at=at,
        subject_type="indicators.period",
        subject_id=f"{kind} {code}",
        lock=CLOSE_LOCK,
    )


def _closable(kind: str, code: str, at: datetime) -> periods.Period:
    period = periods.period(kind, code)
    if period is None or not period.kind.closes:
        raise NotClosed("Không có kỳ chốt số liệu này.")
    if period.end >= day_of(at):
        raise NotClosed(f"Kỳ này đến hết ngày {period.end:%d/%m/%Y} mới xong. Hãy chốt từ ngày hôm sau.")
    if Closing.objects.filter(period_kind=kind, period_code=code).exists():
        raise NotClosed("Kỳ này đã chốt. Số chốt không sửa được; sửa hồ sơ thì chênh lệch hiện ở trang của bản chốt.")
    later = Closing.objects.filter(period_kind=kind, as_of__gt=period.end).exists()
    if later:
        raise NotClosed("Đã chốt một kỳ sau kỳ này. Kỳ bị bỏ qua không chốt lùi được.")
    try:
        no_list_is_written()
    except StillWriting as writing:
        raise NotClosed(str(writing)) from writing
    return period


@transaction.atomic
def close(*, kind: str, code: str, note: str, by: User, at: datetime, counted: CountedRows = lambda _: None) -> Closing:
    """Close the books of a period: totals as of its last day, hashes of all rows, statement and signer.

    The digest goes into the journal in the same transaction. Raises NotClosed. Only from a door without a reader:
    every row is read, whatever its compartment. ``counted`` is told how many rows are done.
    """
    period = _closable(kind, code, at)
    try:
        let_writers_finish()
    except StillWriting as writing:
        raise NotClosed(str(writing)) from writing
    known_at, before = sealing.cut(at), closings.last()
    if before and before.known_at >= known_at:
        raise NotClosed("Vừa có bản chốt khác. Hãy thử lại sau vài phút.")
    cells = cases.cells(on=period.end, known_at=known_at)
    totals = [sealing.Total(one.commune, one.legal, one.reported, one.state, one.people) for one in cells]
    sealed = list(rows.unsealed(known_at=known_at))
    root = sealing.root(sorted(sealed))
    header = sealing.Sealed(
        period_kind=kind, period_code=code, as_of=period.end, known_at=known_at, closed_at=at, signer_id=by.pk,
        signer=_signature(by), statement=sealing.statement(day_of(at)).text, note=note,
        before=before.digest if before else "",
    )  # fmt: skip
    digest = sealing.digest(header, totals, root)
    people = sum(total.people for total in totals if total.reported in cases.LISTS)
    event = BooksClosed(
        subject_id=code_of(digest), period_kind=kind, period_code=code, digest=digest, people=people, rows=len(sealed)
    )
    fact = record(event, by=by, at=at, reason=note)
    closing = Closing(
        code=code_of(digest), period_kind=kind, period_code=code, as_of=period.end, known_at=known_at, closed_at=at,
        closed_by=by, signer=header.signer, statement=header.statement, note=note, people=people, rows=len(sealed),
        root=root, before=before, digest=digest, fact_id=fact.pk,
        form=header.form,
    )  # fmt: skip
    closing.save(force_insert=True)
    _keep(closing, totals, sealed, counted)
    return closing


def _signature(by: User) -> str:
    return ", ".join(part for part in (by.full_name or by.username, by.position) if part)[:200]


def _keep(
    closing: Closing, totals: list[sealing.Total], sealed: list[tuple[str, int, str]], counted: CountedRows
) -> None:
    ClosingTotal.objects.bulk_create(
        ClosingTotal(
            closing=closing, commune_code=one.commune, list_code=one.legal, reported_list=one.reported,
            state=one.state, people=one.people,
        )
        for one in totals
    )  # fmt: skip
    for start in range(0, len(sealed), AT_ONCE):
        part = sealed[start : start + AT_ONCE]
        ClosingRow.objects.bulk_create(
            ClosingRow(closing=closing, kind=kind, row_id=number, hash=row_hash) for kind, number, row_hash in part
        )
        counted(start + len(part))


def ask_to_check(*, closing: Closing, by: User, at: datetime) -> Job:
    """Have a closing checked in the background."""
    return enqueue(
        kind=CHECK_JOB,
        title=f"Kiểm tra bản chốt {closing.code}",
        arguments={"code": closing.code, "by_id": by.pk},
        by=by,
        at=at,
        subject_type="indicators.closing",
        subject_id=closing.code,
        url=f"/so-lieu/kiem-tra/?ma={closing.code}",
    )


@transaction.atomic
def check(*, closing: Closing, by: User | None, at: datetime) -> Verdict:
    """Check a closing against the rows it was made from, and write down what was found.

    Only from a door without a reader, as ``close``.
    """
    verdict = closings.verdict(closing=closing)
    ClosingCheck.objects.create(
        closing=closing, at=at, by=by, holds=verdict.holds, findings=[asdict(one) for one in verdict.findings]
    )
    if verdict.holds:
        record(ClosingVerified(subject_id=closing.code, digest=closing.digest), by=by, at=at)
    else:
        checks = tuple(one.check for one in verdict.findings)
        record(ClosingBroken(subject_id=closing.code, digest=closing.digest, checks=checks), by=by, at=at)
    return verdict

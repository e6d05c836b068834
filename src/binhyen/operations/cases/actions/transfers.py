"""A person moves: the sender says so, the receiver accepts or answers, and silence goes up the line.

Both communes own the case until it is accepted, so nobody is ever on no list or on two.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from binhyen.foundation.access.rls import whole_case_in_database
from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.operations.cases import events
from binhyen.operations.cases.models import CaseFact, Transfer
from binhyen.operations.cases.queries import recipients
from binhyen.operations.cases.queries.folding import today
from binhyen.operations.cases.rules.clocks import up_the_line
from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import FactDetails, FactKind

from . import telling
from .facts import record_fact
from .refusals import CaseRefused, NotInReach

LEVELS = (1, 2)  # up the line: both communes when due, then the province


class NotTheReceiver(CaseRefused):
    """Only the commune the person comes to accepts or answers; outside the province the sender notes it."""

    def __init__(self) -> None:
        super().__init__(
            "Chỉ xã, phường nơi đến mới tiếp nhận hoặc trả lời. Chuyển ra ngoài tỉnh thì nơi đi ghi kết quả."
        )


class AlreadyClosed(CaseRefused):
    def __init__(self) -> None:
        super().__init__("Việc chuyển này đã xong.")


@transaction.atomic
def start(
    *,
    person_id: int,
    left_at: datetime,
    to_commune: str = "",
    province: str = "",
    address: str = "",
    reason: str = "",
    one_time_key: UUID | None = None,
    by: User,
    at: datetime,
) -> Transfer | None:
    """Say that somebody left for another commune (its code) or another province (its name). The receiver is told.

    None where the person cannot be in transit by the law's reading. Raises as ``facts.record_fact``.
    """
    given = {"to": to_commune, "province": province, "address": address}
    details = FactDetails(
        kind=FactKind.MOVED_OUT, effective_at=left_at, day_only=False, reason=reason, one_time_key=one_time_key,
        data={name: value for name, value in given.items() if value},
    )  # fmt: skip
    record_fact(person_id=person_id, details=details, by=by, at=at)
    return Transfer.objects.filter(person_id=person_id, closed_at__isnull=True).first()


@transaction.atomic
def accept(*, transfer_id: int, areas: frozenset[str], arrived_at: datetime, by: User, at: datetime) -> CaseFact:
    """The receiver takes the person over; outside the province the sender notes that the other province did.

    ``areas`` are the communes ``by`` acts for. Raises NotInReach, AlreadyClosed, NotTheReceiver, as ``record_fact``.
    """
    row = _open(transfer_id)
    acting = _acting(row, areas)
    details = FactDetails(
        kind=FactKind.MOVED_IN, effective_at=arrived_at, day_only=False, data={"from": row.commune_code}
    )
    return record_fact(person_id=row.person_id, details=details, commune=acting, by=by, at=at)


@transaction.atomic
def refuse(*, transfer_id: int, areas: frozenset[str], reason: str, by: User, at: datetime) -> CaseFact:
    """The person never came, or is not taken over: the sender goes on answering for the person.

    Raises as ``accept``.
    """
    row = _open(transfer_id)
    acting = _acting(row, areas)
    details = FactDetails(
        kind=FactKind.MOVE_REFUSED, effective_at=at, day_only=False, data={"reason": reason}, reason=reason
    )
    return record_fact(person_id=row.person_id, details=details, commune=acting, by=by, at=at)


@transaction.atomic
def escalate(*, at: datetime) -> int:
    """Tell the next level of moves nobody answered in time. Safe to run at any time; returns how many were raised."""
    raised, line = 0, up_the_line(load(), today(at))
    with whole_case_in_database():
        late = Transfer.objects.select_for_update().filter(closed_at__isnull=True, due_at__lt=at, told_level__lt=2)
        for row in late.order_by("due_at", "pk"):
            level = max(level for level, after in line if level in LEVELS and row.due_at + after < at)
            if level > row.told_level:
                _raise_to(row, level, at)
                raised += 1
    return raised


def _raise_to(row: Transfer, level: int, at: datetime) -> None:
    row.told_level = level
    row.save(update_fields=["told_level"])
    users = {user for commune in (row.to_commune_code, row.commune_code) if commune or level > 1
             for user in recipients.line(level=level, commune=commune, on=today(at))}  # fmt: skip
    text = f"Hồ sơ chuyển nơi cư trú chưa ai tiếp nhận, hạn đã qua: {telling.moment(row.due_at)}."
    telling.tell_of_transfer(users=users, text=text, transfer_id=row.pk, at=at)
    stated = events.TransferEscalated(
        subject_id=str(row.person_id), area=row.to_commune_code or row.commune_code, transfer_id=row.pk, level=level
    )
    record(stated, by=None, at=at)


def _open(transfer_id: int) -> Transfer:
    row = Transfer.objects.select_for_update().filter(pk=transfer_id).first()
    if row is None:
        raise NotInReach
    if row.closed_at:
        raise AlreadyClosed
    return row


def _acting(row: Transfer, areas: frozenset[str]) -> str:
    wanted = row.to_commune_code or row.commune_code
    if areas and wanted not in areas:
        raise NotTheReceiver
    return wanted

"""Telling people what a case asks of them. Messages name a file, never a person."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from binhyen.foundation.accounts.models import User
from binhyen.foundation.notifications.actions import notify
from binhyen.kit.calendar import weekday_name
from binhyen.operations.cases.models import CaseClock
from binhyen.operations.cases.queries import recipients
from binhyen.operations.cases.queries.whole import WholeCase
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import CaseView, Clock

SUBJECT = "cases.case"


def file_name(*, person_id: int, file_number: str) -> str:
    """ "Hồ sơ BL-0147"; the register's own number where the commune gave none."""
    return f"Hồ sơ {file_number}" if file_number else f"Hồ sơ số {person_id}"


def by_when(due: datetime | None) -> str:
    """ "trước 16:50 thứ Bảy 28/11/2026"; a limit the law leaves open says so."""
    if due is None:
        return "thời hạn chưa rõ trong luật"
    local = due.astimezone(VIETNAM)
    return f"trước {local:%H:%M} {weekday_name(local.date())} {local:%d/%m/%Y}"


def moment(at: datetime) -> str:
    """ "16:50 07/11/2026", as people here read it."""
    return f"{at.astimezone(VIETNAM):%H:%M %d/%m/%Y}"


def tell_of_transfer(*, users: Iterable[User], text: str, transfer_id: int, at: datetime) -> int:
    """One message about one move to each of ``users``."""
    users = list(users)
    if not users:
        return 0
    return notify(
        users=users, kind="cases.transfer", text=text, at=at, url=reverse("cases:transfer", args=[transfer_id]),
        subject_type="cases.transfer", subject_id=str(transfer_id),
    )  # fmt: skip


def running(*, person_id: int) -> set[tuple[str, int | None]]:
    """The clocks of a case as stored. One query."""
    return set(CaseClock.objects.filter(person_id=person_id).values_list("code", "because_id"))


def clocks_started(
    *, whole: WholeCase, view: CaseView, before: set[tuple[str, int | None]], by: User | None, at: datetime
) -> int:
    """To those whom a clock waits for that was not running before, unless the one who acts is among them."""
    new = [clock for clock in view.clocks if (clock.code, clock.because) not in before and _is_ahead(clock, at)]
    return sum(_tell(whole, clock, by, at) for clock in new)


def _is_ahead(clock: Clock, at: datetime) -> bool:
    return clock.paused_since is None and (clock.due_at is None or clock.due_at > at)


def _tell(whole: WholeCase, clock: Clock, by: User | None, at: datetime) -> int:
    users = list(recipients.owners(owner=clock.owner, commune=clock.commune, on=at.astimezone(VIETNAM).date()))
    if by is not None and by in users:
        return 0
    name = file_name(person_id=whole.person_id, file_number=whole.file_number)
    text = f"{name}: {clock.label}, {by_when(clock.due_at)} ({clock.article})."
    return tell(users=users, kind="cases.clock", text=text, person_id=whole.person_id, at=at)


def tell(*, users: Iterable[User], kind: str, text: str, person_id: int, at: datetime) -> int:
    """One message about one file to each of ``users``."""
    users = list(users)
    if not users:
        return 0
    return notify(
        users=users, kind=kind, text=text, at=at, url=reverse("cases:file", args=[person_id]), subject_type=SUBJECT,
        subject_id=str(person_id),
    )  # fmt: skip

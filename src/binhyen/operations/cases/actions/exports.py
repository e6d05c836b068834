"""Lists of names that leave: who took them, when, what for, for whom, how many of how many; kept for a while only."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from binhyen.foundation.access.queries import scope as scope_of
from binhyen.foundation.access.rls import scope_in_database, whole_case_in_database
from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds
from binhyen.foundation.jobs import actions as jobs
from binhyen.foundation.journal.actions import record
from binhyen.kit.spreadsheets import Header, Sheet, write_into
from binhyen.operations.cases import events
from binhyen.operations.cases.models import ListExport
from binhyen.operations.cases.permissions import EXPORTERS
from binhyen.operations.cases.queries import exports as queries
from binhyen.operations.cases.queries.register import CaseFilter, register
from binhyen.operations.cases.rules.parameters import load
from binhyen.registers.people.actions.showing import note_exported

MAKE_JOB = "cases.make_export"
REGISTER = "REGISTER"
AT_THE_DOOR = 8_000  # rows; longer lists are made in the background
MOST_BYTES = 500 * 1024 * 1024
_MARK = "Bản xuất số {number}. Giao cho: {recipient}. Không sao chuyển cho người khác."


def kept_for(at: datetime) -> timedelta:
    """How long the file of a list that left is kept."""
    return timedelta(days=load().number("EXPORT_KEPT", timezone.localdate(at)))


class NotExported(Exception):
    """The list does not leave; the message is a sentence for the person who asked for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What a list is taken out for, and who receives it. ``numbers``: whole numbers and contacts are needed."""

    purpose: str
    recipient: str
    numbers: bool = False


@transaction.atomic
def export(*, scope: Scope, asked: CaseFilter, words: Sequence[str], why: Why, by: User, at: datetime) -> ListExport:
    """Take out the register's rows that match ``asked``. Short lists are there at once, long ones when a job is done.

    ``words`` name the filters on the sheet. Raises NotExported; PermissionError for who may take out none.
    """
    if not scope.has(*EXPORTERS):
        raise PermissionError
    count = register(scope=scope, at=at, asked=asked).count()
    if not count:
        raise NotExported("Không hồ sơ nào khớp với bộ lọc, nên không có gì để xuất.")
    areas = sorted(scope.people_areas)
    row = ListExport.objects.create(
        commune_code=areas[0] if len(areas) == 1 and not scope.whole_province else "",
        what=REGISTER,
        purpose=why.purpose,
        recipient=why.recipient,
        filters={"asked": asdict(asked), "words": list(words), "numbers": why.numbers},
        row_count=count,
        total_count=queries.total(scope=scope),
        made_at=at,
        made_by=by,
        expires_at=at + kept_for(at),
    )
    if count > AT_THE_DOOR:
        _enqueue(row, by, at)
    else:
        _make(row, scope, by, at)
    return row


def make_export(*, export_id: int, by: User, at: datetime) -> ListExport:
    """The file of a long list. Safe to run twice: a file that is there stays. ``by`` is whose sight it is made with."""
    scope = scope_of(user=by, on=timezone.localdate(at))
    with scope_in_database(scope), transaction.atomic():
        row = ListExport.objects.select_for_update().get(pk=export_id)
        if not scope.has(*EXPORTERS):
            raise NotExported("Anh/chị không còn quyền xuất danh sách này.")
        if row.file_id is None and row.expires_at > at:
            _make(row, scope, by, at)
    return row


@transaction.atomic
def take(*, row: ListExport, by: User, at: datetime) -> BinaryIO:
    """The content of a list that left, once more; that too is a fact."""
    record(events.ExportTaken(subject_id=str(row.pk), area=row.commune_code), by=by, at=at, reason=row.purpose)
    assert row.file is not None  # noqa: S101 - queries.one finds no other
    return files.hand_out(file=row.file, by=by, at=at)


def expire(*, at: datetime) -> int:
    """Forget the files of lists whose time is over; what left, and why, stays known. Returns how many."""
    with whole_case_in_database(), transaction.atomic():
        over = list(
            ListExport.objects.select_for_update(of=("self",))
            .filter(expires_at__lte=at, file__isnull=False)
            .select_related("file")
        )
        for row in over:
            _forget(row, at)
    return len(over)


def _forget(row: ListExport, at: datetime) -> None:
    file, row.file = row.file, None
    row.save(update_fields=["file"])
    if file:
        files.forget(file=file, by=None, at=at)
    record(events.ExportExpired(subject_id=str(row.pk), area=row.commune_code), by=None, at=at)


def _make(row: ListExport, scope: Scope, by: User, at: datetime) -> None:
    """Write the file and the facts: one of the list, one in the history of each person named in it."""
    numbers = bool(row.filters["numbers"])
    found = register(scope=scope, at=row.made_at, asked=CaseFilter(**row.filters["asked"]))
    people = list(found.values_list("person_id", "commune_code"))
    row.row_count, row.total_count = len(people), queries.total(scope=scope)
    sheet = Sheet(
        "Danh sách",
        queries.columns(numbers=numbers),
        queries.rows(people=[pk for pk, _ in people], export_id=row.pk, numbers=numbers),
    )
    with TemporaryFile() as out:
        write_into(out, header=_header(row, by), sheets=[sheet])
        out.seek(0)
        name = f"danh-sach-{row.pk}.xlsx"
        row.file = files.store(content=out, name=name, by=by, at=at, allowed={kinds.XLSX}, limit=MOST_BYTES)
    row.save(update_fields=["file", "row_count", "total_count"])
    fact = events.ListExported(
        subject_id=str(row.pk), area=row.commune_code, rows=row.row_count, total=row.total_count, numbers=numbers
    )
    record(fact, by=by, at=at, reason=row.purpose)
    note_exported(people=people, export_id=row.pk, numbers=numbers, purpose=row.purpose, by=by, at=at)


def _header(row: ListExport, by: User) -> Header:
    filters: Mapping[str, list[str]] = row.filters
    return Header(
        title="DANH SÁCH TRÍCH TỪ SỔ HỒ SƠ",
        who=str(by),
        at=row.made_at,
        why=row.purpose,
        more=(
            f"Giao cho: {row.recipient}",
            f"Gồm {row.row_count} trên {row.total_count} hồ sơ người xuất được xem.",
            f"Bản xuất số {row.pk}, giữ đến {timezone.localtime(row.expires_at):%d/%m/%Y}.",
            f"Điều kiện lọc: {'; '.join(filters['words']) or 'không lọc'}",
        ),
        mark=_MARK.format(number=row.pk, recipient=row.recipient[:60]),
    )


def _enqueue(row: ListExport, by: User, at: datetime) -> None:
    jobs.enqueue(
        kind=MAKE_JOB,
        title=f"Xuất danh sách số {row.pk}",
        arguments={"export_id": row.pk, "by_id": by.pk},
        by=by,
        at=at,
        subject_type=events.ExportEvent.SUBJECT,
        subject_id=str(row.pk),
        url=reverse("cases:exports"),
        lock=f"cases.export.{row.pk}",
    )

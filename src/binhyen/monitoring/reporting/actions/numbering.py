"""A signed report gets the number its paper bears: of the unit's own book here, or as its clerk gave it elsewhere.

The number is given when all have signed (Decree 30/2020, art. 15): it stands beside the seal, never in it. A unit that
keeps its book here may have the number taken the moment the last one signs; nobody's book is begun unasked.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.monitoring.reporting.events import NumberingAtOnce, ReportNumbered
from binhyen.monitoring.reporting.models import Report, ReportNumber, ReportVersion, UnitNumbering
from binhyen.monitoring.reporting.queries import numbers
from binhyen.operations.cases.rules.time import day_of
from binhyen.registers.documents.actions import DocumentRefused
from binhyen.registers.documents.actions import numbering as books
from binhyen.registers.documents.models import BookNumber
from binhyen.registers.documents.values import NumberState
from binhyen.registers.organisations.models import Body

from .filling import area_of, locked
from .refusals import ReportRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A number the unit's clerk gave in a book that is not kept here."""

    number: int
    symbol: str
    day: date


@transaction.atomic
def take(*, report_id: int, at_once: bool, by: User, at: datetime) -> ReportNumber:
    """The next number of the unit's book here, with today's day; ``at_once``: so from now on, at the last signature.

    Raises ReportRefused: it has one, it is not signed by all, the letters of the unit are not known, another report
    bears the book's next number, as it was given elsewhere.
    """
    report, version = _sealed(report_id, at)
    if hasattr(version, "paper_number"):
        raise ReportRefused(f"Báo cáo đã mang số {version.paper_number.printed}.")
    try:
        made = _of_book(report, version, by=by, at=at)
    except DocumentRefused as refused:
        raise ReportRefused(str(refused)) from refused
    _set(report.body, at_once, by=by, at=at)
    return made


@transaction.atomic
def write(*, report_id: int, given: Elsewhere, reason: str, by: User, at: datetime) -> ReportNumber:
    """The number that was given elsewhere; or another in place of the one written here, with the reason.

    A number of the book here that it replaces is cancelled there with that reason. Raises ReportRefused.
    """
    report, version = _sealed(report_id, at)
    now = getattr(version, "paper_number", None)
    if now is not None and not reason.strip():
        raise ReportRefused("Hãy nêu lý do đổi số.")
    Body.objects.select_for_update(no_key=True).get(pk=report.body_id)  # its numbers are given one after another
    _stands(report, version, given, now, at)
    if now is not None and now.taken_id:
        books.cancel(number_id=now.taken_id, reason=reason, by=by, at=at)
    row = now or ReportNumber(version=version)
    row.number, row.symbol, row.issued_on, row.taken = given.number, given.symbol, given.day, None
    row.at, row.by = at, by
    row.save()
    _told(report, row, by=by, at=at, reason=reason.strip())
    _set(report.body, False, by=by, at=at)
    return row


def at_seal(*, report: Report, version: ReportVersion, by: User, at: datetime) -> ReportNumber | None:
    """The number of a report that was signed by all just now, where its unit takes it at once. None: it waits.

    Sending never fails for a number: what the book refuses is given by hand afterwards.
    """
    if not UnitNumbering.objects.filter(body=report.body_id, at_once=True).exists():
        return None
    try:
        return _of_book(report, version, by=by, at=at)
    except (DocumentRefused, ReportRefused):
        return None


@transaction.atomic
def _of_book(report: Report, version: ReportVersion, *, by: User, at: datetime) -> ReportNumber:
    known = numbers.numbering(report=report, today=day_of(at))
    if not known.kind:
        raise ReportRefused("Loại giấy tờ này không cấp số.")
    if not known.symbol:
        raise ReportRefused("Chưa biết chữ viết tắt của đơn vị để ghi ký hiệu. Hãy ghi số đã cấp ở dưới.")
    signed = version.signatures.order_by("-step").first()
    abstract = f"{report.round.duty.name}, {report.round.name}"
    given = books.take(
        body=report.body, kind=known.kind, symbol=known.symbol, abstract=abstract,
        signer=signed.signer.split(",")[0][:120] if signed else "", day=day_of(at), today=day_of(at), by=by, at=at,
    )  # fmt: skip
    if _bearing(report, given.number, given.symbol, day_of(at).year).exists():
        first = given.number == given.book.begun_after + 1
        way = "đặt số đầu sau số lớn nhất đã cấp" if first else f"giữ số {given.number:02d} rồi hủy để sổ sang số sau"
        raise ReportRefused(
            f"Số {given.number:02d}/{given.symbol} của năm {day_of(at).year} đã có báo cáo khác mang. Hãy ghi số văn "
            f"thư đã cấp; hoặc mở Sổ số văn bản đi, {way}."
        )
    row = ReportNumber.objects.create(
        version=version, number=given.number, symbol=given.symbol, issued_on=day_of(at), taken=given, at=at, by=by
    )
    _told(report, row, by=by, at=at)
    return row


def _sealed(report_id: int, at: datetime) -> tuple[Report, ReportVersion]:
    report = locked(report_id)
    if report.latest is None:
        raise ReportRefused("Báo cáo chưa đủ chữ ký. Số được cấp sau khi người có thẩm quyền ký.")
    if not numbers.numbering(report=report, today=day_of(at)).kind:
        raise ReportRefused("Loại giấy tờ này không cấp số.")
    return report, report.latest


def _stands(report: Report, version: ReportVersion, given: Elsewhere, now: ReportNumber | None, at: datetime) -> None:
    """Raises ReportRefused where the day cannot be, or another paper of the unit bears the number."""
    if given.day > day_of(at):
        raise ReportRefused("Ngày của số chưa tới.")
    if given.day < day_of(version.frozen_at):
        raise ReportRefused(f"Báo cáo ký ngày {day_of(version.frozen_at):%d/%m/%Y}; số không thể mang ngày trước đó.")
    same = {"number": given.number, "symbol": given.symbol}
    others = _bearing(report, given.number, given.symbol, given.day.year).exclude(pk=now.pk if now else 0)
    in_book = BookNumber.objects.filter(
        book__body=report.body_id, book__year=given.day.year, state=NumberState.ISSUED, **same
    ).exclude(pk=(now.taken_id if now else None) or 0)
    if others.exists() or in_book.exists():
        raise ReportRefused(f"Số {given.number:02d}/{given.symbol} của năm {given.day.year} đã có văn bản khác mang.")


def _bearing(report: Report, number: int, symbol: str, year: int) -> QuerySet[ReportNumber]:
    """Papers of the report's unit that bear a number, wherever it was given."""
    own = ReportNumber.objects.filter(version__report__body=report.body_id, issued_on__year=year)
    return own.filter(number=number, symbol=symbol)


def _set(body: Body, at_once: bool, *, by: User, at: datetime) -> None:
    row = UnitNumbering.objects.filter(body=body).first()
    if (row.at_once if row else False) == at_once:
        return
    UnitNumbering.objects.update_or_create(body=body, defaults={"at_once": at_once, "at": at, "by": by})
    record(NumberingAtOnce(subject_id=body.key, at_once=at_once), by=by, at=at)


def _told(report: Report, row: ReportNumber, *, by: User, at: datetime, reason: str = "") -> None:
    fact = ReportNumbered(
        subject_id=str(report.pk), area=area_of(report), version=row.version.number, number=row.number,
        symbol=row.symbol, own_book=row.taken_id is not None,
    )  # fmt: skip
    record(fact, by=by, at=at, reason=reason)

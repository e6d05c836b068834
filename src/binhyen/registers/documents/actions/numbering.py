"""Taking numbers from the books: in order, each once, under any number of clerks at the same moment.

The row of the book is locked while a number is taken, in the transaction of whoever takes it: what is rolled back took
nothing. A number once given is never taken away; one that is not used is cancelled, with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from binhyen.foundation.accounts.models import User
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import collapse, search_key
from binhyen.registers.documents import events
from binhyen.registers.documents.models import BookNumber, NumberBook, NumberingRule, OfficialDocument
from binhyen.registers.documents.queries.numbering import counting
from binhyen.registers.documents.rules.numbering import wrong_day
from binhyen.registers.documents.values import NumberState, SeriesMode
from binhyen.registers.organisations.models import Body

from .register import DocumentRefused


@transaction.atomic
def take(
    *, body: Body, kind: str, symbol: str, abstract: str, signer: str, day: date, today: date, by: User, at: datetime
) -> BookNumber:
    """The next number of the book ``kind`` counts in, for a document signed on ``day``.

    Raises DocumentRefused where the day does not fit between its neighbours.
    """
    book = _locked(body, kind, day.year)
    _fits(book, book.last + 1, day, today)
    row = _give(
        book, NumberState.ISSUED, kind=kind, symbol=symbol, abstract=abstract, signer=signer, issued_on=day,
        taken_at=at, taken_by=by,
    )  # fmt: skip
    record(_fact(events.NumberGiven, row, book), by=by, at=at)
    return row


@transaction.atomic
def reserve(*, body: Body, kind: str, symbol: str, year: int, reason: str, by: User, at: datetime) -> BookNumber:
    """Keep the next number back for a document that will be signed later. ``reason`` says which."""
    if not reason.strip():
        raise DocumentRefused("Hãy ghi giữ số cho văn bản nào.")
    book = _locked(body, kind, year)
    row = _give(
        book, NumberState.RESERVED, kind=kind, symbol=symbol, reason=collapse(reason)[:300], taken_at=at, taken_by=by
    )
    record(_fact(events.NumberKept, row, book), by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def use(
    *, number_id: int, symbol: str, abstract: str, signer: str, day: date, today: date, by: User, at: datetime
) -> BookNumber:
    """Give a number that was kept back to a document signed on ``day``. Raises DocumentRefused."""
    held = BookNumber.objects.values("book_id").get(pk=number_id)
    book = NumberBook.objects.select_for_update().get(pk=held["book_id"])  # the book before its number, as ``take``
    row = BookNumber.objects.select_for_update().get(pk=number_id)
    if row.state != NumberState.RESERVED:
        raise DocumentRefused(f"Số {row.number} không còn được giữ: {row.get_state_display().lower()}.")
    _fits(book, row.number, day, today)
    row.state, row.issued_on = NumberState.ISSUED, day
    row.symbol, row.abstract, row.signer = symbol, abstract[:500], signer
    row.search_key = _key(row)
    row.save(update_fields=["state", "issued_on", "symbol", "abstract", "signer", "search_key"])
    record(_fact(events.NumberGiven, row, row.book), by=by, at=at)
    return row


@transaction.atomic
def cancel(*, number_id: int, reason: str, by: User, at: datetime) -> BookNumber:
    """A number that will not be used. It stays in the book with its reason and is never given again."""
    row = BookNumber.objects.select_for_update().get(pk=number_id)
    if row.state == NumberState.CANCELLED:
        raise DocumentRefused(f"Số {row.number} đã hủy trước đó: {row.reason}")
    if not reason.strip():
        raise DocumentRefused("Hãy ghi lý do hủy số.")
    row.state, row.reason, row.document = NumberState.CANCELLED, collapse(reason)[:300], None
    row.search_key = _key(row)
    row.save(update_fields=["state", "reason", "document", "search_key"])
    record(events.NumberCancelled(subject_id=str(row.pk), number=row.number), by=by, at=at, reason=row.reason)
    return row


@transaction.atomic
def cancel_kept(*, number_id: int, reason: str, by: User, at: datetime) -> BookNumber:
    """Cancel a number no document carries. One that is carried is cancelled with its document."""
    row = BookNumber.objects.select_for_update().get(pk=number_id)
    if row.state == NumberState.ISSUED:
        raise DocumentRefused("Số này đã cấp cho văn bản. Hãy hủy ở trang của văn bản đó, khi chưa ký.")
    return cancel(number_id=number_id, reason=reason, by=by, at=at)


@transaction.atomic
def entered(*, number: BookNumber, document: OfficialDocument) -> None:
    """The register's row of the document that carries the number."""
    number.document = document
    number.save(update_fields=["document"])


@transaction.atomic
def set_rule(
    *, body: Body, from_year: int, mode: str, own_kinds: Sequence[str], source: str, by: User, at: datetime
) -> NumberingRule:
    """How a body counts from a year on, as its head decided. Refused once a number of that year was given."""
    if not source.strip():
        raise DocumentRefused("Hãy ghi văn bản quy định cách đánh số của cơ quan.")
    _hold(body)
    if NumberBook.objects.filter(body=body, year__gte=from_year, last__gt=F("begun_after")).exists():
        raise DocumentRefused(f"Năm {from_year} đã có số được cấp; cách đánh số chỉ đổi được từ năm sau.")
    own = sorted(set(own_kinds)) if mode == SeriesMode.SOME else []
    row, _ = NumberingRule.objects.update_or_create(
        body=body,
        from_year=from_year,
        defaults={"mode": mode, "own_kinds": own, "source": collapse(source)[:200], "made_at": at, "made_by": by},
    )
    record(events.NumberingSet(subject_id=body.key, from_year=from_year, mode=mode), by=by, at=at, reason=source)
    return row


@transaction.atomic
def go_on_from(*, body: Body, kind: str, year: int, last: int, by: User, at: datetime) -> NumberBook:
    """Numbers up to ``last`` were given on paper before the book was kept here. May be mended until the first."""
    book = _locked(body, kind, year)
    if book.last > book.begun_after:
        raise DocumentRefused(f"Sổ này đã cấp đến số {book.last}; không đặt lại được số đầu.")
    book.begun_after = book.last = last
    book.save(update_fields=["begun_after", "last"])
    record(events.NumberingGoesOn(subject_id=body.key, year=year, series=book.series, last=last), by=by, at=at)
    return book


def _locked(body: Body, kind: str, year: int) -> NumberBook:
    """The book, made where it is the first number, its row locked until the transaction ends."""
    _hold(body)
    series = counting(body=body, year=year).series(kind)
    key = {"body": body, "year": year, "series": series}
    if not NumberBook.objects.filter(**key).exists():
        NumberBook.objects.bulk_create([NumberBook(**key)], ignore_conflicts=True)
    return NumberBook.objects.select_for_update().get(**key)


def _hold(body: Body) -> None:
    """How a body counts and whether a number was given yet do not change beside each other. Held before its books."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)


def _give(book: NumberBook, state: NumberState, **what: Any) -> BookNumber:
    book.last += 1
    book.save(update_fields=["last"])
    what["abstract"] = str(what.get("abstract", ""))[:500]
    row = BookNumber(book=book, number=book.last, state=state, **what)
    row.search_key = _key(row)
    try:
        row.save()
    except IntegrityError as error:
        raise DocumentRefused(f"Không cấp được số {book.last}. Hãy thử lại.") from error
    return row


def _key(row: BookNumber) -> str:
    return search_key(f"{row.symbol} {row.abstract} {row.reason}")


def _fits(book: NumberBook, number: int, day: date, today: date) -> None:
    days = book.numbers.filter(state=NumberState.ISSUED).values_list("issued_on", flat=True)
    before = days.filter(number__lt=number).order_by("-number").first()
    after = days.filter(number__gt=number).order_by("number").first()
    if trouble := wrong_day(day, year=book.year, before=before, after=after, today=today):
        raise DocumentRefused(trouble)


def _fact(
    kind: type[events.NumberGiven] | type[events.NumberKept], row: BookNumber, book: NumberBook
) -> events.NumberGiven | events.NumberKept:
    return kind(
        subject_id=str(row.pk), body=book.body.key, year=book.year, series=book.series, number=row.number
    )  # fmt: skip

"""Making a document: drafted, numbered, signed, sent. Every step is a fact; none is taken back but by cancelling.

Numbering lays the document out for good: its PDF with a field for the signature is kept, and only that file, signed,
comes back in (``signing``). The register of documents gets its row at the same moment.
"""

from __future__ import annotations

import io
from collections.abc import Collection
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.foundation.files import actions as files
from binhyen.foundation.files import kinds as file_kinds
from binhyen.foundation.journal.actions import record
from binhyen.kit.document_kinds import abbreviations
from binhyen.kit.official_document import TooManyPoints
from binhyen.kit.official_pdf import NoLetters, NotDrawable, laid_out
from binhyen.kit.official_signatures import with_field
from binhyen.kit.official_signing import role, short_form
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents import events
from binhyen.registers.documents.laying import laid, posts_in
from binhyen.registers.documents.models import BookNumber, Outgoing
from binhyen.registers.documents.permissions import may_draft
from binhyen.registers.documents.queries.outgoing import words_of
from binhyen.registers.documents.rules.numbering import symbol_of
from binhyen.registers.documents.rules.wording import WordsRefused, lacking, lines_of
from binhyen.registers.documents.values import Direction, DocumentDetails, OutgoingState, Words
from binhyen.registers.organisations.models import Body

from . import numbering
from .register import DocumentRefused, register, withdraw

LARGEST = 50 * files.MEGABYTE
_REFUSED = (WordsRefused, TooManyPoints, NotDrawable, NoLetters)


class NotYours(PermissionError):
    """Only offices of the issuing body make its documents."""


class OutOfDate(DocumentRefused):
    """Somebody saved the draft in the meantime; nothing was saved."""


@transaction.atomic
def draft(*, scope: Scope, issuer: Body, words: Words, template: str, by: User, at: datetime) -> Outgoing:
    """Begin a document. Raises NotYours, DocumentRefused where its words cannot be laid out."""
    if not may_draft(scope=scope, body=issuer.key):
        raise NotYours
    check(words)
    row = Outgoing.objects.create(
        issuer=issuer, template=template, made_at=at, made_by=by, changed_at=at, search_key=_key(words), **asdict(words)
    )
    record(events.OutgoingDrafted(subject_id=str(row.pk), template=template), by=by, at=at)
    return row


@transaction.atomic
def change(*, scope: Scope, outgoing_id: int, words: Words, seen: int, by: User, at: datetime) -> Outgoing:
    """Write a draft anew. ``seen`` is the count of savings the writer started from. Raises OutOfDate."""
    row = locked(outgoing_id, scope=scope, states=(OutgoingState.DRAFT,))
    if row.saved != seen:
        raise OutOfDate("Người khác vừa sửa dự thảo này. Hãy mở lại để xem rồi sửa tiếp; chưa có gì được ghi.")
    check(words)
    changed = [name for name, value in asdict(words).items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, getattr(words, name))
    row.saved, row.changed_at, row.search_key = row.saved + 1, at, _key(words)
    row.save(update_fields=[*changed, "saved", "changed_at", "search_key"])
    record(events.OutgoingChanged(subject_id=str(row.pk), fields=tuple(changed)), by=by, at=at)
    return row


@transaction.atomic
def number(
    *, scope: Scope, outgoing_id: int, day: date, today: date, kept: int | None, seen: int, by: User, at: datetime
) -> Outgoing:
    """Give a draft its number and day, lay it out for good and enter it in the register.

    ``kept``: the id of a number kept back to be used. Raises DocumentRefused, NotYours, OutOfDate.
    """
    row = locked(outgoing_id, scope=scope, states=(OutgoingState.DRAFT,))
    if row.saved != seen:
        raise OutOfDate("Người khác vừa sửa dự thảo này. Hãy xem lại trước khi cấp số.")
    words = words_of(row)
    if left := lacking(words):
        raise DocumentRefused(
            f"Còn {len(left)} chỗ chưa điền: {', '.join(left[:4])}. Hãy sửa dự thảo trước khi cấp số."
        )
    symbol = symbol_of(words.kind, sign=words.sign, unit=words.unit, abbreviations=abbreviations())
    given = _number(row, words, symbol, day, today, kept, by, at)
    ready = _final(words, given, day)
    row.to_sign = files.store(
        content=io.BytesIO(ready), name=f"{_file_name(row, given)}.pdf", by=by, at=at, allowed={file_kinds.PDF},
        limit=LARGEST,
    )  # fmt: skip
    row.document = register(
        details=_details(row, words, given, day), file=row.to_sign, by=by, at=at, doubles=True, issuer=row.issuer
    )
    numbering.entered(number=given, document=row.document)
    row.number, row.state, row.changed_at = given, OutgoingState.NUMBERED, at
    row.search_key = _key(words, given.printed)
    row.save(update_fields=["to_sign", "document", "number", "state", "changed_at", "search_key"])
    return row


@transaction.atomic
def send(*, scope: Scope, outgoing_id: int, on: date, how: str, by: User, at: datetime) -> Outgoing:
    """The signed document was sent to its recipients on ``on``."""
    row = locked(outgoing_id, scope=scope, states=(OutgoingState.SIGNED,))
    issued = row.number.issued_on if row.number else None
    if issued and on < issued:
        raise DocumentRefused(f"Ngày phát hành không thể trước ngày ký {issued:%d/%m/%Y}.")
    row.sent_on, row.sent_how, row.state, row.changed_at = on, how[:200], OutgoingState.SENT, at
    row.save(update_fields=["sent_on", "sent_how", "state", "changed_at"])
    record(events.OutgoingSent(subject_id=str(row.pk), sent_on=on.isoformat()), by=by, at=at)
    return row


@transaction.atomic
def cancel(*, scope: Scope, outgoing_id: int, reason: str, by: User, at: datetime) -> Outgoing:
    """Drop a document that is not signed yet. Its number stays in the book, cancelled, with the reason."""
    row = locked(outgoing_id, scope=scope, states=(OutgoingState.DRAFT, OutgoingState.NUMBERED))
    if not reason.strip():
        raise DocumentRefused("Hãy ghi lý do hủy.")
    entered, row.document = row.document_id, None
    row.state, row.closing_reason, row.changed_at = OutgoingState.CANCELLED, reason[:300], at
    row.save(update_fields=["document", "state", "closing_reason", "changed_at"])
    if row.number_id:
        numbering.cancel(number_id=row.number_id, reason=reason, by=by, at=at)
    if entered:
        try:
            withdraw(document_id=entered, by=by, at=at)
        except ProtectedError as used:
            raise DocumentRefused(
                "Văn bản đã được dẫn ở nơi khác trong hệ thống (công việc, hồ sơ). Hãy gỡ ở đó trước khi hủy."
            ) from used
    record(events.OutgoingCancelled(subject_id=str(row.pk)), by=by, at=at, reason=reason)
    return row


def check(words: Words) -> None:
    """Raise DocumentRefused where a document cannot be laid out as it is written."""
    try:
        laid(words)
    except _REFUSED as refused:
        raise DocumentRefused(str(refused)) from refused


def locked(outgoing_id: int, *, scope: Scope, states: Collection[OutgoingState]) -> Outgoing:
    """The row for one step of the own body, locked. Raises NotYours, DocumentRefused in another state."""
    row = Outgoing.objects.select_for_update(of=("self",)).select_related("issuer", "number").get(pk=outgoing_id)
    if not may_draft(scope=scope, body=row.issuer.key):
        raise NotYours
    if row.state not in states:
        raise DocumentRefused(f"Văn bản đang ở bước “{row.get_state_display()}”, không làm được việc này.")
    return row


def _number(
    row: Outgoing, words: Words, symbol: str, day: date, today: date, kept: int | None, by: User, at: datetime
) -> BookNumber:
    said = {"symbol": symbol, "abstract": words.abstract, "signer": words.signer, "day": day, "today": today}
    if kept is None:
        return numbering.take(body=row.issuer, kind=words.kind, by=by, at=at, **said)  # type: ignore[arg-type]
    held = BookNumber.objects.filter(pk=kept, book__body=row.issuer, kind=words.kind).exists()
    if not held:
        raise DocumentRefused("Số giữ trước này không phải của loại văn bản và cơ quan này.")
    return numbering.use(number_id=kept, by=by, at=at, **said)  # type: ignore[arg-type]


def _final(words: Words, given: BookNumber, day: date) -> bytes:
    try:
        made = laid_out(laid(words, number=str(given.number), day=day, draft=False))
    except _REFUSED as refused:
        raise DocumentRefused(str(refused)) from refused
    return with_field(made)


def _key(words: Words, number: str = "") -> str:
    return search_key(f"{words.kind} {words.abstract} {number}")


def _details(row: Outgoing, words: Words, given: BookNumber, day: date) -> DocumentDetails:
    collective = bool(words.collective) and not words.own
    return DocumentDetails(
        direction=Direction.OUTGOING, kind=words.kind, number=f"{given.number:02d}", symbol=given.symbol, issued_on=day,
        issuer_name=row.issuer.name, abstract=words.abstract, signer=words.signer,
        signer_role=role(posts=posts_in(words), capacity=words.capacity, post=words.post),
        signing_form=short_form(words.capacity, collective=collective), recipients=tuple(lines_of(words.recipients)),
    )  # fmt: skip


def _file_name(row: Outgoing, given: BookNumber) -> str:
    short = search_key(row.kind).replace(" ", "-")
    return f"{short}-{given.number:02d}-{given.book.year}"

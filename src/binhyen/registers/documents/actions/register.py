"""Registering documents, mending what was registered wrongly, linking them to each other."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.models import StoredFile
from binhyen.foundation.journal.actions import record
from binhyen.kit.vietnamese.text import collapse, nfc, search_key
from binhyen.registers.documents import events, queries
from binhyen.registers.documents.models import Addressee, BookNumber, DocumentLink, OfficialDocument
from binhyen.registers.documents.rules import read_citation
from binhyen.registers.documents.values import DocumentDetails, LinkKind
from binhyen.registers.organisations.models import Body
from binhyen.registers.organisations.queries import find

_PURPOSE = re.compile(r"\s*\((?:để|đề|b/c|t/h|thay)[^)]*\)\s*$", re.IGNORECASE)  # "(để b/cáo)" behind a recipient
_FIELDS = (
    "direction", "kind", "number", "symbol", "issued_on", "issued_text", "issuer_name", "abstract", "signer",
    "signer_role", "signing_form", "arrival_number", "arrived_on",
)  # fmt: skip
_SEARCHED = ("kind", "number", "symbol", "issuer_name", "abstract", "signer", "arrival_number")


class DocumentRefused(Exception):
    """The change is refused; the message is a Vietnamese sentence for the person who asked for it."""


class AlreadyRegistered(DocumentRefused):
    """Documents with the same number, symbol, issuer and day are in the register; ``documents`` are they."""

    def __init__(self, documents: Sequence[OfficialDocument]) -> None:
        super().__init__("Đã có văn bản cùng số, ký hiệu, cơ quan ban hành và ngày trong sổ.")
        self.documents = documents


@transaction.atomic
def register(
    *,
    details: DocumentDetails,
    file: StoredFile | None,
    by: User,
    at: datetime,
    doubles: bool = False,
    issuer: Body | None = None,
) -> OfficialDocument:
    """Enter a document in the register. Links of others that print its number find it from now on.

    ``issuer`` where it is known for certain; else it is found by the printed name.
    A double (same number, symbol, issuer, day) raises AlreadyRegistered unless ``doubles`` says it is meant.
    """
    same = queries.duplicates(details=details)
    if same and not doubles:
        raise AlreadyRegistered(same)
    document = OfficialDocument(file=file, registered_at=at, registered_by=by)
    _fill(document, details)
    document.save()
    document.refresh_from_db(fields=["number_key"])
    _address(document, details, issuer)
    queries.waiting_links(document=document).update(target=document)
    record(events.DocumentRegistered(subject_id=str(document.pk), direction=document.direction), by=by, at=at)
    return document


@transaction.atomic
def amend(
    *, document_id: int, details: DocumentDetails, by: User, at: datetime, reason: str, doubles: bool = False
) -> OfficialDocument:
    """Mend what was registered wrongly; the fact names the fields. Nothing changed, nothing written.

    A document numbered here stands as its book and its file have it: DocumentRefused.
    """
    document = OfficialDocument.objects.select_for_update().get(pk=document_id)
    if BookNumber.objects.filter(document=document).exists():
        raise DocumentRefused("Văn bản này lấy số từ sổ của cơ quan ban hành nên không sửa được ở sổ công văn.")
    same = queries.duplicates(details=details, besides=document_id)
    if same and not doubles:
        raise AlreadyRegistered(same)
    changed = [name for name in _FIELDS if getattr(document, name) != _value(details, name)]
    if list(document.recipients) != list(details.recipients):
        changed.append("recipients")
    if not changed:
        return document
    _fill(document, details)
    document.save()
    document.refresh_from_db(fields=["number_key"])
    document.addressees.all().delete()
    _address(document, details, None)
    fact = events.DocumentAmended(subject_id=str(document_id), fields=tuple(changed))
    record(fact, by=by, at=at, reason=reason)
    return document


@transaction.atomic
def withdraw(*, document_id: int, by: User, at: datetime) -> None:
    """Take a document out of the register again: it was entered by a reading that is thrown away.

    Links of others to it keep its printed number. Whoever else holds the document (a directive) lets go first.
    """
    document = OfficialDocument.objects.select_for_update().get(pk=document_id)
    document.linked_from.update(target=None)
    document.delete()
    record(events.DocumentWithdrawn(subject_id=str(document_id)), by=by, at=at)


@transaction.atomic
def link(*, document_id: int, kind: LinkKind, text: str, by: User, at: datetime) -> DocumentLink:
    """Say how a document stands to another, named as printed; where one known document fits, the link leads to it."""
    text = collapse(nfc(text))
    citation = read_citation(text)
    target = queries.one_of(key=citation.key, issued_on=citation.issued_on, besides=document_id)
    try:
        with transaction.atomic():
            row = DocumentLink.objects.create(
                document_id=document_id,
                kind=kind,
                target=target,
                target_text=text[:300],
                target_key=citation.key[:100],
                target_issued_on=citation.issued_on,
            )
    except IntegrityError as error:
        raise DocumentRefused("Liên kết này đã có.") from error
    fact = events.DocumentLinked(subject_id=str(document_id), link_kind=kind, target_id=target.pk if target else None)
    record(fact, by=by, at=at)
    return row


@transaction.atomic
def unlink(*, document_id: int, link_id: int, by: User, at: datetime) -> None:
    """Take back a link made by mistake."""
    row = DocumentLink.objects.get(pk=link_id, document_id=document_id)
    kind = row.kind
    row.delete()
    record(events.DocumentUnlinked(subject_id=str(document_id), link_kind=kind), by=by, at=at)


def _value(details: DocumentDetails, name: str) -> str | date | None:
    value: str | date | None = getattr(details, name)
    return collapse(nfc(value)) if isinstance(value, str) else value


def _fill(document: OfficialDocument, details: DocumentDetails) -> None:
    for name in _FIELDS:
        setattr(document, name, _value(details, name))
    document.recipients = list(details.recipients)
    document.search_key = search_key(" ".join(str(getattr(document, name)) for name in _SEARCHED))


def _address(document: OfficialDocument, details: DocumentDetails, issuer: Body | None) -> None:
    """Find issuer and recipients in the register of bodies, as they were called on the day of the document."""
    on = details.issued_on or details.arrived_on or timezone.localdate(document.registered_at)
    printed = [name for line in details.recipients for name in _names(line)]
    known = find(names=[document.issuer_name, *printed], on=on)
    document.issuer = issuer or known.get(document.issuer_name)
    document.save(update_fields=["issuer"])
    bodies = queries.addressed(names=printed, known=known)
    Addressee.objects.bulk_create(Addressee(document=document, body=body) for body in bodies)


def _names(line: str) -> Iterator[str]:
    """A printed recipient whole, and its parts: "UB MTTQ tỉnh và các tổ chức CT-XH tỉnh;"."""
    whole = _PURPOSE.sub("", collapse(line).strip("-–•; .")).strip()
    yield whole
    for part in re.split(r";| và |, (?=[A-ZĐ])", whole):
        if part.strip() != whole:
            yield part.strip()

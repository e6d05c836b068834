"""The official document a directive is: registered when it has been read, corrected by a clerk, taken out again."""

from dataclasses import replace
from datetime import date, datetime

from binhyen.foundation.accounts.models import User
from binhyen.foundation.files.models import StoredFile
from binhyen.kit.vietnamese.text import collapse
from binhyen.operations.directives.reader.values import LegalRef, Meta
from binhyen.operations.directives.rules import NotPossible
from binhyen.operations.directives.values import MetaValues
from binhyen.registers.documents import actions as documents
from binhyen.registers.documents.models import OfficialDocument
from binhyen.registers.documents.values import Direction, DocumentDetails, LinkKind

MOST_BASES = 40  # a plan cites some 15; a list longer than this is an annex of laws


def enter(
    *, meta: Meta, name: str, issued: date | None, file: StoredFile, by: User, at: datetime
) -> tuple[OfficialDocument, list[str]]:
    """An incoming document with what the reader found on it, and remarks. ``issued`` of the clerk beats the print."""
    details = DocumentDetails(
        direction=Direction.INCOMING,
        kind=meta.kind[:60],
        number=meta.number[:20],
        symbol=meta.symbol[:60],
        issued_on=issued or meta.issued_on,
        issued_text=meta.issued_text[:120],
        issuer_name=meta.issuer[:250],
        abstract=meta.abstract or name,
        signer=meta.signer[:120],
        signer_role=meta.signer_role[:120],
        signing_form=meta.signing_form[:10],
        recipients=meta.recipients,
    )
    notes = []
    try:
        document = documents.register(details=details, file=file, by=by, at=at)
    except documents.AlreadyRegistered as double:
        notes.append(f"Trong sổ đã có văn bản cùng số, ký hiệu và ngày ({double.documents[0]}). Hãy xem bản nào đúng.")
        document = documents.register(details=details, file=file, by=by, at=at, doubles=True)
    for reference in _bases(meta):
        documents.link(document_id=document.pk, kind=LinkKind.BASED_ON, text=reference.surface, by=by, at=at)
    return document, notes


def correct(*, document: OfficialDocument, values: MetaValues, by: User, at: datetime, reason: str) -> list[str]:
    """Set what differs; returns the names of the fields that changed."""
    changed = [name for name in MetaValues.__slots__ if getattr(document, name) != getattr(values, name)]
    if not changed:
        return changed
    kept = {name: getattr(document, name) for name in DocumentDetails.__dataclass_fields__ if name != "recipients"}
    details = DocumentDetails(**kept, recipients=tuple(document.recipients))
    details = replace(details, **{name: getattr(values, name) for name in MetaValues.__slots__})
    try:
        documents.amend(document_id=document.pk, details=details, by=by, at=at, reason=reason)
    except documents.DocumentRefused as refused:
        raise NotPossible(str(refused)) from refused
    document.refresh_from_db()
    return changed


def _bases(meta: Meta) -> list[LegalRef]:
    """The legal bases, each once, by their printed words."""
    named = {collapse(reference.surface)[:300]: reference for reference in reversed(meta.legal_bases)}
    return list(reversed(named.values()))[:MOST_BASES]

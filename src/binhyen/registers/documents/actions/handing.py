"""A document another part of the product hands over to be numbered, signed and sent: one way for all of them.

What is handed over are words (``rules.lines`` writes them), not a finished file: whoever signs still reads and mends
them, and from the number on they stand. Where it came from stays with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from binhyen.foundation.access.values import Scope
from binhyen.foundation.accounts.models import User
from binhyen.kit.document_kinds import kinds
from binhyen.registers.documents.models import Outgoing
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.organisations.models import Body

from .outgoing import draft
from .register import DocumentRefused


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is handed over. ``kind`` as people write it ("BÁO CÁO"); ``text`` as ``rules.wording`` reads it.

    Names are given as printed where they are not just those of the register. What is left empty, and not known of the
    issuer either, is asked for on the document's page before it gets a number.
    """

    kind: str
    abstract: str
    text: str
    addressed: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: str = ""
    capacity: str = "HEAD"
    post: str = ""  # the signer's own, where the capacity needs it
    issuer_name: str = ""
    parent_name: str = ""
    place: str = ""
    origin: str  # in words: "Bản tổng hợp TH-7Q4K-2MPX"
    origin_url: str


@transaction.atomic
def draft_from(*, scope: Scope, issuer: Body, handed: Handed, by: User, at: datetime) -> Outgoing:
    """Begin a document from what was made elsewhere. Raises NotYours, DocumentRefused as ``draft``."""
    kind = next((name for name, _ in kinds() if name.upper() == handed.kind.upper()), "")
    if not kind:
        raise DocumentRefused(f"“{handed.kind}” không phải loại văn bản hành chính, không cấp số được.")
    known = begun(issuer=issuer)
    words = replace(
        known, kind=kind, abstract=handed.abstract[:500], text=handed.text, signer=handed.signer,
        addressed="\n".join(handed.addressed), recipients="\n".join(handed.recipients), capacity=handed.capacity,
        post=handed.post, issuer_name=handed.issuer_name or known.issuer_name, place=handed.place or known.place,
        parent_name=handed.parent_name or known.parent_name,
    )  # fmt: skip
    row = draft(scope=scope, issuer=issuer, words=words, template="", by=by, at=at)
    row.origin, row.origin_url = handed.origin[:200], handed.origin_url[:200]
    row.save(update_fields=["origin", "origin_url"])
    return row

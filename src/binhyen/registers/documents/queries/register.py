"""Reading the register of documents. Every read starts from what the reader may see."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import ExtractYear

from binhyen.foundation.access.values import Scope
from binhyen.kit.vietnamese.text import search_key
from binhyen.registers.documents.models import Addressee, DocumentLink, OfficialDocument
from binhyen.registers.documents.permissions import reads_all
from binhyen.registers.documents.rules import number_key, read_citation
from binhyen.registers.documents.values import DocumentDetails, OutgoingState
from binhyen.registers.organisations.models import Body, Membership


def visible(scope: Scope) -> QuerySet[OfficialDocument]:
    """All documents for readers of the province; else those one's bodies issued, received, or one registered.

    A group among the recipients stands for its members on the day of the document. What was numbered here is shown
    outside its issuer to the province when it is signed, to its recipients when it is sent.
    """
    if reads_all(scope=scope):
        signed = Q(outgoing__isnull=True) | ~Q(outgoing__state=OutgoingState.NUMBERED)
        return OfficialDocument.objects.filter(signed | Q(issuer__key__in=scope.bodies))
    if not scope.roles:
        return OfficialDocument.objects.none()
    day = OuterRef(OuterRef("issued_on"))
    inside = Membership.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        group=OuterRef("body"),
        member__key__in=scope.bodies,
    )
    sent = Addressee.objects.filter(Q(body__key__in=scope.bodies) | Exists(inside), document=OuterRef("pk"))
    issued = Q(outgoing__isnull=True) | Q(outgoing__state=OutgoingState.SENT)
    return OfficialDocument.objects.filter(
        Q(issuer__key__in=scope.bodies) | Q(registered_by=scope.user_id) | (issued & Exists(sent))
    )


def documents(
    *, scope: Scope, search: str = "", direction: str = "", kind: str = "", issuer: str = "", year: str = ""
) -> QuerySet[OfficialDocument]:
    """Documents the reader may see, latest first.

    ``search``: words of number, symbol, abstract, issuer, signer, without tones; ``issuer``: words of its name.
    """
    rows = visible(scope)
    if direction:
        rows = rows.filter(direction=direction)
    if kind:
        rows = rows.filter(kind=kind)
    if year.isdigit():
        rows = rows.filter(issued_on__year=int(year))
    for word in search_key(search).split():
        rows = rows.filter(search_key__contains=word)
    if issuer:
        rows = rows.filter(Q(issuer__key=issuer) | Q(issuer_name__iexact=issuer))
    return rows.select_related("issuer", "file").order_by(F("issued_on").desc(nulls_last=True), "-id")


def document(*, pk: int, scope: Scope) -> OfficialDocument | None:
    """One document the reader may see, with links both ways and addressees. Five queries."""
    return (
        visible(scope)
        .filter(pk=pk)
        .select_related("issuer", "file", "registered_by", "book_number")
        .prefetch_related("links__target", "linked_from__document", "addressees__body")
        .first()
    )


def opens_file(file_id: UUID, scope: Scope) -> bool:
    """Whether the reader sees a document that holds this file. One query."""
    return visible(scope).filter(file_id=file_id).exists()


def years(*, scope: Scope) -> list[int]:
    """Years in which visible documents were issued, latest first."""
    found = visible(scope).filter(issued_on__isnull=False).annotate(year=ExtractYear("issued_on"))
    return list(found.order_by("-year").values_list("year", flat=True).distinct())


def kinds(*, scope: Scope) -> list[str]:
    """Kinds of visible documents, as registered."""
    return list(visible(scope).exclude(kind="").order_by("kind").values_list("kind", flat=True).distinct())


def duplicates(*, details: DocumentDetails, besides: int = 0) -> Sequence[OfficialDocument]:
    """Documents with the same number, symbol, issuer and day. Without number nothing is a double."""
    if not details.number or not details.symbol:
        return []
    same = OfficialDocument.objects.filter(
        number_key=number_key(details.number, details.symbol), issued_on=details.issued_on
    ).exclude(pk=besides)
    wanted = search_key(details.issuer_name)
    return [row for row in same if search_key(row.issuer_name) == wanted]


def cited(*, text: str, besides: int = 0) -> OfficialDocument | None:
    """The one known document a citation means; None where none or several fit."""
    citation = read_citation(text)
    return one_of(key=citation.key, issued_on=citation.issued_on, besides=besides)


def one_of(*, key: str, issued_on: date | None, besides: int = 0) -> OfficialDocument | None:
    """The one document with this number; the day, where both know it, must agree."""
    if not key:
        return None
    rows = list(OfficialDocument.objects.filter(number_key=key).exclude(pk=besides)[:20])
    if issued_on:
        rows = [row for row in rows if row.issued_on in {issued_on, None}]
    return rows[0] if len(rows) == 1 else None


def waiting_links(*, document: OfficialDocument) -> QuerySet[DocumentLink]:
    """Links of others that print this document's number and know no target yet."""
    same_day = Q(target_issued_on__isnull=True) | Q(target_issued_on=document.issued_on)
    rows = DocumentLink.objects.filter(same_day, target__isnull=True, target_key=document.number_key)
    return rows.exclude(target_key="").exclude(document=document)


def addressed(*, names: Sequence[str], known: dict[str, Body]) -> list[Body]:
    """Bodies of printed recipients, in order, each once."""
    return list(dict.fromkeys(known[name] for name in names if name in known))

"""Choices of the register of documents, and the values its doors hand over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices


class Direction(TextChoices):
    INCOMING = "INCOMING", "Văn bản đến"
    OUTGOING = "OUTGOING", "Văn bản đi"


class LinkKind(TextChoices):
    IMPLEMENTS = "IMPLEMENTS", "Triển khai"
    SUPERSEDES = "SUPERSEDES", "Thay thế"
    AMENDS = "AMENDS", "Sửa đổi"
    BASED_ON = "BASED_ON", "Căn cứ"


# how a link reads from the other end
REVERSED = {
    LinkKind.IMPLEMENTS: "Được triển khai bởi",
    LinkKind.SUPERSEDES: "Bị thay thế bởi",
    LinkKind.AMENDS: "Được sửa đổi bởi",
    LinkKind.BASED_ON: "Là căn cứ của",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDetails:
    """What a form, a file or the API says about a document. ``number`` is without its symbol: "02" and "KH-UBND"."""

    direction: str
    kind: str = ""
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    issued_text: str = ""
    issuer_name: str = ""
    abstract: str = ""
    signer: str = ""
    signer_role: str = ""
    signing_form: str = ""
    recipients: tuple[str, ...] = ()
    arrival_number: str = ""  # of the clerk's own book, incoming documents only
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A document as others cite it: "Kế hoạch số 111/KH-UBND ngày 02/10/2025"."""

    key: str  # comparable: "111/KH-UBND"; "" where no number is printed
    issued_on: date | None = None

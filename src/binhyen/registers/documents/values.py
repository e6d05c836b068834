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


class SeriesMode(TextChoices):
    """Which kinds of documents share a sequence of numbers."""

    EACH = "EACH", "Mỗi loại văn bản một dãy số"
    TOGETHER = "TOGETHER", "Một dãy số chung cho mọi loại"
    SOME = "SOME", "Một số loại có dãy riêng, còn lại chung một dãy"


class NumberState(TextChoices):
    RESERVED = "RESERVED", "Giữ trước"
    ISSUED = "ISSUED", "Đã cấp"
    CANCELLED = "CANCELLED", "Đã hủy"


class OutgoingState(TextChoices):
    DRAFT = "DRAFT", "Dự thảo"
    NUMBERED = "NUMBERED", "Đã cấp số, chờ ký"
    SIGNED = "SIGNED", "Đã ký"
    SENT = "SENT", "Đã phát hành"
    CANCELLED = "CANCELLED", "Đã hủy"


class Urgency(TextChoices):
    EXPRESS = "HỎA TỐC", "Hỏa tốc"
    MOST_URGENT = "THƯỢNG KHẨN", "Thượng khẩn"
    URGENT = "KHẨN", "Khẩn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Everything an outgoing document says and how it is signed; names as the columns of ``Outgoing``."""

    kind: str
    issuer_name: str
    sign: str
    place: str
    abstract: str
    text: str
    signer: str
    head_post: str
    capacity: str = "HEAD"
    parent_name: str = ""
    unit: str = ""
    addressed: str = ""
    recipients: str = ""
    urgency: str = ""
    own: bool = False
    post: str = ""
    concurrent: str = ""
    deputy_post: str = ""
    collective: str = ""

"""Who issues a report: the letterhead and the signature block of a body, as documents are begun for it."""

from datetime import date

from binhyen.kit.document_kinds import abbreviations
from binhyen.kit.official_document import Signature
from binhyen.kit.official_signing import HEAD, Posts, signature
from binhyen.monitoring.reporting.models import ReportNumber
from binhyen.monitoring.reporting.queries.numbers import PART_OF, kind_of, symbol
from binhyen.monitoring.reporting.values.reports import Step
from binhyen.registers.documents.queries.outgoing import begun
from binhyen.registers.organisations.models import Body

from .parts import Head


def head_of(*, body: Body, kind: str, on: date | None, number: ReportNumber | None = None) -> Head:
    """The letterhead of a body for a kind of document ("BÁO CÁO"); empty parts stay blank. Three queries at most.

    What is no document of the decree (a table of statistics, a list) has no line for a number.
    """
    words = begun(issuer=body)
    name, _, above = words.issuer_name.partition(PART_OF)
    named = kind_of(printed=kind)
    own = (symbol(body=body, kind=named, words=words) or abbreviations()[named]) if named else ""
    return Head(
        issuer=name, parent=above or words.parent_name, place=words.place,
        number=f"{number.number:02d}" if number else "", symbol=number.symbol if number else own,
        on=number.issued_on if number else on,
    )  # fmt: skip


def signature_of(*, body: Body, name: str, capacity: str = HEAD, step: Step | None = None) -> Signature:
    """The lines above a name: of the body's posts where the law names them, else of the step that was signed."""
    words = begun(issuer=body)
    head = words.head_post or (step.title if step else "Thủ trưởng đơn vị")
    posts = Posts(head, words.deputy_post or f"Phó {head}", words.collective)
    return signature(posts=posts, capacity=capacity, name=name)

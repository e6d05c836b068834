"""Tables of documents: the register, the books numbers come from, documents being made, the province's templates."""

from binhyen.registers.documents.values import Direction, LinkKind

from .numbering import BookNumber, NumberBook, NumberingRule
from .outgoing import DocumentTemplate, Outgoing
from .register import Addressee, DocumentLink, OfficialDocument

__all__ = [
    "Addressee", "BookNumber", "Direction", "DocumentLink", "DocumentTemplate", "LinkKind", "NumberBook",
    "NumberingRule", "OfficialDocument", "Outgoing",
]  # fmt: skip

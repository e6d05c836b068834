"""Facts about documents."""

from .outgoing import (
    DocumentTemplateSaved,
    NumberCancelled,
    NumberGiven,
    NumberingGoesOn,
    NumberingSet,
    NumberKept,
    OutgoingCancelled,
    OutgoingChanged,
    OutgoingDrafted,
    OutgoingSent,
    OutgoingSigned,
)
from .register import DocumentAmended, DocumentLinked, DocumentRegistered, DocumentUnlinked, DocumentWithdrawn

__all__ = [
    "DocumentAmended", "DocumentLinked", "DocumentRegistered", "DocumentTemplateSaved", "DocumentUnlinked",
    "DocumentWithdrawn", "NumberCancelled", "NumberGiven", "NumberKept", "NumberingGoesOn", "NumberingSet",
    "OutgoingCancelled", "OutgoingChanged", "OutgoingDrafted", "OutgoingSent", "OutgoingSigned",
]  # fmt: skip

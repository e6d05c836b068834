"""Reading the register of documents; books, drafts and templates stand in modules of their own."""

from .register import (
    addressed,
    cited,
    document,
    documents,
    duplicates,
    kinds,
    one_of,
    opens_file,
    visible,
    waiting_links,
    years,
)

__all__ = [
    "addressed", "cited", "document", "documents", "duplicates", "kinds", "one_of", "opens_file", "visible",
    "waiting_links", "years",
]  # fmt: skip

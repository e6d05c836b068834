"""The kinds of documents of Decree 30/2020, as the register of documents names them."""

from binhyen.kit.document_kinds import abbreviations, kinds

__all__ = ["abbreviations", "kinds"]

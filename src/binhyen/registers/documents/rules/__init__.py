"""Plain rules of documents: how they cite each other, how their words are read, how their numbers are made."""

from .citations import number_key, read_citation

__all__ = ["number_key", "read_citation"]

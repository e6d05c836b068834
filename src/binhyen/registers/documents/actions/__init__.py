"""Changes to the register of documents; those to books, drafts and templates stand in modules of their own."""

from .register import AlreadyRegistered, DocumentRefused, amend, link, register, unlink, withdraw

__all__ = ["AlreadyRegistered", "DocumentRefused", "amend", "link", "register", "unlink", "withdraw"]

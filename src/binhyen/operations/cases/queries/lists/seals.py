"""The seal on the rows of exported sheets: made here, known again when the sheet comes back."""

import base64
import binascii
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.foundation.secrets.sealing import blind, blinds
from binhyen.operations.cases.reader.changes import Left, Mark, Seal, marks, opened, sign

DOMAIN, CELLS = "cases.row", "cases.row.cells"
_MARK_BYTES = 3
_FOR_ADDRESSES = bytes.maketrans(b"+/", b"-_")


@dataclass(frozen=True, slots=True)
class Returned:
    """A row that came back: whose it is, from which export, and the means to tell which of its cells changed."""

    person_id: int
    export_id: int
    left: Left
    mark: Mark


def row_cell(*, export_id: int, person_id: int, cells: Sequence[tuple[str, str]] = ()) -> str:
    """What the hidden column of an exported sheet holds for a person: who, marks of the cells, and the seal."""
    key = blind(f"{export_id}.{person_id}", domain=CELLS)
    return sign(Left(str(export_id), str(person_id), marks(cells, _marker(key))), _newest)


def returned(cell: str) -> Returned | None:
    """The row of such a cell; None where it was typed, changed, or comes from another installation."""
    for place in range(len(blinds("", domain=DOMAIN))):  # sheets of before the keys were changed
        if left := opened(cell, _seal_of(place)):
            if not (left.person.isdecimal() and left.export.isdecimal()):
                return None
            key = blinds(f"{left.export}.{left.person}", domain=CELLS)[place]
            return Returned(int(left.person), int(left.export), left, _marker(key))
    return None


def _marker(key: bytes) -> Mark:
    """Keyed by export and person: a mark says nothing to who holds the sheet without the column it is of."""
    begun = hashlib.blake2b(digest_size=_MARK_BYTES, key=key)

    def mark(name: str, text: str) -> str:
        found = begun.copy()
        found.update(f"{name}\n{text}".encode())
        return binascii.b2a_base64(found.digest(), newline=False).translate(_FOR_ADDRESSES).decode()

    return mark


def _newest(text: str) -> str:
    return _short(blind(text, domain=DOMAIN))


def _seal_of(place: int) -> Seal:
    return lambda text: _short(blinds(text, domain=DOMAIN)[place])


def _short(seal: bytes) -> str:
    return base64.urlsafe_b64encode(seal).decode().rstrip("=")

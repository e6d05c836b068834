"""The seal on the rows of exported sheets: made here, known again when the sheet comes back."""

import base64

from binhyen.foundation.secrets.sealing import blind, blinds
from binhyen.operations.cases.reader.changes import Seal, opened, sign

DOMAIN = "cases.row"


def row_cell(*, export_id: int, person_id: int, version: int) -> str:
    """What the hidden column of an exported sheet holds for a person: who, the state of the case, and the seal."""
    return sign(f"{person_id}-{version}", str(export_id), _newest)


def person_of(cell: str) -> int | None:
    """The person of such a cell; None where it was typed, changed, or comes from another installation."""
    for place in range(len(blinds("", domain=DOMAIN))):  # sheets of before the keys were changed
        if found := opened(cell, _seal_of(place)):
            person, _, _ = found[1].partition("-")
            return int(person) if person.isdecimal() else None
    return None


def _newest(text: str) -> str:
    return _short(blind(text, domain=DOMAIN))


def _seal_of(place: int) -> Seal:
    return lambda text: _short(blinds(text, domain=DOMAIN)[place])


def _short(seal: bytes) -> str:
    return base64.urlsafe_b64encode(seal).decode().rstrip("=")

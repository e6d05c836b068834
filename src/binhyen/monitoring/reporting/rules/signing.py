"""What is frozen when a report is signed, what its seal is made of, and how versions differ.

The digest of a seal is SHA-256 of a JSON array, UTF-8, no spaces: the form, the header in the order of ``Header``, the
content as stored, the signatures in the order of the chain, the nonce. Anybody can repeat it from a dump.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from binhyen.monitoring.indicators.rules.codes import ALPHABET
from binhyen.monitoring.reporting.rules import annexes
from binhyen.monitoring.reporting.values.reports import Content, Difference

FORM = 1
MOST_NONCES = 100  # a code that is taken moves on to another
PREFIX, TOGETHER = "BC", "TH"  # of a report, of many put together
_PAYLOAD = 7
_BASE = len(ALPHABET)
_BITS = 20  # hexadecimal digits of the digest the code is made from


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Whose report of which days, which version, frozen when."""

    duty: str
    unit: str
    first: date
    last: date
    number: int
    frozen_at: datetime
    reason: str
    before: str  # digest of the version sent before, "" for the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    title: str
    signer: str
    user_id: int | None  # None: signed on paper
    statement: str
    at: datetime


def digest(header: Header, content: Mapping[str, Any], signatures: Sequence[Signed], nonce: int = 0) -> str:
    """The digest of a sealed version, hexadecimal."""
    head = [
        header.duty, header.unit, header.first.isoformat(), header.last.isoformat(), header.number,
        _moment(header.frozen_at), header.reason, header.before,
    ]  # fmt: skip
    names = [[one.title, one.signer, one.user_id, one.statement, _moment(one.at)] for one in signatures]
    text = json.dumps(
        [FORM, head, content, names, nonce], ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )  # fmt: skip
    return hashlib.sha256(text.encode()).hexdigest()


def digest_together(
    round_id: int, number: int, content: Mapping[str, Any], versions: Sequence[tuple[int, str]], nonce: int = 0
) -> str:
    """The digest of reports put together: what they come to, and the seals of the versions that are in."""
    parts = [round_id, number, content, [list(one) for one in versions], nonce]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def code_of(found: str, prefix: str = PREFIX) -> str:
    """The code of a digest as printed on the report: BC-7Q4K-2MPX, seven characters and one to check them."""
    number = int(found[:_BITS], 16) % _BASE**_PAYLOAD
    places = []
    for _ in range(_PAYLOAD):
        number, place = divmod(number, _BASE)
        places.append(place)
    text = "".join(ALPHABET[place] for place in [*places, _check(places)])
    return f"{prefix}-{text[:4]}-{text[4:]}"


def read_code(text: str) -> str | None:
    """The code somebody typed, with or without dashes, spaces and capitals; None where it cannot be one."""
    plain = "".join(character for character in text.upper() if character.isalnum())
    prefix, body = plain[: len(PREFIX)], plain[len(PREFIX) :]
    if prefix not in {PREFIX, TOGETHER}:
        return None
    if len(body) != _PAYLOAD + 1 or any(character not in ALPHABET for character in body):
        return None
    places = [ALPHABET.index(character) for character in body]
    if _check(places[:-1]) != places[-1]:
        return None
    return f"{prefix}-{body[:4]}-{body[4:]}"


def _check(places: list[int]) -> int:
    return sum((index + 2) * place for index, place in enumerate(places)) % _BASE


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def differences(before: Content, after: Content) -> list[Difference]:
    """What a new version says otherwise, cell by cell and block by block, in the order of their codes; annexes last."""
    found = []
    for ref in sorted({*before.cells, *after.cells}):
        old, new = before.cells.get(ref), after.cells.get(ref)
        if (old and old.value) != (new and new.value):
            found.append(Difference(place=ref, before=old.value if old else None, after=new.value if new else None))
    for code in sorted({*before.words, *after.words}):
        if before.words.get(code, "") != after.words.get(code, ""):
            found.append(
                Difference(place=code, before=before.words.get(code, ""), after=after.words.get(code, ""))
            )  # fmt: skip
    if before.annexes != after.annexes:
        was, now = ("; ".join(map(annexes.said, one.annexes)) for one in (before, after))
        found.append(Difference(place=annexes.HEADING, before=was, after=now))
    return found


def plain_digest(content: object) -> str:
    """SHA-256 of anything JSON holds."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()

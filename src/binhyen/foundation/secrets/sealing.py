"""Sealed text and blind indexes.

Sealed: number of the key (1 byte), mark of the key (4), nonce (12), AES-256-GCM of the text. The place where
it stands, "table.column:row id", is authenticated with it: moved to another row or changed by a bit, it does not open.
Blind: number of the key (1 byte), first 16 bytes of HMAC-SHA-256. The same text in the same domain always gives the
same bytes, so that it can be looked up, and nobody without the key learns the text from it.
"""

from __future__ import annotations

import hmac
import os
import unicodedata

from cryptography.exceptions import InvalidTag

from .keyring import MARK_BYTES, Key, ring
from .values import KeysUnusable, NotGenuine

NONCE_BYTES, BLIND_BYTES, TAIL_DIGITS = 12, 16, 4
_HEAD = 1 + MARK_BYTES
_SHORTEST = _HEAD + NONCE_BYTES + 16


def place(table: str, column: str, row: object) -> str:
    """Where a sealed text stands: "people_identity.number:17"."""
    return f"{table}.{column}:{row}"


def seal(value: str, *, place: str) -> bytes:
    """``value`` encrypted with the newest key for the row at ``place``, so the row's id must be known before.

    Raises KeysUnusable.
    """
    key = ring().newest
    nonce = os.urandom(NONCE_BYTES)
    return bytes([key.number]) + key.mark + nonce + key.cipher.encrypt(nonce, value.encode(), place.encode())


def unseal(data: bytes | memoryview, *, place: str) -> str:
    """The text that was sealed for ``place``, whatever key of the file it was sealed with.

    Raises NotGenuine where it was sealed for another place or changed, KeysUnusable where the file lacks its key.
    """
    data = bytes(data)
    if len(data) < _SHORTEST:
        raise NotGenuine(f"Ô mã hóa {place} không đúng dạng.")
    key = _key_of(data)
    nonce, sealed = data[_HEAD : _HEAD + NONCE_BYTES], data[_HEAD + NONCE_BYTES :]
    try:
        return key.cipher.decrypt(nonce, sealed, place.encode()).decode()
    except InvalidTag:
        raise NotGenuine(f"Ô mã hóa {place} đã bị sửa, hoặc bị chuyển từ nơi khác đến.") from None


def _key_of(data: bytes) -> Key:
    key = ring().get(data[0])
    if key is None or key.mark != data[1:_HEAD]:
        raise KeysUnusable(
            f"Tệp khóa không có khóa số {data[0]} (dấu {data[1:_HEAD].hex()}) đã dùng cho dữ liệu này. "
            "Hãy dùng lại tệp khóa của chính nơi này."
        )
    return key


def blind(value: str, *, domain: str) -> bytes:
    """What a blind column holds for ``value`` under the newest key; for writing. Look up with ``blinds``.

    ``domain`` keeps kinds of text apart ("identity.number"). The caller brings values to one form first (digits only,
    small letters); only the Unicode form is evened out here. Raises KeysUnusable.
    """
    return _blind(ring().newest, value, domain)


def blinds(value: str, *, domain: str) -> list[bytes]:
    """What blind columns may hold for ``value`` under any key, newest first: ``number_blind__in=blinds(…)``.

    While ``binhyen keys rotate`` runs, some rows stand under the older key.
    """
    keys = ring()
    return [_blind(keys[number], value, domain) for number in sorted(keys, reverse=True)]


def tail(value: str, *, domain: str) -> bytes:
    """The blind index of the last four digits; empty where there are fewer. Look up with ``tails``."""
    digits = tail_digits(value)
    return blind(digits, domain=f"{domain}/tail") if digits else b""


def tails(digits: str, *, domain: str) -> list[bytes]:
    """What tail columns may hold for a number that ends in ``digits``; none where fewer than four were given."""
    wanted = tail_digits(digits)
    return blinds(wanted, domain=f"{domain}/tail") if wanted else []


def tail_digits(value: str) -> str:
    """The last four digits of a number; empty where it has fewer."""
    digits = "".join(sign for sign in value if sign in "0123456789")
    return digits[-TAIL_DIGITS:] if len(digits) >= TAIL_DIGITS else ""


def _blind(key: Key, value: str, domain: str) -> bytes:
    text = unicodedata.normalize("NFC", value).encode()
    return bytes([key.number]) + hmac.digest(key.index_key(domain), text, "sha256")[:BLIND_BYTES]

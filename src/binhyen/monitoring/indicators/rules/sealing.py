"""What a closing's digest is made of. Anybody can repeat it from a dump with a SHA-256 program.

The digest is SHA-256 of a JSON array, UTF-8, no spaces: the form, the header in the order of ``Sealed``, the totals
sorted, the root of the rows. The root is SHA-256 over the hashes of all rows sealed with this closing, as hexadecimal
lines "KIND ID HASH" in order of kind and id. The hash of a row is SHA-256 of the PostgreSQL text of a JSON array of
its columns, as ``queries.rows`` names them, with moments in UTC.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache

from .periods import FOLDER

FIRST_FORM = 1  # left out whose a fact is
FORM = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The header of a closing: of which period, until when known, who signed what, and the closing before."""

    period_kind: str
    period_code: str
    as_of: date
    known_at: datetime
    closed_at: datetime
    signer_id: int
    signer: str
    statement: str
    note: str
    before: str  # digest of the closing before, "" for the first
    form: int = FORM


@dataclass(frozen=True, slots=True, order=True)
class Total:
    """How many people of a commune were in one state of one list."""

    commune: str
    legal: str
    reported: str
    state: str
    people: int


def digest(header: Sealed, totals: Iterable[Total], root: str) -> str:
    """The digest of a closing, hexadecimal."""
    head = [
        header.period_kind, header.period_code, header.as_of.isoformat(), _moment(header.known_at),
        _moment(header.closed_at), header.signer_id, header.signer, header.statement, header.note, header.before,
    ]  # fmt: skip
    rows = [[one.commune, one.legal, one.reported, one.state, one.people] for one in sorted(totals)]
    text = json.dumps([header.form, head, rows, root], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def root(rows: Iterable[tuple[str, int, str]]) -> str:
    """The root of rows given as kind, id and hash, in order of kind and id."""
    found = hashlib.sha256()
    for kind, number, row_hash in rows:
        found.update(f"{kind} {number} {row_hash}\n".encode())
    return found.hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    text: str
    valid_from: date
    source: str
    confidence: str


@cache
def _file() -> dict[str, object]:
    return tomllib.loads((FOLDER / "closing.toml").read_text(encoding="utf-8"))


def statement(on: date) -> Statement:
    """What the signer states on that day."""
    rows = [Statement(**row) for row in _file()["statement"]]  # type: ignore[attr-defined]
    return max((row for row in rows if row.valid_from <= on), key=lambda row: row.valid_from)


def cut(at: datetime) -> datetime:
    """Until when facts are taken in by a closing made at ``at``."""
    return at - timedelta(minutes=_file()["cut"]["minutes"])  # type: ignore[index]

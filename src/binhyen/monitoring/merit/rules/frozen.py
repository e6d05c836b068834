"""What a proposal rests on as plain data, its hash, and what changed since. Exact: whole numbers and words only."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from .law import Term
from .proposing import Drawn, Ground, Opens, Weighed


def line_data(line: Drawn) -> dict[str, Any]:
    """A line as it is kept: lists for tuples, as JSON gives them back."""
    data: dict[str, Any] = json.loads(json.dumps(asdict(line)))
    return data


def hash_of(data: object) -> str:
    """SHA-256 of data as one line of JSON with its keys in order."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def sealed_hash(
    *, kind: str, body: str, answerable: str, period: str, known_at: datetime, limits: object, grounds: object,
    not_counted: Sequence[Sequence[object]], lines: Sequence[object],
) -> str:  # fmt: skip
    """What binds a proposal to what it rests on: the same from what is to be written and from what is kept."""
    counted = [list(one) for one in not_counted]
    known = known_at.astimezone(UTC).isoformat()
    return hash_of([kind, body, answerable, period, known, limits, grounds, counted, lines])


def grounds_data(weighed: Weighed) -> list[dict[str, Any]]:
    return [asdict(one) for one in weighed.grounds]


def grounds_of(data: Iterable[Mapping[str, Any]]) -> list[Ground]:
    return [Ground(**one) for one in data]


def terms_data(terms: Mapping[str, Term], kind: str) -> dict[str, int]:
    """The limits a proposal was drawn by: code to value, of its kind."""
    return {code: one.value for code, one in terms.items() if one.kind == kind}


def opens_of(data: Iterable[Mapping[str, Any]]) -> list[Opens]:
    return [Opens(**one) for one in data]


@dataclass(frozen=True, slots=True)
class Difference:
    """A line that is there now and was not, was there and is not now, or says something else. "" where absent."""

    before: str
    now: str


def differences(before: Sequence[tuple[str, str, str]], now: Sequence[Drawn]) -> list[Difference]:
    """``before``: (code, ref, sentence) of the lines the rules drew then."""
    then = {(code, ref): sentence for code, ref, sentence in before}
    today = {(one.code, one.ref): one.sentence for one in now}
    keys = [*then, *(key for key in today if key not in then)]
    pairs = [(then.get(key, ""), today.get(key, "")) for key in keys]
    return [Difference(was, now_is) for was, now_is in pairs if was != now_is]

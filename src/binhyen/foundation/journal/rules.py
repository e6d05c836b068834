"""How the chain is made and what breaks it. Anybody can repeat it from a dump with a SHA-256 program.

Form of a fact: its fields as a JSON array in the order of ``FactRow``, UTF-8, no spaces, keys sorted, the moment in
UTC as ISO 8601 with microseconds. Its hash is SHA-256 of that. A link's hash is SHA-256 of the line
``<hash before> <position> <era> <xid> <fact id> <hash of the fact>``; before the first link stands the empty text.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from .values import Break, FactRow, Head, Link


def canonical(fact: FactRow) -> bytes:
    """The one written form of a fact."""
    fields = [
        fact.id, fact.at.astimezone(UTC).isoformat(timespec="microseconds"), fact.kind, fact.subject_type,
        fact.subject_id, fact.area, fact.actor_id, fact.actor_name, fact.reason, fact.data, fact.xid,
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fact_hash(fact: FactRow) -> str:
    return hashlib.sha256(canonical(fact)).hexdigest()


def link_hash(before: str, position: int, era: int, xid: int, fact_id: int, hash_of_fact: str) -> str:
    line = f"{before} {position} {era} {xid} {fact_id} {hash_of_fact}"
    return hashlib.sha256(line.encode()).hexdigest()


def forge(head: Head, facts: Iterable[FactRow], *, era: int) -> Iterator[Link]:
    """The links that follow ``head`` for ``facts``, in their order."""
    position, before = head.position, head.hash
    for fact in facts:
        position, own = position + 1, fact_hash(fact)
        before = link_hash(before, position, era, fact.xid, fact.id, own)
        yield Link(position, fact.id, fact.xid, era, own, before)


class Walk:
    """Goes along the chain from its beginning; ``step`` gives the first thing that is wrong with a link, or None."""

    def __init__(self) -> None:
        self.head = Head()
        self._latest: tuple[int, int, int] = (-1, 0, 0)  # era, xid, fact id: these only grow

    def step(self, link: Link, fact: FactRow | None) -> Break | None:
        position, before = self.head.position + 1, self.head.hash
        if link.position != position:
            return Break(position, 0, "mất mắt xích: có mắt xích đã bị xoá")
        if link.hash != link_hash(before, position, link.era, link.xid, link.fact_id, link.fact_hash):
            return Break(position, link.fact_id, "mắt xích bị sửa hoặc bị đảo thứ tự")
        if fact is None:
            return Break(position, link.fact_id, "ghi nhận đã bị xoá")
        if link.fact_hash != fact_hash(fact):
            return Break(position, link.fact_id, "nội dung ghi nhận đã bị sửa")
        place = (link.era, link.xid, link.fact_id)
        if place <= self._latest:
            return Break(position, link.fact_id, "ghi nhận bị chèn vào sau, không theo thứ tự")
        self._latest, self.head = place, Head(position, link.hash)
        return None

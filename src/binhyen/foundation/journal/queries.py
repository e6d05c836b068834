"""Reading the journal: pages for auditors, the history of one thing, and the walk along the chain."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from binhyen.kit.vietnamese.text import search_key

from . import heads
from .events import ChainBroken, ChainVerified, kind_of
from .models import ChainLink, Fact
from .rules import Walk
from .values import Break, FactFilter, FactRow, Head, Link, Verdict

PAGE = 50
AT_ONCE = 5000  # rows fetched per round trip
_COLUMNS = (
    "f.id, f.at, f.kind, f.subject_type, f.subject_id, f.area, f.actor_id, f.actor_name, f.reason, f.data::text, f.xid"
)


def page(*, asked: FactFilter) -> tuple[list[Fact], int | None]:
    """Up to 50 facts, newest first, and the id to ask on from (``before``), or None on the last page. One query."""
    found = list(_matching(asked).order_by("-id")[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], found[PAGE - 1].pk if more else None


def _matching(asked: FactFilter) -> QuerySet[Fact]:
    facts = Fact.objects.all()
    if asked.before is not None:
        facts = facts.filter(pk__lt=asked.before)
    if asked.kind:
        facts = facts.filter(kind=asked.kind)
    if asked.subject:
        kind, _, subject_id = asked.subject.partition(":")
        facts = facts.filter(subject_type=kind, **({"subject_id": subject_id} if subject_id else {}))
    if asked.actor_id is not None:
        facts = facts.filter(actor_id=asked.actor_id)
    if asked.first_day:
        facts = facts.filter(at__gte=_midnight(asked.first_day))
    if asked.last_day:
        facts = facts.filter(at__lt=_midnight(asked.last_day + timedelta(days=1)))
    if asked.words:
        facts = facts.filter(Q(search_key__contains=search_key(asked.words)) | Q(subject_id=asked.words.strip()))
    return facts


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def history(*, subject_type: str, subject_id: str) -> QuerySet[Fact]:
    """What happened to one thing, newest first. The caller has asked whether the reader may see the thing."""
    return Fact.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")


def kinds_in_use() -> list[str]:
    """The kinds that occur, by hops along the index: one short query whatever the length of the journal."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE kinds AS (
              (SELECT kind FROM journal_fact ORDER BY kind LIMIT 1)
              UNION ALL
              SELECT (SELECT f.kind FROM journal_fact f WHERE f.kind > kinds.kind ORDER BY f.kind LIMIT 1)
              FROM kinds WHERE kinds.kind IS NOT NULL
            ) SELECT kind FROM kinds WHERE kind IS NOT NULL
            """
        )
        return [kind for (kind,) in cursor.fetchall()]


def link_of(*, fact_id: int) -> ChainLink | None:
    """The fact's place in the chain; None while it waits to be sealed."""
    return ChainLink.objects.filter(fact_id=fact_id).first()


def last_verification() -> Fact | None:
    """The latest outcome of a walk along the chain: a fact of kind ChainVerified or ChainBroken."""
    kinds = [kind_of(ChainVerified), kind_of(ChainBroken)]
    return Fact.objects.filter(kind__in=kinds).order_by("-id").first()


def head() -> Head:
    """The end of the chain as it is now."""
    last = last_link()
    return Head(last.position, last.hash, last.sealed_at) if last else Head()


def last_link() -> ChainLink | None:
    return ChainLink.objects.order_by("-position").first()


def highest_fact() -> int:
    return Fact.objects.aggregate(highest=Max("pk"))["highest"] or 0


def sealable(last: ChainLink | None) -> Iterator[FactRow]:
    """Facts after ``last`` that no open transaction can still precede, in the order they are sealed.

    Every transaction below pg_snapshot_xmin is over and seen by this very statement, so nothing can appear before them.
    """
    era, xid, fact_id = (last.era, last.xid, last.fact_id) if last else (0, 0, 0)
    return _facts(
        """
        WHERE f.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AND f.id > %s AND (f.xid, f.id) > (%s, %s)
        ORDER BY f.xid, f.id
        """,
        [era, xid, fact_id],
    )


def unsealed() -> Iterator[FactRow]:
    """Every fact without a link, in the order they are sealed. Only right while nobody else writes."""
    return _facts("WHERE NOT EXISTS (SELECT FROM journal_chainlink l WHERE l.fact_id = f.id) ORDER BY f.xid, f.id", [])


def rows(ids: list[int]) -> Iterator[FactRow]:
    return _facts("WHERE f.id = ANY(%s) ORDER BY f.xid, f.id", [ids])


def _facts(rest: str, parameters: list[Any]) -> Iterator[FactRow]:
    yield from map(_fact, _stream(f"SELECT {_COLUMNS} FROM journal_fact f {rest}", parameters))  # noqa: S608 - ours


def _stream(statement: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows without holding them all: memory stays the same however long the journal is. Inside a transaction only."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while batch := cursor.fetchmany(AT_ONCE):
            yield from batch


def _fact(row: tuple[Any, ...]) -> FactRow:
    number, at, kind, subject_type, subject_id, area, actor_id, actor_name, reason, data, xid = row
    read = json.loads(data, parse_float=str)
    return FactRow(number, at, kind, subject_type, subject_id, area, actor_id, actor_name, reason, read, xid)


def walk() -> Verdict:
    """Along the whole chain, the heads noted outside of the database, and the facts that are in no chain.

    Inside a transaction, after sealing. Constant memory.
    """
    steps, noted = Walk(), {head.position: head.hash for head in heads.noted()}
    statement = f"""
        SELECT l.position, l.fact_id, l.xid, l.era, l.fact_hash, l.hash, {_COLUMNS}
        FROM journal_chainlink l LEFT JOIN journal_fact f ON f.id = l.fact_id ORDER BY l.position
        """  # noqa: S608 - ours
    for row in _stream(statement, []):
        link = Link(*row[:6])
        if broken := steps.step(link, _fact(row[6:]) if row[6] is not None else None):
            return Verdict(steps.head, broken)
        if noted.get(link.position, link.hash) != link.hash:
            return Verdict(steps.head, Break(link.position, link.fact_id, "chuỗi đã bị làm lại: khác đầu chuỗi đã ghi"))
    longest = max(noted, default=0)
    if longest > steps.head.position:
        return Verdict(steps.head, Break(longest, 0, "chuỗi bị cắt ngắn: ngắn hơn đầu chuỗi đã ghi"))
    return Verdict(steps.head, _intruder(steps.head))


def _intruder(end: Head) -> Break | None:
    """The first fact that stands before the end of the chain and is in no link, or that no transaction has written."""
    last = last_link()
    if last is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT f.id FROM journal_fact f
            WHERE (f.id <= %(era)s OR (f.xid, f.id) <= (%(xid)s, %(fact)s)
                   OR f.xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)
              AND NOT EXISTS (SELECT FROM journal_chainlink l WHERE l.fact_id = f.id)
            ORDER BY f.id LIMIT 1
            """,
            {"era": last.era, "xid": last.xid, "fact": last.fact_id},
        )
        found = cursor.fetchone()
    return Break(end.position, found[0], "ghi nhận bị chèn vào trước cuối chuỗi") if found else None

"""Stating facts, the only way into the journal; and sealing them into the chain."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import batched, islice

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction

from binhyen.foundation.database.arrays import array
from binhyen.kit.vietnamese.text import search_key

from . import heads, queries, rules
from .events import ChainBroken, ChainVerified, Event, JournalRestored, RecordRead
from .models import ChainLink, Fact
from .values import FactRow, Head, Verdict

SYSTEM = "Hệ thống"
SEAL_LOCK = 0x62795F7365616C  # advisory lock: one sealer at a time
AT_ONCE = 5000  # facts or links written per statement
_JSON = json.JSONEncoder(ensure_ascii=False)
_ADD_MANY = """
    INSERT INTO journal_fact (at, kind, subject_type, subject_id, area, actor_id, actor_name, reason, data, search_key)
    SELECT %(at)s, f.kind, f.subject_type, f.subject_id, f.area, %(actor)s::bigint, %(name)s, %(reason)s,
           f.data::jsonb, %(key)s
    FROM unnest(%(kinds)s::text[], %(types)s::text[], %(ids)s::text[], %(areas)s::text[], %(data)s::text[])
         WITH ORDINALITY AS f (kind, subject_type, subject_id, area, data, place)
    ORDER BY f.place"""


def record(event: Event, *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> Fact:
    """Write one fact in the caller's transaction: no fact, no change. ``by`` None means the system itself."""
    return _write(event, event.SUBJECT, by, at, reason)


@transaction.atomic
def record_leaving(event: Event, *, purpose: str, by: AbstractBaseUser, at: datetime) -> None:
    """A list leaves as a file: who, when, why and how many rows is a fact, written before the first byte goes out."""
    record(event, by=by, at=at, reason=purpose)


def record_many(events: Iterable[Event], *, by: AbstractBaseUser | None, at: datetime, reason: str = "") -> int:
    """Write the facts of a bulk change in the caller's transaction, some thousands per statement. Returns how many.

    As columns, and no more than one statement's facts at a time: a list of 230,000 that leaves states as many.
    """
    actor, written = str(by) if by else SYSTEM, 0
    given = {
        "at": at,
        "actor": by.pk if by else None,
        "name": actor,
        "reason": reason,
        "key": search_key(f"{actor} {reason}"),
    }
    with connection.cursor() as cursor:
        for part in batched(events, AT_ONCE):
            facts = ((one.kind, one.SUBJECT, one.subject_id, one.area, _JSON.encode(one.data())) for one in part)
            columns = zip(("kinds", "types", "ids", "areas", "data"), map(array, zip(*facts, strict=True)), strict=True)
            cursor.execute(_ADD_MANY, given | dict(columns))
            written += len(part)
    return written


def record_read(
    *, record: str, subject_id: str, area: str = "", by: AbstractBaseUser, at: datetime, purpose: str = ""
) -> Fact:
    """State that ``by`` opened the sensitive record ``subject_id`` of kind ``record`` ("people.person").

    It stands in the history of that record. Call it in the same transaction as the reading, before showing anything.
    """
    return _write(RecordRead(subject_id=subject_id, area=area, record=record), record, by, at, purpose)


def _write(event: Event, subject_type: str, by: AbstractBaseUser | None, at: datetime, reason: str) -> Fact:
    fact = _fact(event, subject_type, by, at, reason)
    fact.save(force_insert=True)
    return fact


def _fact(event: Event, subject_type: str, by: AbstractBaseUser | None, at: datetime, reason: str) -> Fact:
    actor = str(by) if by else SYSTEM
    return Fact(
        at=at,
        kind=event.kind,
        subject_type=subject_type,
        subject_id=event.subject_id,
        area=event.area,
        actor_id=by.pk if by else None,
        actor_name=actor,
        reason=reason,
        data=event.data(),
        search_key=search_key(f"{actor} {reason}"),
    )


@transaction.atomic
def seal(*, at: datetime) -> Head:
    """Add every fact that can no longer be preceded by an unseen one to the chain, and note the new head outside.

    A fact waits while a transaction older than its own is still open, so nobody who writes is ever made to wait.
    Returns the head. Safe to run at any time, by several at once.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
    last = queries.last_link()
    head = _append(queries.head(), queries.sealable(last), era=last.era if last else 0, at=at)
    transaction.on_commit(lambda: heads.note(head, at))
    return head


@transaction.atomic
def verify(*, at: datetime, by: AbstractBaseUser | None = None) -> Verdict:
    """Seal the tail, walk along the whole chain, and state the outcome as a fact. Linear in its length."""
    seal(at=at)
    verdict = queries.walk()
    head, broken = verdict.head, verdict.broken
    if broken:
        fact: Event = ChainBroken(
            subject_id="chain", position=broken.position, fact_id=broken.fact_id, what=broken.what
        )
    else:
        fact = ChainVerified(subject_id="chain", position=head.position, hash=head.hash)
    record(fact, by=by, at=at)
    return verdict


@transaction.atomic
def begin_era(*, at: datetime, by: AbstractBaseUser | None = None) -> Head:
    """After a restore: seal everything that came with the backup, state the restore, and count transactions anew.

    Needs the owner's role; writers wait until it is done (nobody else is in a database that is being restored).
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE journal_fact IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEAL_LOCK])
    last = queries.last_link()
    head = _append(queries.head(), queries.unsealed(), era=last.era if last else 0, at=at)
    era = queries.highest_fact()
    fact = record(JournalRestored(subject_id="chain", position=head.position, hash=head.hash), by=by, at=at)
    head = _append(head, queries.rows([fact.pk]), era=era, at=at)
    transaction.on_commit(lambda: heads.note(head, at))
    return head


def _append(head: Head, facts: Iterable[FactRow], *, era: int, at: datetime) -> Head:
    links = rules.forge(head, facts, era=era)
    while batch := list(islice(links, AT_ONCE)):
        ChainLink.objects.bulk_create(
            ChainLink(
                position=link.position,
                fact_id=link.fact_id,
                xid=link.xid,
                era=link.era,
                fact_hash=link.fact_hash,
                hash=link.hash,
                sealed_at=at,
            )
            for link in batch
        )
        head = Head(batch[-1].position, batch[-1].hash, at)
    return head

"""The same facts from a kept snapshot: a class can be computed again years later without the register.

A snapshot holds no names; its rows carry when they were true and when they were believed. What the live queries count
in the database is counted here from those rows, so that one test can hold the two against each other.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq

from binhyen.monitoring.classification.values import AreaFacts, PersonKey
from binhyen_analytics.snapshot import Snapshot

from .facts import ADDICTS, period_start

Row = dict[str, Any]
_SQUARE_METRE = 100  # hundredths, as the snapshot keeps areas


def areas_of(
    snapshot: Snapshot, *, communes: Sequence[str], on: date, known_at: datetime | None = None
) -> dict[str, AreaFacts]:
    """The facts of ``communes`` on ``on`` as known at ``known_at`` (None: when the snapshot was taken).

    A table the snapshot lacks counts as empty; a population it lacks stays unknown.
    """
    believed = _believed(known_at)
    stands = _stands(on)

    def rows(name: str, *tests: Callable[[Row], bool]) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in _rows(snapshot, name):
            if believed(row) and all(test(row) for test in tests):
                found[row["commune_code"]].append(row)
        return found

    start = period_start(on)
    people, hiding, routes = rows("case_spans", stands), rows("hiding", stands), rows("routes", stands)
    parties = rows("parties", lambda row: start <= row["day"] <= on)
    points = rows("points", lambda row: row["legal_from"] <= on)
    plants = rows("plants", lambda row: row["destroyed_on"] is not None and start <= row["destroyed_on"] <= on)
    populations = rows("populations", lambda row: row["as_of"] <= on)
    return {
        code: replace(
            AreaFacts(area=code, on=on),
            residents=_latest(populations[code]),
            people=Counter(_key(row) for row in people[code]),
            wanted_hiding=len(hiding[code]),
            plants=sum(row["plants"] or 0 for row in plants[code]),
            plants_m2=Decimal(sum(row["area_dm2"] or 0 for row in plants[code])) / _SQUARE_METRE,
            routes=frozenset(row["kind"] for row in routes[code]),
            **_offenders(parties[code]),
            **_points(points[code], start=start, on=on),
        )
        for code in communes
    }


def _rows(snapshot: Snapshot, name: str) -> Iterable[Row]:
    if name not in snapshot.manifest.tables:
        return []
    return (row for file in snapshot.files(name) for row in pq.read_table(file).to_pylist())


def _believed(known_at: datetime | None) -> Callable[[Row], bool]:
    if known_at is None:
        return lambda row: row["known_to"] is None
    moment = known_at.astimezone(UTC)
    return lambda row: row["known_from"] <= moment and (row["known_to"] is None or row["known_to"] > moment)


def _stands(on: date) -> Callable[[Row], bool]:
    return lambda row: row["legal_from"] <= on and (row["legal_to"] is None or row["legal_to"] > on)


def _key(row: Row) -> PersonKey:
    return PersonKey(row["state"], row["reported_list"] == ADDICTS, row["measure"])


def _latest(rows: list[Row]) -> int | None:
    if not rows:
        return None
    return int(max(rows, key=lambda row: (row["as_of"], row["known_from"]))["people"])


def _offenders(rows: list[Row]) -> dict[str, Any]:
    """Persons counted once each, as operations.offences counts them."""

    def count(test: Callable[[Row], bool]) -> set[int]:
        return {row["counted_as"] for row in rows if test(row)}

    resident = count(lambda row: row["nature"] == "CRIME" and row["residence"] == "HERE")
    violators = count(lambda row: row["nature"] == "ADMINISTRATIVE" and row["residence"] == "HERE")
    return {
        "arrested": len(count(lambda row: row["nature"] == "CRIME" and row["arrested"])),
        "unknown_offenders": len(
            count(lambda row: row["nature"] == "CRIME" and row["arrested"] and row["residence"] == "UNKNOWN")
        ),
        "resident_offenders": len(resident),
        "resident_violators": len(violators - resident),
    }


def _points(rows: list[Row], *, start: date, on: date) -> dict[str, Any]:
    """Points that stand on the day, and those that stood on some day of the period; found not to be any: nowhere."""
    never = {row["point_id"] for row in rows if row["ended"] == "DISPROVED" and row["legal_to"] <= on}
    now: dict[str, set[int]] = {"SUSPECTED": set(), "ESTABLISHED": set()}
    then: dict[str, set[int]] = {"SUSPECTED": set(), "ESTABLISHED": set()}
    for row in rows:
        until, since = row["legal_to"], row["legal_from"]
        if until is None or until > on:
            now[row["status"]].add(row["point_id"])
        if until is None or until > start or (until == since >= start):
            then[row["status"]].add(row["point_id"])
    return {
        "points_suspected": len(now["SUSPECTED"]),
        "points_established": len(now["ESTABLISHED"]),
        "points_suspected_period": len(then["SUSPECTED"] - then["ESTABLISHED"] - never),
        "points_established_period": len(then["ESTABLISHED"] - never),
    }

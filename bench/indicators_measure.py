"""Run by the bench of indicators, each way in a process of its own: all of them in one pass, or plain SQL for each.

``python -m bench.indicators_measure SNAPSHOT ours|plain``; prints JSON.
"""

# ruff: noqa: S608 - SQL of our own words, for an engine in memory

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.compute as pc

from binhyen_analytics.engines import engine
from binhyen_analytics.measures import CATALOGUE, Length, Period, compute, last
from binhyen_analytics.measures.counts import Came, Distinct, Happened, Standing, Went
from binhyen_analytics.snapshot import Snapshot

PERIODS = last(60, Length.MONTH, date(2026, 11, 14))
MONTHS = (5, 30, 58)  # asked one by one
# A sample of each kind: predicates as anybody would write them.
STANDING = {
    "people.managed": "list_code IN ('L1', 'L2', 'L3')",
    "users.legal": "list_code = 'L1'",
    "addicts.reported": "reported_list = 'L2'",
    "addicts.substitution": "reported_list = 'L2' AND state = 'SUBSTITUTION'",
}
HAPPENED = {
    "tests": "kind = 'TEST'",
    "assessments.addicted": "kind = 'ASSESSMENT_RESULT' AND detail = 'ADDICTED'",
    "visits": "kind = 'VISIT'",
}
MOVED = {"addicts.came": ("came", "list_code = 'L2'"), "people.went": ("went", "list_code IN ('L1', 'L2', 'L3')")}
DISTINCT = {"tests.people": "kind = 'TEST'"}
_KNOWN = "known_from <= getvariable('now') AND (known_to IS NULL OR known_to > getvariable('now'))"


def main(path: str, way: str) -> None:
    snapshot = Snapshot.open(Path(path))
    with engine(snapshot, name="duckdb") as opened:
        areas = sorted(opened.rows(opened.table("communes").select("commune_code"))["commune_code"].to_pylist())
    found = ours(snapshot, areas) if way == "ours" else plain(snapshot)
    found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


def ours(snapshot: Snapshot, areas: list[str]) -> dict[str, object]:
    """Everything, to a table with a row per indicator, commune and month."""
    wall, work = time.perf_counter(), time.process_time()
    table = compute(snapshot, areas=areas, periods=PERIODS, engine_name="duckdb")
    spent = {"wall": time.perf_counter() - wall, "work": time.process_time() - work, "rows": table.num_rows}
    wanted = {*STANDING, *HAPPENED, *MOVED, *DISTINCT}
    by_code = {batch["code"][0].as_py(): batch["numerator"] for batch in table.to_batches()}  # one batch for each
    sums = {code: pc.sum(by_code[code]).as_py() for code in wanted}
    return spent | {"indicators": len(CATALOGUE), "sums": sums}


def plain(snapshot: Snapshot) -> dict[str, object]:
    """One query per indicator and month over all communes, as pages ask for a day; and, cleverer, one per indicator.

    Those of a kind that were not asked cost what those asked did. The cleverer answers all: its sums are compared.
    """
    monthly: dict[str, list[float]] = {}
    clever: dict[str, list[float]] = {}
    with duckdb.connect(config={"threads": 2, "memory_limit": "2GB"}) as connection:
        prepare(connection, snapshot)
        sums = {}
        for code, kind, sql in questions():
            rows, spent = answer(connection, sql)
            sums[code] = sum(row[2] for row in rows)
            clever.setdefault(kind, []).append(spent)
            for number in MONTHS:
                _rows, spent = answer(
                    connection, sql.replace("JOIN periods", f"JOIN (FROM periods WHERE n = {number}) p")
                )
                monthly.setdefault(kind, []).append(spent)
    asked = sum(map(len, (*monthly.values(), *clever.values())))
    return {"wall": len(PERIODS) * reckoned(monthly), "clever": reckoned(clever), "asked": asked, "sums": sums}


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[list[tuple[str, int, int]], float]:
    start = time.perf_counter()
    return connection.execute(sql).fetchall(), time.perf_counter() - start


def reckoned(seconds: dict[str, list[float]]) -> float:
    """What one question of each indicator takes together."""
    kinds = {"standing": (Standing,), "happened": (Happened,), "moved": (Came, Went), "distinct": (Distinct,)}
    total = 0.0
    for kind, classes in kinds.items():
        like = [one for one in CATALOGUE.values() if isinstance(one.numerator, classes)]
        total += len(like) * sum(seconds[kind]) / len(seconds[kind])
    return total


def prepare(connection: duckdb.DuckDBPyConnection, snapshot: Snapshot) -> None:
    """Tables in memory, so that reading files is not held against the plain way."""
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute("SET VARIABLE now = ?::TIMESTAMPTZ", [snapshot.moment.isoformat()])
    for name in ("case_spans", "case_events"):
        connection.read_parquet(snapshot.files(name)).create(name)
    connection.execute("CREATE TABLE periods (n INT, starts DATE, ends DATE)")
    connection.executemany("INSERT INTO periods VALUES (?, ?, ?)", [row(n, one) for n, one in enumerate(PERIODS)])


def row(number: int, one: Period) -> list[object]:
    return [number, one.start, one.end]


def questions() -> Iterator[tuple[str, str, str]]:
    for code, where in STANDING.items():
        yield (
            code,
            "standing",
            (
                f"SELECT commune_code, n, count(*) FROM case_spans JOIN periods ON legal_from <= ends "
                f"AND coalesce(legal_to, DATE '9999-12-31') > ends WHERE {_KNOWN} AND {where} GROUP BY ALL"
            ),
        )
    for code, where in HAPPENED.items():
        yield code, "happened", _dated("count(*)", where)
    for code, where in DISTINCT.items():
        yield code, "distinct", _dated("count(DISTINCT person_id)", where)
    for code, (way, where) in MOVED.items():
        yield code, "moved", _flow(way, where)


def _dated(what: str, where: str) -> str:
    return (
        f"SELECT commune_code, n, {what} FROM case_events JOIN periods ON day BETWEEN starts AND ends "
        f"WHERE {_KNOWN} AND {where} GROUP BY ALL"
    )


def _flow(way: str, where: str) -> str:
    day, beside, order = ("legal_from", "legal_to", "lag") if way == "came" else ("legal_to", "legal_from", "lead")
    return f"""
        WITH line AS (
            SELECT *, {where} AS here, {order}({where}) OVER w AS there, {order}(commune_code) OVER w AS place,
                   {order}({beside}) OVER w AS touches
            FROM case_spans WHERE {_KNOWN} WINDOW w AS (PARTITION BY person_id ORDER BY legal_from)
        )
        SELECT commune_code, n, count(*) FROM line JOIN periods ON {day} BETWEEN starts AND ends
        WHERE here AND NOT coalesce(there AND place = commune_code AND touches = {day}, false) GROUP BY ALL"""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

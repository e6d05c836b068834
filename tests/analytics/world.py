"""Small worlds in tests/analytics/worlds: tables, and what each indicator must say of them. They are documentation.

A table is CSV text. Columns left out are filled: known from 1/1/2020 on, nothing else. An empty cell is null, or ""
where the contract wants a text, no where it wants yes or no.
"""

import csv
import io
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from binhyen_analytics.measures import Calendar, Length, Period, compute, day, period
from binhyen_analytics.snapshot import TABLES, Snapshot

FOLDER = Path(__file__).with_name("worlds")
EVER = datetime(2020, 1, 1, tzinfo=UTC)
FILLED = {"known_from": EVER, "because_kind": "", "measure": "", "detail": "", "days_late": 0, "nature": "CRIME"}


def cell(text, column):
    if text == "":
        empty = False if pa.types.is_boolean(column.type) else ""
        return None if column.nullable or column.optional else empty
    if pa.types.is_date(column.type):
        return date.fromisoformat(text)
    if pa.types.is_timestamp(column.type):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    if pa.types.is_boolean(column.type):
        return text == "yes"
    return int(text) if pa.types.is_integer(column.type) else text


def table(name, text):
    schema = TABLES[name]
    rows = list(csv.DictReader(io.StringIO("\n".join(line.strip() for line in text.strip().splitlines()))))
    given = [key.strip() for key in rows[0]]
    there = [c for c in schema.columns if c.name in given or not c.optional]
    made = {
        column.name: pa.array(
            [
                cell((row.get(column.name) or "").strip(), column)
                if column.name in given
                else number
                if column.name.endswith("_id") or column.name == "counted_as"
                else FILLED.get(column.name)
                for number, row in enumerate(rows, 1)
            ],
            column.type,
        )
        for column in there
    }
    return pa.table(made)


def snapshot(world):
    tables = {name: table(name, text) for name, text in world["tables"].items()}
    return Snapshot.of(tables, moment=world["moment"])


def period_of(text):
    """ "2026-01-15..2026-02-14", "2026-02-14", "ADMINISTRATIVE MONTH 2026 2"; "… @2026-03-01" as known then."""
    text, _at, known = text.partition("@")
    moment = datetime.fromisoformat(known).replace(tzinfo=UTC) if known else None
    words = text.split()
    if len(words) > 1:
        found = period(Length(words[1]), *map(int, words[2:]), calendar=Calendar(words[0]))
        return Period(found.start, found.end, moment)
    first, _to, last = text.strip().partition("..")
    return (
        Period(date.fromisoformat(first), date.fromisoformat(last), moment)
        if last
        else day(date.fromisoformat(first), known_at=moment)
    )


def said(row):
    """A figure as a world writes it: 3, "3/1000", "NO_SOURCE"."""
    if row["status"] != "OK":
        return row["status"]
    return row["numerator"] if row["denominator"] is None else f"{row['numerator']}/{row['denominator']}"


def worlds():
    return sorted(FOLDER.glob("*.toml"))


def load(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def answers(world, *, engine=None):
    """What was expected and what came, as {(period, area, code): figure}: one computation for the whole world."""
    wanted = {
        (one["period"], area, code): figure
        for one in world["expect"]
        for area, figures in one["areas"].items()
        for code, figure in figures.items()
    }
    periods = {text: period_of(text) for text, _area, _code in wanted}
    found = {}
    reported = {True: [], False: []}  # as known at moments of their own, or as known now
    for text, one in periods.items():
        reported[one.known_at is not None].append(text)
    for texts in filter(None, reported.values()):
        rows = compute(
            snapshot(world),
            codes=sorted({code for text, _area, code in wanted if text in texts}),
            areas=sorted({area for text, area, _code in wanted if text in texts}),
            periods=list(dict.fromkeys(periods[text] for text in texts)),
            engine_name=engine,
        ).to_pylist()
        by_key = {period_key(Period(*map(row.get, PERIOD)), row["area"], row["code"]): said(row) for row in rows}
        for text, area, code in wanted:
            if text in texts:
                one = periods[text] if periods[text].known_at else replace(periods[text], known_at=world["moment"])
                found[text, area, code] = by_key[period_key(one, area, code)]
    return wanted, found


PERIOD = ("period_start", "period_end", "known_at")


def period_key(one, area, code):
    return one.start, one.end, one.known_at, area, code

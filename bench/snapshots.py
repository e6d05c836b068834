"""Snapshots of a size to measure figures on, without a database: in the proportions of ``binhyen-bench people``.

Invented throughout. Each fact that ends an open span leaves two rows: as it was believed before, and as it is now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from binhyen_analytics.snapshot import TABLES, Snapshot, Writer

MOMENT = datetime(2026, 11, 15, tzinfo=UTC)
START, TODAY = np.datetime64("2021-01-01"), np.datetime64("2026-11-15")
PERSON_ROWS = 10_000  # of a partition
type Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    communes: int
    provinces: int


SIZES = {"S": Size(11_000, 99, 1), "L": Size(230_000, 3_321, 34)}


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of a timeline: state, list by law, list as published, the fact that begins it, days it lasts."""

    state: str
    legal: str
    reported: str
    because: str
    days: int


PATHS: tuple[tuple[float, tuple[Stage, ...]], ...] = (
    (0.32, (
        Stage("POSITIVE", "", "", "TEST", 3), Stage("MANAGED", "L1", "L1", "MANAGEMENT_DECIDED", 365),
        Stage("ENDED", "HISTORY", "HISTORY", "TERM", 0),
    )),
    (0.22, (
        Stage("ADDICT", "L2", "L2", "ASSESSMENT_RESULT", 40),
        Stage("SUBSTITUTION", "L2", "L2", "SUBSTITUTION_STARTED", 700),
        Stage("AWAITING_POST_REHAB", "L3", "L3", "SUBSTITUTION_COMPLETED", 10),
        Stage("POST_REHAB", "L3", "L3", "POST_REHAB_DECIDED", 365), Stage("ENDED", "HISTORY", "HISTORY", "TERM", 0),
    )),
    (0.26, (
        Stage("POSITIVE", "", "", "TEST", 3), Stage("ADDICT", "L2", "L2", "ASSESSMENT_RESULT", 30),
        Stage("COMPULSORY_FILE", "L2", "L2", "COMPULSORY_FILE_OPENED", 20),
        Stage("AWAITING_EXECUTION", "", "L2", "COURT_DECIDED", 15), Stage("COMPULSORY", "", "L2", "ADMITTED", 730),
        Stage("AWAITING_POST_REHAB", "L3", "L3", "COMPULSORY_COMPLETED", 10),
        Stage("POST_REHAB", "L3", "L3", "POST_REHAB_DECIDED", 730), Stage("ENDED", "HISTORY", "HISTORY", "TERM", 0),
    )),
    (0.20, (Stage("ENDED", "HISTORY", "HISTORY", "OPENING", 0),)),
)  # fmt: skip
DETAIL = {"TEST": "POSITIVE", "ASSESSMENT_RESULT": "ADDICTED", "COURT_DECIDED": "COMMIT", "ADMITTED": "COMPULSORY"}


def make(folder: Path, size: Size, *, seed: int = 2026) -> Snapshot:
    """Writes and opens one."""
    draw = np.random.default_rng(seed)
    codes = np.array([f"{number:05d}" for number in range(100, 100 + size.communes)])
    share = draw.gamma(1.2, size=size.communes)
    home = codes[draw.choice(size.communes, size.people, p=share / share.sum())]
    with Writer(folder, moment=MOMENT) as writer:
        _places(writer, codes, size, draw)
        writer.write("people", _people(size.people, draw))
        spans, events = _timelines(home, draw)
        for name, table in (("case_spans", spans), ("case_events", events)):
            for at in range(0, table.num_rows, 20 * PERSON_ROWS):
                writer.write(name, table.slice(at, 20 * PERSON_ROWS), partition=f"{at // PERSON_ROWS:05d}")
        _offences(writer, codes, size.people // 12, draw)
    return Snapshot.open(writer.path)


def _places(writer: Writer, codes: Array, size: Size, draw: np.random.Generator) -> None:
    provinces = np.array([f"{number:02d}" for number in range(1, size.provinces + 1)])
    province = provinces[np.arange(len(codes)) * size.provinces // len(codes)]
    writer.write("communes", _table("communes", commune_code=codes, province_code=province, name=codes))
    people = draw.integers(2_000, 40_000, len(codes))
    writer.write("populations", _table("populations", commune_code=codes, as_of=_days(codes, START), people=people))


def _people(count: int, draw: np.random.Generator) -> pa.Table:
    born = np.datetime64("1960-01-01") + draw.integers(0, 18_000, count)
    choices = {
        "sex": ("M", "M", "M", "F"), "ethnicity": ("KINH", "OTHER"), "substance": ("OPIATE", "AMPHETAMINE", "POLY"),
        "job": ("NONE", "UNSTABLE", "STABLE"), "education": ("NONE", "PRIMARY", "LOWER_SECONDARY"),
    }  # fmt: skip
    picked = {name: draw.choice(np.array(values), count) for name, values in choices.items()}
    return _table("people", person_id=np.arange(count), born_on=born, **picked)


def _timelines(home: Array, draw: np.random.Generator) -> tuple[pa.Table, pa.Table]:
    path = draw.choice(len(PATHS), len(home), p=[share for share, _stages in PATHS])
    spans, events = [], []
    for number, (_share, stages) in enumerate(PATHS):
        people = np.flatnonzero(path == number)
        begins = START + draw.integers(0, 2_000, len(people))
        for at, stage in enumerate(stages):
            here = begins <= TODAY
            people, begins = people[here], begins[here]
            days = stage.days + draw.integers(0, 20, len(people))
            ends = begins + days if at < len(stages) - 1 else np.full(len(people), np.datetime64("NaT"))
            spans += list(_versions(people, home[people], begins, ends, stage))
            if stage.because != "TERM":
                events.append(_facts(people, home[people], begins, stage.because, draw))
            begins = ends
        visited = draw.choice(people, len(people)) if len(people) else people
        seen = START + draw.integers(0, 2_100, len(visited))
        events.append(_facts(visited, home[visited], seen, "VISIT", draw))
    table = pa.concat_tables(events)
    return pa.concat_tables(spans), table.set_column(0, "event_id", pa.array(np.arange(table.num_rows)))


def _versions(people: Array, home: Array, begins: Array, ends: Array, stage: Stage) -> Any:
    """Believed open until the fact that ended it was recorded; then with its end."""
    learnt, ended = begins + np.timedelta64(2, "D"), ends + np.timedelta64(2, "D")
    over = ends <= TODAY
    open_end = np.full(len(people), np.datetime64("NaT"))
    for mask, to, known_from, known_to in (
        (over, open_end, learnt, ended), (over, ends, ended, open_end), (~over, open_end, learnt, open_end),
    ):  # fmt: skip
        yield _table(
            "case_spans", person_id=people[mask], commune_code=home[mask], legal_from=begins[mask], legal_to=to[mask],
            known_from=known_from[mask], known_to=known_to[mask], state=_words(mask, stage.state),
            list_code=_words(mask, stage.legal), reported_list=_words(mask, stage.reported), measure=_words(mask, ""),
            because_kind=_words(mask, stage.because),
        )  # fmt: skip


def _facts(people: Array, home: Array, days: Array, kind: str, draw: np.random.Generator) -> pa.Table:
    late = draw.integers(0, 9, len(people))
    everyone = np.ones(len(people), dtype=bool)
    return _table(
        "case_events", event_id=np.zeros(len(people), dtype=np.int64), person_id=people, commune_code=home,
        kind=_words(everyone, kind), day=days, known_from=days + late, detail=_words(everyone, DETAIL.get(kind, "")),
        days_late=late,
    )  # fmt: skip


def _offences(writer: Writer, codes: Array, count: int, draw: np.random.Generator) -> None:
    commune, day = draw.choice(codes, count), START + draw.integers(0, 2_100, count)
    everyone, number = np.ones(count, dtype=bool), np.arange(count)
    kinds = draw.choice(np.array(["", "|CYBERSPACE|", "|LAND_BORDER|", "|LAND_BORDER|ORGANISED_TRANSNATIONAL|"]), count)
    crime = _words(everyone, "CRIME")
    same = {"commune_code": commune, "day": day, "nature": crime}
    articles = _words(everyone, "|251|")
    writer.write("offences", _table("offences", offence_id=number, kinds=kinds, articles=articles, **same))
    residence = draw.choice(np.array(["HERE", "ELSEWHERE", "UNKNOWN"]), count)
    who = {"party_id": number, "offence_id": number, "counted_as": -number}
    writer.write("parties", _table("parties", arrested=everyone, residence=residence, **who, **same))
    amount, unit = draw.integers(1, 10**7, count), _words(everyone, "GRAM")
    what = {"substance": _words(everyone, "28-2026-IA-14"), "unit": unit, "amount_e4": amount}
    writer.write("seizures", _table("seizures", commune_code=commune, day=day, **what))
    ends = day + draw.integers(5, 200, count)
    words = {"kind": "PLACE", "status": "ESTABLISHED", "ended": "ELIMINATED"}
    told = {name: _words(everyone, word) for name, word in words.items()}
    stretch = {"commune_code": commune, "legal_from": day, "legal_to": ends}
    writer.write("points", _table("points", point_id=number, first=everyone, **stretch, **told))


def _words(mask: Array, word: str) -> Array:
    return np.full(int(mask.sum()), word, dtype=object)


def _days(like: Array, day: np.datetime64) -> Array:
    return np.full(len(like), day)


def _table(name: str, /, **columns: Array) -> pa.Table:
    """With the types of the contract; known ever since where nothing else is said, null where nothing is given."""
    schema, count = TABLES[name].arrow, len(next(iter(columns.values())))
    made = []
    for field in schema:
        given = columns.get(field.name)
        if given is None and field.name == "known_from":
            given = np.full(count, np.datetime64("2020-01-01"))
        made.append(pa.nulls(count, field.type) if given is None else _array(given, field.type))
    return pa.Table.from_arrays(made, schema=schema)


def _array(given: Array, kind: pa.DataType) -> pa.Array:
    if pa.types.is_timestamp(kind):
        return pa.array(given.astype("datetime64[us]"), pa.timestamp("us")).cast(kind)
    if pa.types.is_date(kind):
        return pa.array(given.astype("datetime64[D]"), pa.date32())
    return pa.array(given.tolist() if given.dtype == object else given, from_pandas=False).cast(kind)

"""The totals Lào Cai published on 15/01/2026 come out of timelines that stand for them, in both ways of counting."""

from datetime import UTC, date, datetime

import pyarrow as pa
import pytest

from binhyen_analytics.measures import compute, day
from binhyen_analytics.snapshot import TABLES, Snapshot

# state, list by law, list as published: how many (plan of UBND tỉnh Lào Cai, primary figures of 15/01/2026)
PUBLISHED = {
    ("MANAGED", "L1", "L1"): 1087,
    ("SUBSTITUTION", "L2", "L2"): 1987,
    ("AWAITING_EXECUTION", "", "L2"): 62,
    ("PRISON", "", "L2"): 72,
    ("COMPULSORY", "", "L2"): 1555,
    ("POST_REHAB", "L3", "L3"): 2213,
    ("ENDED", "HISTORY", "HISTORY"): 3938,
}
ON, KNOWN = date(2026, 1, 15), datetime(2026, 1, 16, tzinfo=UTC)
RECOGNISED, MEETING, ALL = 32, 25, 99


@pytest.fixture(scope="module")
def figures():
    codes = [f"{number:05d}" for number in range(ALL)]
    people = [key for key, count in PUBLISHED.items() for _one in range(count)]
    spans = [
        {
            "person_id": number, "commune_code": codes[number % ALL], "legal_from": date(2026, 1, 1), "legal_to": None,
            "known_from": KNOWN, "known_to": None, "state": state, "list_code": legal, "reported_list": reported,
            "measure": "", "because_kind": "OPENING",
        }
        for number, (state, legal, reported) in enumerate(people)
    ]  # fmt: skip
    since = {"legal_from": date(2025, 12, 30), "legal_to": None, "known_from": KNOWN, "known_to": None}
    tables = {
        "communes": [{"commune_code": code, "province_code": "15", "name": code} for code in codes],
        "case_spans": spans,
        "recognitions": [{"commune_code": code, "scheme": "DECISION_28", **since} for code in codes[:RECOGNISED]],
        "classes": [
            {"commune_code": code, "class": "DRUG_FREE" if number < RECOGNISED + MEETING else "III", **since}
            for number, code in enumerate(codes)
        ],
    }
    held = {name: pa.Table.from_pylist(rows, TABLES[name].arrow) for name, rows in tables.items()}
    rows = compute(Snapshot.of(held, moment=KNOWN), areas=["15"], periods=[day(ON)]).to_pylist()
    return {row["code"]: row["numerator"] for row in rows}


def test_the_published_totals_come_out(figures):
    published = {
        "people.managed.reported": 6976, "users.reported": 1087, "addicts.reported": 3676, "addicts.substitution": 1987,
        "addicts.awaiting": 62, "addicts.detained": 72, "addicts.compulsory": 1555, "post_rehab.reported": 2213,
        "people.history.reported": 3938, "communes": 99, "communes.recognised": 32, "communes.to_review": 25,
        "communes.remaining": 42,
    }  # fmt: skip

    assert {code: figures[code] for code in published} == published


def test_by_law_fewer_are_on_the_list_of_addicts(figures):
    assert figures["addicts.legal"] == 1987
    assert figures["people.managed"] == 1087 + 1987 + 2213
    assert figures["addicts.untreated"] == figures["addicts.voluntary_home"] == 0

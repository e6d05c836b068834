"""The published totals come out of the indicators themselves, by their definitions: people, as known that day."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from binhyen.config.seeds.population.lives import AS_OF
from binhyen.config.seeds.population.plan import settle
from binhyen.operations.cases.rules.fold import known, timeline
from binhyen.operations.cases.rules.parameters import load
from binhyen_analytics.measures import compute, day
from binhyen_analytics.snapshot import TABLES, Snapshot

from .test_population import PLACES, THAT_DAY, UNTIL, facts, of

PUBLISHED = Path(__file__).parent / "published.csv"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def spans():
    """The timelines of everybody of the demonstration province, as the register stores them."""
    for number, one in enumerate(settle(places=PLACES, until=UNTIL), start=1):
        for span in timeline(known(facts(one), THAT_DAY), person=of(one), parameters=load()):
            yield {
                "person_id": number, "commune_code": span.commune, "legal_from": span.start, "legal_to": span.end,
                "known_from": datetime(2020, 1, 1, tzinfo=UTC), "known_to": None, "state": span.state.value,
                "list_code": span.list.value, "reported_list": span.reported.value, "measure": span.measure,
                "because_kind": "",
            }  # fmt: skip


def test_the_published_totals_are_what_the_indicators_count():
    names = {place.code: place.name for place in PLACES}
    communes = [{"commune_code": code, "province_code": "15", "name": name} for code, name in names.items()]
    snapshot = Snapshot.of(
        {
            "case_spans": pa.Table.from_pylist(list(spans()), TABLES["case_spans"].arrow),
            "communes": pa.Table.from_pylist(communes, TABLES["communes"].arrow),
        },
        moment=NOW,
    )
    published = {row["code"]: int(row["value"]) for row in csv.DictReader(PUBLISHED.open(encoding="utf-8"))}

    found = compute(snapshot, codes=list(published), areas=["15"], periods=[day(AS_OF)]).to_pylist()

    assert {row["code"]: row["numerator"] for row in found} == published

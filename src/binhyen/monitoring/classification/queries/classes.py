"""Classes as the snapshot's contract asks for them, for figures that count communes of a class, or without drugs."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pyarrow as pa

from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.classification.rules.law import FOLDER, decision
from binhyen.monitoring.classification.values import DRUG_FREE, Classification
from binhyen_analytics.snapshot import TABLES

from .choices import chosen, chosen_on
from .facts import Area, areas, areas_on

SCHEMA = TABLES["classes"].arrow
MANY = 500  # communes: then nothing is filtered by them


class Classes:
    """One day at a time: a class is of a day, and the day after may have another.

    ``reads``: the tables of a snapshot whose rows it is made of.
    """

    reads = frozenset({"case_spans", "populations", "parties", "points", "plants", "routes", "hiding"})

    def stamp(self) -> str:
        """The law's files and how the province reads them today."""
        law = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(FOLDER.glob("*.toml")))).hexdigest()
        return law[:16] + json.dumps(dict(chosen(on=date.max - timedelta(days=1))), sort_keys=True)

    def rows(
        self, *, days: Sequence[date], communes: Sequence[str], at: datetime, known_at: datetime | None = None
    ) -> pa.Table:
        """For each commune what Article 4 makes of it, and DRUG_FREE beside where it meets all of Article 6.

        Days before the Decision have no rows. Eight queries for a few communes, eleven a day for the country.
        """
        asked = [day for day in days if decision(day)]
        read = chosen_on(days=asked, known_at=known_at)
        if len(communes) > MANY:
            there = {day: areas(communes=communes, on=day, at=at, known_at=known_at, whole=True) for day in asked}
        else:
            there = areas_on(communes=communes, days=asked, at=at, known_at=known_at)
        return pa.Table.from_pylist([row for day in asked for row in _of_day(day, there[day], read[day], at)], SCHEMA)


def _of_day(day: date, there: Mapping[str, Area], read: Mapping[str, str], at: datetime) -> list[dict[str, object]]:
    return [
        {
            "commune_code": code, "legal_from": day, "legal_to": day + timedelta(days=1), "known_from": at,
            "known_to": None, "class": name,
        }
        for code, one in there.items()
        for name in classes_of(classify(one.facts, read))
    ]  # fmt: skip


def classes_of(found: Classification) -> list[str]:
    """Both where both hold: all of Article 6, and a type of Article 4."""
    key = found.key.value.removeprefix("TYPE_")
    return [key, DRUG_FREE] if found.drug_free else [key]

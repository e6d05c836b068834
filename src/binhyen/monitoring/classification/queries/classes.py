"""Classes as the snapshot's contract asks for them, for figures that count communes of a class, or without drugs."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pyarrow as pa

from binhyen.monitoring.classification.rules.classify import classify
from binhyen.monitoring.classification.rules.law import FOLDER, decision
from binhyen.monitoring.classification.values import DRUG_FREE, Classification
from binhyen_analytics.snapshot import TABLES

from .choices import chosen
from .facts import areas

SCHEMA = TABLES["classes"].arrow
MANY = 500  # communes: then nothing is filtered by them


class Classes:
    """One day at a time: a class is of a day, and the day after may have another."""

    def stamp(self) -> str:
        """The law's files and how the province reads them today."""
        law = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(FOLDER.glob("*.toml")))).hexdigest()
        return law[:16] + json.dumps(dict(chosen(on=date.max - timedelta(days=1))), sort_keys=True)

    def rows(
        self, *, days: Sequence[date], communes: Sequence[str], at: datetime, known_at: datetime | None = None
    ) -> pa.Table:
        """For each commune what Article 4 makes of it, and DRUG_FREE beside where it meets all of Article 6.

        Days before the Decision have no rows. Eight queries a day.
        """
        found = [row for day in days if decision(day) for row in _of_day(day, communes, at, known_at)]
        return pa.Table.from_pylist(found, SCHEMA)


def _of_day(day: date, communes: Sequence[str], at: datetime, known_at: datetime | None) -> list[dict[str, object]]:
    read = chosen(on=day, known_at=known_at)
    there = areas(communes=communes, on=day, at=at, known_at=known_at, whole=len(communes) > MANY)
    return [
        {
            "commune_code": code, "legal_from": day, "legal_to": day + timedelta(days=1), "known_from": at,
            "known_to": None, "class": name,
        }
        for code in communes
        for name in classes_of(classify(there[code].facts, read))
    ]  # fmt: skip


def classes_of(found: Classification) -> list[str]:
    """Both where both hold: all of Article 6, and a type of Article 4."""
    key = found.key.value.removeprefix("TYPE_")
    return [key, DRUG_FREE] if found.drug_free else [key]

"""Areas written in one line, for tests."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from binhyen.monitoring.classification.values import AreaFacts, PersonKey

ON = date(2026, 3, 27)
MANAGED, SUBSTITUTION = PersonKey("MANAGED"), PersonKey("SUBSTITUTION", addict=True)
AWAITING, INSIDE = PersonKey("AWAITING_EXECUTION", addict=True), PersonKey("COMPULSORY", addict=True)
ROUTES = {"L": "LOCAL", "P": "INTER_PROVINCIAL"}


def area(residents=10_000, people=None, on=ON, **counts):
    """``area(people={MANAGED: 2}, points_established=1)``"""
    return AreaFacts(area="02788", on=on, residents=residents, people=people or {}, **counts)


def of_row(row):
    """The facts a line of a truth table gives."""
    people = {MANAGED: int(row["managed"]), SUBSTITUTION: int(row.get("substitution") or 0)}
    return area(
        residents=int(row["residents"]) if row["residents"] else None,
        people={key: number for key, number in people.items() if number},
        points_suspected=int(row.get("suspected") or 0),
        points_established=int(row["established"]),
        arrested=int(row["arrested"]),
        resident_offenders=int(row.get("offenders") or 0),
        wanted_hiding=int(row.get("wanted") or 0),
        plants=int(row["plants"]),
        plants_m2=Decimal(row["m2"]),
        routes=frozenset(ROUTES[one] for one in row["routes"]),
    )


def table(name):
    """Lines of a truth table beside this file; lines that begin with # are remarks."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))

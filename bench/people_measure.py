"""Enters a list into a filled register and measures reading it, prints JSON: ``python -m bench.people_measure``."""

import json
import statistics
import sys
import time

from binhyen.foundation.database.session import prepare

prepare("owner")

from django.db import connection, transaction  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.config.seeds.population.fill import places  # noqa: E402
from binhyen.config.seeds.population.persons import invent_person  # noqa: E402
from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM, Scope  # noqa: E402
from binhyen.foundation.database.server import APP  # noqa: E402
from binhyen.registers.people.actions.registering import register_many  # noqa: E402
from binhyen.registers.people.models import Person  # noqa: E402
from binhyen.registers.people.queries.alike import alike  # noqa: E402
from binhyen.registers.people.queries.search import search  # noqa: E402

LIST, ROUNDS = 7_000, 5
OTHERS = 71_103  # start of chance: people the register does not have
PROVINCE = "15"
TEXTS = (
    "vang a 1990", "nguyen van", "van thi", "nguyễn văn nam", "ly", "a", "1234", "giàng a páo", "sung thi 1985",
    "hoang",
)  # fmt: skip


def details(count: int, start: int) -> list:  # type: ignore[type-arg]
    where = places(province=PROVINCE)
    return [invent_person(n, place=where[n % len(where)], start=start).details for n in range(count)]


def enter() -> float:
    """Seconds to enter a list of new people."""
    listed = details(LIST, start=OTHERS)
    start = time.perf_counter()
    register_many(details=listed, by=None, at=timezone.now())
    taken = time.perf_counter() - start
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")  # as autovacuum does a minute after a bulk load
    return taken


def offices() -> dict[str, list[tuple[str, str, str]]]:
    """Who reads: the province, and its commune with the most people."""
    with scope_in_database(THE_SYSTEM):
        inside = Person.objects.filter(commune_code__in=[one.code for one in places(province=PROVINCE)])
        largest = inside.values("commune_code").annotate(people=Count("pk")).order_by("-people", "commune_code")[0]
    return {
        "the province": [("PROVINCE_OFFICER", "ca_tinh", PROVINCE)],
        "a commune": [("COMMUNE_POLICE", "ca_xa", largest["commune_code"])],
    }


def typical(work) -> float:  # type: ignore[no-untyped-def]
    """Median milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def reading(who: str, offices: list[tuple[str, str, str]]) -> dict[str, float]:
    """As the app role reads, under the policies."""
    scope = Scope.of(1, offices)
    asked = details(5, start=OTHERS)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('role', %s, true)", [APP])
        with scope_in_database(scope):
            return {
                f"search by {who}, slowest of ten texts": max(
                    typical(lambda text=text: search(scope=scope, text=text)) for text in TEXTS
                ),
                f"hint while typing, by {who}": max(
                    typical(lambda one=one: alike(scope=scope, details=one)) for one in asked
                ),
            }


if __name__ == "__main__":
    measured = {"7,000 persons entered with numbers, words and facts": enter()}
    for office, held in offices().items():
        measured |= reading(office, held)
    sys.stdout.write(json.dumps(measured))

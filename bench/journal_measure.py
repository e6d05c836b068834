"""Measures the journal of a fresh database, prints JSON: ``python -m bench.journal_measure COUNT``."""

import json
import resource
import statistics
import sys
import time

from binhyen.foundation.database.session import prepare

prepare("app")

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.foundation.journal import actions, queries  # noqa: E402
from binhyen.foundation.journal.events import RecordRead  # noqa: E402
from binhyen.foundation.journal.models import Fact  # noqa: E402
from binhyen.foundation.journal.values import FactFilter  # noqa: E402

TRANSACTION = 1_000  # facts
ROUNDS = 50


def fill(count: int) -> None:
    at = timezone.now()
    for first in range(0, count, TRANSACTION):
        Fact.objects.bulk_create(
            Fact(
                at=at,
                kind="directives.DutyAccepted",
                subject_type="directives.duty",
                subject_id=str(number),
                area="02788",
                actor_id=number % 300,
                actor_name=f"Cán bộ {number % 300}",
                reason="theo kế hoạch",
                data={"version": number % 7, "state": "ACCEPTED"},
                search_key=f"can bo {number % 300} theo ke hoach",
            )
            for number in range(first, first + TRANSACTION)
        )


def timed(work) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def beside_an_open_transaction() -> float:
    """Median milliseconds of stating one fact."""
    other = connection.copy()
    other.set_autocommit(False)
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    event = RecordRead(subject_id="1", record="people.person")
    times = [timed(lambda: actions.record(event, by=None, at=timezone.now())) for _ in range(ROUNDS)]
    other.rollback()
    other.close()
    return statistics.median(times) * 1000


def page(**asked: str) -> float:
    return statistics.median(timed(lambda: queries.page(asked=FactFilter(**asked))) for _ in range(5)) * 1000


def main() -> None:
    count = int(sys.argv[1])
    fill(count)
    at = timezone.now()
    sealing = timed(lambda: actions.seal(at=at))
    walking = timed(lambda: actions.verify(at=at))
    found = {
        "seal": round(count / sealing),
        "verify": round(count / walking),
        "memory of verify": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "state a fact while another transaction stays open": round(beside_an_open_transaction(), 2),
        "page, newest": round(page(), 1),
        "page, words that are nowhere": round(page(words="khong o dau"), 1),
    }
    print(json.dumps(found))


main()

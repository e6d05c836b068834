"""Measures classes inside a process, prints JSON: ``python -m bench.classification_measure`` in a filled database.

As the server's own role works, under the policies, for a reader of the whole province.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from binhyen.foundation.database.session import prepare

prepare("app")

from django.utils import timezone  # noqa: E402

from bench.classification_fill import where  # noqa: E402
from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.monitoring.classification.queries.board import Asked, Place, board  # noqa: E402
from binhyen.monitoring.classification.queries.choices import chosen  # noqa: E402
from binhyen.monitoring.classification.queries.commune import one_area  # noqa: E402
from binhyen.monitoring.classification.rules.classify import classify  # noqa: E402
from binhyen.monitoring.classification.rules.readings import alternatives  # noqa: E402
from binhyen.operations.cases.actions.facts import record_fact  # noqa: E402
from binhyen.operations.cases.models import Case  # noqa: E402
from binhyen.operations.cases.values import FactDetails, FactKind  # noqa: E402

ROUNDS, SINGLE = 3, 20


def seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of some rounds; plans and parameters are there from the second on."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    at = timezone.now()
    on = timezone.localdate(at)
    then, known = on - timedelta(days=300), at - timedelta(days=280)
    with scope_in_database(THE_SYSTEM):
        every = [Place(one.code, one.name) for one in where()]
        found = {
            "communes": len(every),
            "today": seconds(lambda: board(places=every, asked=Asked(on=on, at=at), province="15")),
            "then": seconds(lambda: board(places=every, asked=Asked(on=then, at=at, known_at=known), province="15")),
        }
        few = every[:: max(1, len(every) // SINGLE)][:SINGLE]
        start = time.perf_counter()
        for one in few:
            board(places=[one], asked=Asked(on=on, at=at))
        found["one by one"] = (time.perf_counter() - start) / len(few) * len(every)
    found["after an act"] = after_an_act()
    print(json.dumps(found))


def after_an_act() -> float:
    """Milliseconds from the end of an act on somebody to the class of the commune with both readings; the median."""
    times = []
    with scope_in_database(THE_SYSTEM):
        people = list(Case.objects.filter(state="MANAGED").order_by("pk").values_list("pk", "commune_code")[:SINGLE])
    for person_id, commune in people:
        now = timezone.now()
        visit = FactDetails(
            kind=FactKind.VISIT, effective_at=datetime.now(tz=UTC) - timedelta(days=1), day_only=False, reason="Đo"
        )
        with scope_in_database(THE_SYSTEM):
            record_fact(person_id=person_id, details=visit, by=None, at=now)
        start = time.perf_counter()
        with scope_in_database(THE_SYSTEM):
            on = timezone.localdate(now)
            facts, read = one_area(commune=commune, on=on, at=timezone.now()).facts, chosen(on=on)
            alternatives(facts, read, base=classify(facts, read))
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()

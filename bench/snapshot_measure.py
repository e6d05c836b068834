"""Takes a snapshot of a filled installation twice, prints JSON: ``python -m bench.snapshot_measure``.

The second time nothing has changed: the parts of people are taken over.
"""

import json
import time

from binhyen.foundation.database.session import prepare

prepare("app")

from django.utils import timezone  # noqa: E402

from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.monitoring.indicators.actions import snapshot  # noqa: E402


def main() -> None:
    spent, taken = [], None
    for _turn in range(2):
        start = time.perf_counter()
        taken = snapshot.take(scope=THE_SYSTEM, at=timezone.now())
        spent.append(time.perf_counter() - start)
    assert taken is not None
    rows = sum(taken.manifest.rows(name) for name in taken.manifest.tables)
    print(json.dumps({"first": spent[0], "again": spent[1], "rows": rows}))


if __name__ == "__main__":
    main()

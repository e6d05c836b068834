"""Records a test for each line it is given, prints its commune first and the moment of each commit after.

``python -m bench.freshness_act`` in a filled database; as the server's own role works.
"""

import sys
import time
from datetime import UTC, datetime, timedelta

from binhyen.foundation.database.session import prepare

prepare("app")

from django.utils import timezone  # noqa: E402

from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.operations.cases.actions.facts import record_fact  # noqa: E402
from binhyen.operations.cases.models import Case  # noqa: E402
from binhyen.operations.cases.values import FactDetails, FactKind  # noqa: E402


def main() -> None:
    with scope_in_database(THE_SYSTEM):
        commune = Case.objects.filter(state="MANAGED").order_by("commune_code", "pk")[0].commune_code
        people = list(Case.objects.filter(state="MANAGED", commune_code=commune).values_list("pk", flat=True))
    print(commune, flush=True)
    for number, _ in enumerate(sys.stdin):
        test = FactDetails(
            kind=FactKind.TEST, effective_at=datetime.now(tz=UTC) - timedelta(hours=1), day_only=False,
            data={"result": "NEGATIVE", "ground": "MANAGED"}, authority="HEAD_COMMUNE_POLICE", reason="Đo",
        )  # fmt: skip
        with scope_in_database(THE_SYSTEM):
            record_fact(person_id=people[number % len(people)], details=test, by=None, at=timezone.now())
        print(time.time(), flush=True)


if __name__ == "__main__":
    main()

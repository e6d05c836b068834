"""Fills the register up to COUNT people and measures it, prints JSON: ``python -m bench.people_measure COUNT``."""

import json
import statistics
import sys
import time

from binhyen.foundation.database.session import prepare

prepare("owner")

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from binhyen.config.seeds.population.persons import Place, invent_person  # noqa: E402
from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import Scope  # noqa: E402
from binhyen.foundation.database.server import APP  # noqa: E402
from binhyen.registers.people.actions.registering import register_many  # noqa: E402
from binhyen.registers.people.models import Person  # noqa: E402
from binhyen.registers.people.queries.alike import alike  # noqa: E402
from binhyen.registers.people.queries.search import search  # noqa: E402

LIST, COMMUNES, ROUNDS = 7_000, 99, 5
FIRST_COMMUNE = 2_600
OFFICES = {
    "the province": [("PROVINCE_OFFICER", "ca_tinh", "15")],
    "a commune": [("COMMUNE_POLICE", "ca_xa", f"{FIRST_COMMUNE:05d}")],
}
TEXTS = (
    "vang a 1990", "nguyen van", "van thi", "nguyễn văn nam", "ly", "a", "1234", "giàng a páo", "sung thi 1985",
    "hoang",
)  # fmt: skip
# the rest of a large register: copies of those entered, with other days of birth and communes
COPY = """
    WITH copied AS (
      INSERT INTO people_person (full_name, search_key, match_key, sort_key, sex, birth_on, birth_year, birth_precision,
                                 commune_code, to_commune_code, registered_at, version)
      SELECT full_name, search_key, match_key, sort_key, sex, birth_on + n, extract(year FROM birth_on + n),
             birth_precision, lpad((%(first)s + (id * 7 + n) %% 3321)::text, 5, '0'), '', registered_at, 1
      FROM people_person, generate_series(1, %(times)s) n WHERE birth_on IS NOT NULL LIMIT %(count)s
      RETURNING id, search_key, commune_code, birth_year)
    INSERT INTO people_nametoken (person_id, token, commune_code, to_commune_code, birth_year)
    SELECT DISTINCT id, word, commune_code, '', birth_year FROM copied, unnest(string_to_array(search_key, ' ')) word"""


def details(count: int, start: int) -> list:  # type: ignore[type-arg]
    places = [Place(code=f"{FIRST_COMMUNE + n:05d}", name="", weight=1) for n in range(COMMUNES)]
    return [invent_person(n, place=places[n % COMMUNES], start=start).details for n in range(count)]


def fill(count: int) -> float:
    """Seconds to enter the list; then up to ``count`` people."""
    listed = details(LIST, start=Person.objects.count() + 1)
    start = time.perf_counter()
    register_many(details=listed, by=None, at=timezone.now())
    taken = time.perf_counter() - start
    missing = count - Person.objects.count()
    with connection.cursor() as cursor:
        cursor.execute(COPY, {"first": FIRST_COMMUNE, "times": missing // LIST + 1, "count": missing})
        cursor.execute("VACUUM ANALYZE")
    return taken


def typical(work) -> float:  # type: ignore[no-untyped-def]
    """Median milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def reading(who: str) -> dict[str, float]:
    """As the app role reads, under the policies."""
    scope = Scope.of(1, OFFICES[who])
    asked = details(5, start=1)
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
    measured = {"7,000 persons entered with numbers, words and facts": fill(int(sys.argv[1]))}
    for office in OFFICES:
        measured |= reading(office)
    sys.stdout.write(json.dumps(measured))

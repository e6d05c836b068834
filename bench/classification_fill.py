"""Gives a filled installation what classes need besides people: offences, points, plants, routes, residents, decisions.

``python -m bench.classification_fill``; the story of the demonstration province, for as many communes as have people.
"""

from binhyen.foundation.database.session import prepare

prepare("app")

from django.utils import timezone  # noqa: E402

from binhyen.config.seeds.areas.fill import areas  # noqa: E402
from binhyen.config.seeds.population.persons import Place  # noqa: E402
from binhyen.config.seeds.recognitions import recognitions  # noqa: E402
from binhyen.foundation.access.rls import scope_in_database  # noqa: E402
from binhyen.foundation.access.values import THE_SYSTEM  # noqa: E402
from binhyen.operations.cases.models import Case  # noqa: E402
from binhyen.registers.territories.models import Commune, Population  # noqa: E402


def where() -> tuple[Place, ...]:
    """Communes that have people, by code, with what is known of their residents."""
    residents = dict(Population.objects.filter(replaced_at=None).values_list("commune", "people"))
    codes = Case.objects.order_by().values_list("commune_code", flat=True).distinct()
    named = Commune.objects.filter(pk__in=list(codes)).order_by("code").values_list("code", "full_name")
    return tuple(Place(code, name, residents.get(code, 5_000), ()) for code, name in named)


def main() -> None:
    at = timezone.now()
    with scope_in_database(THE_SYSTEM):
        places = where()
        stated = areas(places=places, at=at)
        decided = recognitions(places=places, at=at)
    print(f"{len(places)} communes, {stated} rows of offences, {decided} recognitions")


if __name__ == "__main__":
    main()

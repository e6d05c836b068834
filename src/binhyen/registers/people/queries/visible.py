"""Which persons a reader sees: those of the areas of the office, those on their way there, those given to the reader.

The database's policies say the same; the filter here lets an index do the work and holds where the owner reads.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from binhyen.foundation.access.values import Scope
from binhyen.registers.people.models import Person, Reach


def everybody(scope: Scope) -> QuerySet[Person]:
    """All records the reader sees, those that were merged into others or voided too."""
    if scope.whole_province:
        return Person.objects.all()
    if not scope.opens and not scope.user_id:
        return Person.objects.none()
    areas = sorted(scope.people_areas)
    given = Reach.objects.filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=Now()), person=OuterRef("pk"), reader__in=sorted(scope.readers)
    )
    return Person.objects.filter(Q(commune_code__in=areas) | Q(to_commune_code__in=areas) | Exists(given))


def people(scope: Scope) -> QuerySet[Person]:
    """Persons of the register the reader sees: records that stand for somebody today."""
    return everybody(scope).filter(merged_into__isnull=True, voided_at__isnull=True)


def words(scope: Scope, condition: str) -> tuple[str, dict[str, Any]]:
    """Persons the reader sees with a word of a name ``t`` that meets ``condition``: SQL and its parameters.

    For readers of communes in two arms, the commune's own words by their index, then persons on their way or given.
    """
    chosen = f"SELECT t.person_id FROM people_nametoken t WHERE {condition}"  # noqa: S608 - pieces of our own
    if scope.whole_province:
        return chosen, {}
    sql = f"""{chosen} AND t.commune_code = ANY (%(areas)s) UNION ALL {chosen} AND t.person_id = ANY (ARRAY(
        SELECT id FROM people_person WHERE to_commune_code <> '' AND to_commune_code = ANY (%(areas)s)
        UNION ALL SELECT person_id FROM people_reach
                  WHERE reader = ANY (%(readers)s) AND (ends_at IS NULL OR ends_at > now())))"""  # noqa: S608 - pieces of our own
    return sql, {"areas": sorted(scope.people_areas), "readers": sorted(scope.readers)}

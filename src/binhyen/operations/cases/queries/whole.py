"""Whole cases as the rules read them: every fact, whatever its compartment. Only for folding, never for showing.

The caller has opened the whole case in the database (``foundation.access.rls.whole_case_in_database``) for people it
may see; what a reader is shown is read again within the reader's own compartments.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from binhyen.foundation.database.among import among
from binhyen.operations.cases.models import Case, CaseFact
from binhyen.operations.cases.rules.time import VIETNAM
from binhyen.operations.cases.values import Fact, FactKind, PersonFacts
from binhyen.registers.people.models import Person
from binhyen.registers.people.values import BirthPrecision, Sex

_PERSON = (
    "id", "birth_on", "birth_precision", "sex", "commune_code", "to_commune_code", "sort_key", "birth_year",
    "hamlet_id", "merged_into_id",
)  # fmt: skip
_FACT = (
    "person_id", "id", "kind", "effective_at", "recorded_at", "commune_code", "day_only", "authority", "data",
    "supersedes_id", "withdrawn",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)
class WholeCase:
    """One person with everything the rules must know. ``file_number`` and ``opened_at`` are of a case that exists."""

    person_id: int
    person: PersonFacts
    commune: str
    to_commune: str
    sort_key: bytes
    birth_year: int | None
    hamlet_id: int | None
    merged_into: int | None
    file_number: str = ""
    opened_at: datetime | None = None
    version: int = 0
    facts: list[Fact] = field(default_factory=list)

    @property
    def born(self) -> date | None:
        return self.person.birth_on

    @property
    def kinds(self) -> dict[int, FactKind]:
        return {fact.id: fact.kind for fact in self.facts}


def whole_cases(*, people: Iterable[int], locked: bool = False) -> dict[int, WholeCase]:
    """Whole cases by person, cases that do not exist yet without facts. Three queries.

    ``locked`` keeps others from recording on them until the transaction ends. People out of reach are left out.
    """
    ids = sorted(set(people))
    found = {row[0]: _person(row) for row in Person.objects.filter(pk__in=among(ids)).values_list(*_PERSON)}
    cases = Case.objects.filter(pk__in=among(ids)).order_by("pk")
    if locked:
        cases = cases.select_for_update(no_key=True)
    for pk, number, opened, version in cases.values_list("person_id", "file_number", "opened_at", "version"):
        if pk in found:
            whole = found[pk]
            whole.file_number, whole.opened_at, whole.version = number, opened, version
    for row in CaseFact.objects.filter(person_id__in=among(ids)).order_by("person_id", "id").values_list(*_FACT):
        if row[0] in found:
            found[row[0]].facts.append(_fact(row))
    return found


def as_person(person: Person) -> PersonFacts:
    """What the rules must know of a person."""
    return _known(person.birth_on, person.birth_precision, person.sex)


def as_fact(row: CaseFact) -> Fact:
    """A fact as the rules see it."""
    return Fact(
        id=row.pk, kind=FactKind(row.kind), effective_at=row.effective_at.astimezone(VIETNAM),
        recorded_at=row.recorded_at, commune=row.commune_code, day_only=row.day_only, authority=row.authority,
        data=row.data, supersedes=row.supersedes_id, withdrawn=row.withdrawn,
    )  # fmt: skip


def _known(born: date | None, precision: str, sex: str) -> PersonFacts:
    return PersonFacts(
        birth_on=born,
        birth_exact=precision == BirthPrecision.DAY,
        female=None if sex == Sex.UNKNOWN else sex == Sex.FEMALE,
    )


def _person(row: tuple) -> WholeCase:
    pk, born, precision, sex, commune, to_commune, key, year, hamlet, merged = row
    known = _known(born, precision, sex)
    return WholeCase(
        person_id=pk, person=known, commune=commune, to_commune=to_commune, sort_key=bytes(key), birth_year=year,
        hamlet_id=hamlet, merged_into=merged,
    )  # fmt: skip


def _fact(row: tuple) -> Fact:
    _, pk, kind, effective, recorded, commune, day_only, authority, data, supersedes, withdrawn = row
    return Fact(
        id=pk, kind=FactKind(kind), effective_at=effective.astimezone(VIETNAM), recorded_at=recorded, commune=commune,
        day_only=day_only, authority=authority, data=data, supersedes=supersedes, withdrawn=withdrawn,
    )  # fmt: skip

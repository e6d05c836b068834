"""Persons as lines of a list. Four queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from binhyen.foundation.secrets.sealing import place, unseal
from binhyen.registers.people.models import Alias, Contact, IdentityNumber, Person
from binhyen.registers.people.rules.births import birth_words, stored_birth
from binhyen.registers.people.rules.numbers import mask
from binhyen.registers.people.values import Masked, PersonCard, Sex
from binhyen.registers.territories.models import Commune

NUMBERS, CONTACTS = "people_identitynumber", "people_contact"
COLUMN = "cipher"


def opened(row: IdentityNumber | Contact) -> str:
    """The text in clear. For comparing and for masking; showing it to somebody is a fact to be recorded."""
    return unseal(row.cipher, place=place(row._meta.db_table, COLUMN, row.pk))


def masked(row: IdentityNumber | Contact) -> Masked:
    """A number or contact with all but its end hidden."""
    return Masked(
        id=str(row.pk),
        kind=row.kind,
        kind_label=row.get_kind_display(),
        text=mask(opened(row)),
        valid_to=row.valid_to,
        issued_on=getattr(row, "issued_on", None),
        issued_by=getattr(row, "issued_by", ""),
    )


def commune_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of today by code. One query, none where no code is given."""
    wanted = {code for code in codes if code}
    return dict(Commune.objects.filter(pk__in=wanted).values_list("code", "full_name")) if wanted else {}


def cards(people: Sequence[Person]) -> list[PersonCard]:
    """In the order given. The caller has asked who may see them; ``hamlet`` should be selected with them."""
    ids = [person.pk for person in people]
    numbers, aliases = defaultdict(list), defaultdict(list)
    for row in IdentityNumber.objects.filter(person__in=ids, valid_to__isnull=True).order_by("kind", "id"):
        numbers[row.person_id].append(mask(opened(row)))
    for owner, name in Alias.objects.filter(person__in=ids).order_by("id").values_list("person_id", "name"):
        aliases[owner].append(name)
    names = commune_names(code for person in people for code in (person.commune_code, person.to_commune_code))
    return [
        PersonCard(
            id=person.pk,
            full_name=person.full_name,
            sex=Sex(person.sex).label if person.sex else "",
            birth=birth_words(stored_birth(person.birth_on, person.birth_precision)),
            commune_code=person.commune_code,
            commune=names.get(person.commune_code, person.commune_code),
            to_commune=names.get(person.to_commune_code, person.to_commune_code),
            hamlet=str(person.hamlet) if person.hamlet else "",
            numbers=tuple(numbers[person.pk]),
            aliases=tuple(aliases[person.pk]),
        )
        for person in people
    ]

"""Whether a number is known already, and where: the person where the reader may see it, else only the commune."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from binhyen.foundation.access.values import Scope
from binhyen.foundation.secrets.sealing import blinds
from binhyen.registers.people.models import IdentityNumber
from binhyen.registers.people.rules.numbers import NUMBER_DOMAIN, read_number

from .cards import commune_names
from .visible import people


@dataclass(frozen=True, slots=True)
class Known:
    """``person_ids`` the reader sees; ``elsewhere`` codes of communes whose register holds it beyond that."""

    person_ids: tuple[int, ...] = ()
    elsewhere: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.person_ids or self.elsewhere)


def known_same(*, scope: Scope, number: str) -> Known:
    """Who has this number. Two queries, three where it is known elsewhere."""
    return known(scope=scope, numbers=[read_number(number).value])


def known(*, scope: Scope, numbers: Iterable[str]) -> Known:
    """The same for several numbers of one person, in their one form (``rules.numbers.read_number``)."""
    wanted = sought(numbers)
    if not wanted:
        return Known()
    holders = people(scope).filter(pk__in=IdentityNumber.objects.filter(blind__in=wanted).values("person"))
    seen = dict(holders.order_by("pk").values_list("pk", "commune_code"))
    elsewhere = set(holding_communes(wanted)) - set(seen.values()) - scope.people_areas
    return Known(tuple(seen), () if scope.whole_province else tuple(sorted(elsewhere)))


def sought(numbers: Iterable[str]) -> list[bytes]:
    """What the blind column may hold for any of the numbers."""
    return [blind for number in numbers if number for blind in blinds(number, domain=NUMBER_DOMAIN)]


def holding_communes(wanted: Sequence[bytes]) -> list[str]:
    """Codes of communes, seen or not, whose register holds one of the numbers: nothing else is told of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT commune_code FROM people_known_elsewhere(%s)", [list(wanted)])
        return [code for (code,) in cursor.fetchall()]


def names_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Communes by name; somebody who has left the province stands under "ngoài tỉnh"."""
    names = commune_names(codes)
    return tuple(names.get(code, code) or "ngoài tỉnh" for code in codes)

"""Places a form offers: communes of the reader, their hamlets, and what an old name of a commune means today."""

from dataclasses import dataclass
from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.registers.territories.models import Commune, Hamlet, valid_on
from binhyen.registers.territories.queries import own_provinces, resolve
from binhyen.registers.territories.values import Via


@dataclass(frozen=True, slots=True)
class Places:
    """``communes`` (code, name) in Vietnamese order, as of one day."""

    communes: tuple[tuple[str, str], ...]
    on: date
    provinces: frozenset[str] = frozenset()

    @property
    def only(self) -> str:
        """The commune, where the reader enters people of one alone."""
        return self.communes[0][0] if len(self.communes) == 1 else ""

    def hamlets(self, commune: str) -> list[tuple[int, str]]:
        """Open hamlets of a commune the reader enters people of. One query."""
        if commune not in dict(self.communes):
            return []
        rows = Hamlet.objects.filter(valid_on(self.on), commune_id=commune).order_by("sort_key")
        return [(row.pk, str(row)) for row in rows]

    def resolved(self, text: str) -> tuple[str, str]:
        """The commune of today an address names in its last part, and what is left to write beside it.

        "" where none or several fit. An old name stays written: it says more than the name of today.
        """
        before, _, named = text.rpartition(",")
        found = resolve(text=named.strip(), on=self.on, first=self.provinces).only
        if found is None:
            return "", text
        return found.code, before.strip() if found.via == Via.CURRENT else text


def places(*, scope: Scope, on: date) -> Places:
    """Communes whose people the reader may enter. Two queries."""
    rows = Commune.objects.filter(valid_on(on))
    provinces = own_provinces(scope=scope)
    rows = rows.filter(province__in=provinces) if scope.whole_province else rows.filter(pk__in=scope.areas)
    return Places(tuple(rows.order_by("sort_key", "code").values_list("code", "full_name")), on, provinces)


def places_of(*, commune_code: str, on: date) -> Places:
    """The one commune a person belongs to, for mending the hamlet. One query."""
    rows = Commune.objects.filter(pk=commune_code).values_list("code", "full_name")
    return Places(tuple(rows), on)

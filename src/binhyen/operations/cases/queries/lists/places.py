"""Names of places on lists to codes: each distinct name is asked once for a whole file."""

from datetime import date

from binhyen.kit.vietnamese.text import search_key
from binhyen.operations.cases.reader.values import Address, Listed
from binhyen.registers.people.values import AddressDetails
from binhyen.registers.territories.models import Hamlet, valid_on
from binhyen.registers.territories.queries import resolve


class Places:
    """Resolves names as of the day the list speaks of; ``commune_code`` is the commune whose list it is, "" none."""

    def __init__(self, *, commune_code: str, on: date, provinces: frozenset[str]) -> None:
        self.commune_code, self.on, self.provinces = commune_code, on, provinces
        self._communes: dict[tuple[str, str], str] = {}
        self._hamlets: dict[str, dict[str, int]] = {}

    def commune(self, name: str, district: str = "") -> str:
        """The code, or "" where the name fits none or several communes: a person says which."""
        if not name:
            return ""
        key = (name, district)
        if key not in self._communes:
            found = resolve(text=name, on=self.on, district=district, first=self.provinces).matches
            near = [match for match in found if match.province_code in self.provinces] or found
            codes = {match.code for match in near}
            own = {self.commune_code} & codes
            self._communes[key] = next(iter(own or codes)) if len(own or codes) == 1 else ""
        return self._communes[key]

    def hamlet(self, commune: str, name: str) -> int | None:
        if not commune or not name:
            return None
        if commune not in self._hamlets:
            rows = Hamlet.objects.filter(valid_on(self.on), commune=commune)
            self._hamlets[commune] = {}
            for one in rows:
                self._hamlets[commune] |= {one.search_key: one.pk, search_key(one.name): one.pk}
        known = self._hamlets[commune]
        key = search_key(name)
        return known.get(key) or known.get(key.partition(" ")[2])

    def owner(self, listed: Listed) -> str:
        """Whose person it is: the list's commune, else the commune of the address people live at."""
        if self.commune_code:
            return self.commune_code
        for address in (listed.actual, listed.address, listed.permanent, listed.temporary):
            if address and (code := self.commune(address.commune, address.district)):
                return code
        return ""

    def address(self, kind: str, address: Address) -> AddressDetails:
        code = self.commune(address.commune, address.district) if address.commune else self.commune_code
        return AddressDetails(
            kind=kind, place_code=code, hamlet_id=self.hamlet(code, address.hamlet), text=address.text[:300]
        )

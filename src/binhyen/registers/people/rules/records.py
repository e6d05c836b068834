"""A person as the comparison wants it (binhyen_analytics.linkage): normalised, for as long as it is compared."""

from collections.abc import Iterable
from datetime import date

from binhyen.registers.people.values import AddressKind, Birth, NumberKind
from binhyen_analytics.linkage.columns import Record

from .names import keys

Lived = tuple[str, str, date | None]  # AddressKind, commune code, until when
_NEAREST = (AddressKind.PERMANENT, AddressKind.ACTUAL, AddressKind.TEMPORARY)  # where somebody comes from says little


def second_commune(commune_code: str, *, addresses: Iterable[Lived], to_commune_code: str = "") -> str:
    """Another commune the person may be listed in, "" where there is none.

    Where the person is moving to; else another address that holds (the permanent one beside the actual one); else
    the one left last.
    """
    if to_commune_code and to_commune_code != commune_code:
        return to_commune_code
    others = [one for one in addresses if one[0] in _NEAREST and one[1] and one[1] != commune_code]
    return min(others, key=_near, default=("", "", None))[1]


def _near(one: Lived) -> tuple[bool, int, int]:
    kind, _, until = one
    return until is not None, -until.toordinal() if until else 0, _NEAREST.index(AddressKind(kind))


def record_of(
    record_id: str,
    *,
    full_name: str,
    birth: Birth,
    sex: str = "",
    numbers: Iterable[tuple[str, str]] = (),
    phone: str = "",
    commune_code: str = "",
    hamlet_id: int | None = None,
    second_commune_code: str = "",
) -> Record:
    """``numbers`` are (NumberKind, one form) in clear. What is not known is None."""
    name = keys(full_name)
    of_kind = dict(reversed(list(numbers)))
    return Record(
        record_id=record_id,
        match_key=name.match_key or None,
        full_name_key=name.full_name_key or None,
        fold_key=name.fold_key or None,
        order_key=name.order_key or None,
        family_key=name.family_key or None,
        middle_key=name.middle_key or None,
        given_key=name.given_key or None,
        initials=name.initials or None,
        is_abbreviated=name.is_abbreviated,
        birth_year=birth.year,
        birth_month=birth.month,
        birth_day=birth.day,
        sex=sex or None,
        id12=of_kind.get(NumberKind.CITIZEN),
        id9=of_kind.get(NumberKind.OLD_CARD),
        commune_code=commune_code or None,
        second_commune_code=second_commune_code or None,
        hamlet_key=str(hamlet_id) if hamlet_id else None,
        phone=phone or None,
    )

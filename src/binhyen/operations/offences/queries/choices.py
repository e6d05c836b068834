"""Small questions of the forms: communes to choose from, and what is said where a person is out of reach."""

from datetime import date

from binhyen.foundation.access.values import Scope
from binhyen.operations.offences.rules.problems import OffenceRefused, Problem
from binhyen.registers.territories.queries import communes as all_communes
from binhyen.registers.territories.queries import own_provinces


def communes(*, scope: Scope, on: date, besides: str = "") -> list[tuple[str, str]]:
    """(code, name) of all communes of the reader's provinces, also those the reader does not keep."""
    rows = all_communes(on=on).filter(province__in=sorted(own_provinces(scope=scope)))
    return [(one.code, one.full_name) for one in rows if one.code != besides]


def unseen() -> OffenceRefused:
    words = "Không thấy người này trong phạm vi của anh/chị. Để trống; xã nơi cư trú sẽ nối sau."
    return OffenceRefused(Problem("person_id", words))


def not_theirs() -> OffenceRefused:
    words = "Nơi cư trú do xã nơi bắt giữ sửa. Nếu người này không ở xã anh/chị, hãy báo công an xã đó."
    return OffenceRefused(Problem("residence", words))

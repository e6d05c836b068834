"""Bodies of the register by the names a directive or a reviewer uses."""

from collections.abc import Iterable, Mapping

from binhyen.operations.directives.models import Directive
from binhyen.operations.directives.reader.values import BodyMention
from binhyen.registers.organisations import queries as organisations
from binhyen.registers.territories.models import Province


def known_bodies(*, names: Iterable[str], keys: Mapping[str, str], directive: Directive) -> dict[str, int]:
    """Name -> id of the body it means on the directive's day. ``keys`` (name -> key) decide where a body was chosen.

    A name that means no body, or several, is left out. Three queries.
    """
    on = directive.document.issued_on or directive.received_at.date()
    chosen = organisations.by_keys(keys=[key for key in keys.values() if key])
    found = {name: chosen[key].pk for name, key in keys.items() if key in chosen}
    rest = [name for name in names if name not in found]
    return found | {name: body.pk for name, body in organisations.find(names=rest, on=on).items()} if rest else found


def known_mentions(*, mentions: Iterable[BodyMention], directive: Directive) -> dict[str, int]:
    """Name -> id of the body, for bodies as the reader named them."""
    named = {mention.name: mention.key for mention in mentions}
    return known_bodies(names=named, keys={name: key for name, key in named.items() if key}, directive=directive)


def province_code(*, name: str) -> str:
    """Code of the province a directive names ("Lào Cai", "tỉnh Lào Cai"), "" where it names none or is unknown."""
    short = (
        name.strip().removeprefix("tỉnh ").removeprefix("Tỉnh ").removeprefix("thành phố ").removeprefix("Thành phố ")
    )
    return Province.objects.filter(name=short, valid_to=None).values_list("code", flat=True).first() or ""

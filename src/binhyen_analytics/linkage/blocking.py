"""Which pairs are looked at: those that agree on one of these keys.

No key is a family name, "Văn", "Thị" or a commune alone: in Vietnam such a block holds a third of the people. A block
that grew too large all the same (a telephone "0900000000", one name in one year) is left out and reported, and a run
that would look at too many pairs is refused before it starts.
"""

from __future__ import annotations

from dataclasses import dataclass

LARGEST_BLOCK = 1_000  # records that may share one key
MOST_PAIRS = 150  # per record, over all keys

# day and month in either order; null unless both are known
_DAY = """case when birth_month is not null and birth_day is not null
 then least(birth_month, birth_day) || '-' || greatest(birth_month, birth_day) end"""

# name of the key column: SQL of the key over the columns of the contract; null where the record has no such key
KEYS: dict[str, str] = {
    "key_id12": "id12",
    "key_id9": "id9",
    "key_phone": "phone",
    "key_name_year": "order_key || '/' || birth_year",
    "key_name_commune": "order_key || '/' || commune_code",
    "key_name_day": f"order_key || '/' || {_DAY}",
    "key_given_year_commune": "given_key || '/' || birth_year || '/' || commune_code",
    "key_given_hamlet": "given_key || '/' || commune_code || '/' || hamlet_key",
    "key_family_year_commune": "family_key || '/' || birth_year || '/' || commune_code",
    "key_birthday_commune": f"birth_year || '/' || {_DAY} || '/' || commune_code",
    "key_birthday_initial": f"birth_year || '/' || {_DAY} || '/' || substr(given_key, 1, 1)",
}


class TooManyPairs(ValueError):
    """The lists would give more pairs than can be looked at."""


@dataclass(frozen=True, slots=True)
class KeySize:
    key: str
    pairs: int  # that agree on this key, those of the left-out blocks not counted
    largest: int  # records in the largest block
    left_out: int  # blocks above LARGEST_BLOCK


def check(sizes: list[KeySize], records: int) -> None:
    """Raises TooManyPairs when the run would not end."""
    pairs = sum(size.pairs for size in sizes)
    if pairs > MOST_PAIRS * max(records, 1_000):
        worst = max(sizes, key=lambda size: size.pairs)
        raise TooManyPairs(f"{pairs} pairs of {records} records, most of them by {worst.key}")

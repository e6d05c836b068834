"""The contract: what a record must carry to be compared, already normalised by whoever hands it in.

The name columns are the fields of ``binhyen.kit.vietnamese.names.NameKeys`` under the same names. What is not known is
None (null in a table), never "". Nothing here is shown to people; a record lives as long as the comparison.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One person as one list writes them."""

    record_id: str  # unique over all lists of one run
    source: str | None = None  # the careful list it stands in, which seldom has one person twice; None for a register
    # the name
    match_key: str | None = None  # with tones: "nguyễn văn hùng"; equal to full_name_key when typed without tones
    full_name_key: str | None = None  # without tones: "nguyen van hung"
    fold_key: str | None = None  # spelling of sounds forgiven: "sung a chang" for Xùng A Tráng
    order_key: str | None = None  # the words of fold_key in alphabetical order
    family_key: str | None = None  # parts of fold_key
    middle_key: str | None = None
    given_key: str | None = None
    initials: str | None = None  # "nvh"
    is_abbreviated: bool = False  # some word of the name is an initial
    # birth: what is known of it
    birth_year: int | None = None
    birth_month: int | None = None
    birth_day: int | None = None
    sex: str | None = None  # one code per sex, the same in all lists
    # Digits only. The 12 digits of a citizen's number do not contain the 9 of the older card: two columns. In the
    # clear, for the time of the comparison: a blind index compares as equal or different, never as one digit off.
    id12: str | None = None
    id9: str | None = None
    # where the person lives
    commune_code: str | None = None  # the code valid today
    hamlet_key: str | None = None  # hamlet's name without tones, or its code; read within the commune
    second_commune_code: str | None = None  # of another address of the person: permanent beside actual, the one left
    phone: str | None = None  # digits, national form


NUMBERS = frozenset(("birth_year", "birth_month", "birth_day"))
FLAGS = frozenset(("is_abbreviated",))
COLUMNS = tuple(field.name for field in fields(Record))
TEXTS = tuple(name for name in COLUMNS if name not in NUMBERS | FLAGS)


def columns_of(records: Iterable[Record]) -> dict[str, list[str | int | bool | None]]:
    """Records turned on their side: one list per column, as table makers want them."""
    rows = [tuple(getattr(record, name) for name in COLUMNS) for record in records]
    return {name: [row[i] for row in rows] for i, name in enumerate(COLUMNS)}

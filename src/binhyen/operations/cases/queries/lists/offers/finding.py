"""Offers of many rows at once: what is held and what would be exported is read for all of them together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from binhyen.foundation.access.values import Scope
from binhyen.operations.cases.queries import exports
from binhyen.operations.cases.queries.lists.held import Held, held
from binhyen.operations.cases.queries.lists.places import Places
from binhyen.operations.cases.queries.lists.seals import Returned
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field, ReadRow
from binhyen.registers.people.values import PersonDetails

from . import returned
from .plain import Compared, plain
from .values import Offer

_FIELDS = {
    Field.FULL_NAME: "name", Field.GIVEN_NAME: "name", Field.ALIAS: "alias", Field.SEX: "sex", Field.SEX_MARK: "sex",
    Field.BIRTH: "birth", Field.BIRTH_YEAR: "birth", Field.IDENTITY: "number", Field.PHONE: "phone",
    Field.PERMANENT_ADDRESS: "PERMANENT", Field.TEMPORARY_ADDRESS: "TEMPORARY", Field.ACTUAL_ADDRESS: "ACTUAL",
    Field.ADDRESS: "ACTUAL", Field.ORIGIN: "ORIGIN", Field.HAMLET: "hamlet", Field.ETHNICITY: "ETHNICITY",
    Field.RELIGION: "RELIGION", Field.CONVICTIONS: "OFFENCE", Field.OCCUPATION: "BACKGROUND",
    Field.WORKPLACE: "BACKGROUND", Field.EDUCATION: "BACKGROUND",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A row whose person is known. ``back``: the row is one we exported, and its person is the one it left for."""

    person_id: int
    read: ReadRow
    details: PersonDetails
    back: Returned | None = None


def find(
    rows: Sequence[Asked], *, tables: Mapping[int, Table], places: Places, scope: Scope
) -> tuple[list[tuple[Offer, ...]], dict[int, Held]]:
    """The offers of each row, in order, and what is held by person. Nine queries, eight more for exported sheets."""
    known = held(people=[one.person_id for one in rows], scope=scope)
    now = _now([one for one in rows if one.person_id in known], tables)
    found: list[tuple[Offer, ...]] = []
    for one in rows:
        person = known.get(one.person_id)
        if person is None:
            found.append(())
            continue
        compared = Compared(one.read.listed, one.details, person, places)
        found.append(tuple(_offers(one, compared, tables[one.read.table], now)))
    return found, known


def _offers(
    one: Asked, compared: Compared, table: Table, now: Mapping[tuple[bool, int], Mapping[str, str]]
) -> list[Offer]:
    current = now.get((returned.whole_numbers(table), one.person_id))
    if one.back is None or not one.back.left.marks or current is None:
        return [_placed(offer, table) for offer in plain(compared)]
    ours = returned.marked(table)
    added = [_placed(offer, table) for offer in plain(compared) if offer.topic not in ours]
    return [*returned.changed(compared, one.read, table, one.back, current), *added]


def _placed(offer: Offer, table: Table) -> Offer:
    """With the place of the column that says it."""
    for place, column in enumerate(table.mapping.columns):
        if _FIELDS.get(column.field) == offer.topic:
            return replace(offer, place=place)
    return offer


def _now(rows: Sequence[Asked], tables: Mapping[int, Table]) -> dict[tuple[bool, int], Mapping[str, str]]:
    """What exported rows would say today, by (numbers in full, person)."""
    wanted: dict[bool, set[int]] = defaultdict(set)
    for one in rows:
        if one.back is not None:
            wanted[returned.whole_numbers(tables[one.read.table])].add(one.person_id)
    return {
        (numbers, person): texts
        for numbers, people in wanted.items()
        for person, texts in exports.texts(people=sorted(people), numbers=numbers).items()
    }

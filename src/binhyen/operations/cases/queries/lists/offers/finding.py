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
    sheets = {index: _Sheet.of(table) for index, table in tables.items()}
    now = _now([one for one in rows if one.person_id in known], sheets)
    found: list[tuple[Offer, ...]] = []
    for one in rows:
        person = known.get(one.person_id)
        if person is None:
            found.append(())
            continue
        compared = Compared(one.read.listed, one.details, person, places)
        found.append(tuple(_offers(one, compared, sheets[one.read.table], now)))
    return found, known


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What is asked of a table for each of its rows: where each topic stands, and whether it is a sheet of ours."""

    places: Mapping[str, int]
    ours: Mapping[str, int]
    whole: bool

    @classmethod
    def of(cls, table: Table) -> "_Sheet":
        columns = list(enumerate(table.mapping.columns))
        places = {_FIELDS[one.field]: place for place, one in reversed(columns) if one.field in _FIELDS}
        return cls(places, returned.marked(table), returned.whole_numbers(table))


def _offers(
    one: Asked, compared: Compared, sheet: _Sheet, now: Mapping[tuple[bool, int], Mapping[str, str]]
) -> list[Offer]:
    current = now.get((sheet.whole, one.person_id))
    if one.back is None or not one.back.left.marks or current is None:
        return [_placed(offer, sheet) for offer in plain(compared)]
    added = [_placed(offer, sheet) for offer in plain(compared) if offer.topic not in sheet.ours]
    return [*returned.changed(compared, one.read, sheet.ours, one.back, current), *added]


def _placed(offer: Offer, sheet: _Sheet) -> Offer:
    """With the place of the column that says it."""
    return replace(offer, place=sheet.places.get(offer.topic, -1))


def _now(rows: Sequence[Asked], sheets: Mapping[int, _Sheet]) -> dict[tuple[bool, int], Mapping[str, str]]:
    """What exported rows would say today, by (numbers in full, person)."""
    wanted: dict[bool, set[int]] = defaultdict(set)
    for one in rows:
        if one.back is not None:
            wanted[sheets[one.read.table].whole].add(one.person_id)
    return {
        (numbers, person): texts
        for numbers, people in wanted.items()
        for person, texts in exports.texts(people=sorted(people), numbers=numbers).items()
    }

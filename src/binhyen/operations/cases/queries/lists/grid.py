"""The preview of a list as a grid: the file's own columns, each cell with what is to be said of it."""

import re
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils.translation import gettext

from binhyen.kit.grid.columns import Column, Kind
from binhyen.kit.grid.rows import CellState, Row, State
from binhyen.operations.cases.models import ListRow
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.reader.values import Field, letter
from binhyen.operations.cases.values import Fate

from . import offer_words as offers

ACCEPTED, NUMBER, KNOWN = "accepted", "number", "known"
_CELL = re.compile(r"([A-Z]+)\d+")
_PLACE = re.compile(r"c(\d+)")
_STATES = {"ERROR": State.ERROR, "WARNING": State.WARNING, "NOTE": State.SUGGESTED}
_WEIGHT = {"ERROR": 3, "WARNING": 2, "NOTE": 1}
_WIDE = {"FULL_NAME": 190, "ADDRESS": 220, "PERMANENT_ADDRESS": 220, "ACTUAL_ADDRESS": 220, "STATUS": 190, "NOTE": 180}


def place_of(name: str) -> int | None:
    """The place of a column of the file among the texts of a row; None for the grid's own columns."""
    found = _PLACE.fullmatch(name)
    return int(found[1]) if found else None


def columns_of(table: Table, *, editable: bool) -> tuple[Column, ...]:
    """Row number, what the register knows, taken in or not, then the columns of the file."""
    own = (
        Column(NUMBER, gettext("Dòng"), Kind.LINK, width=70, frozen=True),
        Column(KNOWN, gettext("Sổ"), width=140, editable=False, frozen=True),
        Column(ACCEPTED, gettext("Lấy"), Kind.CHECK, width=60, editable=editable),
    )
    given = tuple(
        Column(
            f"c{place}",
            f"{one.letter}. {one.heading.rsplit('›', 1)[-1].strip() or one.label}",
            width=_WIDE.get(one.field.value, 130),
            editable=editable and one.field is not Field.ROW_ID,
            hidden=one.field is Field.ROW_ID,  # a seal is nothing to read or to type
        )
        for place, one in enumerate(table.mapping.columns)
    )
    return own + given


def rows_of(rows: Iterable[ListRow], table: Table) -> list[Row]:
    places = {letter(column): place for place, column in enumerate(table.columns)}
    return [_row(row, places) for row in rows]


def _row(row: ListRow, places: dict[str, int]) -> Row:
    texts: Sequence[str] = row.cells["texts"]
    values = {f"c{place}": texts[place] if place < len(texts) else "" for place in places.values()}
    address = reverse("cases:list-row", args=[row.source_id, row.pk])
    return Row(
        id=str(row.pk),
        version=row.version,
        values={NUMBER: str(row.number), KNOWN: known_words(row), ACCEPTED: row.accepted, **values},
        url=address,
        links={NUMBER: address},
        states=_states(row, places),
    )


def known_words(row: ListRow) -> str:
    """What became of the row, or what the register knows of it, in a word or two."""
    fates = {
        Fate.WRITTEN.value: gettext("đã ghi"),
        Fate.SAME.value: gettext("đã có"),
        Fate.BASKET.value: gettext("trong giỏ"),
        Fate.LEFT_OUT.value: gettext("bỏ ra"),
    }
    known = {"NEW": gettext("mới"), "SAME": gettext("đã có"), "MAYBE": gettext("có thể đã có")}
    word = fates.get(row.fate) or known.get(row.match, "")
    if row.asks and row.fate in {Fate.WAITING, Fate.BASKET}:
        return gettext("%(word)s, %(n)d ô khác") % {"word": word, "n": row.asks}
    if row.gives and not row.fate:
        return gettext("%(word)s, thêm %(n)d ô") % {"word": word, "n": row.gives}
    return word


def _states(row: ListRow, places: dict[str, int]) -> dict[str, CellState]:
    """The gravest finding of each cell; what is said of the whole row stands on its number."""
    found: dict[str, tuple[int, CellState]] = {}
    for one in row.findings:
        cell = _CELL.fullmatch(one["cell"])
        name = f"c{places[cell[1]]}" if cell and cell[1] in places else NUMBER
        weight = _WEIGHT[one["severity"]]
        if name not in found or found[name][0] < weight:
            said = one["says"] if one["says"][:1].isupper() else f"{one['cell']}: {one['says']}"
            found[name] = (weight, CellState(_STATES[one["severity"]], said, one.get("suggestion", "")))
    for one in row.offers:
        name, state = f"c{one['place']}", offers.state_of(one)
        if one["place"] >= 0 and found.get(name, (0,))[0] < _WEIGHT["ERROR"]:
            found[name] = (_WEIGHT["ERROR"], state)
    states = {name: state for name, (_, state) in found.items()}
    if row.match == "MAYBE" and not row.fate:
        states[KNOWN] = CellState(State.WARNING, gettext("Có thể đã có người này: mở dòng để chọn."))
    if row.asks and not row.fate:
        states[KNOWN] = CellState(State.WARNING, gettext("Có ô khác với sổ: mở dòng để chọn."))
    if row.fate == Fate.BASKET:
        states[KNOWN] = CellState(State.WARNING, row.reason)
    return states

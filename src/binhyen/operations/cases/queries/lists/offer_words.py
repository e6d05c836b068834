"""What is said of cells that differ from the register: in the grid, and in the table of one row."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from binhyen.kit.grid.rows import CellState, State
from binhyen.operations.cases.models import ListRow
from binhyen.operations.cases.reader.table import Table
from binhyen.operations.cases.values import Fate

from .offers.returned import marked
from .offers.values import TOPICS, Said
from .seals import returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One cell of a row beside the register. ``field`` is its name in the form, "" where nothing can be chosen."""

    label: str
    said: str  # Said, or "" for a cell that is as it left
    words: str
    current: str
    sheet: str
    note: str = ""
    field: str = ""
    take: bool | None = None


def said_words(said: str) -> str:
    return {
        Said.LACKS.value: _("sổ chưa có"),
        Said.DIFFERS.value: _("khác với sổ"),
        Said.SHEET.value: _("đã sửa trong tệp"),
        Said.BOTH.value: _("tệp và sổ cùng đã sửa"),
        Said.REGISTER.value: _("sổ đã sửa sau khi xuất"),
        Said.FIXED.value: _("đã sửa trong tệp, không lấy được"),
        Said.UNREAD.value: _("đã sửa trong tệp, chưa đọc được"),
    }.get(said, _("như khi xuất"))


def state_of(offer: Mapping[str, Any]) -> CellState:
    """The mark of a cell in the grid."""
    current = offer["current"] or _("trống")
    words = {"said": said_words(offer["said"]).capitalize(), "current": current}
    message = _("%(said)s. Sổ đang ghi: %(current)s.") % words
    if offer["note"]:
        return CellState(State.WARNING, f"{message} {offer['note']}")
    if not offer["open"]:
        return CellState(State.CHANGED, f"{message} {_('Giữ theo sổ.')}")
    chosen = {True: _("Sẽ lấy theo danh sách."), False: _("Giữ theo sổ."), None: _("Chưa chọn: mở dòng để chọn.")}
    state = State.WARNING if offer["take"] is None else State.CHANGED
    return CellState(state, f"{message} {chosen[offer['take']]}")


def lines(row: ListRow) -> list[Line]:
    """Every cell of a row that differs from the register; what was written before is no longer chosen."""
    waits = row.fate in {Fate.WAITING, Fate.BASKET, Fate.LEFT_OUT}
    return [
        Line(
            label=TOPICS[one["topic"]],
            said=one["said"],
            words=said_words(one["said"]),
            current=one["current"],
            sheet=one["sheet"],
            note=one["note"],
            field=f"take-{place}" if one["open"] and waits else "",
            take=one["take"],
        )
        for place, one in enumerate(row.offers)
    ]


def as_they_left(row: ListRow, table: Table) -> list[Line]:
    """Of a row we exported, the cells nobody changed."""
    texts = row.cells["texts"]
    cell = next((text for text, one in zip(texts, table.mapping.columns, strict=False) if one.field == "ROW_ID"), "")
    back = returned(cell) if cell else None
    if back is None or back.person_id != row.person_id:
        return []
    told = {one["topic"] for one in row.offers}
    return [
        Line(label=TOPICS[topic], said="", words=said_words(""), current=texts[place], sheet=texts[place])
        for topic, place in marked(table).items()
        if topic not in told and place < len(texts) and texts[place]
    ]

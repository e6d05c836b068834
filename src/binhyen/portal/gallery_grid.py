"""The grid of the gallery: invented people, and a server that reads what is typed but keeps nothing.

Row 5 was "changed by somebody else" after the page was made: whoever edits its note meets the conflict.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binhyen.kit.grid import rows as grids
from binhyen.kit.grid.changes import CellAnswer, CellChange, conflict, refused, saved
from binhyen.kit.grid.columns import Column, Kind, UnreadableCell, read
from binhyen.kit.grid.rows import CellState, Row, State

ROWS = 1000
FIRST, PAGE = 30, 500  # rows that come with the page, and with each page after
MOST_VISITS = 100
TAKEN, THEIR_NOTE = "5", "Đã gặp ngày 12/03/2026"
_FAMILY = ("Giàng", "Lý", "Vàng", "Nguyễn", "Hoàng", "Sùng", "Lò", "Đặng")
_MIDDLE = ("A", "Thị", "Văn", "Seo")
_GIVEN = ("Tủa", "Mẩy", "Páo", "Hương", "Ánh", "Chúng", "Ơn", "Đức", "Yến", "Dở")
_PLACES = ("Bản Lầu", "Bát Xát", "Cốc San", "Mường Khương", "Sa Pa", "Si Ma Cai", "Trịnh Tường", "Văn Bàn", "Ý Tý")

COLUMNS = (
    Column("name", _("Họ và tên"), width=190, required=True, frozen=True, filter=True, longest=80),
    Column("born", _("Ngày sinh"), Kind.LOOSE_DAY, width=120, help=_("Không nhớ ngày thì gõ năm.")),
    Column(
        "place",
        _("Xã, phường"),
        Kind.CHOICE,
        width=140,
        choices=tuple((str(n), name) for n, name in enumerate(_PLACES)),
        filter=True,
    ),
    Column("met", _("Ngày gặp"), Kind.DAY, width=120),
    Column("visits", _("Số lần thăm"), Kind.NUMBER, width=110),
    Column("paid", _("Hỗ trợ (triệu đồng)"), Kind.NUMBER, width=150, decimals=2),
    Column("done", _("Đã xong"), Kind.CHECK, width=90),
    Column("note", _("Ghi chú"), width=220, longest=200),
    Column("code", _("Số hồ sơ"), width=110, editable=False),
    Column("file", _("Hồ sơ"), Kind.LINK, width=110),
    Column("hamlet", _("Thôn, bản"), width=140),
    Column("helper", _("Người giúp"), width=160, hidden=True),
)
BY_NAME = {column.name: column for column in COLUMNS}
_SAID = {
    "3": {"born": CellState(State.ERROR, _("31/02 không có thật. Gõ lại ngày, hoặc chỉ gõ năm."))},
    "4": {"hamlet": CellState(State.SUGGESTED, _("Tên này nay viết khác."), "Na Mạ 1")},
    "6": {"visits": CellState(State.WARNING, _("Nhiều hơn số lần đã ghi trong sổ."))},
    "7": {"name": CellState(State.CHANGED, _("Khác với lần trước: trước đây là Lý Seo Páo."))},
}


@cache
def row(n: int) -> Row:
    """Row ``n`` of the sample, counted from 1; always the same."""
    first, middle, given = _FAMILY[n * 7 % len(_FAMILY)], _MIDDLE[n * 3 % len(_MIDDLE)], _GIVEN[n * 11 % len(_GIVEN)]
    values: dict[str, Any] = {
        "name": f"{first} {middle} {given}",
        "born": "31/02/1990"
        if n == 3
        else str(1960 + n % 45)
        if n % 4
        else date(1960 + n % 45, 1 + n % 12, 1 + n % 28),
        "place": str(n * 5 % len(_PLACES)),
        "met": date(2026, 1 + n % 10, 1 + n % 28) if n % 3 else None,
        "visits": n % 9,
        "paid": Decimal(n % 7) / 4,
        "done": n % 5 == 0,
        "note": "",
        "code": f"HS-{n:05d}",
        "file": gettext("Mở"),
        "hamlet": f"Thôn {1 + n % 12}",
        "helper": "",
    }
    return Row(str(n), 1, values, url="#form", links={"file": "#form"}, states=_SAID.get(str(n), {}))


def sample() -> grids.Grid:
    """The grid as /ui shows it first."""
    return grids.Grid(
        name="ui",
        label=gettext("Danh sách mẫu"),
        columns=COLUMNS,
        rows=[row(n) for n in range(1, FIRST + 1)],
        save=reverse("portal:gallery-grid"),
        more=_more(FIRST),
        total=ROWS,
        bulk="grid-bulk",
    )


def page(start: str) -> dict[str, Any]:
    """The rows after the first ``start`` ones."""
    first = min(int(start), ROWS) if start.isascii() and start.isdigit() and len(start) < len("10000") else 0
    last = min(ROWS, first + PAGE)
    return grids.page(COLUMNS, [row(n) for n in range(first + 1, last + 1)], total=ROWS, more=_more(last))


def _more(start: int) -> str:
    return f"{reverse('portal:gallery-grid')}?tu={start}" if start < ROWS else ""


def save(changes: Iterable[CellChange]) -> Iterable[CellAnswer]:
    """What a subject's action would answer, but for the writing."""
    return [_answer(change) for change in changes]


def _answer(change: CellChange) -> CellAnswer:
    if change.id == TAKEN and change.field == "note" and change.version < 2:
        return conflict(change, version=2, theirs=THEIR_NOTE, message=gettext("Sùng A Páo ghi lúc 09:12."))
    try:
        value = read(BY_NAME[change.field], change.value)
    except UnreadableCell as refusal:
        return refused(change, str(refusal))
    if change.field == "visits" and isinstance(value, int) and value > MOST_VISITS:
        return refused(change, gettext("Nhiều nhất %(n)d lần thăm.") % {"n": MOST_VISITS})
    return saved(change, version=change.version + 1, value=value)

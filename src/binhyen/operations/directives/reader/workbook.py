"""The register as a spreadsheet: all on the first sheet, what nobody has on the second, then one per body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from binhyen.kit.spreadsheets import Column, Kind, Sheet, write
from binhyen.kit.spreadsheets import Header as SheetHeader
from binhyen.kit.vietnamese.sort import sort_key
from binhyen.operations.directives.reader.exports import UNASSIGNED, Header, RegisterRow

_MAX_BODY_SHEETS = 250  # more sheets open slowly; bodies beyond it are still on the first sheet
_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Loại", 10),
    Column("Nhiệm vụ", 45),
    Column("Nội dung", 70),
    Column("Chủ trì", 28),
    Column("Phối hợp", 32),
    Column("Thời hạn", 24),
    Column("Ngày đến hạn", 13, Kind.DAY),
    Column("Sản phẩm", 24),
    Column("Căn cứ", 28),
    Column("Văn bản", 30),
    Column("Vị trí", 18),
    Column("Cần xem lại", 36),
)
_ROLE = Column("Vai trò", 10)


def register_workbook(rows: Sequence[RegisterRow], *, header: Header) -> bytes:
    """An .xlsx of the rows; see ``exports.rows_to_xlsx``."""
    sheets = [Sheet("Tất cả", _COLUMNS, [_cells(row) for row in rows])]
    unassigned = [row for row in rows if not row.leads]
    if unassigned:
        sheets.append(Sheet(UNASSIGNED, _COLUMNS, [_cells(row) for row in unassigned]))
    taken = SheetHeader(title=header.title, who=header.who, at=header.at, why=header.why)
    return write(header=taken, sheets=[*sheets, *_per_body(rows)])


def _per_body(rows: Sequence[RegisterRow]) -> Iterator[Sheet]:
    tasks: defaultdict[str, list[tuple[str, RegisterRow]]] = defaultdict(list)
    for row in rows:
        for body in dict.fromkeys(row.leads):
            tasks[body].append(("Chủ trì", row))
        for body in dict.fromkeys(row.coordinators):
            if body not in row.leads:
                tasks[body].append(("Phối hợp", row))
    bodies = sorted(tasks, key=lambda body: -len(tasks[body]))[:_MAX_BODY_SHEETS]
    for body in sorted(bodies, key=sort_key):
        cells = [(number, role, *_cells(row)[1:]) for number, (role, row) in enumerate(tasks[body], 1)]
        yield Sheet(body, (_COLUMNS[0], _ROLE, *_COLUMNS[1:]), cells)


def _cells(row: RegisterRow) -> tuple[int | str | date | None, ...]:
    return (
        row.stt,
        row.kind,
        row.title,
        row.text,
        "\n".join(row.leads) or UNASSIGNED,
        "\n".join(row.coordinators),
        row.deadline_text,
        row.deadline_on,
        row.result,
        row.basis,
        row.directive,
        row.place,
        row.remarks,
    )

"""The list of bodies as a spreadsheet."""

from collections.abc import Iterable
from datetime import datetime

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write

from .models import Body

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Mã", 24),
    Column("Tên cơ quan", 52),
    Column("Cấp", 14),
    Column("Khối", 22),
    Column("Cơ quan cấp trên", 30),
    Column("Mã địa bàn", 12),
    Column("Từ ngày", 14, Kind.DAY),
    Column("Đến ngày", 14, Kind.DAY),
    Column("Nguồn", 44),
)


def bodies(*, rows: Iterable[Body], who: str, at: datetime, why: str) -> bytes:
    """The list of bodies as .xlsx, in the order given."""
    table = [
        (
            number,
            body.key,
            body.name,
            body.get_level_display(),
            body.get_block_display(),
            body.parent.name if body.parent else "",
            body.area_code,
            body.valid_from,
            body.valid_to,
            body.source,
        )
        for number, body in enumerate(rows, start=1)
    ]
    return write(header=Header("Danh mục cơ quan", who, at, why), sheets=[Sheet("Cơ quan", _COLUMNS, table)])

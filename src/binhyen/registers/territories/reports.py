"""Tables of territories that leave as spreadsheets."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write

from .models import Province
from .values import PopulationFlag

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Mã", 9),
    Column("Xã, phường", 28),
    Column("Diện tích (km²)", 14, Kind.DECIMAL),
    Column("Dân số (người)", 14, Kind.NUMBER),
    Column("Tính đến ngày", 14, Kind.DAY),
    Column("Ghi chú về số dân", 34),
    Column("Mật độ (người/km²)", 14, Kind.DECIMAL),
    Column("Biên giới (km)", 13, Kind.DECIMAL),
    Column("Số thôn, tổ đã nhập", 14, Kind.NUMBER),
    Column("Trụ sở", 48),
)


def communes(*, province: Province, rows: Iterable[Any], who: str, at: datetime, why: str) -> bytes:
    """The list of a province's communes (rows of ``queries.communes``) as .xlsx, in the order given."""
    table = [
        (
            number,
            commune.code,
            commune.full_name,
            commune.area_km2,
            commune.people,
            commune.people_as_of,
            PopulationFlag(commune.people_flag).label if commune.people_flag else "chưa có số liệu",
            commune.density,
            commune.border_km,
            commune.hamlet_count,
            commune.seat,
        )
        for number, commune in enumerate(rows, start=1)
    ]
    header = Header(f"Danh sách xã, phường, đặc khu: {province.full_name}", who, at, why)
    return write(header=header, sheets=[Sheet(province.name, _COLUMNS, table)])

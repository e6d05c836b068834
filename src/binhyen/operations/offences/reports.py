"""Lists of offences and areas that leave as spreadsheets. No persons: counts and references only."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.operations.offences.queries.areas import AreaLine
from binhyen.operations.offences.queries.lists import Line
from binhyen.operations.offences.rules.periods import Period
from binhyen.operations.offences.values import RouteKind, Table

_TITLES = {
    Table.OFFENCES: "Danh sách vụ việc về ma túy",
    Table.POINTS: "Danh sách điểm tổ chức, chứa chấp sử dụng trái phép chất ma túy",
    Table.PLANTS: "Cây có chứa chất ma túy đã phát hiện, triệt phá",
    Table.WANTED: "Người bị truy nã về ma túy lẩn trốn trên địa bàn",
}


def rows(
    *, table: Table, columns: Sequence[tuple[str, str]], lines: Iterable[Line], who: str, at: datetime, why: str
) -> bytes:
    """Lines of a list as .xlsx in the order given; ``columns`` are (name, title)."""
    heads = (
        Column("STT", 6, Kind.NUMBER),
        Column("Số trong sổ", 9, Kind.NUMBER),
        *(Column(title, 20) for _, title in columns),
    )
    body = [
        (number, line.record, *(line.cells.get(name, "") for name, _ in columns))
        for number, line in enumerate(lines, start=1)
    ]
    return write(header=Header(_TITLES[table], who, at, why), sheets=[Sheet(str(table.label), heads, body)])


_AREAS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Mã", 9),
    Column("Xã, phường", 26),
    Column("Nhân khẩu đang cư trú", 16, Kind.NUMBER),
    Column("Tính đến ngày", 14, Kind.DAY),
    Column("Người phạm tội bị bắt giữ trên địa bàn", 18, Kind.NUMBER),
    Column("Trong đó chưa rõ nơi cư trú", 14, Kind.NUMBER),
    Column("Người cư trú phạm tội tại địa bàn", 16, Kind.NUMBER),
    Column("Người cư trú phạm tội nơi khác", 16, Kind.NUMBER),
    Column("Đang bị truy nã, lẩn trốn", 14, Kind.NUMBER),
    Column("Điểm nghi vấn", 11, Kind.NUMBER),
    Column("Điểm xác định", 11, Kind.NUMBER),
    Column("Cây triệt phá", 12, Kind.NUMBER),
    Column("Diện tích (m²)", 12, Kind.DECIMAL),
    Column("Tuyến trọng điểm", 20),
)


def areas(*, lines: Iterable[AreaLine], period: Period, known: date | None, who: str, at: datetime) -> bytes:
    """All communes of a period as .xlsx."""
    body = [
        (
            number, one.commune.code, one.commune.full_name, one.people, one.as_of, one.counts.arrested,
            one.counts.arrested_residence_unknown, one.counts.resident_offenders, one.counts.residents_elsewhere,
            one.counts.wanted_hiding, one.counts.points_suspected, one.counts.points_established, one.counts.plants,
            one.counts.plants_m2, ", ".join(sorted(RouteKind(kind).label for kind in one.counts.routes)),
        )
        for number, one in enumerate(lines, start=1)
    ]  # fmt: skip
    why = f"Kỳ {period.start:%d/%m/%Y} đến {period.on:%d/%m/%Y}"
    if known:
        why += f", theo những gì đã biết đến hết ngày {known:%d/%m/%Y}"
    header = Header("Địa bàn: người phạm tội, điểm, cây, tuyến", who, at, why)
    return write(header=header, sheets=[Sheet("Theo xã", _AREAS, body)])

"""Tables of classification that leave as spreadsheets."""

from collections.abc import Iterable
from datetime import date, datetime

from binhyen.kit.figures import number
from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.monitoring.classification.queries.board import Row
from binhyen.monitoring.classification.rules.words import DIRECTION_LABELS, key_label
from binhyen.monitoring.classification.values import RECOGNISED_LABELS, CriterionResult

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Mã", 9),
    Column("Xã, phường", 28),
    Column("Tình trạng", 20),
    Column("Tiêu chí không ma túy đạt", 12, Kind.NUMBER),
    Column("Người cản", 10, Kind.NUMBER),
    Column("Vi phạm, truy nã", 10, Kind.NUMBER),
    Column("Điểm", 8, Kind.NUMBER),
    Column("Còn thiếu", 40),
    Column("Loại trọng điểm", 34),
    Column("a) Người có hồ sơ", 12),
    Column("b) Điểm", 10),
    Column("c) Bị bắt giữ", 12),
    Column("d) Cây, m²", 14),
    Column("đ) Tuyến", 10),
    Column("Nhân khẩu đang cư trú", 14, Kind.NUMBER),
    Column("So với tháng trước", 14),
    Column("Được công nhận", 30),
    Column("Kết quả đổi nếu hiểu khác", 12),
)


def board_sheet(*, rows: Iterable[Row], on: date, known_at: datetime | None, who: str, at: datetime, why: str) -> bytes:
    """The board as .xlsx, in the order given: classes, figures of every criterion, what is missing."""
    known = f"theo những gì đã biết đến {known_at:%d/%m/%Y}" if known_at else "theo những gì biết hiện nay"
    header = Header(
        f"Phân loại địa bàn ngày {on:%d/%m/%Y}", who, at, why,
        more=("Căn cứ: Quyết định 28/2025/QĐ-TTg", f"Số liệu {known}"),
    )  # fmt: skip
    table = [_line(place, row) for place, row in enumerate(rows, start=1)]
    return write(header=header, sheets=[Sheet("Phân loại", _COLUMNS, table)])


def _line(place: int, row: Row) -> tuple[object, ...]:
    counts: list[int | None] = [one.count for one in row.now.free] or [None, None, None]
    measures = [_measures(one) for one in row.now.criteria] or [""] * 5
    return (
        place, row.place.code, row.place.name, row.status_label, row.now.free_met, *counts, row.lacking,
        key_label(row.now), *measures, row.area.facts.residents, DIRECTION_LABELS[row.direction],
        "; ".join(RECOGNISED_LABELS[kind] for kind in row.kinds), "có" if row.differs else "",
    )  # fmt: skip


def _measures(criterion: CriterionResult) -> str:
    if criterion.on_route is not None:
        return "có" if criterion.on_route else ""
    return "; ".join(
        f"{number(one.numerator)}/{number(one.denominator)}" if one.denominator else number(one.numerator)
        for one in criterion.measures
    )

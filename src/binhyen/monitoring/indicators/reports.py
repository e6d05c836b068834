"""Figures that leave as a spreadsheet, with who took them, when, what they mean and as of when they are known."""

from datetime import datetime
from typing import Any

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write

from .models import FigureRun
from .queries.boards import Asked, Page, Part, known_at
from .queries.closings import code_of_period
from .queries.looks import Asked as Look
from .queries.looks import Part as Compared

_HEAD = [Column("Chỉ tiêu", 52), Column("Giá trị", 18), Column("Tử số / mẫu số", 18), Column("So kỳ trước", 18)]
_END = [Column("Đơn vị", 12), Column("Căn cứ", 48), Column("Mã", 30)]


def board_sheet(*, parts: list[Part], wanted: Asked, run: FigureRun, who: str, at: datetime) -> bytes:
    """The board as a sheet."""
    rows = [
        (
            tile.entry.name, tile.figure.text, tile.figure.detail, tile.trend.words if tile.trend else "",
            tile.entry.unit, tile.entry.law, tile.entry.code,
        )
        for part in parts
        for tile in part.tiles
    ]  # fmt: skip
    header = _header(f"Bảng số liệu {wanted.name}", wanted, run, who, at)
    return write(header=header, sheets=[Sheet("Bảng số liệu", [*_HEAD, *_END], rows)])


def indicator_sheet(*, page: Page, wanted: Asked, run: FigureRun, who: str, at: datetime) -> bytes:
    """One indicator as a sheet: by place and over time."""
    places = [(row.name, row.figure.value, row.figure.text, row.figure.detail) for row in page.places]
    past = [(period.name, figure.value, figure.text, figure.detail) for period, figure in page.past]
    header = _header(page.entry.name, wanted, run, who, at, page.entry.definition, f"Căn cứ: {page.entry.law}")
    sheets = [Sheet("Theo thời gian", _columns("Kỳ"), past)]
    if places:
        sheets.insert(0, Sheet("Theo địa bàn", _columns("Xã, phường"), places))
    return write(header=header, sheets=sheets)


def look_sheet(*, parts: list[Compared], wanted: Look, moment: datetime, name: str, who: str, at: datetime) -> bytes:
    """A day as known then beside what is known now; with the code where it is of closed books."""
    rows = [
        (
            line.entry.name, line.then.text, line.then.detail, line.now.text, line.now.detail,
            line.moved.words if line.moved else "", line.entry.unit, line.entry.law, line.entry.code,
        )
        for part in parts
        for line in part.lines
    ]  # fmt: skip
    then = f"Lúc chốt {wanted.closing}" if wanted.closing else f"Biết đến {wanted.known_on:%d/%m/%Y}"
    heads = [_HEAD[0], Column(then, 18), _HEAD[2], Column("Biết hiện nay", 18), _HEAD[2], Column("Khác", 18), *_END]
    known = moment.astimezone(at.tzinfo)
    more = [f"“Biết hiện nay”: theo những gì biết đến {known:%H:%M ngày %d/%m/%Y}"]
    more += [f"Mã chốt số liệu: {wanted.closing}"] if wanted.closing else []
    why = f"{name}, đến hết ngày {wanted.on:%d/%m/%Y}; việc trong kỳ từ {wanted.start:%d/%m/%Y}"
    header = Header(title="Số liệu một ngày, biết khi ấy và biết hiện nay", who=who, at=at, why=why, more=more)
    return write(header=header, sheets=[Sheet("Số liệu", heads, rows)])


def _columns(first: str) -> list[Column]:
    return [Column(first, 40), Column("Số", 14, Kind.DECIMAL), Column("Hiển thị", 22), Column("Tử số / mẫu số", 18)]


def _header(title: str, wanted: Asked, run: FigureRun, who: str, at: datetime, *more: Any) -> Header:
    known = known_at(run=run, area=wanted.area).astimezone(at.tzinfo)
    return Header(
        title=title,
        who=who,
        at=at,
        why=f"{wanted.name}, {wanted.period.name}",
        more=[f"Theo những gì biết đến {known:%H:%M ngày %d/%m/%Y}", *_closed(wanted), *more],
    )


def _closed(wanted: Asked) -> list[str]:
    """The code of the books of the period, where they were closed."""
    code = code_of_period(kind=wanted.kind, code=wanted.period.code)
    return [f"Kỳ này đã chốt, mã {code}: số đã chốt xem ở trang Ngày bất kỳ"] if code else []

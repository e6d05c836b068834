"""Duties in tables: "TT | Nội dung | Đơn vị chủ trì | Đơn vị phối hợp | Thời gian | Sản phẩm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from . import deadlines
from .assignment import FORMALLY, NOBODY, Assigner, Assignment
from .helping import minus
from .values import Block, Deadline, DeadlineType, Level, Node
from .words import fold, squeeze
from .zones import Zone

_HEADS = (
    ("number", re.compile(r"(?:tt|stt|số tt|số thứ tự)\s*$")),
    ("coordinate", re.compile(r"(?:(?:cơ quan|đơn vị|tổ chức)[^|]{0,30})?phối hợp")),
    ("both", re.compile(r"(?:(?:cơ quan|đơn vị)[^|]{0,20})?chủ trì[^|]{0,4}(?:/|,|và)\s*phối hợp")),
    (
        "lead",
        re.compile(
            r"(?:(?:cơ quan|đơn vị|tổ chức|bộ phận|cá nhân)[^|]{0,30}(?:chủ trì|thực hiện|chịu trách nhiệm|tham mưu"
            r"|đầu mối|được giao)|chủ trì|trách nhiệm|phân công|đơn vị$|cơ quan$|giao (?:cho )?đơn vị"
            r"|người thực hiện|đầu mối|(?:các )?thành viên|tên (?:cơ quan|đơn vị))"
        ),
    ),
    (
        "time",
        re.compile(r"(?:thời gian|thời hạn|tiến độ|hạn |ngày hoàn thành|hoàn thành|mốc thời gian|thời điểm|lộ trình)"),
    ),
    ("product", re.compile(r"(?:sản phẩm|kết quả|đầu ra|hồ sơ|dự kiến sản phẩm)")),
    ("target", re.compile(r"(?:(?:tên |các )?chỉ tiêu|mục tiêu)(?!.*(?:giao|năm \d))")),
    ("unit", re.compile(r"(?:đơn vị tính|đvt)")),
    (
        "content",
        re.compile(r"(?:nội dung|nhiệm vụ|công việc|hoạt động|tên nhiệm vụ|danh mục|giải pháp|đầu việc|phần việc)"),
    ),
    ("note", re.compile(r"(?:ghi chú|căn cứ)")),
)
_SAME = re.compile(r"(?:nt|như trên|như\s+trên|-nt-|''|\"|„)\s*$")
_COUNTER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2}){0,3}|[ivxlc]{1,6}|[a-zđ])[.)]?\s*$")
_NEVER = Deadline()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the stretch of its block each cell takes."""

    node: Node
    block: Block
    cells: tuple[tuple[int, int], ...]

    def words(self, column: int) -> str:
        if column < 0 or column >= len(self.cells):
            return ""
        start, end = self.cells[column]
        return self.block.text[start:end].strip()


@dataclass(frozen=True, slots=True)
class RowDuty:
    """A duty read from a row; ``start`` and ``end`` bound its content cell in the block."""

    node: Node
    start: int
    end: int
    assignment: Assignment
    deadline: Deadline
    product: str = ""
    zone: Zone = Zone.DUTIES
    certain: bool = True
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class _Columns:
    places: dict[str, int] = field(default_factory=dict)
    values: list[int] = field(default_factory=list)

    def at(self, name: str) -> int:
        return self.places.get(name, -1)


def rows_of(nodes: Sequence[Node], blocks: Sequence[Block], position: int) -> list[Row]:
    """Consecutive rows from ``position`` on, of one table where tables are numbered."""
    rows: list[Row] = []
    table = blocks[nodes[position].span.block].table
    while position < len(nodes) and nodes[position].level is Level.ROW:
        block = blocks[nodes[position].span.block]
        if block.table != table:
            break
        rows.append(Row(nodes[position], block, _cells(block)))
        position += 1
    return rows


def _cells(block: Block) -> tuple[tuple[int, int], ...]:
    found, at = [], 0
    for cell in block.text.split("\t"):
        found.append((at, at + len(cell)))
        at += len(cell) + 1
    return tuple(found)


@dataclass(slots=True)
class TableReader:
    """Reads tables with one set of names; a table that goes on after a page break keeps its columns."""

    assigner: Assigner
    issued: date | None
    last: _Columns | None = None

    def read(self, rows: Sequence[Row], zone: Zone) -> list[RowDuty]:
        """Duties of the rows; none where no column says who or when."""
        if zone is Zone.OUTSIDE:
            return []
        columns, first = self._columns(rows)
        if columns is None:
            return []
        self.last = columns
        found: list[RowDuty] = []
        before: dict[str, str] = {}
        for row in rows[first:]:
            duty = self._duty(row, columns, before, zone)
            if duty:
                found.append(duty)
        return found

    def _columns(self, rows: Sequence[Row]) -> tuple[_Columns | None, int]:
        for number, row in enumerate(rows[:3]):
            columns = _heads(row)
            if columns.at("content") >= 0 and any(
                columns.at(name) >= 0 for name in ("lead", "both", "time", "coordinate", "value")
            ):
                return columns, number + 1
        if self.last and len(rows[0].cells) > max(self.last.places.values()):
            return self.last, 0
        return None, 0

    def _duty(self, row: Row, columns: _Columns, before: dict[str, str], zone: Zone) -> RowDuty | None:
        content = columns.at("content")
        words = row.words(content)
        others = [row.words(place) for name, place in columns.places.items() if name not in ("content", "number")]
        if len(squeeze(words)) < 6 or _heads(row).at("content") >= 0 and _heads(row).at("lead") >= 0:
            return None
        if not any(others) and not self._counted(row, columns):
            before.clear()
            return None
        if not any(others) and words.isupper():
            return None
        start, end = row.cells[content]
        lead, certain = self._cell(row, columns.at("lead") if columns.at("lead") >= 0 else columns.at("both"), before)
        time, _ = self._cell(row, columns.at("time"), before)
        kind = (
            Zone.TARGETS
            if columns.at("lead") < 0 and columns.at("target") >= 0 or zone is Zone.TARGETS
            else Zone.DUTIES
        )
        return RowDuty(
            row.node,
            start,
            end,
            self._assigned(row, columns, lead, words),
            self._due(time, words),
            squeeze(row.words(columns.at("product"))),
            kind,
            certain,
        )

    def _counted(self, row: Row, columns: _Columns) -> bool:
        number = row.words(columns.at("number")) if columns.at("number") >= 0 else row.words(0)
        return (
            re.fullmatch(r"\d{1,3}(?:\.\d{1,2})*[.)]?", number) is not None
            and len(row.words(columns.at("content"))) > 40
        )

    def _cell(self, row: Row, column: int, before: dict[str, str]) -> tuple[str, bool]:
        """A cell's words; an empty one, or "như trên", takes those of the row above."""
        if column < 0:
            return "", True
        words, key = row.words(column), str(column)
        if not words or _SAME.match(fold(words)):
            return before.get(key, ""), not before.get(key)
        before[key] = words
        return words, True

    def _assigned(self, row: Row, columns: _Columns, lead: str, words: str) -> Assignment:
        helpers = self.assigner.bodies(row.words(columns.at("coordinate")))
        if columns.at("both") >= 0:
            stated = self.assigner.of_statement(lead)
            return Assignment(stated.leads, stated.coordinators, FORMALLY, "Cột “Đơn vị chủ trì, phối hợp” của bảng.")
        stated = self.assigner.of_statement(lead) if "hối hợp" in lead else Assignment()
        leads = stated.leads or self.assigner.bodies(lead)
        helpers = (*helpers, *stated.coordinators, *self.assigner.helpers(words))
        if not leads and not helpers:
            own = self.assigner.of_item(words)
            return own if own.leads else Assignment((), (), NOBODY)
        return Assignment(leads, minus(dict.fromkeys(helpers), leads), FORMALLY, "Cột “Đơn vị chủ trì” của bảng.")

    def _due(self, time: str, words: str) -> Deadline:
        if time:
            found = deadlines.parse(time, issued=self.issued)
            if found is None or found.type is DeadlineType.NONE:
                found = deadlines.own(time, issued=self.issued)
            if found.type is not DeadlineType.NONE:
                return found
            return Deadline(raw=squeeze(time), basis="own", why="Cột “Thời gian” của bảng không nêu ngày.")
        return deadlines.own(words, issued=self.issued)


def _heads(row: Row) -> _Columns:
    columns = _Columns()
    for place in range(len(row.cells)):
        words = squeeze(fold(row.words(place)))
        if not words or len(words) > 90:
            continue
        name = next((name for name, pattern in _HEADS if pattern.match(words)), "")
        if name and name not in columns.places:
            columns.places[name] = place
    if columns.at("content") < 0 and columns.at("target") >= 0:
        columns.places["content"] = columns.at("target")
    return columns

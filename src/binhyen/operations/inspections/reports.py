"""Findings as a spreadsheet."""

from collections.abc import Iterable
from datetime import date, datetime

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.operations.inspections.models import Finding
from binhyen.operations.inspections.rules.states import days_late

_COLUMNS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Đợt kiểm tra", 34),
    Column("Nơi có phát hiện", 26),
    Column("Phát hiện", 50),
    Column("Việc phải khắc phục", 40),
    Column("Cơ quan chịu trách nhiệm", 26),
    Column("Người chịu trách nhiệm", 22),
    Column("Hạn đầu", 12, Kind.DAY),
    Column("Hạn hiện nay", 12, Kind.DAY),
    Column("Số ngày quá hạn", 10, Kind.NUMBER),
    Column("Cơ quan theo dõi", 26),
    Column("Tình trạng", 18),
)


def findings(*, rows: Iterable[Finding], on: date, who: str, at: datetime, why: str) -> bytes:
    """The list as .xlsx, in its order."""
    body = [
        (
            number, one.inspection.title, one.target.name, one.what, one.remedy,
            one.responsible.name if one.responsible else "", one.answerable, one.original_due_on, one.due_on,
            days_late(due_on=one.due_on, state=one.state, claimed_on=one.claimed_on, on=on),
            one.follower.name if one.follower else "",
            str(one.get_state_display()),
        )
        for number, one in enumerate(rows, start=1)
    ]  # fmt: skip
    header = Header("Phát hiện qua kiểm tra và kết quả khắc phục", who, at, why)
    return write(header=header, sheets=[Sheet("Phát hiện", _COLUMNS, body)])

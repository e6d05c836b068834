"""Lists of work and the matrix of who answers for what, as spreadsheets."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from binhyen.kit.spreadsheets import Column, Header, Kind, Sheet, write
from binhyen.operations.work.queries.lists import Line
from binhyen.operations.work.queries.matrix import Matrix
from binhyen.operations.work.values import Cadence

_TASKS = (
    Column("STT", 6, Kind.NUMBER),
    Column("Mã việc", 9, Kind.NUMBER),
    Column("Việc", 60),
    Column("Chủ trì", 34),
    Column("Thời hạn", 18),
    Column("Hạn ban đầu", 18),
    Column("Nhịp", 14),
    Column("Tình trạng", 24),
    Column("Quá hạn", 10),
)
_BODIES = (
    Column("STT", 6, Kind.NUMBER),
    Column("Cơ quan", 48),
    Column("Chủ trì", 10, Kind.NUMBER),
    Column("Phối hợp", 10, Kind.NUMBER),
    Column("Đã giao", 10, Kind.NUMBER),
    Column("Đã xác nhận", 12, Kind.NUMBER),
    Column("Quá hạn", 10, Kind.NUMBER),
    Column("Kỳ đã bắt đầu", 12, Kind.NUMBER),
    Column("Kỳ đã xác nhận", 12, Kind.NUMBER),
)
_POINTS = (Column("STT", 6, Kind.NUMBER), Column("Điểm cần xem", 30), Column("Nhiệm vụ", 70), Column("Chi tiết", 50))


def task_list(*, lines: Sequence[Line], whole: int, who: str, at: datetime, why: str) -> bytes:
    """The lines in the order given; the header says how many of how many."""
    body = [
        (
            number, line.id, line.title, line.lead, _moment(line.due_at), _moment(line.first_due_at),
            str(Cadence(line.cadence).label), _state(line), "quá hạn" if line.late else "",
        )
        for number, line in enumerate(lines, 1)
    ]  # fmt: skip
    title = f"Danh sách công việc ({len(lines)} trên {whole})"
    return write(header=Header(title, who, at, why), sheets=[Sheet("Công việc", _TASKS, body)])


def _state(line: Line) -> str:
    more = line.turn or line.periods
    return f"{line.state_label} ({more})" if more else line.state_label


def matrix(*, found: Matrix, who: str, at: datetime, why: str) -> bytes:
    """Bodies with what they lead and help with; what overlaps or is left out on a sheet of its own."""
    bodies = [
        (
            number, row.name, row.leads, row.helps, row.given, row.verified, row.overdue, row.periods,
            row.periods_verified,
        )
        for number, row in enumerate(found.rows, 1)
    ]  # fmt: skip
    points = [(number, *one) for number, one in enumerate(_points(found), 1)]
    sheets = [Sheet("Cơ quan", _BODIES, bodies), Sheet("Chồng chéo, bỏ sót", _POINTS, points)]
    return write(header=Header("Ma trận trách nhiệm", who, at, why), sheets=sheets)


def _points(found: Matrix) -> list[tuple[str, str, str]]:
    rows = [("Nhiều cơ quan chủ trì", one.duty.title, one.leads) for one in found.two_leads]
    rows += [("Hai nhiệm vụ giống nhau", one.first.title, f"{one.percent}%: {one.second.title}") for one in found.same]
    rows += [("Chưa có ai chủ trì", duty.title, "") for duty in found.nobody]
    rows += [("Không rõ cơ quan", duty.title, name) for duty, name in found.unknown]
    rows += [("Nơi nhận không có việc", "", one.name) for one in found.silent]
    rows += [("Để việc lâu không làm", one.task.title, one.why) for one in found.evading]
    return rows


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%H:%M %d/%m/%Y") if at else ""

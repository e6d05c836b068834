"""Short texts to copy into a chat group: plain words, names of bodies and counts, never a person. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.kit.calendar import weekday_name

from .recurrence import LOCAL

MOST_BODIES = 40  # named in one text; a chat message holds about two thousand letters


@dataclass(frozen=True, slots=True)
class LateBody:
    """``oldest``: the due moment of what waits longest; ``silent``: how many of them are continuous work."""

    key: str
    name: str
    late: int
    oldest: datetime
    silent: int = 0


def _moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M} ngày {at.astimezone(LOCAL):%d/%m/%Y}"


def _day(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%d/%m/%Y}"


def to_body(one: LateBody, *, at: datetime, address: str) -> str:
    """To one body that is late."""
    silent = f" (trong đó {one.silent} việc thường xuyên lâu chưa có minh chứng)" if one.silent else ""
    return (
        f"Kính gửi {one.name}: đến {_moment(at)}, đơn vị còn {one.late} việc quá hạn{silent}, "
        f"lâu nhất từ {_day(one.oldest)}. "
        f"Đề nghị báo kết quả kèm minh chứng, hoặc xin gia hạn, báo khó khăn trên hệ thống: {address}"
    )


def to_group(rows: Sequence[LateBody], *, at: datetime, address: str) -> str:
    """To a group of bodies: who is late, most first."""
    if not rows:
        return f"Đến {_moment(at)}, không có đơn vị nào có việc quá hạn. Trân trọng cảm ơn các đồng chí."
    ordered = sorted(rows, key=lambda one: (-one.late, one.oldest))
    lines = [f"{number}. {one.name}: {one.late} việc" for number, one in enumerate(ordered[:MOST_BODIES], 1)]
    more = len(ordered) - MOST_BODIES
    lines += [f"… và {more} đơn vị khác."] if more > 0 else []
    head = f"Đến {_moment(at)}, {len(ordered)} đơn vị còn việc quá hạn:"
    return "\n".join([head, *lines, f"Đề nghị các đơn vị xử lý và cập nhật: {address}"])


def meeting(*, title: str, at: datetime, place: str) -> str:
    """A reminder of a meeting."""
    local = at.astimezone(LOCAL)
    return (
        f"Kính mời các đồng chí dự {title.strip().rstrip('.')}: {local:%H:%M} {weekday_name(local.date())} "
        f"ngày {local:%d/%m/%Y}, tại {place.strip().rstrip('.')}. Đề nghị dự đúng giờ và mang theo báo cáo của đơn vị."
    )

"""The sentences of lines and of what is not counted, on pages and in letters. Bodies and work, no persons."""

from datetime import datetime

from binhyen.kit.figures import number
from binhyen.operations.work.rules.ontime import Verdict

from .facts import About, Item

_DAY = 24 * 60


def late_words(minutes: int) -> str:
    """ "2 ngày 3 giờ", "40 phút"."""
    days, rest = divmod(minutes, _DAY)
    hours, left = divmod(rest, 60)
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    return f"{hours} giờ" if hours else f"{left} phút"


def late(item: Item, *, due: datetime) -> str:
    """A fact against a body: work late, a remedy late, an answer that did not come. ``due`` in local time.

    What is still open is said without how long: that grows by itself and is no new fact.
    """
    if item.about is About.ANSWER:
        how = f"trả lời trễ {late_words(item.late_minutes)}" if item.verified else "chưa trả lời đúng hạn"
        return f"{item.title}, hạn trả lời {due:%d/%m/%Y}: {how}."
    much = f"trễ {late_words(item.late_minutes)}"
    how = f"xong {much}" if item.verified else f"báo xong {much}, chưa xác minh" if item.claimed else "chưa báo xong"
    if item.about is About.WORK:
        return f"Việc “{item.title}” hạn {due:%H:%M %d/%m/%Y}: {how}."
    return f"Phát hiện qua kiểm tra “{item.title}” hạn khắc phục {due:%d/%m/%Y}: {how}."


def rejected(item: Item) -> str:
    times = f"{number(item.rejected)} lần"
    if item.about is About.REMEDY:
        return f"Phát hiện qua kiểm tra “{item.title}”: báo khắc phục bị trả lại {times}."
    return f"Việc “{item.title}”: báo xong bị trả lại {times}."


def outcome(item: Item) -> str:
    """How one piece ended, in a few words beside its title."""
    if item.extended is Verdict.ON_TIME:
        return "đúng hạn" if item.original is Verdict.ON_TIME else "đúng hạn đã gia hạn"
    if item.extended is Verdict.LATE:
        return f"trễ {late_words(item.late_minutes)}" if item.verified or item.claimed else "quá hạn, chưa xong"
    return "không tính"


NOT_COUNTED = {
    "UNVERIFIED": "đã báo xong nhưng chưa xác minh",
    "WAITING": "đã xin gia hạn trong hạn, chờ trả lời",
    "OPEN": "chưa đến hạn",
    "STOPPED": "đã dừng trước hạn",
    "GIVEN_LATE": "giao sau ngày hạn",
}


def not_counted(code: str, count: int) -> str:
    """ "12 việc đã báo xong nhưng chưa xác minh: không tính"."""
    return f"{number(count)} việc {NOT_COUNTED[code]}: không tính"


def why_not_counted(item: Item) -> str:
    """The code of why an item counts neither way; "" for one that counts."""
    if item.counted:
        return ""
    if item.extended is Verdict.NO_DAY:
        return "GIVEN_LATE"
    if item.claimed:
        return "UNVERIFIED"
    return {Verdict.PENDING: "WAITING", Verdict.STOPPED: "STOPPED"}.get(item.extended, "OPEN")

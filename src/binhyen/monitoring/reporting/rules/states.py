"""What may be done with a report, and whether it is late. No clock, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from binhyen.kit.calendar import weekday_name
from binhyen.monitoring.reporting.values.reports import EDITABLE, STATE_LABELS, Act, State
from binhyen.operations.cases.rules.time import VIETNAM

_FROM: dict[Act, frozenset[State]] = {
    Act.OPENED: frozenset({State.OPEN}),
    Act.SIGNED: EDITABLE | {State.SIGNED},
    Act.SENT_BACK: frozenset({State.SIGNED}),
    Act.RETURNED: frozenset({State.SENT, State.ACCEPTED}),
    Act.ACCEPTED: frozenset({State.SENT}),
    Act.CORRECTED: frozenset({State.SENT, State.ACCEPTED}),
    Act.EXCUSED: frozenset(State),
    Act.EXTENDED: EDITABLE | {State.SIGNED},
    Act.LOCKED: frozenset(State),
    Act.UNLOCKED: frozenset(State),
    Act.ASKED: frozenset(State),
    Act.DECLINED: frozenset(State),
}
_MINUTE = timedelta(minutes=1)
_HOUR, _DAY = 60, 24 * 60


class NotPossible(Exception):
    """The act does not fit the report as it stands. Says why, and what to do."""


def check(act: Act, state: State, *, locked: bool = False) -> None:
    """Raises ``NotPossible`` where ``act`` cannot be done now."""
    if locked and act in {Act.SIGNED, Act.SENT_BACK, Act.CORRECTED}:
        raise NotPossible("Báo cáo đã khóa. Hãy đề nghị nơi nhận mở khóa.")
    if state not in _FROM[act]:
        raise NotPossible(f"Báo cáo đang ở trạng thái “{STATE_LABELS[state]}”, chưa làm việc này được.")


def check_edit(state: State, *, locked: bool, opens_at: datetime, at: datetime) -> None:
    """Raises ``NotPossible`` where nothing may be written now."""
    if at < opens_at:
        raise NotPossible(f"Kỳ báo cáo này mở từ {moment(opens_at)}.")
    if locked:
        raise NotPossible("Báo cáo đã khóa. Hãy đề nghị nơi nhận mở khóa.")
    if state is State.SIGNED:
        raise NotPossible("Báo cáo đã ký, đang chờ ký tiếp. Muốn sửa, người ký tiếp bấm “Chưa ký, đưa về sửa”.")
    if state not in EDITABLE:
        raise NotPossible("Báo cáo đã gửi. Muốn sửa, hãy bấm “Đính chính”; bản đã gửi được giữ nguyên.")


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late a report was sent, or is. ``minutes`` 0 is in time, None not due yet and not sent."""

    minutes: int | None
    sent: bool
    excused: bool = False

    @property
    def late(self) -> bool:
        return bool(self.minutes)

    @property
    def words(self) -> str:
        if self.minutes is None:
            return "chưa đến hạn"
        if not self.minutes:
            return "đúng hạn"
        said = f"{'gửi chậm' if self.sent else 'quá hạn'} {duration(self.minutes)}"
        return f"{said}, có lý do được chấp nhận" if self.excused else said


def lateness(*, due: datetime, sent: datetime | None, now: datetime, excused: bool = False) -> Lateness:
    """Against the due moment as it stood; whole minutes, a begun minute counts."""
    if sent is None and now <= due:
        return Lateness(None, sent=False)
    over = (sent or now) - due
    return Lateness(max(0, -(-over // _MINUTE)), sent=sent is not None, excused=excused)


class Clocked(Protocol):
    """What is asked of a report about its clock."""

    due_at: datetime
    first_sent_at: datetime | None
    excused: bool
    locked: bool


class Wish(StrEnum):
    """What a unit may ask for about the clock of its report."""

    LATER = "LATER"  # a later day, while there is time
    EXCUSE = "EXCUSE"  # that the reason it is late is accepted
    UNLOCK = "UNLOCK"


WISH_LABELS = {Wish.LATER: "Xin lùi hạn", Wish.EXCUSE: "Nêu lý do chậm", Wish.UNLOCK: "Xin mở khóa"}


def wish_of(report: Clocked, now: datetime) -> Wish | None:
    """What the unit of a report may ask for now; None where it went in time, or was excused."""
    if report.locked:
        return Wish.UNLOCK
    if report.first_sent_at is None and now <= report.due_at:
        return Wish.LATER
    late = lateness(due=report.due_at, sent=report.first_sent_at, now=now).late
    return Wish.EXCUSE if late and not report.excused else None


def duration(minutes: int) -> str:
    """ "45 phút", "1 giờ 05 phút", "2 ngày 3 giờ"."""
    if minutes < _HOUR:
        return f"{minutes} phút"
    if minutes < _DAY:
        return f"{minutes // _HOUR} giờ {minutes % _HOUR:02} phút"
    return f"{minutes // _DAY} ngày {minutes % _DAY // _HOUR} giờ"


def moment(at: datetime) -> str:
    """ "10:00 thứ Hai 23/11/2026"; the end of a day is said as such."""
    local = at.astimezone(VIETNAM)
    if (local.hour, local.minute) == (0, 0):
        before = (local - _MINUTE).date()
        return f"hết {weekday_name(before)} {before:%d/%m/%Y}"
    return f"{local:%H:%M} {weekday_name(local.date())} {local:%d/%m/%Y}"

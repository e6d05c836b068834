"""The plan for receiving somebody who comes home from a facility or a prison: who helps, and when they first meet."""

from datetime import date

from .parameters import Parameters
from .time import DAY

LATEST = "FIRST_VISIT"  # days after the return


def first_visit_problem(first_visit_on: date, *, today: date, comes_on: date | None, parameters: Parameters) -> str:
    """Why somebody cannot be met first on that day, as a sentence; "" where they can.

    It may lie ahead, before the return too (a helper may visit the facility), and not behind: what was is a visit, a
    fact of the case. No law says how soon; the latest day is this system's proposal, set by the province.
    """
    if comes_on is None:
        return "Người này chưa có ngày về dự kiến, nên chưa lập kế hoạch đón được."
    if first_visit_on < today:
        return "Ngày gặp lần đầu đã qua. Nếu đã gặp, hãy ghi “Gặp mặt, thăm hỏi” vào hồ sơ."
    days = parameters.value(LATEST, comes_on)
    if days is not None and first_visit_on > max(comes_on, today) + DAY * days:
        return f"Hãy gặp trong {days} ngày sau ngày về ({max(comes_on, today):%d/%m/%Y})."
    return ""

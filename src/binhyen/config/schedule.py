"""Everything that happens by itself, in one table. The worker runs it.

Each line names a function registered with ``jobs.work.job``; it gets ``at`` and nothing else, and is safe to run twice.
The queue reads cron lines in UTC; a function that must wait for an hour of Asia/Ho_Chi_Minh decides that itself, from
``at``, so that a server that was off at the hour makes good for it later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.module_loading import autodiscover_modules
from procrastinate.contrib.django import app

from binhyen.foundation.jobs.work import WORK

ONE_AT_A_TIME = "schedule"  # a lock: of the worker's places one stays free for what people ask for


@dataclass(frozen=True, slots=True)
class Periodic:
    """``cron`` is minute, hour, day, month, weekday, in UTC (07:00 in Vietnam is hour 0).

    Lines run one at a time, also those that a server makes good for all together when it starts. ``brief`` ones, of
    less than a second, run beside: the sweep mends a lock whose holder died.
    """

    kind: str
    cron: str
    why: str
    brief: bool = False


SCHEDULE = (
    Periodic("journal.seal", "* * * * *", "Nối các ghi nhận mới vào chuỗi băm của nhật ký.", brief=True),
    Periodic("journal.verify", "0 18 * * *", "Đi hết chuỗi nhật ký mỗi đêm (01:00)."),
    Periodic("jobs.tidy", "40 18 * * *", "Dọn hàng đợi của việc đã xong quá một tháng (01:40)."),
    Periodic("accounts.tidy", "30 18 * * *", "Dọn phiên đăng nhập đã hết hạn (01:30)."),
    Periodic("people.find-pairs", "0 19 * * *", "So cả sổ tìm hồ sơ có thể trùng (02:00)."),
    Periodic("people.requests", "5 0 * * *", "Nhắc yêu cầu của người dân sắp hoặc đã quá hạn (07:05)."),
    Periodic("jobs.sweep", "* * * * *", "Làm lại hoặc báo những việc bị ngắt giữa chừng.", brief=True),
    Periodic(
        "directives.deadlines", "5 0 * * *", "Báo việc sắp đến hạn, việc vừa quá hạn (07:05), trước thư tổng hợp."
    ),
    Periodic("work.periods", "35 17 * * *", "Mở trước các kỳ của việc định kỳ (00:35)."),
    Periodic("work.clocks", "6 0,3,10 * * *", "Nhắc việc sắp đến hạn, báo việc quá hạn lên (07:06, 10:06, 17:06)."),
    Periodic("work.difficulties", "16 0-11 * * *", "Chuyển lên cấp trên khó khăn, vướng mắc quá hạn trả lời."),
    Periodic("inspections.remind", "5 0 * * *", "Nhắc phát hiện sắp đến hạn, quá hạn khắc phục (07:05)."),
    Periodic("merit.clocks", "8 0 * * *", "Nhắc hạn có ý kiến, kiến nghị về đề nghị khen thưởng, trách nhiệm (07:08)."),
    Periodic("cases.terms", "5 17 * * *", "Đưa hồ sơ hết thời hạn ra khỏi danh sách đúng ngày (00:05)."),
    Periodic("cases.escalate", "*/15 * * * *", "Báo lên cấp trên thời hạn luật định đã quá, việc chuyển chưa ai nhận."),
    Periodic("cases.differences", "35 * * * *", "Báo lên cấp trên chỗ lệch giữa các danh sách mà quá hạn chưa ai xem."),
    Periodic("cases.releases", "10 0 * * *", "Báo trước 60, 30, 7 ngày cho nơi đón người sắp về (07:10)."),
    Periodic("cases.expire_exports", "20 * * * *", "Bỏ tệp của các danh sách đã xuất quá hạn giữ."),
    Periodic("indicators.refresh", "*/20 * * * *", "Chụp số liệu và tính lại mọi chỉ tiêu, khi có thay đổi."),
    Periodic("indicators.check_last", "20 18 * * *", "Đối chiếu bản chốt gần nhất với từng dòng mỗi đêm (01:20)."),
    Periodic("reporting.rounds", "10 17 * * *", "Mở trước các kỳ báo cáo (00:10)."),
    Periodic("reporting.lock", "20 17 * * *", "Khóa báo cáo quá hạn lâu theo chế độ của nó (00:20)."),
    Periodic("reporting.figures", "8,28,48 * * * *", "Tính số cho các báo cáo đang làm, từ bản chụp gần nhất."),
    Periodic("reporting.remind", "*/10 * * * *", "Nhắc đơn vị chưa gửi báo cáo khi sắp đến hạn."),
    Periodic("notifications.digest", "*/10 0-13 * * *", "Thư tổng hợp từ 07:30, mỗi người một thư một ngày."),
    Periodic("reporting.consolidate_due", "*/5 * * * *", "Tổng hợp kỳ báo cáo đã quá hạn 5 phút (thứ Hai: 10:05)."),
    Periodic("files.examine", "*/5 * * * *", "Kiểm tra lại các tệp còn cách ly."),
)


def register() -> None:
    """Find every subject's job functions and put the table into the worker. Called once, by the worker process."""
    autodiscover_modules("jobs")
    for line in SCHEDULE:
        lock, name = None if line.brief else ONE_AT_A_TIME, f"schedule.{line.kind}"
        app.periodic(cron=line.cron, periodic_id=line.kind)(
            app.task(name=name, lock=lock, queueing_lock=name)(_tick(line.kind))
        )


def _tick(kind: str) -> Callable[[int], None]:
    def tick(timestamp: int) -> None:
        WORK[kind](at=datetime.fromtimestamp(timestamp, tz=UTC))

    return tick

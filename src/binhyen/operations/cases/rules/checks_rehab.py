"""Checks on facts of rehabilitation, treatment and the time after (Law 120/2025, Art. 28-43, 47)."""

from collections.abc import Iterator
from datetime import date

from binhyen.operations.cases.values import FactKind, Objection, State

from .checks_execution import CHECKS as EXECUTION_CHECKS
from .checks_file import CHECKS as FILE_CHECKS
from .checks_length import length
from .context import Check, Context, refused, warning, words
from .course import AFTER_REHAB, MANAGEMENT
from .steps_rehab import number
from .time import DAY, add_months

K = FactKind
_FORM_AUTHORITY = {
    "HOME": ("HEAD_COMMUNE_POLICE", "Trưởng Công an cấp xã lập biên bản tiếp nhận", "Đ. 32.5a"),
    "COMMUNITY": ("HEAD_COMMUNE_POLICE", "Trưởng Công an cấp xã lập biên bản tiếp nhận", "Đ. 32.5a"),
    "PRIVATE": ("PRIVATE_FACILITY", "cơ sở cai nghiện tư nhân lập biên bản tiếp nhận", "Đ. 33.2"),
    "PUBLIC": ("PROVINCE_POLICE_DIRECTOR", "Giám đốc Công an cấp tỉnh quyết định", "Đ. 34.3"),
}


def voluntary_registered(context: Context) -> Iterator[Objection]:
    yield from _certificate(context)
    yield from _homeless(context)
    if context.new_law and context.course.minor(context.day) and not context.new.data.get("guardian_consent"):
        yield refused(
            "GUARDIAN",
            "Người dưới 18 tuổi: cam kết phải có cha, mẹ hoặc người giám hộ xác nhận.",
            context.article("Đ. 32.4, 34.2b"),
            "guardian_consent",
        )
    if context.text("form") in {"HOME", "COMMUNITY"} and not context.new.data.get("commitment"):
        yield warning("COMMITMENT", "Chưa có cam kết bằng văn bản.", context.article("Đ. 32.4", "Đ. 30"), "commitment")


def _certificate(context: Context) -> Iterator[Objection]:
    """A certificate older than six months no longer carries a registration (Art. 31.1b)."""
    row = next((row for row in reversed(context.rows) if row[1].data.get("result") == "ADDICTED"), None)
    if row is None or not context.new_law or context.course.remaining is not None:
        return
    end = add_months(row[0], context.parameters.number("CERTIFICATE_VALIDITY", context.day))
    if context.day > end:
        yield refused(
            "CERTIFICATE_OLD",
            f"Giấy xác định tình trạng nghiện ngày {words(row[0])} đã quá 6 tháng: cần xác định lại.",
            context.article("Đ. 31.1b"),
        )


def _homeless(context: Context) -> Iterator[Objection]:
    """Without stable residence voluntary rehabilitation is done in a public facility (Art. 31.6, 34.1)."""
    received = context.last(K.POSITIVE_RECEIVED)
    homeless = received is not None and received[1].data.get("stable_residence") is False
    if context.new_law and homeless and context.text("form") not in {"PUBLIC", ""}:
        yield refused(
            "NO_RESIDENCE",
            "Người không có nơi cư trú ổn định phải cai tự nguyện tại cơ sở công lập.",
            context.article("Đ. 31.6, 34.1"),
            "form",
        )


def voluntary_started(context: Context) -> Iterator[Objection]:
    form = context.text("form")
    yield from _stop_first(context)
    yield from _homeless(context)
    if context.new_law and form in _FORM_AUTHORITY and context.new.authority:
        authority, who, clause = _FORM_AUTHORITY[form]
        if context.new.authority != authority:
            yield refused("WRONG_AUTHORITY", f"Với hình thức này, {who}.", context.article(clause), "authority")
    if context.last(K.VOLUNTARY_REGISTERED) is None:
        yield warning("NOT_REGISTERED", "Chưa ghi việc đăng ký cai nghiện.", context.article("Đ. 31.6", "Đ. 30"))
        yield from _certificate(context)
    if context.course.remaining is None:
        yield from length(context)


def _stop_first(context: Context) -> Iterator[Objection]:
    if context.state in MANAGEMENT and context.course.pending_addicted is not None:
        yield warning(
            "STOP_FIRST",
            "Chưa có quyết định dừng quản lý dù đã xác định nghiện: nên ghi quyết định dừng trước.",
            context.article("Đ. 24.5a", "Đ. 23.5"),
        )


def phases_done(context: Context) -> Iterator[Objection]:
    if (number(context.new, "phases") or 0) < 3:
        yield refused(
            "PHASES", "Phải xong ít nhất 3 giai đoạn tại cơ sở tư nhân.", context.article("Đ. 30.1d, 33.4"), "phases"
        )


def completed(context: Context) -> Iterator[Objection]:
    """The whole term must be served (Art. 29.3)."""
    ends: date | None = context.course.ends
    if ends is not None and context.day < ends - DAY and context.state not in AFTER_REHAB:
        yield refused(
            "TERM_RUNNING",
            f"Chưa đủ thời hạn (đến {words(ends)}): người cai nghiện phải thực hiện đầy đủ thời hạn.",
            context.article("Đ. 29.3", "Đ. 29"),
        )


def post_rehab_completed(context: Context) -> Iterator[Objection]:
    ends = context.course.ends
    if ends is not None and context.state in AFTER_REHAB and context.day < ends - DAY:
        yield refused(
            "TERM_RUNNING",
            f"Chưa hết thời hạn quản lý sau cai (đến {words(ends)}).",
            context.article("Đ. 42.1, 42.2, 48.4a", "Đ. 40"),
        )


def substitution_started(context: Context) -> Iterator[Objection]:
    yield from _stop_first(context)
    if context.last(K.SUBSTITUTION_REGISTERED) is None:
        yield warning("NOT_REGISTERED", "Chưa ghi việc đăng ký điều trị với Công an xã.", context.article("Đ. 31.6"))


def violation(context: Context) -> Iterator[Objection]:
    """First a reminder, then a review, the third time a file (Art. 47.4)."""
    article = context.article("Đ. 47.2, 47.3, 47.4")
    if context.state not in {State.VOLUNTARY_HOME, State.SUBSTITUTION}:
        yield refused(
            "NOT_IN_MEASURE",
            "Chỉ ghi khi người này đang cai tự nguyện tại gia đình, cộng đồng hoặc điều trị thay thế.",
            article,
        )
        return
    ground, step = context.text("ground"), number(context.new, "step")
    if ground == "MONITORING" and not _monitored(context):
        yield refused("NOT_MONITORED", "Chưa có quyết định giám sát điện tử.", context.article("Đ. 12, 47.2"), "ground")
    if ground == "OTHER":
        counted = 1 + sum(
            fact.data.get("ground") == "OTHER" for fact in context.since(measure_start(context), K.VIOLATION)
        )
        if step is not None and step != counted:
            yield warning("STEP", f"Theo hồ sơ đây là lần vi phạm thứ {counted}.", article, "step")


def _monitored(context: Context) -> bool:
    row = context.last(K.MONITORING_ORDERED, K.MONITORING_ENDED)
    return row is not None and row[1].kind is K.MONITORING_ORDERED


def measure_start(context: Context) -> date | None:
    """First day of the measure the person is in: violations of an earlier one do not count."""
    start = None
    for span in reversed(context.spans):
        if span.state is not context.state:
            break
        start = span.start
    return start


CHECKS: dict[FactKind, Check] = {
    K.VOLUNTARY_REGISTERED: voluntary_registered,
    K.VOLUNTARY_STARTED: voluntary_started,
    K.VOLUNTARY_PHASES_DONE: phases_done,
    K.VOLUNTARY_COMPLETED: completed,
    K.COMPULSORY_COMPLETED: completed,
    K.POST_REHAB_COMPLETED: post_rehab_completed,
    K.SUBSTITUTION_STARTED: substitution_started,
    K.VIOLATION: violation,
    **FILE_CHECKS,
    **EXECUTION_CHECKS,
}

"""Checks on the way to compulsory rehabilitation: who may not be sent, on what ground, in what time (Art. 35-39)."""

from collections.abc import Callable, Iterator
from datetime import date

from binhyen.operations.cases.values import FactKind, Objection, Severity, State

from .checks_length import length
from .clocks import act_day, clock_rules
from .context import Check, Context, refused, warning, words
from .parameters import version
from .steps_rehab import day_in, number
from .time import DAY, add_months, age_on

K = FactKind
_VOLUNTARY = frozenset({State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC})
_BARS = {
    "NO_CAPACITY": ("người không có năng lực trách nhiệm hành chính", "Đ. 35.2a"),
    "PREGNANT": ("người đang mang thai có chứng nhận", "Đ. 35.2b"),
    "CARER": ("phụ nữ hoặc người duy nhất đang nuôi con dưới 36 tháng tuổi", "Đ. 35.2c"),
}


def file_opened(context: Context) -> Iterator[Objection]:
    yield from barred(context)
    ground = context.text("ground")
    if ground in _GROUNDS and not _GROUNDS[ground][0](context):
        yield refused("GROUND_MISSING", _GROUNDS[ground][1], context.article(_GROUNDS[ground][2], "Đ. 32"), "ground")
    yield from _registration(context)
    yield from _limitation(context)
    if _new_use(context):
        yield warning(
            "CRIMINAL_FIRST",
            "Chỉ lập hồ sơ khi hành vi không bị xử lý hình sự: hãy kiểm tra Điều 256a Bộ luật Hình sự trước.",
            context.article("Đ. 35.1, 36.1"),
        )


def barred(context: Context) -> Iterator[Objection]:
    """Who may not be sent (Art. 35.2), and who is too young (Art. 36.1)."""
    bar = context.text("bar")
    if pregnant(context) and bar != "PREGNANT":
        bar = "PREGNANT"
    if bar in _BARS:
        who, clause = _BARS[bar]
        yield refused(
            "BARRED", f"Không áp dụng cai nghiện bắt buộc với {who}.", context.article(clause, "Đ. 32"), "bar"
        )
    yield from _age(context)


def _age(context: Context) -> Iterator[Objection]:
    birth = context.person.birth_on
    youngest = context.parameters.number("COMPULSORY_AGE", context.day)
    if birth is None:
        yield warning(
            "AGE_UNKNOWN", "Chưa rõ ngày sinh: không xác định được quy định áp dụng.", context.article("Đ. 35.1, 36.1")
        )
    elif age_on(birth, context.day) < youngest:
        yield refused(
            "TOO_YOUNG",
            f"Người dưới {youngest} tuổi không bị đưa đi cai nghiện bắt buộc.",
            context.article("Đ. 36.1", "Đ. 33"),
        )
    elif (context.text("age_group") or context.text("regime")) == (
        "ADULT" if context.course.minor(context.day) else "MINOR"
    ):
        yield warning("AGE_GROUP", "Nhóm tuổi đã chọn không khớp với ngày sinh.", context.article("Đ. 35, 36"))
    elif not context.person.birth_exact and not context.course.minor(context.day) and _may_be_minor(context, birth):
        yield warning(
            "AGE_INEXACT",
            "Chưa rõ ngày, tháng sinh: người này có thể chưa đủ 18 tuổi, cần xác minh trước.",
            context.article("Đ. 35, 36"),
        )


def _may_be_minor(context: Context, birth: date) -> bool:
    """Where only the year is known, the last day of that year may be the birthday."""
    return age_on(add_months(birth, 12) - DAY, context.day) < context.parameters.number("ADULT_AGE", context.day)


def pregnant(context: Context) -> bool:
    row = context.last(K.PREGNANT, K.PREGNANCY_ENDED)
    return row is not None and row[1].kind is K.PREGNANT and (context.day - row[0]).days <= 301


def _has(*kinds: FactKind, **data: object) -> Callable[[Context], bool]:
    def found(context: Context) -> bool:
        return any(
            fact.kind in kinds and all(fact.data.get(name) == value for name, value in data.items())
            for _, fact in context.rows
        )

    return found


def _gave_up(context: Context) -> bool:
    """Giving up, save leaving a private facility after three phases to go on at home (Art. 33.4, 35.1a)."""
    return _has(K.VOLUNTARY_ENDED_EARLY)(context) or _has(K.SUBSTITUTION_ENDED_EARLY, ground="GAVE_UP")(context)


def _used(context: Context) -> bool:
    return any(
        fact.kind is K.TEST
        and fact.data.get("result") == "POSITIVE"
        and context.state_on(day_in(fact, "used_on") or day) in _VOLUNTARY
        for day, fact in context.rows
    )


def _relapsed(context: Context) -> bool:
    """Found addicted while the time after rehabilitation ran."""
    return any(
        fact.kind is K.ASSESSMENT_RESULT
        and fact.data.get("result") == "ADDICTED"
        and context.state_on(day - DAY) in {State.POST_REHAB, State.AWAITING_POST_REHAB}
        for day, fact in context.rows
    )


def _violations(ground: str, least: int) -> Callable[[Context], bool]:
    def enough(context: Context) -> bool:
        start = _measure_start(context)
        found = [fact for fact in context.since(start, K.VIOLATION) if fact.data.get("ground") == ground]
        return len(found) >= least

    return enough


def _measure_start(context: Context) -> date | None:
    span = next(
        (span for span in reversed(context.spans) if span.state in _VOLUNTARY or span.state is State.SUBSTITUTION), None
    )
    return span.start if span else None


_GROUNDS: dict[str, tuple[Callable[[Context], bool], str, str]] = {
    "GAVE_UP": (_gave_up, "Chưa ghi việc tự ý chấm dứt cai tự nguyện hoặc điều trị thay thế.", "Đ. 35.1a, 35.1c"),
    "EXPELLED": (
        _has(K.SUBSTITUTION_ENDED_EARLY, ground="EXPELLED"),
        "Chưa ghi việc bị chấm dứt điều trị thay thế do vi phạm.",
        "Đ. 35.1c",
    ),
    "USED": (_used, "Chưa có kết quả dương tính trong thời gian cai tự nguyện.", "Đ. 35.1b"),
    "POST_REHAB": (_relapsed, "Chưa có kết quả xác định nghiện trong thời gian quản lý sau cai.", "Đ. 35.1d"),
    "MONITORING": (_violations("MONITORING", 1), "Chưa ghi việc không chấp hành giám sát điện tử.", "Đ. 47.2"),
    "REPEATED": (
        _violations("COMMUNE_EDUCATION", 2),
        "Phải có lần vi phạm đã kiểm điểm và lần tiếp tục vi phạm.",
        "Đ. 47.3",
    ),
    "THIRD": (_violations("OTHER", 3), "Phải có đủ ba lần vi phạm: nhắc nhở, kiểm điểm, rồi lần thứ ba.", "Đ. 47.4"),
}


def grounds(context: Context) -> tuple[str, ...]:
    """The grounds of Art. 35.1 and 47 the file itself bears out."""
    found = [ground for ground, (holds, _, _) in _GROUNDS.items() if holds(context)]
    if context.state is State.ADDICT and not any(row.severity is Severity.REFUSED for row in _not_registered(context)):
        found.append("NOT_REGISTERED")
    return tuple(found)


def _registration(context: Context) -> Iterator[Objection]:
    """Not registering counts only once the time to register has passed."""
    if context.text("ground") not in {"NOT_REGISTERED", "NOT_DOING"}:
        return
    if context.state is not State.ADDICT:
        yield refused(
            "GROUND_MISSING",
            "Người này đang cai nghiện hoặc điều trị: căn cứ đã chọn không khớp.",
            context.article("Đ. 35.1a"),
            "ground",
        )
        return
    yield from _not_registered(context)


def _not_registered(context: Context) -> Iterator[Objection]:
    result = next((row for row in reversed(context.rows) if row[1].data.get("result") == "ADDICTED"), None)
    if result is None:
        return
    rule = version(clock_rules()["REGISTER_MEASURE"], result[0])
    days = context.parameters.overrides.get("clocks.REGISTER_MEASURE", rule.value) if rule.settable else rule.value
    if days is None:
        yield warning(
            "REGISTRATION_UNKNOWN",
            "Luật chưa quy định số ngày phải đăng ký: hãy nêu căn cứ xác định là không đăng ký.",
            rule.source,
            "ground",
        )
    elif context.day <= context.calendar.add_working_days(result[0], days):
        yield refused(
            "STILL_TIME", f"Chưa hết thời hạn đăng ký ({days} ngày làm việc từ khi có kết quả).", rule.source, "ground"
        )


def _limitation(context: Context) -> Iterator[Objection]:
    """Three months from the last act (Art. 35.4)."""
    acts = [day for on, fact in context.rows for day in (act_day(fact, on, context.spans),) if day]
    act = day_in(context.new, "act_on") or max(acts, default=None)
    if act is None:
        yield warning(
            "ACT_DAY",
            "Hãy ghi ngày vi phạm lần cuối: thời hiệu 3 tháng tính từ ngày đó.",
            context.article("Đ. 35.4, 36.3"),
            "act_on",
        )
    elif act > context.day:
        yield refused("ACT_DAY", "Ngày vi phạm không thể sau ngày lập hồ sơ.", field="act_on")
    elif context.day > add_months(act, 3) and not _evading(context):
        yield refused(
            "TOO_LATE", f"Đã hết thời hiệu 3 tháng kể từ {words(act)}.", context.article("Đ. 35.4, 36.3"), "act_on"
        )


def _evading(context: Context) -> bool:
    row = context.last(K.ABSENT, K.ABSENCE_ENDED)
    return row is not None and row[1].kind is K.ABSENT and bool(row[1].data.get("evading"))


def _new_use(context: Context) -> bool:
    return context.text("ground") in {"USED", "POST_REHAB", "THIRD", "REPEATED"} and context.day >= date(2025, 7, 1)


def file_sent(context: Context) -> Iterator[Objection]:
    """Only after the person had three working days to read it (Art. 35.3c)."""
    article = context.article("Đ. 35.3c, 36.2c")
    told, opened = context.last(K.COMPULSORY_FILE_READ), context.last(K.COMPULSORY_FILE_OPENED)
    if context.state is not State.COMPULSORY_FILE or opened is None:
        yield refused("NO_FILE", "Chưa lập hồ sơ.", article)
    elif told is None or told[0] < opened[0]:
        yield refused("NOT_READ", "Chưa thông báo cho người bị đề nghị đọc hồ sơ.", article)
    elif context.day <= context.calendar.add_working_days(told[0], 3):
        yield refused("READING", "Chưa hết 3 ngày làm việc để đọc hồ sơ.", article)


def file_read(context: Context) -> Iterator[Objection]:
    if context.state is not State.COMPULSORY_FILE:
        yield refused("NO_FILE", "Chưa lập hồ sơ.", context.article("Đ. 35.3c, 36.2c"))
    if context.course.minor(context.day) and not context.new.data.get("guardian_told"):
        yield refused(
            "GUARDIAN",
            "Phải thông báo cả cha, mẹ hoặc người giám hộ.",
            context.article("Đ. 36.2c", "Đ. 33"),
            "guardian_told",
        )


def court_accepted(context: Context) -> Iterator[Objection]:
    if context.state is not State.COMPULSORY_FILE:
        yield refused("NO_FILE", "Chưa lập hồ sơ.", context.article("Đ. 35.8, 36.8"))


def court_decided(context: Context) -> Iterator[Objection]:
    if context.text("outcome") != "COMMIT":
        return
    if context.last(K.COMPULSORY_FILE_SENT) is None:
        yield warning("NOT_SENT", "Chưa ghi việc chuyển hồ sơ sang Tòa án.", context.article("Đ. 35.3d, 36.2d"))
    yield from barred(context)
    yield from length(context)
    yield from _held(context)


def _held(context: Context) -> Iterator[Objection]:
    held, opened = number(context.new, "held_days"), context.last(K.COMPULSORY_FILE_OPENED)
    if held and opened and held > (context.day - opened[0]).days:
        yield refused(
            "HELD_DAYS", "Số ngày được trừ dài hơn thời gian lập hồ sơ.", context.article("Đ. 37.2"), "held_days"
        )


def admitted(context: Context) -> Iterator[Objection]:
    if context.state is State.AWAITING_EXECUTION and pregnant(context):
        yield refused("BARRED", "Người đang mang thai được miễn chấp hành.", context.article("Đ. 39.2c"))


def resumed(context: Context) -> Iterator[Objection]:
    ends = context.course.ends
    least = context.parameters.number("RESUME_MINIMUM", context.day)
    if ends is not None and ends < add_months(context.day, least):
        yield refused(
            "TOO_SHORT",
            f"Thời hạn còn lại dưới {least} tháng (đến {words(ends)}): không phải chấp hành tiếp.",
            context.article("Đ. 39.3"),
        )


CHECKS: dict[FactKind, Check] = {
    K.COMPULSORY_FILE_OPENED: file_opened,
    K.COMPULSORY_FILE_READ: file_read,
    K.COMPULSORY_FILE_SENT: file_sent,
    K.COURT_ACCEPTED: court_accepted,
    K.COURT_DECIDED: court_decided,
    K.ADMITTED: admitted,
    K.REHABILITATION_RESUMED: resumed,
}

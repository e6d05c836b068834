"""Findings on deadlines: in the past, on a day off, without a rhythm, without a period."""

from __future__ import annotations

import calendar as months
from collections import Counter
from collections.abc import Iterator
from datetime import date

from binhyen.kit.calendar import weekday_name
from binhyen.operations.directives.reader.values import DeadlineType, Duty, DutyKind, Finding, Severity

from .context import Context, about, alike, vn


def past(context: Context) -> Iterator[Finding]:
    """A deadline before the day of issue, with the day that was probably meant."""
    if context.issued is None:
        return
    for duty in context.duties:
        day = first_day(duty)
        if day is None or day >= context.issued:
            continue
        mended, reason = _mended(context, duty, day)
        printed = f"ngày {vn(context.issued)}" if context.exact else f"tháng {context.issued:%m/%Y}"
        yield about(
            duty,
            "DEADLINE_BEFORE_ISSUE",
            Severity.ERROR,
            f"Thời hạn {vn(day)} có trước khi văn bản ban hành ({printed}).",
            suggestion=f"Có thể là {vn(mended)}: {reason}",
            proposed=duty.deadline.value.replace(day.isoformat(), mended.isoformat()),
            field="deadline",
        )


def first_day(duty: Duty) -> date | None:
    """The day a date or the first end of a compound prints."""
    head = duty.deadline.value.partition(";THEN=")[0]
    if duty.deadline.type not in (DeadlineType.DATE, DeadlineType.COMPOUND) or "Q" in head:
        return None
    try:
        return date.fromisoformat(head)
    except ValueError:
        return None


def _mended(context: Context, duty: Duty, day: date) -> tuple[date, str]:
    best: tuple[float, Duty, date] | None = None
    for other in context.duties:
        found = first_day(other)
        if found is None or other.index == duty.index or context.issued is None or found < context.issued:
            continue
        same_day = (found.month, found.day) == (day.month, day.day)
        score = alike(context.words_of(duty), context.words_of(other)) + (0.25 if same_day else 0.0)
        if score >= 0.35 and (best is None or score > best[0]):
            best = (score, other, found)
    if best is not None:
        return best[2], f"việc tương tự ở dòng {best[1].line} ghi {vn(best[2])}."
    mended = day
    while context.issued is not None and mended < context.issued:
        year = mended.year + 1
        mended = mended.replace(year=year, day=min(day.day, months.monthrange(year, day.month)[1]))
    return mended, "cùng ngày, tháng của năm gần nhất sau ngày ban hành."


def day_off(context: Context) -> Iterator[Finding]:
    """A one-off deadline on a Saturday, Sunday or holiday."""
    for duty in context.duties:
        day = first_day(duty)
        if day is None or (context.issued is not None and day < context.issued) or context.calendar.is_working_day(day):
            continue
        before, after = context.calendar.previous_working_day(day), context.calendar.next_working_day(day)
        doubt = "" if context.calendar.certain(day) else " Lịch nghỉ năm này chưa được quyết định, đây là dự kiến."
        yield about(
            duty,
            "DEADLINE_ON_DAY_OFF",
            Severity.WARNING,
            f"Thời hạn {vn(day)} rơi vào ngày không làm việc ({context.calendar.explain(day)}).{doubt}",
            suggestion=f"Chọn {weekday_name(before)} {vn(before)} hoặc {weekday_name(after)} {vn(after)}.",
            proposed=duty.deadline.value.replace(day.isoformat(), before.isoformat()),
            field="deadline",
        )


def no_rhythm(context: Context) -> Iterator[Finding]:
    """ "Thường xuyên" without a rhythm by which it could be checked."""
    for duty in context.duties:
        if duty.deadline.type is DeadlineType.CONTINUOUS and duty.kind is not DutyKind.TARGET:
            yield about(
                duty,
                "CONTINUOUS_NO_RHYTHM",
                Severity.NOTE,
                "Việc ghi thường xuyên nhưng không có nhịp kiểm điểm, nên không biết lúc nào là chậm.",
                suggestion="Thêm nhịp báo cáo hoặc kiểm điểm, ví dụ hằng tháng hoặc hằng quý.",
                field="deadline",
            )


def no_period(context: Context) -> Iterator[Finding]:
    """ "Định kỳ" without a period; the commonest rhythm of the document's reports is proposed."""
    rhythms = Counter(
        duty.deadline.value
        for duty in context.duties
        if duty.deadline.type is DeadlineType.RECURRING and "UNSPECIFIED" not in duty.deadline.value
        if duty.kind is DutyKind.REPORT
    )
    common = rhythms.most_common(1)[0][0] if rhythms else ""
    for duty in context.duties:
        if "FREQ=UNSPECIFIED" in duty.deadline.value:
            yield about(
                duty,
                "RECURRING_NO_PERIOD",
                Severity.WARNING,
                "Ghi định kỳ nhưng không nêu chu kỳ.",
                suggestion="Ghi rõ hằng tháng, hằng quý, 6 tháng hay hằng năm."
                + (" Đề nghị theo nhịp báo cáo khác của văn bản." if common else ""),
                proposed=duty.deadline.value.replace("FREQ=UNSPECIFIED", common) if common else "",
                field="deadline",
            )

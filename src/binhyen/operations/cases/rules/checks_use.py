"""Checks on facts of use, management, assessment (Law 120/2025, Art. 2.9, 23-27, 31)."""

from collections.abc import Iterator
from datetime import date, timedelta

from binhyen.operations.cases.values import Fact, FactKind, Objection, State

from . import windows
from .clocks import hours_of
from .context import Check, Context, refused, warning, words
from .course import MANAGEMENT
from .time import DAY

K = FactKind
_KNOWN_ADDICT = (
    frozenset(State)
    - MANAGEMENT
    - {
        State.NONE,
        State.POSITIVE,
        State.ENDED,
        State.MOVED_AWAY,
        State.DEAD,
        State.CUSTODY,
        State.PRISON,
        State.OTHER_MEASURE,
        State.AWAITING_POST_REHAB,
        State.POST_REHAB,
    }
)


def test(context: Context) -> Iterator[Objection]:
    new = context.new
    if new.data.get("ground") == "MANAGED" and context.state not in MANAGEMENT:
        yield warning(
            "GROUND", "Người này không trong thời hạn quản lý: hãy xem lại căn cứ xét nghiệm.", field="ground"
        )
    blood = new.data.get("sample") in {"BLOOD", "OTHER"}
    if blood and context.course.minor(context.day) and not new.data.get("guardian_consent"):
        yield warning(
            "GUARDIAN",
            "Người dưới 18 tuổi: lấy mẫu khác nước tiểu cần cha, mẹ hoặc người giám hộ đồng ý.",
            "Nghị định 105/2021/NĐ-CP, Đ. 46.4",
            "guardian_consent",
        )
    if new.data.get("result") == "POSITIVE":
        yield from criminal_window(context, new, context.day)


def criminal_window(context: Context, test: Fact, day: date) -> Iterator[Objection]:
    """One warning for each window and each reading of it."""
    found = windows.hits(test, day, rows=context.rows, spans=context.spans, parameters=context.parameters)
    for window in found:
        yield warning("CRIMINAL_WINDOW", f"{windows.REFER} xảy ra {window.label}.", window.source)


def _positive(fact: Fact) -> bool:
    return fact.kind is K.POSITIVE_RECEIVED or (fact.kind is K.TEST and fact.data.get("result") == "POSITIVE")


def positive_received(context: Context) -> Iterator[Objection]:
    if not any(fact.kind is K.TEST and _positive(fact) for _, fact in context.rows):
        yield refused(
            "NO_POSITIVE_TEST",
            "Chưa có kết quả xét nghiệm dương tính: ghi phiếu xét nghiệm trước. Tin báo không đủ căn cứ.",
            context.article("Đ. 2.9, 23.2", "Đ. 22, 23"),
        )
    if context.new.day_only and context.new_law:
        yield warning(
            "HOUR_MISSING",
            "Hãy ghi giờ nhận kết quả: 24 giờ được tính từ giờ này.",
            context.article("Đ. 24.4a"),
            "hour",
        )


def management_decided(context: Context) -> Iterator[Objection]:
    if context.state in _KNOWN_ADDICT or (context.state in MANAGEMENT and context.course.pending_addicted):
        yield refused(
            "ADDICTED",
            "Người này đã được xác định nghiện: không ra quyết định quản lý người sử dụng trái phép.",
            context.article("Đ. 24.5a, 31.6", "Đ. 23.5, 27"),
        )
        return
    fresh = _fresh(context)
    if not any(fact.kind is K.TEST for _, fact in fresh):
        yield refused(
            "NO_POSITIVE_TEST",
            "Chưa có kết quả xét nghiệm dương tính cho lần này: người sử dụng trái phép phải có cả hành vi sử dụng và "
            "kết quả dương tính.",
            context.article("Đ. 2.9, 24.4a", "Đ. 23"),
        )
        return
    if context.state is State.MANAGED and context.new_law:
        yield from _again(context, fresh[0][0])
    yield from _residence(context, fresh)
    yield from _in_time(context, fresh[-1][1])


def _fresh(context: Context) -> list[tuple[date, Fact]]:
    """Positive results no decision has answered yet."""
    rows: list[tuple[date, Fact]] = []
    for row in context.rows:
        if row[1].kind is K.MANAGEMENT_DECIDED:
            rows = []
        elif _positive(row[1]):
            rows.append(row)
    return rows


def _again(context: Context, day: date) -> Iterator[Objection]:
    """Use during management is assessed first (Art. 31.1c)."""
    results = context.since(day, K.ASSESSMENT_RESULT)
    if not any(fact.data.get("result") == "NOT_ADDICTED" for fact in results):
        yield warning(
            "ASSESS_FIRST",
            "Sử dụng lại khi đang bị quản lý: cần xác định tình trạng nghiện trước khi ra quyết định mới.",
            context.article("Đ. 31.1c"),
        )


def _residence(context: Context, fresh: list[tuple[date, Fact]]) -> Iterator[Objection]:
    """No stable residence: assessment first, then the commune of detection manages (Art. 23.2, 24.6)."""
    homeless = [row for row in fresh if row[1].data.get("stable_residence") is False]
    if homeless and not context.since(homeless[0][0], K.ASSESSMENT_RESULT):
        yield refused(
            "ASSESS_HOMELESS",
            "Người không có nơi cư trú ổn định: phải xác định tình trạng nghiện trước, không nghiện mới quản lý.",
            context.article("Đ. 23.2, 24.6, 31.1đ"),
        )


def _in_time(context: Context, received: Fact) -> Iterator[Objection]:
    if received.kind is not K.POSITIVE_RECEIVED or not context.new_law:
        return
    hours = hours_of("DECIDE_MANAGEMENT", context.day)
    allowed = timedelta(hours=hours) + (DAY if context.new.day_only else timedelta())
    if context.new.effective_at - received.effective_at > allowed:
        yield warning(
            "LATE_DECISION",
            f"Quyết định ra sau {hours} giờ kể từ khi nhận kết quả: vẫn ghi được, hãy nêu lý do chậm.",
            context.article("Đ. 24.4a"),
        )


def management_suspended(context: Context) -> Iterator[Objection]:
    if not context.course.detained:
        yield refused(
            "NOT_DETAINED",
            "Chỉ tạm đình chỉ khi người này bị tạm giữ, tạm giam: ghi việc tạm giữ, tạm giam trước.",
            context.article("Đ. 24.7"),
        )


_STOP_NEEDS: dict[str, tuple[tuple[FactKind, ...], str]] = {
    "OTHER_MEASURE": ((K.OTHER_MEASURE_STARTED,), "quyết định vào cơ sở giáo dục bắt buộc, trường giáo dưỡng"),
    "PRISON": ((K.PRISON_STARTED,), "việc chấp hành án phạt tù"),
    "DIED": ((K.DIED,), "việc qua đời"),
    "MISSING": ((K.DECLARED_MISSING,), "quyết định tuyên bố mất tích"),
}


def management_stopped(context: Context) -> Iterator[Objection]:
    ground, article = context.text("ground"), context.article("Đ. 24.5", "Đ. 23.5")
    results = context.since(context.course.managed_from, K.ASSESSMENT_RESULT)
    if ground == "ADDICTED" and not any(fact.data.get("result") == "ADDICTED" for fact in results):
        yield refused("NO_RESULT", "Chưa có kết quả xác định là nghiện: ghi kết quả trước.", article, "ground")
    if ground == "CUSTODY" and not context.course.detained and context.state is not State.CUSTODY:
        yield refused("NOT_DETAINED", "Người này không bị tạm giữ, tạm giam.", context.article("Đ. 24.7"), "ground")
    kinds, what = _STOP_NEEDS.get(ground, ((), ""))
    if kinds and not any(fact.kind in kinds for _, fact in context.rows):
        yield warning("GROUND_MISSING", f"Chưa ghi {what}: nên ghi trước để hồ sơ đủ căn cứ.", article, "ground")


def management_terminated(context: Context) -> Iterator[Objection]:
    ends = context.course.ends
    if context.state is not State.MANAGED:
        return
    if ends is not None and context.day < ends - DAY:
        yield refused(
            "TERM_RUNNING",
            f"Chưa hết thời hạn quản lý (đến {words(ends)}). Muốn kết thúc sớm phải có căn cứ dừng.",
            context.article("Đ. 24.2, 24.5", "Đ. 23.2, 23.5"),
        )
    if context.course.positive_after is not None:
        yield refused(
            "USED_AGAIN",
            "Có kết quả dương tính trong thời hạn quản lý chưa được xử lý: không thể chấm dứt vì không sử dụng.",
            context.article("Đ. 27.3a, 31.1c"),
        )


def assessment_requested(context: Context) -> Iterator[Objection]:
    ground = context.text("ground")
    needs = {"MANAGED": MANAGEMENT, "POST_REHAB": frozenset({State.POST_REHAB, State.AWAITING_POST_REHAB})}
    if ground in needs and context.state not in needs[ground]:
        yield warning("GROUND", "Trường hợp đã chọn không khớp với tình trạng của hồ sơ.", field="ground")
    for day, fact in reversed(context.rows):
        if fact.kind is K.TEST:
            if _positive(fact):
                yield from criminal_window(context, fact, day)
            return


def assessment_result(context: Context) -> Iterator[Objection]:
    if context.last(K.ASSESSMENT_REQUESTED) is None:
        yield warning("NO_REQUEST", "Chưa ghi đề nghị xác định tình trạng nghiện.", context.article("Đ. 31.2, 31.3"))
    if context.new.data.get("result") == "NOT_ADDICTED" and context.state in _KNOWN_ADDICT:
        yield warning(
            "ALREADY_ADDICTED",
            "Hồ sơ đang ghi người này nghiện: kết quả mới không tự đưa ra khỏi danh sách. "
            "Nếu kết quả cũ sai, hãy sửa sự kiện cũ.",
            context.article("Đ. 48.3"),
        )


CHECKS: dict[FactKind, Check] = {
    K.TEST: test,
    K.POSITIVE_RECEIVED: positive_received,
    K.MANAGEMENT_DECIDED: management_decided,
    K.MANAGEMENT_SUSPENDED: management_suspended,
    K.MANAGEMENT_STOPPED: management_stopped,
    K.MANAGEMENT_TERMINATED: management_terminated,
    K.ASSESSMENT_REQUESTED: assessment_requested,
    K.ASSESSMENT_RESULT: assessment_result,
}

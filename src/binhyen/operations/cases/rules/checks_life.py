"""Checks on facts of residence, lists, custody and measures (Law 120/2025, Art. 12, 27, 48)."""

from collections.abc import Iterator
from datetime import timedelta

from binhyen.operations.cases.values import FactKind, ListCode, Objection, State

from .clocks import hours_of
from .context import Check, Context, refused, warning, words
from .course import AFTER_REHAB, IDLE, MANAGEMENT, ON_A_LIST, VOLUNTARY
from .flags import MONITORABLE
from .fold import HANDLERS
from .steps_rehab import day_in
from .time import DAY, day_of

K = FactKind
_INSIDE = frozenset({State.COMPULSORY, State.VOLUNTARY_PUBLIC, State.PRISON, State.OTHER_MEASURE, State.CUSTODY})


def moved_out(context: Context) -> Iterator[Objection]:
    to, province, article = (
        context.text("to"),
        context.text("province"),
        context.article("Đ. 27.2, 48.2", "Đ. 26.2, 43.2"),
    )
    if not to and not province:
        yield refused("NO_DESTINATION", "Cần ghi nơi chuyển đến: xã trong tỉnh hoặc tên tỉnh khác.", article, "to")
    if context.new.commune != context.course.owner and context.course.legal in ON_A_LIST:
        yield refused("NOT_OWNER", "Chỉ nơi đang quản lý mới ghi chuyển đi.", article)
    if to and to == context.course.owner:
        yield refused("SAME_COMMUNE", "Nơi chuyển đến trùng với nơi đang quản lý.", article, "to")
    if _in_transit(context):
        yield refused(
            "IN_TRANSIT", "Đang chờ nơi đến tiếp nhận lần chuyển trước: chờ trả lời hoặc ghi “không đến”.", article
        )
    if context.state in _INSIDE:
        yield warning("INSIDE", "Người này không ở nơi cư trú (đang ở cơ sở, bị giam giữ): hãy xem lại.", article)
    yield from _notice(context, article)


def _notice(context: Context, article: str) -> Iterator[Objection]:
    """Where only the day of leaving is known, the whole of it is given."""
    if not context.new_law:
        return
    hours = hours_of("TRANSFER_ACCEPTED", context.day)
    if context.at - context.new.effective_at > timedelta(hours=hours) + DAY * context.new.day_only:
        yield warning("LATE_NOTICE", f"Đã quá {hours} giờ kể từ khi người này rời đi: hãy nêu lý do chậm.", article)


def _in_transit(context: Context) -> bool:
    return bool(context.course.to or context.course.to_province)


def moved_in(context: Context) -> Iterator[Objection]:
    course, article = context.course, context.article("Đ. 27.2, 48.2", "Đ. 26.2, 43.2")
    if not _in_transit(context):
        yield refused(
            "NOT_SENT",
            "Nơi đang quản lý chưa ghi “chuyển đi”: đề nghị nơi đó ghi trước để không ai có tên ở hai danh sách.",
            article,
        )
    elif course.to_province:
        if context.new.commune != course.owner:
            yield refused("NOT_SENDER", "Chuyển ngoài tỉnh: nơi đi ghi khi tỉnh bạn đã tiếp nhận.", article)
    elif context.new.commune != course.to:
        yield refused("NOT_RECEIVER", "Chỉ xã, phường được chuyển đến mới ghi tiếp nhận.", article)


def move_refused(context: Context) -> Iterator[Objection]:
    if not _in_transit(context):
        yield refused("NOT_SENT", "Không có lần chuyển nào đang chờ trả lời.", context.article("Đ. 27.2, 48.2"))


_GROUNDS = {
    ListCode.L1: ({"TERM", "STOPPED", "MOVED"}, "Đ. 27.3"),
    ListCode.L2: ({"COMPLETED", "PRISON", "OTHER_MEASURE", "FACILITY", "MOVED", "DIED", "MISSING"}, "Đ. 48.3"),
    ListCode.L3: ({"SERVED", "PRISON", "OTHER_MEASURE", "ADDICTED", "MOVED", "DIED", "MISSING"}, "Đ. 48.4"),
}


def list_removed(context: Context) -> Iterator[Objection]:
    """A removal follows its ground: the ground is recorded, the list follows by itself."""
    code, ground = context.text("list"), context.text("ground")
    if code not in ON_A_LIST or not ground:
        return
    grounds, clause = _GROUNDS[ListCode(code)]
    if ground not in grounds:
        yield refused(
            "WRONG_GROUND", "Căn cứ này không đưa ra khỏi danh sách đã chọn.", context.article(clause), "ground"
        )
    elif context.course.legal == code and not (ground == "MOVED" and context.course.to_province):
        yield refused(
            "GROUND_MISSING",
            "Người này vẫn thuộc danh sách: hãy ghi sự kiện làm căn cứ (hoàn thành, quyết định, chuyển đi …), "
            "hệ thống đưa ra khỏi danh sách từ ngày đó.",
            context.article(clause),
            "ground",
        )


def monitoring_ordered(context: Context) -> Iterator[Objection]:
    article, ends = context.article("Đ. 12.1"), day_in(context.new, "ends_on")
    if context.state in MANAGEMENT or context.state in {State.NONE, State.POSITIVE}:
        yield refused("NOT_FOR_USERS", "Giám sát điện tử không áp dụng với người sử dụng trái phép.", article)
    elif context.state not in MONITORABLE:
        yield refused(
            "NOT_MONITORABLE",
            "Chỉ áp dụng với người cai tự nguyện tại gia đình, cộng đồng, điều trị thay thế, quản lý sau cai.",
            article,
        )
    elif context.text("basis") not in _basis(context.state):
        yield refused("BASIS", "Căn cứ không khớp với tình trạng của hồ sơ.", article, "basis")
    if ends is not None and ends <= context.day:
        yield refused("NO_TERM", "Ngày kết thúc phải sau ngày quyết định.", context.article("Đ. 12.4"), "ends_on")
    elif ends is not None and context.course.ends is not None and ends > context.course.ends:
        yield refused(
            "BEYOND_MEASURE",
            f"Không kéo dài quá biện pháp đang áp dụng (đến {words(context.course.ends)}).",
            article,
            "ends_on",
        )


def _basis(state: State) -> set[str]:
    return {"POST_REHAB"} if state in AFTER_REHAB else {str(state)}


def release(context: Context) -> Iterator[Objection]:
    day = day_in(context.new, "release_on")
    if day is not None and day <= context.day:
        yield refused("RELEASE", "Ngày dự kiến ra phải sau ngày bắt đầu chấp hành.", field="release_on")


_TESTS = frozenset({K.TEST, K.POSITIVE_RECEIVED})


def opening(context: Context) -> Iterator[Objection]:
    since = day_in(context.new, "since")
    begun = context.rows and (context.state not in IDLE or context.state is State.POSITIVE)
    goes_on = any(fact.kind in HANDLERS and fact.kind not in _TESTS for _, fact in context.later)
    if begun or (goes_on and context.new.supersedes is None):
        yield refused(
            "CASE_EXISTS",
            "Hồ sơ đã có diễn biến: không chuyển từ danh sách nữa, hãy ghi sự kiện tiếp theo. "
            "Nếu người này từ tỉnh khác trở về, hãy để trống “Từ ngày”.",
            field="state",
        )
    if since is not None and since > day_of(context.new.effective_at):
        yield refused("SINCE", "“Từ ngày” không thể sau ngày của danh sách.", field="since")
    ends = day_in(context.new, "ends_on")
    if ends is not None and ends <= context.day:
        yield refused("ENDS", "“Đến ngày” phải sau “Từ ngày”.", field="ends_on")
    yield from _term_over(context)


def _term_over(context: Context) -> Iterator[Objection]:
    """A list that still carries someone whose term is over is what this register is here to find."""
    from_list = context.text("state")
    ends = day_in(context.new, "ends_on")
    if ends is None and from_list in {State.MANAGED, State.POST_REHAB}:
        long = context.text("form") == "COMPULSORY"
        code = "USER_MANAGEMENT" if from_list == State.MANAGED else "POST_REHAB_LONG" if long else "POST_REHAB_SHORT"
        ends = context.course.term_end(code, context.day)
    if ends is not None and ends <= day_of(context.at) and from_list not in VOLUNTARY:
        yield warning(
            "TERM_OVER",
            f"Theo danh sách, thời hạn đã hết từ {words(ends)}: người này phải được đưa ra khỏi danh sách.",
            context.article("Đ. 27.3a, 48.4a"),
            "since",
        )


def pregnant(context: Context) -> Iterator[Objection]:
    if context.person.female is False:
        yield refused("NOT_FEMALE", "Hồ sơ ghi giới tính nam: hãy xem lại.")


CHECKS: dict[FactKind, Check] = {
    K.MOVED_OUT: moved_out,
    K.MOVED_IN: moved_in,
    K.MOVE_REFUSED: move_refused,
    K.LIST_REMOVED: list_removed,
    K.MONITORING_ORDERED: monitoring_ordered,
    K.PRISON_STARTED: release,
    K.OTHER_MEASURE_STARTED: release,
    K.OPENING: opening,
    K.PREGNANT: pregnant,
}

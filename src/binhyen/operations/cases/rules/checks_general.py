"""What every fact must satisfy: days that can be, an authority that may, data that fits, a person who lives."""

from collections.abc import Iterator

from binhyen.operations.cases.values import FactKind, Objection, State

from .context import Context, refused, warning, words
from .facts import FIRST_YEAR, authority_label, check_data
from .steps_rehab import day_in
from .time import DAY, last_moment

_ANY_TIME = frozenset({FactKind.NOTE})


def general(context: Context) -> Iterator[Objection]:
    yield from _days(context)
    yield from check_data(context.new.kind, context.new.data)
    yield from _until(context)
    yield from _authority(context)
    yield from _alive(context)
    yield from _twice(context)


def _days(context: Context) -> Iterator[Objection]:
    day, birth = context.day, context.person.birth_on
    if day.year < FIRST_YEAR:
        yield refused("TOO_EARLY", f"Ngày {words(day)} chưa hợp lý: hãy xem lại năm.", field="effective_on")
    elif birth is not None and day < birth:
        yield refused(
            "BEFORE_BIRTH", f"Ngày {words(day)} trước ngày sinh ({words(birth)}): hãy xem lại.", field="effective_on"
        )
    if context.new.effective_at > context.at:
        yield refused(
            "FUTURE",
            f"Ngày {words(day)} chưa đến: chỉ ghi việc đã xảy ra. Việc sắp tới do hệ thống tự tính.",
            field="effective_on",
        )
    if not context.spec.known_to_law(day):
        first = context.spec.versions[0]
        yield refused(
            "NOT_IN_LAW",
            f"Ngày {words(day)} luật chưa có việc “{context.spec.label}”: chỉ ghi từ {words(first.valid_from)}.",
            first.source,
            "effective_on",
        )
    elif context.new.kind is not FactKind.OPENING:
        yield from _late(context)


def _late(context: Context) -> Iterator[Objection]:
    days = context.parameters.value("LATE_ENTRY", context.day)
    if days is not None and context.at - last_moment(context.day) > DAY * days:
        said = f"Ghi chậm hơn {days} ngày so với ngày {words(context.day)}: hãy nêu lý do."
        yield warning("LATE", said, field="effective_on")


def _until(context: Context) -> Iterator[Objection]:
    until = day_in(context.new, "until")
    if until is not None and until <= context.day:
        yield refused("NOT_AHEAD", f"Ngày kết thúc phải sau ngày {words(context.day)}.", field="until")


def _authority(context: Context) -> Iterator[Objection]:
    version = context.spec.on(context.day)
    if not version.by:
        return
    allowed = ", ".join(authority_label(code) for code in version.by)
    if not context.new.authority:
        yield refused("AUTHORITY_MISSING", f"Cần ghi người quyết định: {allowed}.", version.source, "authority")
    elif context.new.authority not in version.by:
        yield refused(
            "WRONG_AUTHORITY",
            f"{authority_label(context.new.authority)} không có thẩm quyền. Người có thẩm quyền: {allowed}.",
            version.source,
            "authority",
        )


def _alive(context: Context) -> Iterator[Objection]:
    if context.state is not State.DEAD or context.new.kind in _ANY_TIME:
        return
    if context.course.measure == "MISSING" and context.new.kind is FactKind.FOUND:
        return
    span = context.spans[-1]
    yield refused(
        "DEAD",
        f"Người này đã chết hoặc bị tuyên bố mất tích từ {words(span.start)}: không ghi thêm sự kiện sau ngày đó. "
        "Nếu ngày đó ghi nhầm, hãy sửa sự kiện ấy trước.",
        context.article("Đ. 24.5d, 48.3d, 48.4d"),
    )


def _twice(context: Context) -> Iterator[Objection]:
    new = context.new
    for day, fact in reversed(context.rows):
        if day < context.day:
            return
        if fact.kind is new.kind and dict(fact.data) == dict(new.data) and fact.effective_at == new.effective_at:
            yield warning("TWICE", f"Ngày {words(day)} đã ghi “{context.spec.label}” với nội dung giống hệt.")
            return

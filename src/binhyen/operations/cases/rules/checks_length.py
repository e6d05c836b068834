"""How long a rehabilitation may last: 24 or 36 months, what the old law left to decisions, and Article 56 between."""

from collections.abc import Iterator

from binhyen.operations.cases.values import FactKind, Objection

from .context import Context, refused, warning
from .steps_rehab import number

K = FactKind


def length(context: Context) -> Iterator[Objection]:
    """24 months the first time, 36 from the second (Art. 29.1); under the old law what the decision says."""
    months, ordinal = number(context.new, "months"), number(context.new, "ordinal")
    counted = context.course.ordinal(context.day)
    if context.new_law:
        yield from _ordinal(context, ordinal, counted)
        lawful = context.course.lawful_months(context.day, ordinal or counted)
        if months is not None and months != lawful:
            yield refused(
                "LENGTH",
                f"Thời hạn cai nghiện phải là {lawful} tháng. {_why(context)}",
                context.article("Đ. 29.1"),
                "months",
            )
        return
    low, high = _old_range(context)
    if months is None:
        yield warning(
            "LENGTH_UNKNOWN", "Hãy ghi thời hạn theo quyết định: luật cũ không ấn định một con số.", field="months"
        )
    elif not low <= months <= high:
        yield refused(
            "LENGTH", f"Theo luật cũ, thời hạn từ {low} đến {high} tháng.", context.article("", "Đ. 30.2"), "months"
        )


def _ordinal(context: Context, ordinal: int | None, counted: int) -> Iterator[Objection]:
    if ordinal is not None and ordinal != counted:
        yield warning(
            "ORDINAL",
            f"Theo hồ sơ đây là lần cai thứ {counted}, đang ghi lần thứ {ordinal}: hãy nêu căn cứ.",
            context.article("Đ. 29.1"),
            "ordinal",
        )
    elif any(day < context.parameters.change_day for day, _ in context.course.episodes):
        yield warning(
            "ORDINAL_UNKNOWN",
            "Lần cai trước 01/7/2026 đang được tính là một lần; luật chưa nói rõ, cần Công an tỉnh cho ý kiến.",
            context.article("Đ. 29.1"),
            "ordinal",
        )


def _why(context: Context) -> str:
    opened = context.last(K.COMPULSORY_FILE_OPENED)
    if opened and not context.parameters.new_law(opened[0]):
        return "Hồ sơ lập trước 01/7/2026, quyết định sau ngày đó: theo luật mới (Đ. 56.2)."
    return "Lần đầu 24 tháng, từ lần thứ hai 36 tháng."


def _old_range(context: Context) -> tuple[int, int]:
    kind = "VOLUNTARY"
    if context.new.kind is K.COURT_DECIDED:
        kind = "MINOR" if context.course.minor(context.day) else "COMPULSORY"
    value = context.parameters.number
    return value(f"OLD_{kind}_MIN", context.day), value(f"OLD_{kind}_MAX", context.day)

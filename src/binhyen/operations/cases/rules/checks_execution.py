"""Checks on carrying a decision out: who postpones, exempts, suspends, searches; on what ground (Art. 38, 39, 46)."""

from collections.abc import Iterator

from binhyen.operations.cases.values import FactKind, Objection, State

from .context import Check, Context, refused
from .facts import authority_label

K = FactKind
_COURTS = ("REGIONAL_COURT", "DISTRICT_COURT", "COURT")
_INSIDE = frozenset({State.COMPULSORY, State.VOLUNTARY_PUBLIC})


def decides(context: Context) -> Iterator[Objection]:
    """The court for compulsory rehabilitation, the provincial director for voluntary in public (Art. 39.4)."""
    voluntary = context.state is State.VOLUNTARY_PUBLIC
    wrong = _COURTS if voluntary else ("PROVINCE_POLICE_DIRECTOR",)
    right = "PROVINCE_POLICE_DIRECTOR" if voluntary else "REGIONAL_COURT"
    if context.new_law and context.new.authority in wrong:
        yield refused(
            "WRONG_AUTHORITY",
            f"Với quyết định này, {authority_label(right)} có thẩm quyền.",
            context.article("Đ. 39.4"),
            "authority",
        )


def exempted(context: Context) -> Iterator[Objection]:
    """No longer addicted is a ground only while execution is postponed (Art. 39.2b)."""
    yield from decides(context)
    if context.text("ground") == "NO_LONGER_ADDICTED" and context.course.measure != "POSTPONED":
        yield refused(
            "NOT_POSTPONED",
            "Chỉ miễn vì không còn nghiện trong thời gian được hoãn chấp hành.",
            context.article("Đ. 39.2b"),
            "ground",
        )


def search_decided(context: Context) -> Iterator[Objection]:
    """Before admission the provincial director, from a facility its head (Art. 38.2d, 46.2đ)."""
    if context.new_law and context.new.authority:
        inside = context.state in _INSIDE
        if (context.new.authority == "PROVINCE_POLICE_DIRECTOR") == inside:
            right = "FACILITY_HEAD" if inside else "PROVINCE_POLICE_DIRECTOR"
            yield refused(
                "WRONG_AUTHORITY",
                f"Trường hợp này do {authority_label(right)} quyết định truy tìm.",
                context.article("Đ. 38.2d, 46.2đ"),
                "authority",
            )
    if context.course.measure != "ESCAPED":
        yield refused("NOT_ESCAPED", "Chưa ghi việc bỏ trốn.", context.article("Đ. 38.2d, 46.2đ"))


CHECKS: dict[FactKind, Check] = {
    K.EXECUTION_POSTPONED: decides,
    K.EXECUTION_EXEMPTED: exempted,
    K.REHABILITATION_SUSPENDED: decides,
    K.SEARCH_DECIDED: search_decided,
}

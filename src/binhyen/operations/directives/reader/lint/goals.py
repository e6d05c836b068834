"""Findings on targets: without number, unit or day, and in conflict with a higher directive's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from binhyen.operations.directives.reader.values import DeadlineType, Duty, DutyKind, Finding, Reading, Severity, Target

from .context import Context, about, alike, vn, words
from .times import first_day

_AT_LEAST: Final = ("=", ">", ">=", "increase>", "increase>=", "increase", "decrease", "decrease>", "decrease>=")
_SAME: Final = 0.5  # share of common words from which two metrics are taken for one
_SIGNS: Final = {">": "trên", ">=": "ít nhất", "<": "dưới", "<=": "không quá", "=": ""}


def incomplete(context: Context) -> Iterator[Finding]:
    for duty in context.duties:
        if duty.kind is DutyKind.TARGET and not duty.targets:
            yield about(
                duty,
                "TARGET_WITHOUT_NUMBER",
                Severity.NOTE,
                "Chỉ tiêu không có con số để đo.",
                suggestion="Nêu tỷ lệ hoặc số lượng phải đạt.",
                field="targets",
            )
        for target in duty.targets:
            if not target.unit:
                yield about(
                    duty,
                    "TARGET_WITHOUT_UNIT",
                    Severity.NOTE,
                    f"Chỉ tiêu {target.value:g} không có đơn vị tính.",
                    suggestion="Nêu đơn vị: %, người, vụ, xã …",
                    field="targets",
                )
        if duty.targets and not any(target.by for target in duty.targets) and _undated(duty):
            yield about(
                duty,
                "TARGET_WITHOUT_DAY",
                Severity.NOTE,
                "Chỉ tiêu không nêu phải đạt vào lúc nào.",
                suggestion="Nêu ngày hoặc năm phải đạt.",
                field="deadline",
            )


def _undated(duty: Duty) -> bool:
    return duty.deadline.type in (DeadlineType.NONE, DeadlineType.CONTINUOUS)


def conflicts(context: Context) -> Iterator[Finding]:
    """Targets that ask for less, or later, than the same target of a higher directive."""
    above = [
        (reading, duty, target, words(target.metric))
        for reading in context.higher
        for duty in reading.duties
        for target in duty.targets
    ]
    if not above:
        return
    for duty in context.duties:
        for target in duty.targets:
            metric = words(target.metric)
            scored = [(alike(metric, other[3]), other) for other in above if _comparable(target, other[2])]
            best = max(scored, key=lambda entry: entry[0], default=None)
            if best is None or best[0] < _SAME:
                continue
            reading, their_duty, theirs, _ = best[1]
            reason = _conflict(duty, target, their_duty, theirs)
            if reason:
                yield about(
                    duty,
                    "TARGET_CONFLICT",
                    Severity.WARNING,
                    f"Chỉ tiêu “{target.metric}” {reason} văn bản cấp trên ({_name(reading)}, dòng {their_duty.line}).",
                    suggestion=f"Văn bản cấp trên ghi: {_words(theirs)}.",
                    proposed=f"{theirs.op} {theirs.value:g} {theirs.unit}",
                    field="targets",
                )


def _comparable(a: Target, b: Target) -> bool:
    return (
        a.unit == b.unit and (a.op in _AT_LEAST) == (b.op in _AT_LEAST) and a.op[:3] == b.op[:3]
        if "crease" in a.op + b.op
        else (a.unit == b.unit and (a.op in _AT_LEAST) == (b.op in _AT_LEAST))
    )


def _conflict(duty: Duty, target: Target, their_duty: Duty, theirs: Target) -> str:
    if target.op in _AT_LEAST and target.value < theirs.value:
        return "thấp hơn"
    if target.op not in _AT_LEAST and target.value > theirs.value:
        return "cao hơn mức cho phép của"
    mine, higher = first_day(duty), first_day(their_duty)
    if mine and higher and mine > higher:
        return f"chậm hơn ({vn(mine)} so với {vn(higher)})"
    return ""


def _words(target: Target) -> str:
    sign, gap = _SIGNS.get(target.op, target.op), "" if target.unit == "%" else " "
    return " ".join(f"{sign} {target.value:g}{gap}{target.unit} {target.metric}".split())


def _name(reading: Reading) -> str:
    meta = reading.meta
    return f"{meta.kind} số {meta.number}/{meta.symbol}".strip() if meta.number else meta.kind or reading.doc

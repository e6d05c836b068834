"""What the checks share: the duties, the day of issue, the calendar, and how alike two texts are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from binhyen.kit.calendar import Calendar
from binhyen.operations.directives.reader.values import BodyMention, Duty, Finding, Reading, Severity, Span
from binhyen.operations.directives.reader.words import fold

GoneOn = Callable[[BodyMention, date], "Gone | None"]

_STOP: Final = frozenset(
    [
        "và",
        "của",
        "các",
        "các,",
        "về",
        "cho",
        "trong",
        "trên",
        "theo",
        "với",
        "tại",
        "đến",
        "từ",
        "để",
        "là",
        "được",
        "có",
        "không",
        "những",
        "một",
        "này",
        "đó",
        "việc",
        "công",
        "tác",
        "thực",
        "hiện",
        "tổ",
        "chức",
        "tỉnh",
        "xã",
        "phường",
        "ubnd",
        "cấp",
        "phòng",
        "chống",
        "ma",
        "túy",
        "triển",
        "khai",
        "tăng",
        "cường",
        "nhiệm",
        "vụ",
        "đơn",
        "vị",
        "cơ",
        "quan",
        "địa",
        "bàn",
        "nâng",
        "cao",
        "hiệu",
        "quả",
    ]
)


@dataclass(frozen=True, slots=True)
class Gone:
    """A body that did not exist on a day: the last day it did, and the names of what took its place."""

    until: date
    successors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """``issued``: the day of issue, or the first day it can have been (a plan may leave the day blank)."""

    duties: Sequence[Duty]
    calendar: Calendar
    issued: date | None = None
    exact: bool = True  # False where only month and year of issue are printed
    reading: Reading | None = None
    higher: Sequence[Reading] = ()
    gone_on: GoneOn | None = None
    words: dict[int, frozenset[str]] = field(default_factory=dict)

    def words_of(self, duty: Duty) -> frozenset[str]:
        """The telling words of a duty, worked out once."""
        if duty.index not in self.words:
            self.words[duty.index] = telling(duty.text)
        return self.words[duty.index]


def telling(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[^\W\d_]{2,}", fold(text)) if word not in _STOP)


def words(text: str) -> frozenset[str]:
    """Every word of a few, such as a target's metric, where none can be spared."""
    return frozenset(re.findall(r"[^\W\d_]+", fold(text)))


def alike(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of common words, 0 to 1."""
    return len(a & b) / len(a | b) if a and b else 0.0


def about(duty: Duty, code: str, severity: Severity, message: str, **more: str) -> Finding:
    """A finding on a duty; its place is the deadline's where that is known, else the duty's."""
    span: Span | None = duty.deadline.span if more.get("field") == "deadline" else None
    if span is None or span.block < 0:
        span = duty.spans[0] if duty.spans else None
    return Finding(code, severity, message, duty=duty.index, line=duty.line, span=span, **more)


def vn(day: date) -> str:
    return f"{day:%d/%m/%Y}"

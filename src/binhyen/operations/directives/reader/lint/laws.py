"""Findings on cited instruments: numbers that cannot be, and years that do not fit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Final

from binhyen.kit.paths import LAW
from binhyen.operations.directives.reader import references
from binhyen.operations.directives.reader.values import Finding, LegalRef, Severity, Span

from .context import Context, vn

_ASSEMBLY: Final = re.compile(
    r"(?P<number>\d+[a-z]?)/(?P<year>\d{4})/(?:(?:NQ-)?UBTV)?QH(?P<term>\d{1,2})$", re.IGNORECASE
)
_YEARED: Final = re.compile(r"^\d+[a-z]?/(?P<year>\d{4})/", re.IGNORECASE)


@cache
def _terms() -> tuple[tuple[date, int], ...]:
    rows = tomllib.loads((LAW / "national_assembly.toml").read_text(encoding="utf-8"))["term"]
    return tuple(sorted((row["valid_from"], row["number"]) for row in rows))


def terms_in(start: date, end: date) -> tuple[int, ...]:
    """Terms of the National Assembly that sat on some day from ``start`` to ``end``; () before the first known."""
    terms = _terms()
    found = []
    for i, (begins, number) in enumerate(terms):
        ends = terms[i + 1][0] if i + 1 < len(terms) else date.max
        if begins <= end and start < ends:
            found.append(number)
    return tuple(found)


def impossible(context: Context) -> Iterator[Finding]:
    """Law numbers whose term did not sit then, numbers whose year is not that of their day, acts of the future."""
    if context.reading is None:
        return
    told: set[tuple[str, date | None]] = set()
    for block in context.reading.blocks:
        for ref in references.find(block.text):
            if not ref.number or (ref.number, ref.issued_on) in told:
                continue
            told.add((ref.number, ref.issued_on))
            start = ref.span.start if ref.span else 0
            end = ref.span.end if ref.span else 0
            place = (block.locate(start)[0], Span(block.index, start, end))
            yield from _of_assembly(ref, place)
            yield from _of_year(ref, place)
            if ref.issued_on and context.issued and context.exact and ref.issued_on > context.issued:
                yield _finding(
                    "LAW_AFTER_DIRECTIVE",
                    f"{ref.kind} {ref.number} ghi ngày {vn(ref.issued_on)}, sau ngày ban hành văn bản này.",
                    "Kiểm tra lại ngày của văn bản được viện dẫn.",
                    "",
                    place,
                )


def _of_assembly(ref: LegalRef, place: tuple[int, Span]) -> Iterator[Finding]:
    match = _ASSEMBLY.search(ref.number)
    if match is None:
        return
    year = int(match["year"])
    day = ref.issued_on if ref.issued_on and ref.issued_on.year == year else None
    possible = terms_in(day or date(year, 1, 1), day or date(year, 12, 31))
    if not possible or int(match["term"]) in possible:
        return
    right = [ref.number[: match.start("term")] + str(term) for term in possible]
    when = f"ngày {vn(day)}" if day else f"năm {year}"
    sitting = " hoặc ".join(f"khóa {term}" for term in possible)
    yield _finding(
        "LAW_NUMBER_IMPOSSIBLE",
        f"Số {ref.number} không thể đúng: {when} là Quốc hội {sitting}, không phải khóa {match['term']}.",
        f"Có thể là {' hoặc '.join(right)}.",
        right[0] if len(right) == 1 else "",
        place,
    )


def _of_year(ref: LegalRef, place: tuple[int, Span]) -> Iterator[Finding]:
    match = _YEARED.match(ref.number)
    if match is None or ref.issued_on is None or int(match["year"]) == ref.issued_on.year:
        return
    yield _finding(
        "LAW_YEAR_MISMATCH",
        f"{ref.kind} {ref.number} ghi ngày {vn(ref.issued_on)}: năm trong số và năm ban hành khác nhau.",
        "Kiểm tra lại số hoặc ngày của văn bản được viện dẫn.",
        "",
        place,
    )


def _finding(code: str, message: str, suggestion: str, proposed: str, place: tuple[int, Span]) -> Finding:
    line, span = place
    return Finding(code, Severity.WARNING, message, suggestion, proposed, "references", line=line, span=span)

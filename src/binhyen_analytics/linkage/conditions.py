"""What can be said of two records, written once: as SQL for an engine and as a function for a single pair.

Both mean the same: a condition on something unknown does not hold, and nothing is ever negated. The SQL is what DuckDB
and Spark both understand; ``x_l`` and ``x_r`` are the columns of the two records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from binhyen_analytics.linkage.columns import Record


@dataclass(frozen=True, slots=True)
class Condition:
    sql: str
    holds: Callable[[Record, Record], bool]

    def __and__(self, other: Condition) -> Condition:
        here, there = self.holds, other.holds
        return Condition(f"({self.sql} and {other.sql})", lambda left, right: here(left, right) and there(left, right))

    def __or__(self, other: Condition) -> Condition:
        here, there = self.holds, other.holds
        return Condition(f"({self.sql} or {other.sql})", lambda left, right: here(left, right) or there(left, right))


def same(column: str) -> Condition:
    """Both known and equal."""
    read = attrgetter(column)

    def holds(left: Record, right: Record) -> bool:
        value = read(left)
        return value is not None and value == read(right)

    return Condition(f"{column}_l = {column}_r", holds)


def differ(column: str) -> Condition:
    """Both known and not equal."""
    read = attrgetter(column)

    def holds(left: Record, right: Record) -> bool:
        here, there = read(left), read(right)
        return here is not None and there is not None and here != there

    return Condition(f"{column}_l <> {column}_r", holds)


def unknown(column: str) -> Condition:
    """At least one of the two does not say."""
    read = attrgetter(column)
    return Condition(
        f"({column}_l is null or {column}_r is null)",
        lambda left, right: read(left) is None or read(right) is None,
    )


def near(column: str, edits: int) -> Condition:
    """At most so many letters changed, missing or added (Levenshtein)."""
    read = attrgetter(column)

    def holds(left: Record, right: Record) -> bool:
        here, there = read(left), read(right)
        return here is not None and there is not None and within(here, there, edits)

    return Condition(f"levenshtein({column}_l, {column}_r) <= {edits}", holds)


def longer(column: str, letters: int) -> Condition:
    """Both have more than so many letters."""
    read = attrgetter(column)

    def holds(left: Record, right: Record) -> bool:
        here, there = read(left), read(right)
        return here is not None and there is not None and len(here) > letters and len(there) > letters

    return Condition(f"(length({column}_l) > {letters} and length({column}_r) > {letters})", holds)


def apart(column: str, most: int) -> Condition:
    """Two numbers, at most so far from each other."""
    read = attrgetter(column)

    def holds(left: Record, right: Record) -> bool:
        here, there = read(left), read(right)
        return here is not None and there is not None and abs(here - there) <= most

    return Condition(f"abs({column}_l - {column}_r) <= {most}", holds)


def crossed(one: str, other: str) -> Condition:
    """What stands in one column here stands in the other there, and the other way round (day and month)."""
    first, second = attrgetter(one), attrgetter(other)

    def holds(left: Record, right: Record) -> bool:
        a, b = first(left), second(left)
        return a is not None and b is not None and a == second(right) and b == first(right)

    return Condition(f"({one}_l = {other}_r and {other}_l = {one}_r)", holds)


def across(one: str, other: str) -> Condition:
    """One column here says what the other says there, or the other columns agree (two addresses of one person)."""
    first, second = attrgetter(one), attrgetter(other)

    def holds(left: Record, right: Record) -> bool:
        a, b = second(left), second(right)
        return (b is not None and (b == first(left) or b == a)) or (a is not None and a == first(right))

    return Condition(f"({one}_l = {other}_r or {other}_l = {one}_r or {other}_l = {other}_r)", holds)


def either_is(column: str, value: bool | int) -> Condition:
    """One of the two says exactly this."""
    read = attrgetter(column)
    written = str(value).lower()
    return Condition(
        f"({column}_l = {written} or {column}_r = {written})",
        lambda left, right: read(left) == value or read(right) == value,
    )


def either_agrees(column: str, other: str) -> Condition:
    """In one of the two records both columns say the same (a name typed without tones)."""
    first, second = attrgetter(column), attrgetter(other)

    def holds(left: Record, right: Record) -> bool:
        here = first(left)
        if here is not None and here == second(left):
            return True
        there = first(right)
        return there is not None and there == second(right)

    return Condition(f"({column}_l = {other}_l or {column}_r = {other}_r)", holds)


def within(one: str, other: str, edits: int) -> bool:
    """Whether the Levenshtein distance of two texts is at most ``edits`` (0, 1, 2 …); quick for small numbers."""
    if one == other:
        return True
    if edits == 0 or abs(len(one) - len(other)) > edits:
        return False
    start = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        start += 1
    a, b = one[start:], other[start:]
    return within(a[1:], b[1:], edits - 1) or within(a[1:], b, edits - 1) or within(a, b[1:], edits - 1)

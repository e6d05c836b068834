"""The checks in order. ``lint`` sees the whole reading; ``lint_duties`` only what duties alone can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from binhyen.kit.calendar import Calendar, vietnam
from binhyen.operations.directives.reader.values import Duty, Finding, Reading

from . import goals, laws, people, privacy, structure, times
from .context import Context, GoneOn

_OF_DUTIES: Final[tuple[Callable[[Context], Iterator[Finding]], ...]] = (
    times.past,
    times.day_off,
    times.no_rhythm,
    times.no_period,
    people.nobody,
    people.two_leads,
    people.gone,
    goals.incomplete,
    goals.conflicts,
    structure.doubles,
)
_OF_DOCUMENT: Final[tuple[Callable[[Context], Iterator[Finding]], ...]] = (
    people.recipients,
    laws.impossible,
    structure.numbering,
    privacy.contacts,
)
_MONTH_ONLY: Final = re.compile(r"ngày[\s.…]*tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
HEAD_BLOCKS: Final = 15  # the place and day of a document stand in its head
HEAD_LETTERS: Final = 160


def lint(
    reading: Reading,
    *,
    issued: date | None = None,
    calendar: Calendar | None = None,
    higher: Sequence[Reading] = (),
    bodies_on: GoneOn | None = None,
) -> tuple[Finding, ...]:
    """Every finding on a directive, in the order of its lines.

    ``issued`` overrides the printed day of issue; where only month and year are printed, the first of the month is
    taken as the earliest day. ``higher``: readings of the directives it carries out. ``bodies_on`` tells whether a
    body had ceased to exist on a day; by default the catalogue of bodies does.
    """
    day, exact = (issued, True) if issued else _issued(reading)
    context = Context(reading.duties, calendar or vietnam(), day, exact, reading, higher, bodies_on)
    found = [finding for check in (*_OF_DUTIES, *_OF_DOCUMENT) for finding in check(context)]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.code)))


def lint_duties(
    duties: Sequence[Duty],
    *,
    issued: date | None = None,
    calendar: Calendar | None = None,
    higher: Sequence[Reading] = (),
    bodies_on: GoneOn | None = None,
) -> tuple[Finding, ...]:
    """The findings duties alone give, as after a reviewer's change."""
    context = Context(duties, calendar or vietnam(), issued, True, None, higher, bodies_on)
    found = [finding for check in _OF_DUTIES for finding in check(context)]
    return tuple(sorted(found, key=lambda finding: (finding.line, finding.code)))


def _issued(reading: Reading) -> tuple[date | None, bool]:
    """The printed day of issue; the first of its month, not exact, where the day is left blank."""
    if reading.meta.issued_on is not None:
        return reading.meta.issued_on, True
    head = [block.text for block in reading.blocks[:HEAD_BLOCKS] if len(block.text) < HEAD_LETTERS]
    match = _MONTH_ONLY.search(" ".join((reading.meta.issued_text, *head)).lower())
    if match and 1 <= int(match[1]) <= 12:
        return date(int(match[2]), int(match[1]), 1), False
    return None, True

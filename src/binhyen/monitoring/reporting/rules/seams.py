"""Where one duty to report ends and another begins: days in no report, days in two. No clock, no database."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from binhyen.monitoring.reporting.values.periods import Beat, Rhythm
from binhyen.operations.cases.rules.time import DAY

from .calendar import containing, periods

AHEAD = timedelta(days=800)  # looked ahead of the last day that begins or ends anything: two years and more
type Days = tuple[date, date]  # first and last


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A duty as far as its days go: from and to when it holds. Periods due before it was ``made`` were never opened;
    None where it held before anybody wrote it down here.
    """

    rhythm: Rhythm
    valid_from: date
    valid_to: date | None
    made: datetime | None = None
    places: Collection[int] = ()

    @property
    def steady(self) -> bool:
        """Whether it reports of all days it holds: not on demand, not of some periods of a year only."""
        return self.rhythm.beat is not Beat.ON_DEMAND and not self.places


def reported(held: Held, until: date) -> Iterator[Days]:
    """The periods of a duty, one after the other, up to the one that ends on ``until`` or later."""
    for period in periods(held.rhythm, held.valid_from):
        if period.first > until or (held.valid_to is not None and period.last > held.valid_to):
            return
        if held.made is None or period.due > held.made:
            yield period.first, period.last


def gaps(duties: Sequence[Held], until: date) -> list[Days]:
    """Days up to ``until`` in no report: between the periods of ``duties``, and to the end of what ends within one."""
    found: list[Days] = []
    covered: date | None = None  # the last day up to which days are covered or named
    stretches = sorted(one for held in duties if held.steady for one in reported(held, until))
    for first, last in stretches:
        if covered is not None and first > covered + DAY:
            found.append((covered + DAY, first - DAY))
        covered = max(covered or last, last)
    ends = [held.valid_to for held in duties if held.steady and held.valid_to is not None]
    if covered is not None and ends and (over := min(max(ends), until)) > covered:
        found.append((covered + DAY, over))
    return found


def overlaps(one: Held, other: Held, until: date) -> list[Days]:
    """Days up to ``until`` that two duties both report of, joined where they follow each other."""
    if not (one.steady and other.steady):
        return []
    right = list(reported(other, until))
    both = sorted(
        (max(first, begin), min(last, end))
        for first, last in reported(one, until)
        for begin, end in right
        if max(first, begin) <= min(last, end)
    )
    found: list[Days] = []
    for first, last in both:
        if found and first <= found[-1][1] + DAY:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def lost_by_end(ends: Held, others: Sequence[Held], valid_to: date) -> list[Days]:
    """Days that would be in no report where a duty ended on ``valid_to``, until the others of its kind go on."""
    if not ends.steady:
        return []
    short = Held(rhythm=ends.rhythm, valid_from=ends.valid_from, valid_to=valid_to)
    return lost([short, *others], since=containing(ends.rhythm, valid_to).first)


def lost(duties: Sequence[Held], *, since: date) -> list[Days]:
    """Gaps that reach beyond ``since``."""
    return [one for one in gaps(duties, horizon(duties)) if one[1] >= since]


def horizon(duties: Sequence[Held]) -> date:
    """Until when seams are looked for: well beyond all that begins or ends."""
    days = [day for held in duties for day in (held.valid_from, held.valid_to) if day is not None]
    return max(days) + AHEAD


def said(days: Days) -> str:
    """ "15/11/2026 – 30/11/2026", or the one day."""
    first, last = days
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}" if first != last else f"{first:%d/%m/%Y}"

"""The course of one case while its facts are read in order: the only mutable thing in the rules."""

from copy import copy
from datetime import date

from binhyen.operations.cases.values import Fact, ListCode, PersonFacts, Span, State

from .parameters import Parameters
from .time import DAY, add_months, age_on

IDLE = frozenset({State.NONE, State.POSITIVE, State.ENDED, State.MOVED_AWAY})
MANAGEMENT = frozenset({State.MANAGED, State.MANAGED_SUSPENDED})
VOLUNTARY = frozenset({State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC})
AFTER_REHAB = frozenset({State.AWAITING_POST_REHAB, State.POST_REHAB})
AT_LARGE_ADDICT = frozenset({State.ADDICT, State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.SUBSTITUTION})
ON_A_LIST = frozenset({ListCode.L1, ListCode.L2, ListCode.L3})
_ENDS_BY_LAW = MANAGEMENT | AFTER_REHAB  # the others need the paper that completes them

Saved = tuple[State, str, date | None]  # state, measure, end by term
Draft = tuple[date, State, ListCode, ListCode, str, str, str, date | None, int | None, str]


class Course:
    """Where a case stands, and the spans so far. Handlers (``steps_*``) move it with ``go``."""

    __slots__ = (
        "addict",
        "before_custody",
        "before_file",
        "before_prison",
        "custody_from",
        "detained",
        "draft",
        "earlier_rehabs",
        "ends",
        "episodes",
        "escaped_from",
        "held_days",
        "held_from",
        "legal",
        "listed",
        "managed_from",
        "measure",
        "minor_regime",
        "months",
        "owner",
        "parameters",
        "pending_addicted",
        "person",
        "positive_after",
        "post_from",
        "post_long",
        "remaining",
        "spans",
        "state",
        "suspended_from",
        "to",
        "to_province",
        "unused",
    )

    def __init__(self, person: PersonFacts, parameters: Parameters) -> None:
        self.person, self.parameters = person, parameters
        self.spans: list[Span] = []
        self.unused: list[int] = []  # facts without legal ground where they stand: they change nothing
        self.draft: Draft | None = None  # the span that is still open
        self.state = State.NONE
        self.legal = ListCode.NONE
        self.owner = self.to = self.to_province = self.measure = ""
        self.ends: date | None = None
        self.addict = self.listed = self.detained = False
        self.managed_from: date | None = None
        self.suspended_from: date | None = None
        self.pending_addicted: int | None = None  # found addicted while managed: the stop decision is still to come
        self.positive_after: int | None = None  # used again during management, nothing decided on it yet
        self.episodes: list[tuple[date, bool]] = []  # rehabilitations begun: day, given up
        self.earlier_rehabs = 0  # those a list or the person tells of
        self.months: int | None = None  # length of the rehabilitation decided
        self.minor_regime = False  # committed under Article 36
        self.held_from: date | None = None
        self.held_days: int | None = None
        self.remaining: int | None = None  # days still to serve after prison or after three phases
        self.escaped_from: date | None = None
        self.custody_from: date | None = None
        self.post_from: date | None = None
        self.post_long = False
        self.before_file: Saved | None = None
        self.before_custody: Saved | None = None
        self.before_prison: Saved | None = None

    def copied(self) -> "Course":
        """A course to try a fact on: this one stays as it is."""
        twin = copy(self)
        twin.spans, twin.unused, twin.episodes = [], [], self.episodes.copy()
        return twin

    # moving

    def go(self, day: date, state: State, because: int | None, measure: str = "", ends: date | None = None) -> bool:
        """Enter a state on a day; a second change on one day replaces the first. True, for handlers to return."""
        self.state, self.measure, self.ends = state, measure, ends
        return self.mark(day, because)

    def mark(self, day: date, because: int | None) -> bool:
        """Begin a new span with what is now known: owner, addiction, receiver, end."""
        draft = self.draft
        if draft is not None and draft[0] < day:
            self.spans.append(_span(draft, day))
        legal, reported, new, old = self.parameters.lists[self.state, self.addict, self.listed]
        if legal in ON_A_LIST:
            self.listed = True
        self.legal = legal
        article = new if self.parameters.new_law(day) else old
        self.draft = (
            *(day, self.state, legal, reported, self.owner, self.to),
            *(self.measure, self.ends, because, article),
        )
        return True

    def restore(self, day: date, saved: Saved | None, because: int | None, added_days: int = 0) -> bool:
        """Back to what was before, its end moved by ``added_days``."""
        state, measure, ends = saved or (State.ADDICT if self.addict else State.ENDED, "", None)
        if state is State.ENDED and not self.listed:
            state = State.NONE
        return self.go(day, state, because, measure, ends + DAY * added_days if ends and added_days else ends)

    def saved(self) -> Saved:
        return self.state, self.measure, self.ends

    def own(self, fact: Fact) -> None:
        """While nobody manages the person, the case belongs to the commune that acts."""
        if not self.to and not self.to_province:
            self.owner = fact.commune

    # what the law makes happen by itself

    def advance(self, day: date) -> None:
        """End what ends by law up to and including a day."""
        while self.ends is not None and self.ends <= day and self.state in _ENDS_BY_LAW:
            self._end_by_law(self.ends)

    def _end_by_law(self, day: date) -> None:
        if self.state in AFTER_REHAB:
            self.go(day, State.ENDED, None)
        else:
            self.end_management(day, None)

    def end_management(self, day: date, because: int | None, found_addicted: bool = False) -> bool:
        """Management is over: to the addicts where that was found, to custody, to an undecided use, or off the list."""
        if found_addicted or self.pending_addicted is not None:
            self.addict, self.pending_addicted = True, None
            state = State.CUSTODY if self.detained else State.ADDICT
            if self.detained:
                self.before_custody = (State.ADDICT, "", None)
        elif self.detained:
            state, self.before_custody = State.CUSTODY, (State.ENDED, "", None)
        else:
            state = State.ENDED if self.positive_after is None else State.POSITIVE
        self.positive_after = self.suspended_from = None
        return self.go(day, state, because)

    def finish(self) -> tuple[Span, ...]:
        """All spans, the scheduled ones included; the last is open."""
        self.advance(date.max)
        return (*self.spans, _span(self.draft, None)) if self.draft is not None else ()

    # lengths

    def last_day_added(self, day: date) -> int:
        return self.parameters.value("TERM_LAST_DAY", day) or 0

    def term_end(self, code: str, day: date) -> date:
        """First day after a term of years that begins on ``day``."""
        years = self.parameters.number(code, day)
        return add_months(day, 12 * years) + DAY * self.last_day_added(day)

    def rehab_end(self, day: date) -> date | None:
        """First day after the rehabilitation decided, begun on ``day``; None while its length is not known."""
        if self.months is None:
            return None
        return add_months(day, self.months) + DAY * self.last_day_added(day)

    def ordinal(self, day: date) -> int:
        """Which rehabilitation one begun on ``day`` would be (Law 120/2025, Art. 29.1)."""
        value = self.parameters.value
        if not value("EARLIER_REHAB_COUNTS", day):
            counted = [row for row in self.episodes if self.parameters.new_law(row[0])]
        else:
            counted = self.episodes
        given_up = value("UNFINISHED_REHAB_COUNTS", day)
        earlier = self.earlier_rehabs if value("EARLIER_REHAB_COUNTS", day) else 0
        return 1 + earlier + sum(1 for _, unfinished in counted if given_up or not unfinished)

    def lawful_months(self, day: date, ordinal: int | None = None) -> int | None:
        """24 or 36 under the new law; the old one left it to the decision."""
        if not self.parameters.new_law(day):
            return None
        return self.parameters.number("REHAB_FIRST" if (ordinal or self.ordinal(day)) <= 1 else "REHAB_AGAIN", day)

    def minor(self, day: date) -> bool:
        birth = self.person.birth_on
        return birth is not None and age_on(birth, day) < self.parameters.number("ADULT_AGE", day)


def _span(draft: Draft, end: date | None) -> Span:
    start, state, legal, reported, owner, to, measure, ends, because, article = draft
    return Span(
        start=start,
        end=end,
        state=state,
        list=legal,
        reported=reported,
        commune=owner,
        to_commune=to,
        measure=measure,
        ends_by_term=ends,
        because=because,
        article=article,
    )

"""Statutory times that run in a case: which, since when, until when, what stops them, what pauses them.

Hours are counted from the moment: Friday 16:50 plus 24 hours is Saturday 16:50, never "the next working day".
Days and months leave out the first day and end with the last (Civil Code 2015, Art. 147, 148); a limit for the person
that ends on a day off ends on the next working day, one for the State does not.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from binhyen.kit.calendar import Calendar
from binhyen.operations.cases.values import Clock, Fact, FactKind, Span, State

from .course import Course
from .parameters import FOLDER, Parameters, Unit, by_code, read, version
from .steps_rehab import day_in
from .time import DAY, add_months, day_of, last_moment, midnight

Rows = Sequence[tuple[date, Fact]]
SET_BY_PROVINCE = "province"
_VOLUNTARY = (State.VOLUNTARY_HOME, State.VOLUNTARY_PRIVATE, State.VOLUNTARY_PUBLIC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One clock under one law, as ``clocks.toml`` tells it."""

    code: str
    label: str
    start: tuple[FactKind, ...]
    stop: tuple[FactKind, ...]
    states: frozenset[State]
    unit: Unit
    owner: str
    valid_from: date
    source: str
    confidence: str
    valid_to: date | None = None
    value: int | None = None
    when: Mapping[str, object] | None = None
    by: tuple[str, ...] = ()
    after: str = ""
    due_field: str = ""
    derived: bool = False
    settable: bool = False
    only_when_set: bool = False  # no duty in law: it runs where the province has set a length
    warns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A case at a moment: what clocks, flags and checks look at. ``rows``: what has happened by then, in order."""

    at: datetime
    day: date
    rows: Rows
    course: Course
    spans: tuple[Span, ...]
    parameters: Parameters
    calendar: Calendar

    def last(self, *kinds: FactKind) -> Fact | None:
        return next((fact for _, fact in reversed(self.rows) if fact.kind in kinds), None)

    def span_on(self, day: date) -> Span | None:
        return span_on(self.spans, day)


def span_on(spans: Sequence[Span], day: date) -> Span | None:
    """The span that covers a day; None before the first fact."""
    for span in reversed(spans):
        if span.start <= day:
            return span
    return None


@cache
def clock_rules(folder: Path = FOLDER) -> Mapping[str, tuple[ClockRule, ...]]:
    """All clocks by code, in order of time; read once."""
    return by_code(_rule(row) for row in read(folder / "clocks.toml")["clock"])


def hours_of(code: str, on: date) -> int:
    """The length of a clock that the law of the day gives in hours.

    Raises:
        ValueError: the clock is not one of hours on that day.
    """
    rule = version(clock_rules()[code], on)
    if rule.unit is not Unit.HOURS or rule.value is None:
        raise ValueError(f"{code} has no hours on {on}")
    return rule.value


def up_the_line(parameters: Parameters, on: date) -> tuple[tuple[int, timedelta], ...]:
    """Who is told how long after a time ran out: 1 who must act, 2 the line above, 3 the province."""
    codes = ((2, "ESCALATE_SECOND"), (3, "ESCALATE_THIRD"))
    return ((1, timedelta()), *((level, timedelta(hours=parameters.number(code, on))) for level, code in codes))


def _rule(row: dict[str, object]) -> ClockRule:
    shaped = {
        **row,
        "start": tuple(FactKind(kind) for kind in row["start"]),  # type: ignore[attr-defined]
        "stop": tuple(FactKind(kind) for kind in row["stop"]),  # type: ignore[attr-defined]
        "states": frozenset(State(state) for state in row["states"]),  # type: ignore[attr-defined]
        "unit": Unit(str(row["unit"])),
        "warns": tuple(row.get("warns", ())),  # type: ignore[arg-type]
        "by": tuple(row.get("by", ())),  # type: ignore[arg-type]
    }
    return ClockRule(**shaped)  # type: ignore[arg-type]


def due(rule: ClockRule, started: datetime, calendar: Calendar) -> datetime | None:
    """When a clock begun at a moment is due; None while its length is not known."""
    if rule.value is None:
        return None
    if rule.unit is Unit.HOURS:
        return started + timedelta(hours=rule.value)
    day = day_of(started)
    if rule.unit is Unit.WORKING_DAYS:
        return last_moment(calendar.add_working_days(day, rule.value))
    if rule.unit is Unit.MONTHS:
        return last_moment(add_months(day, rule.value))
    end = day + DAY * rule.value
    return last_moment(calendar.next_working_day(end) if rule.owner == "PERSON" else end)


def running(moment: Moment) -> tuple[Clock, ...]:
    """Every clock that runs or has run out unanswered, the most urgent first, unknown lengths last."""
    clocks = [clock for versions in clock_rules().values() for clock in _clock(versions, moment)]
    return tuple(sorted(clocks, key=lambda clock: (clock.due_at is None, clock.due_at or moment.at, clock.code)))


def _clock(versions: tuple[ClockRule, ...], moment: Moment) -> Iterator[Clock]:
    latest = versions[-1]
    if latest.states and moment.course.state not in latest.states:
        return
    started = _DERIVED[latest.code](moment) if latest.code in _DERIVED else _start(latest, moment)
    if started is None:
        return
    because, begun, end = started
    rule = _in_force(versions, day_of(begun), moment.parameters)
    if rule.only_when_set and rule.value is None:
        return
    paused, reason = _pause(rule, moment)
    yield Clock(
        code=rule.code,
        label=rule.label,
        article=rule.source,
        started_at=begun,
        due_at=end if end is not None else _due_after(rule, begun, moment),
        owner=rule.owner,
        commune=moment.course.to if rule.owner == "RECEIVING_POLICE" else moment.course.owner,
        stops_with=rule.stop,
        because=because,
        paused_since=paused,
        pause_reason=reason,
        warns=rule.warns,
        confidence=rule.confidence,
    )


def _in_force(versions: tuple[ClockRule, ...], day: date, parameters: Parameters) -> ClockRule:
    rule = version(versions, day)
    key = f"clocks.{rule.code}"
    if rule.settable and key in parameters.overrides:
        return replace(rule, value=parameters.overrides[key], confidence=SET_BY_PROVINCE)
    return rule


def _due_after(rule: ClockRule, begun: datetime, moment: Moment) -> datetime | None:
    """The due moment, counted from the end of the clock this one follows."""
    if rule.after:
        first = _in_force(clock_rules()[rule.after], day_of(begun), moment.parameters)
        before = due(first, begun, moment.calendar)
        return None if before is None else due(rule, before, moment.calendar)
    return due(rule, begun, moment.calendar)


Started = tuple[int, datetime, datetime | None]  # fact, moment it began, due moment where the file itself says it


def _start(rule: ClockRule, moment: Moment) -> Started | None:
    """The last fact that starts the clock, unless a fact after it stopped it."""
    for _, fact in reversed(moment.rows):
        if fact.kind in rule.stop:
            return None
        if fact.kind in rule.start and _matches(rule, fact):
            return fact.id, fact.effective_at, _written(rule, fact)
    return None


def _matches(rule: ClockRule, fact: Fact) -> bool:
    if rule.by and fact.authority not in rule.by:
        return False
    if rule.due_field and day_in(fact, rule.due_field) is None:
        return False
    return all(fact.data.get(name) == value for name, value in (rule.when or {}).items())


def _written(rule: ClockRule, fact: Fact) -> datetime | None:
    day = day_in(fact, rule.due_field) if rule.due_field else None
    return last_moment(day) if day else None


def _pause(rule: ClockRule, moment: Moment) -> tuple[datetime | None, str]:
    """Postponement pauses execution; evasion pauses the limitation (Art. 35.4, 39.1)."""
    if rule.code in {"EXECUTE", "PLACE"}:
        fact = moment.last(FactKind.EXECUTION_POSTPONED, FactKind.ADMITTED, FactKind.COURT_DECIDED)
        if fact and fact.kind is FactKind.EXECUTION_POSTPONED:
            return fact.effective_at, "Đang hoãn chấp hành (Đ. 39.1)"
    if rule.code == "LIMITATION":
        fact = moment.last(FactKind.ABSENT, FactKind.ABSENCE_ENDED)
        if fact and fact.kind is FactKind.ABSENT and fact.data.get("evading"):
            return fact.effective_at, "Đang trốn tránh: thời hiệu tính lại từ khi chấm dứt (Đ. 35.4)"
    return None, ""


# clocks that start with a state, not with a fact


def run_start(moment: Moment) -> Span | None:
    """The first span of the unbroken run of the present state; moves of residence do not break it."""
    first: Span | None = None
    for span in reversed(moment.spans):
        if span.start > moment.day:
            continue
        if first is not None and span.state is not first.state:
            break
        first = span
    return first


def _term(moment: Moment) -> Started | None:
    ends, first = moment.course.ends, run_start(moment)
    if ends is None or first is None:
        return None
    return first.because or 0, midnight(first.start), midnight(ends)


def _monthly(moment: Moment) -> Started | None:
    """From the last visit; else from the day the state began, or the day of the list it was taken from."""
    first, visit = run_start(moment), moment.last(FactKind.VISIT)
    begun, because = (midnight(first.start), first.because or 0) if first else (moment.at, 0)
    for _, fact in moment.rows:
        if fact.id == because:
            begun = max(begun, fact.effective_at)
    if visit and visit.effective_at > begun:
        return visit.id, visit.effective_at, None
    return because, begun, None


def _terminate(moment: Moment) -> Started | None:
    """A year of management has run out and the paper is missing."""
    span, before = moment.span_on(moment.day), None
    for earlier in moment.spans:
        if span is not None and earlier.end == span.start:
            before = earlier
    if span is None or before is None or span.because is not None or before.state is not State.MANAGED:
        return None
    rule = clock_rules()["TERMINATE_MANAGEMENT"][-1]
    for day, fact in reversed(moment.rows):
        if day >= span.start and fact.kind in rule.stop:
            return None
    return before.because or 0, midnight(span.start), None


def _limitation(moment: Moment) -> Started | None:
    """Three months from the last act that allows compulsory rehabilitation (Art. 35.1, 35.4)."""
    stop = clock_rules()["LIMITATION"][-1].stop
    for day, fact in reversed(moment.rows):
        if fact.kind in stop:
            return None
        act = act_day(fact, day, moment.spans)
        if act is not None:
            return fact.id, midnight(act), None
    return None


def act_day(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    """The day of an act of Article 35.1 a fact tells of; None where it tells of none."""
    told = _ACTS.get(fact.kind)
    return told(fact, day, spans) if told else None


def _gave_up(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    return None if fact.data.get("ground") == "MOVED" else day


def _violated(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    step = fact.data.get("step")
    third = isinstance(step, int) and step >= 3
    return day if third or fact.data.get("ground") == "MONITORING" else None


def _used(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    span = span_on(spans, day)
    inside = span is not None and span.state in _VOLUNTARY
    return (day_in(fact, "used_on") or day) if inside and fact.data.get("result") == "POSITIVE" else None


def _file(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    return day_in(fact, "act_on")


def _returned(fact: Fact, day: date, spans: Sequence[Span]) -> date | None:
    return day if fact.data.get("evading") else None


_ACTS: dict[FactKind, Callable[[Fact, date, Sequence[Span]], date | None]] = {
    FactKind.VOLUNTARY_ENDED_EARLY: _gave_up,
    FactKind.SUBSTITUTION_ENDED_EARLY: _gave_up,
    FactKind.VIOLATION: _violated,
    FactKind.TEST: _used,
    FactKind.COMPULSORY_FILE_OPENED: _file,
    FactKind.ABSENCE_ENDED: _returned,
}


def _adult(moment: Moment) -> Started | None:
    """A minor who turns 18 with three months left goes on in an adult facility (Art. 36.4)."""
    course, first = moment.course, run_start(moment)
    birth, ends = course.person.birth_on, course.ends
    if not course.minor_regime or birth is None or ends is None or first is None:
        return None
    value = moment.parameters.number
    birthday = add_months(birth, 12 * value("ADULT_AGE", moment.day))
    if ends < add_months(birthday, value("ADULT_TRANSFER_MINIMUM", moment.day)):
        return None
    if any(fact.kind is FactKind.ADMITTED and day >= birthday for day, fact in moment.rows):
        return None
    return first.because or 0, midnight(first.start), midnight(birthday)


_DERIVED: dict[str, Callable[[Moment], Started | None]] = {
    "ADULT_TRANSFER": _adult,
    "LIMITATION": _limitation,
    "MONTHLY_CHECK": _monthly,
    "MONTHLY_MEETING": _monthly,
    "TERMINATE_MANAGEMENT": _terminate,
    "TERM_MANAGEMENT": _term,
    "TERM_REHAB": _term,
    "TERM_POST_REHAB": _term,
    "RELEASE_FACILITY": _term,
}

"""What the rules say of a case, as columns of its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta

from binhyen.operations.cases.rules.parameters import load
from binhyen.operations.cases.values import CaseView, Clock, FactKind, Flag, Span

TERM = "TERM"  # in place of a kind: the law's own term ended the span before
TERMS = ("TERM_MANAGEMENT", "TERM_REHAB", "TERM_POST_REHAB")  # end by law: nobody must act by then
LAPSES = ("CERTIFICATE", "LIMITATION")  # say until when something may be done; run out, they ask nothing of anybody
QUIET = frozenset(TERMS + LAPSES)
_ARTICLE, _REASON = 80, 200  # widths of columns


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanColumns:
    """A span as a row of ``CaseSpan``, without person and moments."""

    legal_from: date
    legal_to: date | None
    state: str
    list_code: str
    reported_list: str
    measure: str
    commune_code: str
    to_commune_code: str
    because_id: int | None
    because_kind: str
    article: str

    def row(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _SPAN_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockColumns:
    """A clock as a row of ``CaseClock``, without person and whom it was told."""

    commune_code: str
    to_commune_code: str
    code: str
    article: str
    owner: str
    started_at: datetime
    due_at: datetime | None
    paused_since: datetime | None
    pause_reason: str
    because_id: int | None

    def row(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _CLOCK_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseColumns:
    """The row of ``Case``."""

    person_id: int
    commune_code: str
    to_commune_code: str
    file_number: str
    state: str
    list_code: str
    reported_list: str
    measure: str
    since: date | None
    ends_on: date | None
    flags: str  # joined by commas
    next_due_at: datetime | None
    refold_on: date | None
    sort_key: bytes
    birth_year: int | None
    hamlet_id: int | None
    opened_at: datetime
    changed_at: datetime
    version: int

    def row(self) -> tuple[object, ...]:
        return tuple(getattr(self, name) for name in _CASE_FIELDS)


_SPAN_FIELDS = tuple(field.name for field in fields(SpanColumns))
_CLOCK_FIELDS = tuple(field.name for field in fields(ClockColumns))
_CASE_FIELDS = tuple(field.name for field in fields(CaseColumns))


def span_columns(spans: Sequence[Span], *, kinds: Mapping[int, FactKind]) -> list[SpanColumns]:
    """Spans as rows; ``kinds`` are the kinds of the facts by id."""
    return [_span(one, kinds, before) for before, one in zip((None, *spans), spans, strict=False)]


def _span(one: Span, kinds: Mapping[int, FactKind], before: Span | None) -> SpanColumns:
    by_term = before is not None and one.because is None
    kind = TERM if by_term else str(kinds.get(one.because or 0, ""))
    return SpanColumns(
        legal_from=one.start,
        legal_to=one.end,
        state=one.state.value,
        list_code=one.list.value,
        reported_list=one.reported.value,
        measure=one.measure,
        commune_code=one.commune,
        to_commune_code=one.to_commune,
        because_id=one.because,
        because_kind=kind,
        article=one.article[:_ARTICLE],
    )


def clock_columns(clocks: Sequence[Clock], *, to_commune: str) -> list[ClockColumns]:
    """Clocks as rows. During a move the receiving commune sees them too."""
    return [
        ClockColumns(
            commune_code=one.commune,
            to_commune_code=to_commune if to_commune != one.commune else "",
            code=one.code,
            article=one.article[:_ARTICLE],
            owner=one.owner,
            started_at=one.started_at,
            due_at=one.due_at,
            paused_since=one.paused_since,
            pause_reason=one.pause_reason[:_REASON],
            because_id=one.because,
        )
        for one in clocks
    ]


def since(view: CaseView) -> date:
    """The day the state of today began, through changes of commune or list."""
    start = view.span.start
    for one in reversed([span for span in view.spans if span.start < start]):
        if one.state != view.span.state or one.end != start:
            break
        start = one.start
    return start


def next_change(view: CaseView, *, born: date | None) -> date | None:
    """The first day after today on which state, list or a flag changes by itself."""
    days = [span.start for span in view.spans if span.start > view.on]
    if born and Flag.MINOR in view.flags:
        days.append(_birthday(born, load().number("ADULT_AGE", view.on)))
    return min((day for day in days if day > view.on), default=None)


def next_due(view: CaseView) -> datetime | None:
    """When the first clock runs out that asks somebody to act."""
    running = (clock for clock in view.clocks if clock.code not in QUIET and not clock.paused_since)
    return min((clock.due_at for clock in running if clock.due_at), default=None)


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return born.replace(year=born.year + years, day=28) + timedelta(days=1)
